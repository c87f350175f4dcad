"""What checks see of a corpus, and what they raise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from extractor.compare.references import Acts
from extractor.compare.rows import (
    CampaignRow,
    CitationRow,
    EventRow,
    PlanRow,
    SignatureRow,
    TaskRow,
    read,
)

_Of = TypeVar("_Of", CitationRow, EventRow, TaskRow, CampaignRow, SignatureRow)


@dataclass(frozen=True, slots=True)
class Raised:
    """Something that a check found in the row `row`. `values` fill the check's messages; `against`
    are the rows with which it was compared."""

    check: str
    row: str
    values: Mapping[str, object] = field(default_factory=dict)
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """The rows of a corpus, those of copies left out but for the copies themselves, `plans`."""

    plans: Mapping[str, PlanRow]
    citations: tuple[CitationRow, ...]
    events: tuple[EventRow, ...]
    tasks: tuple[TaskRow, ...]
    campaigns: tuple[CampaignRow, ...]
    signatures: tuple[SignatureRow, ...]
    acts: Acts

    @classmethod
    def of(cls, tables: Mapping[str, Any]) -> View:
        """The rows of `tables`."""
        plans = {plan.document: plan for plan in read(tables, "plans", PlanRow)}

        def own(name: str, kind: type[_Of]) -> tuple[_Of, ...]:
            return tuple(
                row for row in read(tables, name, kind) if plans[row.document].same_as is None
            )

        return cls(
            plans=plans,
            citations=own("citations", CitationRow),
            events=own("events", EventRow),
            tasks=own("tasks", TaskRow),
            campaigns=own("campaigns", CampaignRow),
            signatures=own("signatures", SignatureRow),
            acts=Acts(plans.values()),
        )


def printed_day(citation: CitationRow) -> date | None:
    """The date given to an act where its year is printed in full: two digits, or a year that was
    read in pieces, prove nothing."""
    day = citation.issued_on
    if day is None or citation.sentence is None or str(day.year) in citation.sentence:
        return day
    return None


def words_of(citation: CitationRow) -> str:
    """What a citation is called in a message."""
    if citation.title and citation.any_number:
        return f"{citation.title} ({citation.any_number})"
    return citation.any_number or citation.title or citation.type
