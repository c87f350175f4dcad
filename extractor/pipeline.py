"""The whole flow on one screen: a file is read, stages fill its layers, fields make the plan."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from extractor.document import Document
from extractor.fields.publish import to_plan
from extractor.plan import Plan
from extractor.reading import read
from extractor.settings import DEFAULT, Settings
from extractor.stages.agencies import find_agencies
from extractor.stages.campaigns import find_campaigns
from extractor.stages.citations import find_citations
from extractor.stages.frame import find_frame
from extractor.stages.sections import find_sections
from extractor.stages.times import find_times


class Stage(Protocol):
    """Fills one layer of a document: pure, total, idempotent, every span inside the text."""

    def __call__(self, document: Document, /) -> Document:
        """A copy of `document` with this stage's own layer replaced."""
        ...


STAGES: tuple[Stage, ...] = (
    find_frame,
    find_sections,
    find_citations,
    find_agencies,
    find_campaigns,
    find_times,
)


def analyse(document: Document) -> Document:
    """`document` with all its layers filled."""
    for stage in STAGES:
        document = stage(document)
    return document


def extract(path: str | Path, *, settings: Settings = DEFAULT) -> Plan:
    """The plan in the file at `path`.

    Raises an `ExtractorError` that names the file and says what to do."""
    document = analyse(read(Path(path), settings))
    return to_plan(document, settings)
