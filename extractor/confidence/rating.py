"""A plan with the confidence of its values, and with warnings of those that are doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from extractor.confidence.model import Model, shipped
from extractor.confidence.reading import misreadings
from extractor.confidence.values import Value, values_of
from extractor.document import Document
from extractor.errors import WARNINGS
from extractor.plan import At, Plan, WarningRecord
from extractor.plan.model import Record

CODE = "doubtful_value"
"""The warning's code."""
_ONE_BY_ONE = 3
"""Doubtful values of a list that have a warning each; more of them share one."""

_HOLDERS = (Record, tuple, dict)
"""What may hold values, of all that a record has."""

R = TypeVar("R", bound=Record)


class _Rated(NamedTuple):
    value: Value
    chance: float

    @property
    def part(self) -> str:
        """The field of the plan that it is or is listed in: `number`, `targets`."""
        first, second, *_ = self.value.pointer.removeprefix("/").split("/")
        return second if first == "at" else first


def rated(plan: Plan, document: Document, model: Model | None = None) -> Plan:
    """`plan`, as it was made of `document`, with the confidence of its values."""
    model = model or shipped()
    misread = misreadings(document, model.word)
    found = [
        _Rated(value, round(model.confidence(value.kind, value.facts, misread.at(value.span)), 3))
        for value in values_of(plan, document)
    ]
    plan = _with(plan, "", {value.pointer: chance for value, chance in found})
    doubts = tuple(_warnings(found, document, model.threshold))
    return plan.model_copy(update={"warnings": (*plan.warnings, *doubts)})


def _with(record: R, pointer: str, chances: Mapping[str, float]) -> R:
    """`record`, at `pointer`, with its values' chances as their confidence."""
    changed = {
        name: new
        for name, held in vars(record).items()
        if isinstance(held, _HOLDERS)
        and (new := _changed(held, f"{pointer}/{name}", chances)) is not held
    }
    return record.model_copy(update=changed) if changed else record


def _changed(held: Any, pointer: str, chances: Mapping[str, float]) -> Any:
    if isinstance(held, At):
        chance = chances.get(pointer)
        return held if chance is None else held.model_copy(update={"confidence": chance})
    if isinstance(held, Record):
        return _with(held, pointer, chances)
    if isinstance(held, dict):
        return {key: _changed(one, f"{pointer}/{key}", chances) for key, one in held.items()}
    if held and isinstance(held[0], Record):
        return tuple(_changed(one, f"{pointer}/{i}", chances) for i, one in enumerate(held))
    return held


def _warnings(
    found: Iterable[_Rated], document: Document, threshold: float
) -> Iterator[WarningRecord]:
    """A warning for each doubtful value; where a field has many, one for them all, at the place of
    the most doubtful. A citation's mentions count once, and so does a target that is its task's
    too."""
    once = {(one.value.kind, one.value.span): one for one in found if one.chance < threshold}
    parts: dict[str, list[_Rated]] = {}
    for one in once.values():
        parts.setdefault(one.part, []).append(one)
    for part, doubts in parts.items():
        if len(doubts) > _ONE_BY_ONE:
            least = min(doubts, key=lambda one: one.chance)
            more = f"{part}: {len(doubts)} values, the least sure with {least.chance:.2f}"
            yield _warning(least, more, document)
        else:
            for one in doubts:
                yield _warning(one, f"{part}: {one.chance:.2f}", document)


def _warning(doubt: _Rated, detail: str, document: Document) -> WarningRecord:
    at = document.locate(doubt.value.span).model_copy(update={"confidence": doubt.chance})
    page = at.regions[0].page if at.regions else None
    return WarningRecord(code=CODE, message=f"{WARNINGS[CODE]} ({detail})", page=page, at=at)
