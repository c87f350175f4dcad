"""How documents and their provinces are called on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from extractor.compare.report.model import Row
from extractor.pages.words import Pair, Words


@dataclass(frozen=True, slots=True)
class Name:
    """A document: its number, its date, both as a sentence names it; its provinces then and now."""

    document: str
    number: Pair
    dated: Pair
    full: Pair
    then: Pair
    now: Pair
    year: int | None


Names = Mapping[str, Name]
"""Documents by their keys."""


def names_of(plans: Iterable[Row], words: Words) -> dict[str, Name]:
    """The names of all documents, by their keys."""
    return {plan["document"]: _name(plan, words) for plan in plans}


def _name(plan: Row, words: Words) -> Name:
    number = words.shown(plan["number"]) if plan["number"] else words("documents.no_number")
    day = plan["issued_on"]
    dated = words("documents.dated", date=day) if day else words("documents.no_date")
    kind = plan["type_name"] or words("word.document")
    then, now = (_province(plan[column], words) for column in ("province", "province_now"))
    full = words("documents.full", type=kind, number=number, dated=dated, province=then)
    return Name(plan["document"], number, dated, full, then, now, plan["year"])


def _province(name: Any, words: Words) -> Pair:
    return words.shown(name) if name else words("word.province_unknown")
