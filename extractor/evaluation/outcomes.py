"""What each published value says of its own confidence, and whether gold says that it is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.evaluation.matching import Comparison, Item, matched
from extractor.evaluation.report import comparisons

Record = dict[str, Any]
GROUPS: dict[str, tuple[str, ...]] = {
    "header": (
        "number", "issued_on", "place", "title", "motto", "document type", "issuer", "province",
        "current province", "period",
    ),
    "signatures": (
        "signature authority", "signature capacity", "signature position", "signature name"
    ),
    "outline": ("outline", "outline items", "section roles"),
    "citations": (
        "citations", "citation issued_on", "citation issuer", "citation relation"
    ),
    "campaigns": ("campaigns", "campaign period"),
    "themes": ("themes", "theme bullets"),
    "agencies": ("assigned agencies", "partner agencies"),
    "assignments": ("assignment mode", "assignment tasks"),
    "times": ("dues", "recurrences"),
    "targets": ("targets",),
    "recipients": ("recipients",),
    "abbreviations": ("abbreviations",),
}  # fmt: skip
"""The scored fields, by what a reader takes them for."""
_GROUP_OF = {field: group for group, fields in GROUPS.items() for field in fields}


@dataclass(slots=True)
class Outcome:
    """A published value with a place: `at` as the plan JSON has it, and whether all that gold
    scores of it is strictly right."""

    group: str
    field: str
    at: Any
    right: bool


def outcomes(gold: Record, plan: Record) -> list[Outcome]:
    """Every value of `plan` that gold scores. What gold marks as optional is left out, and so is
    what was read nowhere (an inferred value), which has no confidence."""
    found: dict[tuple[str, int], Outcome] = {}
    for comparison in comparisons(gold, plan):
        group = _GROUP_OF[comparison.field]
        for item, right in _judged(comparison):
            key = (group, id(item.at))
            held = found.setdefault(key, Outcome(group, comparison.field, item.at, right))
            held.right = held.right and right
    return list(found.values())


def _judged(comparison: Comparison) -> Iterator[tuple[Item, bool]]:
    pairs, left = matched(comparison)
    for pair in pairs:
        if pair.found and pair.found.at and not pair.gold.optional:
            yield pair.found, pair.score == 1.0
    for item in left:
        if item.at:
            yield item, False
