"""`kehoach retry`: failures of an archive, once more."""

from __future__ import annotations

from typing import Annotated

import typer

from extractor.cli.failing import exit_status
from extractor.cli.options import (
    DEFAULT_MEMORY,
    DEFAULT_SECONDS,
    BlobsUrl,
    EngineUrl,
    Jobs,
    Memory,
    Out,
    Seconds,
    StoreUrl,
)
from extractor.cli.running import OCR_CACHE, How, Where, run
from extractor.settings import Settings


def retry(
    context: typer.Context,
    out: Out,
    codes: Annotated[
        list[str],
        typer.Option(
            "--class", metavar="CODE", help="A class of failures; may be given several times."
        ),
    ],
    jobs: Jobs = None,
    engine: EngineUrl = None,
    store: StoreUrl = None,
    blobs: BlobsUrl = None,
    seconds: Seconds = DEFAULT_SECONDS,
    memory: Memory = DEFAULT_MEMORY,
) -> None:
    """Read again what has failed in an archive.

    For failures that more time or memory may mend (`timeout`, `out_of_memory`), or a repair of the
    program (`internal_error`, `crashed`). `DIR/failures.csv` tells the class of each."""
    from extractor.archive.run import Request
    from extractor.archive.store import open_store

    where = Where(out, store, blobs)
    with exit_status(context, out), open_store(where.known_database) as opened:
        opened.retry(codes)
    settings = Settings(ocr_cache=None if engine else out / OCR_CACHE)
    run(context, where, How.within(settings, engine, jobs, seconds, memory), Request(out))
