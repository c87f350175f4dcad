"""How documents and their provinces are called on the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from extractor.compare.report.model import Row
from extractor.compare.report.words import Pair, Words


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


class Names:
    """The names of all documents, by their keys."""

    def __init__(self, plans: Iterable[Row], words: Words) -> None:
        self._words = words
        self._names = {plan["document"]: self._name(plan) for plan in plans}

    def __getitem__(self, document: str) -> Name:
        return self._names[document]

    def __contains__(self, document: str) -> bool:
        return document in self._names

    def _name(self, plan: Row) -> Name:
        words = self._words
        number = words.shown(plan["number"]) if plan["number"] else words("documents.no_number")
        day = plan["issued_on"]
        dated = words("documents.dated", date=day) if day else words("documents.no_date")
        kind = plan["type_name"] or words("word.document")
        then = self._province(plan["province"])
        full = words("documents.full", type=kind, number=number, dated=dated, province=then)
        now = self._province(plan["province_now"] or plan["province"])
        return Name(plan["document"], number, dated, full, then, now, plan["year"])

    def _province(self, name: Any) -> Pair:
        return self._words.shown(name) if name else self._words("word.province_unknown")
