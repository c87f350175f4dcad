"""The whole flow on one screen: a file is read, stages fill its layers, fields make the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from extractor.confidence import rated
from extractor.document import Document
from extractor.fields.publish import to_plan
from extractor.plan import Plan, WarningRecord
from extractor.reading import Pages, documents, read_pages
from extractor.settings import DEFAULT, Settings
from extractor.stages.agencies import find_agencies
from extractor.stages.campaigns import find_campaigns
from extractor.stages.citations import find_citations
from extractor.stages.frame import find_frame
from extractor.stages.guesses import find_guesses
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
    find_guesses,
    find_agencies,
    find_campaigns,
    find_times,
)
RULES = tuple(stage for stage in STAGES if stage is not find_guesses)


def analyse(document: Document, settings: Settings = DEFAULT) -> Document:
    """`document` with all its layers filled."""
    for stage in STAGES if settings.learned else RULES:
        document = stage(document)
    return document


def plan_of(document: Document, settings: Settings = DEFAULT) -> Plan:
    """The published plan of a document that was read, each value with its confidence."""
    filled = analyse(document, settings)
    return rated(to_plan(filled, settings), filled)


def extract(path: str | Path, *, settings: Settings = DEFAULT) -> Plan:
    """The plan in the file at `path`; the first of several, with a warning.

    Raises an `ExtractorError` that names the file and says what to do."""
    first, *others = documents(read_pages(Path(path), settings))
    plan = plan_of(first, settings)
    if not others:
        return plan
    return plan.model_copy(update={"warnings": (*plan.warnings, _several([first, *others]))})


def extract_all(path: str | Path, *, settings: Settings = DEFAULT) -> tuple[Plan, ...]:
    """The plans of all documents in the file at `path`, in their order; at least one.

    Raises an `ExtractorError` that names the file and says what to do."""
    return plans_of(read_pages(Path(path), settings), settings)


def plans_of(pages: Pages, settings: Settings = DEFAULT) -> tuple[Plan, ...]:
    """The plans of all documents that these pages hold; no two have the same `id`.

    Raises `EmptyFile` or `NotVietnamese`."""
    plans: list[Plan] = []
    seen: Counter[str] = Counter()
    for document in documents(pages):
        plan = plan_of(document, settings)
        seen[plan.id] += 1
        if seen[plan.id] > 1:  # the same plan twice in one file
            plan = plan.model_copy(update={"id": f"{plan.id}~{seen[plan.id]}"})
        plans.append(plan)
    return tuple(plans)


def _several(found: Sequence[Document]) -> WarningRecord:
    where = ", ".join(_pages(document) for document in found)
    paged = found[0].source.pages[0].method != "text"
    places = f": pages {where}" if paged else ""
    message = f"The file holds {len(found)} documents{places}; this is the first."
    return WarningRecord(code="several_documents", message=message)


def _pages(document: Document) -> str:
    """`3–5`, in the order in which they stand in the file."""
    numbers = sorted(page.number for page in document.source.pages)
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
