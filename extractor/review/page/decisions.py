"""What people decided of a plan, as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pydantic import JsonValue

from extractor.plan import CorrectedRecord, Plan
from extractor.review.corrections import Correction, Outcome
from extractor.review.corrections.applying import State
from extractor.review.corrections.model import Change
from extractor.review.corrections.pointers import END, is_index, parts_of, value_at
from extractor.review.corrections.values import bare

_PARTS_OF_A_PLAN = {"children": "sections"}

Told = Sequence[tuple[Correction, Outcome]]
"""The corrections of a document, and what became of each in what was read last."""


@dataclass(frozen=True, slots=True)
class Decision:
    """`read` is what this reading has at `pointer`, `to` what a person put there. Who said it, when
    and why is in `said`, which is missing where a plan JSON is all there is."""

    id: str
    op: Change
    state: State
    pointer: str
    read: JsonValue
    to: JsonValue
    said: Correction | None = None

    @property
    def open(self) -> bool:
        """Whether a person has to look at it again."""
        return self.state in ("conflict", "lost")

    @property
    def kind(self) -> str:
        """What it is about: the innermost list, else the field of the plan."""
        parts = parts_of(self.pointer)
        lists = [name for name, place in pairwise(parts) if _is_place(place)] or parts[:1]
        return _PARTS_OF_A_PLAN.get(lists[-1], lists[-1])

    @property
    def name(self) -> str:
        """The field of the object that it is about; empty where it is the object."""
        last = parts_of(self.pointer)[-1]
        return "" if _is_place(last) or last == self.kind or self.op != "replace" else last


def decisions_of(plan: Plan, tree: Mapping[str, Any], told: Told) -> list[Decision]:
    """What was decided of the published `plan`, whose JSON is `tree`: what it tells itself, then
    corrections that left nothing in it."""
    said = {correction.id: correction for correction, _ in told}
    recorded = [_recorded(record, tree, said.get(record.id)) for record in plan.corrected]
    known = {decision.id for decision in recorded}
    return recorded + [
        Decision(each.id, each.op, end.state, each.pointer, end.read, bare(each.to), each)
        for each, end in told
        if each.id not in known
    ]


def within(pointer: str, holder: str) -> bool:
    """Whether `pointer` leads to `holder` or into it."""
    return pointer == holder or pointer.startswith(f"{holder}/")


def _recorded(
    record: CorrectedRecord, tree: Mapping[str, Any], said: Correction | None
) -> Decision:
    to = None if record.op == "remove" else bare(value_at(tree, parts_of(record.pointer)))
    read = bare(record.from_)
    return Decision(record.id, record.op, record.outcome, record.pointer, read, to, said)


def _is_place(part: str) -> bool:
    return part == END or is_index(part)
