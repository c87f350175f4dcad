"""`kehoach`: the commands and the way errors leave them."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from extractor import __version__
from extractor.cli.align import align
from extractor.cli.cluster import cluster
from extractor.cli.compare import compare
from extractor.cli.correct import correct
from extractor.cli.corrections import corrections
from extractor.cli.doctor import doctor
from extractor.cli.evaluate import evaluate
from extractor.cli.export import export
from extractor.cli.extract import extract
from extractor.cli.retry import retry
from extractor.cli.review import review
from extractor.cli.schema import schema
from extractor.cli.serve import serve
from extractor.cli.show import show
from extractor.cli.status import status

app = typer.Typer(
    name="kehoach",
    help="Turns Vietnam's plan documents (kế hoạch), as text, PDF or scan, into plan JSON.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    extract, status, retry, show, compare, align, review, correct, corrections, export, serve,
    evaluate, schema, doctor, cluster,
):  # fmt: skip
    app.command()(command)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"kehoach {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    context: typer.Context,
    debug: Annotated[
        bool, typer.Option("--debug", help="Print tracebacks and the libraries' messages.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    context.obj = debug


def run() -> None:
    """The entry point. Vietnamese is written as UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()
