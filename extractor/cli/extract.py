"""`kehoach extract`: files and folders to plan JSON."""

from __future__ import annotations

from typing import Annotated

import typer

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
from extractor.cli.running import OCR_CACHE, How, Where, rehearse, run
from extractor.settings import CleanUp, Settings


def extract(
    context: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Files, folders, zip files, or URLs of such."),
    ],
    out: Out,
    jobs: Jobs = None,
    json: Annotated[
        bool | None,
        typer.Option(help="Write plan JSON as files too [default: up to 10,000 inputs]."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Read again what is done.")] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Read at most N inputs in this run.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what is new, changed, gone.")
    ] = False,
    engine: EngineUrl = None,
    store: StoreUrl = None,
    blobs: BlobsUrl = None,
    seconds: Seconds = DEFAULT_SECONDS,
    memory: Memory = DEFAULT_MEMORY,
    no_ocr_cache: Annotated[
        bool,
        typer.Option("--no-ocr-cache", help="Neither use nor keep `DIR/ocr-cache.sqlite`."),
    ] = False,
    without_step: Annotated[
        list[CleanUp] | None,
        typer.Option(help="A step of cleaning scans to leave out; may be given several times."),
    ] = None,
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help="Without what was learned: names, marks.")
    ] = False,
) -> None:
    """Turn files and folders into plan JSON.

    Kinds: .txt .md .pdf .png .jpg .tif .doc .docx .odt .rtf, and .zip with such files in it;
    pictures with a running number are the pages of one document. `a/x.pdf` below a given folder
    becomes `DIR/a/x.pdf.json`; `DIR/results.jsonl` lists what became of each input,
    `DIR/failures.csv` those that failed, `DIR/links.csv` which belong together. One input's
    failure does not stop the others. DIR is an archive: another run into it reads only what is
    new, changed, or was read by another version, and goes on where one was killed."""
    from extractor.archive.inputs.places import roots_of
    from extractor.archive.run import Request

    settings = Settings(
        ocr_cache=None if no_ocr_cache or engine else out / OCR_CACHE,
        without_steps=frozenset(without_step or ()),
        learned=not rules_only,
    )
    where = Where(out, store, blobs)
    how = How.within(settings, engine, jobs, seconds, memory)
    request = Request(out, roots_of(paths), json=json, force=force, limit=limit)
    (rehearse if dry_run else run)(context, where, how, request)
