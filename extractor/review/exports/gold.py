"""A checked plan as gold: the form of the sample corpus (`corpus/ANNOTATION.md`)."""

from __future__ import annotations

import json
from typing import Any

from extractor.evaluation.gold import compact
from extractor.plan import Plan

NOT_GOLD = frozenset(
    {"schema_version", "id", "source", "corrections", "corrected", "warnings", "text", "at"}
)
"""What follows from the file or from the reading, and says nothing of the document."""


def gold(plan: Plan, *, whole: bool = False) -> dict[str, Any]:
    """The gold that a corrected plan gives. Without `whole` it has, in the compact form, the plain
    values and single parts that people have decided: of a list that holds a correction, nobody has
    said that the rest of it is right. `whole` says that somebody went through the entire plan, and
    gives the full form. Fields in conflict are left out, and so the evaluation does not score them.
    """
    values: dict[str, Any] = json.loads(plan.model_dump_json(exclude=set(NOT_GOLD)))
    undecided = _fields(plan, "conflict")
    said = values.keys() if whole else _fields(plan, "applied", "already")
    decided = {
        name: _without_places(value)
        for name, value in values.items()
        if name in said - undecided and (whole or not isinstance(value, list))
    }
    return decided if whole else compact(decided)


def _fields(plan: Plan, *outcomes: str) -> set[str]:
    """The plan's fields in which there are corrections with such an outcome."""
    return {record.pointer.split("/")[1] for record in plan.corrected if record.outcome in outcomes}


def _without_places(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_places(element) for element in value]
    if isinstance(value, dict):
        return {name: _without_places(part) for name, part in value.items() if name != "at"}
    return value
