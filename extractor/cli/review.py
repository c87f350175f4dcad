"""`kehoach review`: pages on which a person checks what was read against the scan."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.failing import exit_status
from extractor.cli.options import BlobsUrl, StoreUrl

if TYPE_CHECKING:
    from extractor.plan import Plan


def review(
    context: typer.Context,
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FILE|JSON|ARCHIVE", help="A document, its plan JSON beside it, or an archive."
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the pages.")],
    store: StoreUrl = None,
    blobs: BlobsUrl = None,
) -> None:
    """Make pages on which to check what was read.

    The scan stands on the left with boxes over what was read, the fields on the right, doubtful
    ones first. Of an archive `DIR/index.html` lists all documents, those to look at first."""
    from extractor.cli.parts import with_part

    with exit_status(context, source), with_part("compare"):
        if store or source.is_dir():
            _archive(source, out, store, blobs)
        else:
            _file(source, out)


def _archive(archive: Path, out: Path, store: str | None, blobs: str | None) -> None:
    from extractor.compare.corpus import Corpus
    from extractor.review.page.writing import QUEUE, write_archive

    corpus = Corpus.open(archive, store=store, blobs=blobs)
    done = write_archive(corpus.documents(), out, _say)
    typer.echo(
        f"pages: {len(done.entries):,}; without one: {len(done.failures):,}; open {out / QUEUE}",
        err=True,
    )


def _file(path: Path, out: Path) -> None:
    from extractor.review.page.writing import write_plans

    plans, source = _read(path)
    name = path.name.removesuffix(".json") if path.suffix.lower() == ".json" else path.name
    for page in write_plans(plans, source, name, out):
        typer.echo(f"open {page}", err=True)


def _read(path: Path) -> tuple[tuple[Plan, ...], Path | None]:
    """The plans of a file and the file itself, which may lie beside a plan JSON."""
    if path.suffix.lower() == ".json":
        from extractor.plan.publish import from_file

        plan = from_file(path)
        beside = path.with_name(PurePath(plan.source.name).name or "unnamed")
        return (plan,), beside if beside.is_file() else None
    from extractor.errors import opening
    from extractor.pipeline import extract_all

    with opening(str(path)):
        return extract_all(path), path


def _say(what: str) -> None:
    from extractor.plan.glance import clean

    typer.echo(clean(what), err=True)
