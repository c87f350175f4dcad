"""`kehoach review`: pages on which a person checks what was read against the scan."""

from __future__ import annotations

from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.failing import exit_status
from extractor.cli.options import (
    DEFAULT_MEMORY,
    DEFAULT_SECONDS,
    BlobsUrl,
    Jobs,
    Memory,
    Seconds,
    StoreUrl,
)
from extractor.settings import MIB, Bounds

if TYPE_CHECKING:
    from extractor.archive.engines import Engine


def review(
    context: typer.Context,
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FILE|JSON|ARCHIVE", help="A document, its plan JSON beside it, or an archive."
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the pages.")],
    jobs: Jobs = None,
    store: StoreUrl = None,
    blobs: BlobsUrl = None,
    seconds: Seconds = DEFAULT_SECONDS,
    memory: Memory = DEFAULT_MEMORY,
) -> None:
    """Make pages on which to check what was read.

    The scan stands on the left with boxes over what was read, the fields on the right, doubtful
    ones first, with what people corrected. Of an archive `DIR/index.html` lists all documents,
    those to look at first; a second run makes only those pages that would be others."""
    from extractor.cli.parts import with_part

    with exit_status(context, source), with_part("compare"):
        engine = _engine(
            jobs, Bounds(seconds=seconds, cpu_seconds=ceil(seconds), memory_bytes=memory * MIB)
        )
        if store or source.is_dir():
            _archive(source, out, engine, store, blobs)
        else:
            _file(source, out, engine)


def _archive(
    archive: Path, out: Path, engine: Engine, store: str | None, blobs: str | None
) -> None:
    from extractor.review.page.documents import documents_in
    from extractor.review.page.writing import QUEUE, write_archive

    done = write_archive(documents_in(archive, store, blobs), out, engine, _say)
    typer.echo(
        f"pages: {len(done.entries):,}, of them {done.unchanged:,} unchanged; without one: "
        f"{len(done.failures):,}; open {out / QUEUE}",
        err=True,
    )


def _file(path: Path, out: Path, engine: Engine) -> None:
    from extractor.review.page.writing import File, write_file

    for page in write_file(File(path, out), engine):
        typer.echo(f"open {page}", err=True)


def _engine(jobs: int | None, bounds: Bounds) -> Engine:
    from extractor.archive.engines.cores import usable_cores
    from extractor.archive.engines.local import Local
    from extractor.review.page.writing import warm_up

    return Local(jobs or usable_cores(), bounds, warm_up=warm_up)


def _say(number: int, total: int, what: str) -> None:
    from extractor.plan.glance import clean

    typer.echo(f"[{number}/{total}] {clean(what)}", err=True)
