"""`kehoach extract`: files and folders to plan JSON."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.failing import exit_status
from extractor.settings import CleanUp


def extract(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help="Files and folders, any mix of kinds."),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the results.")],
    jobs: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Processes [default: the cores it may use]."),
    ] = None,
    no_ocr_cache: Annotated[
        bool,
        typer.Option("--no-ocr-cache", help="Neither use nor keep `DIR/ocr-cache.sqlite`."),
    ] = False,
    without_step: Annotated[
        list[CleanUp] | None,
        typer.Option(help="A step of cleaning scans to leave out; may be given several times."),
    ] = None,
) -> None:
    """Turn files and folders into plan JSON.

    Kinds: .txt .md .pdf .png .jpg .tif .doc .docx .odt .rtf. `a/x.pdf` below a given folder
    becomes `DIR/a/x.pdf.json`; `DIR/results.jsonl` lists what became of each file. One file's
    failure does not stop the others. What OCR gives for scans is kept in `DIR/ocr-cache.sqlite`, so
    that another run into DIR need not read them again; the file may be deleted at any time."""
    from extractor.archive.cores import usable_cores
    from extractor.archive.engines.local import Local
    from extractor.archive.extracting import through_pipeline, work_into
    from extractor.archive.inputs import OCR_CACHE, find_inputs
    from extractor.archive.preload import warm_up
    from extractor.archive.run import RESULTS, run_archive
    from extractor.cli.progress import progress
    from extractor.settings import Bounds, Settings

    settings = Settings(
        ocr_cache=None if no_ocr_cache else out / OCR_CACHE,
        without_steps=frozenset(without_step or ()),
    )
    debug = bool(context.obj)
    engine = Local(
        jobs or usable_cores(), Bounds(), warm_up=partial(warm_up, settings), quiet=not debug
    )
    with exit_status(context, out):
        inputs = find_inputs(paths, out)
        readable = sum(item.readable for item in inputs)
        with progress(readable, debug=debug) as report:
            summary = run_archive(
                inputs,
                out,
                engine,
                work=work_into(out, partial(through_pipeline, settings=settings)),
                report=report,
            )
    typer.echo(f"{summary}; see {out / RESULTS}", err=True)
    raise typer.Exit(summary.exit_status)
