"""One input to its plan JSON, and what became of it. This runs in a child of its own, on any
machine: all that it needs is in the `Job`, all that it makes goes into the blobs."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from extractor.archive.inputs.fetch import fetched
from extractor.archive.model import Made, Outcome, Task, Versions
from extractor.archive.store import Blobs
from extractor.errors import ExtractorError, opening
from extractor.settings import Settings

if TYPE_CHECKING:
    from extractor.plan import Plan
    from extractor.reading import Pages

PLANS = "plans"
PAGES = "pages"


@dataclass(frozen=True, slots=True)
class Job:
    """What the work on every input of a run has in common."""

    blobs: Blobs
    settings: Settings
    versions: Versions


def read_input(task: Task, job: Job) -> Outcome:
    """Reads an input and keeps its pages and plans. A failure is an outcome too."""
    from extractor.pipeline import plans_of

    began = time.monotonic()
    try:
        pages = _pages(task, job)
        plans = plans_of(pages, job.settings)
        made = tuple(_kept(plan, job.blobs) for plan in plans)
    except ExtractorError as error:
        return failed(task, error, job.versions, seconds=time.monotonic() - began)
    codes = {warning.code for plan in plans for warning in plan.warnings}
    return Outcome(
        task.key,
        task.location,
        "extracted",
        job.versions,
        warnings=tuple(sorted(codes)),
        sha256=pages.source.sha256,
        pages=len(pages.pages),
        seconds=time.monotonic() - began,
        documents=made,
    )


def failed(
    task: Task, error: ExtractorError, versions: Versions, *, seconds: float = 0.0, trace: str = ""
) -> Outcome:
    """The outcome of `error`, which names the input as the archive does."""
    named = type(error)(task.key, error.detail)
    return Outcome(
        task.key,
        task.location,
        "failed",
        versions,
        code=named.code,
        sentence=str(named),
        seconds=seconds,
        trace=trace,
    )


def _pages(task: Task, job: Job) -> Pages:
    """What a reader gives of the input: as it was kept, if the same bytes were read in the same
    way before."""
    from extractor.reading import Pages, source_of, source_of_set
    from extractor.reading.kept import UnknownForm, pages_from_json, pages_to_json

    with fetched(task, job.settings.limits) as files, opening(task.key):
        name = PurePosixPath(task.key).name
        if len(files) == 1:
            source = source_of(files[0], job.settings)
        else:
            source = source_of_set(files, name, job.settings)
        kept_as = f"{source.sha256}-{_kind(source.media_type)}-{job.versions.reading}"
        if kept := job.blobs.get_named(PAGES, kept_as):
            try:
                return Pages(source, pages_from_json(kept))
            except UnknownForm:
                pass  # damaged: it is read again
        pages = _read(files, name, job.settings)
        job.blobs.put_named(PAGES, kept_as, pages_to_json(pages.pages))
        return pages


def _kind(media_type: str) -> str:
    """The reader that a file's kind chooses, for the name of a blob: the same bytes may lie there
    as `.txt` and as `.md`."""
    return media_type.rpartition("/")[2].replace("*", "set")


def _read(files: Sequence[Path], name: str, settings: Settings) -> Pages:
    from extractor.reading import read_page_set, read_pages

    return (
        read_pages(files[0], settings) if len(files) == 1 else read_page_set(files, name, settings)
    )


def _kept(plan: Plan, blobs: Blobs) -> Made:
    from extractor.archive.linking.facts import facts
    from extractor.plan.publish import to_json

    return Made(plan.id, blobs.put(PLANS, to_json(plan).encode()), facts(plan).to_json())
