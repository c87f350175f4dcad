"""The rows of a matrix: provinces then or now, and what their plans allow to say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from extractor.compare.matrices.model import UNKNOWN, UNLISTED, Axis, State, Vintage
from extractor.compare.rows import read
from extractor.tables import table
from extractor.tables.places import units
from extractor.vietnamese import collation_key, slug


class _Document(NamedTuple):
    document: str
    counted: bool
    fully_read: bool
    province: str | None
    province_id: str | None
    province_now_id: str | None


@dataclass(frozen=True, slots=True)
class Provinces:
    """The provinces that documents of the corpus come from. `row_of`: the row of each document
    that counts; `blank`: what a cell of a row means that names nothing."""

    rows: tuple[Axis, ...]
    row_of: Mapping[str, str]
    blank: Mapping[str, State]

    @classmethod
    def of(cls, tables: Mapping[str, Any], vintage: Vintage) -> Provinces:
        """The rows for these tables."""
        documents = list(read(tables, "plans", _Document))
        rows = {document.document: _row_id(document, vintage) for document in documents}
        names = {rows[document.document]: document.province for document in documents}
        counted = [document for document in documents if document.counted]
        plans = Counter(rows[document.document] for document in counted)
        partly = {rows[document.document] for document in counted if not document.fully_read}
        axes = sorted(_axes(names, plans), key=_place)
        return cls(
            rows=tuple(axes),
            row_of={document.document: rows[document.document] for document in counted},
            blank={axis.id: _blank(axis, partly) for axis in axes},
        )


def _row_id(document: _Document, vintage: Vintage) -> str:
    if vintage == "now" and document.province_now_id:
        return document.province_now_id
    if document.province_id:
        return unmerged(document.province_id) if vintage == "then" else document.province_id
    return f"{UNLISTED}{slug(document.province)}" if document.province else UNKNOWN


@cache
def unmerged(unit_id: str) -> str:
    """The unit that a unit was before lists were renumbered, as long as its territory was the
    same: plans of one province before and after 1 July 2025 are in one row, where it was not
    merged with others."""
    before = _predecessors().get(unit_id, [])
    same = len(before) == 1 and units()[before[0]].code_list is not None
    if same and len(units()[before[0]].successors) == 1:
        return unmerged(before[0])
    return unit_id


@cache
def _predecessors() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for unit in units().values():
        for successor in unit.successors:
            found[successor].append(unit.id)
    return found


def _axes(names: Mapping[str, str | None], plans: Mapping[str, int]) -> Iterable[Axis]:
    """Units of two lists that share a name are told apart by the list."""
    called = {id: units()[id].name if id in units() else name for id, name in names.items()}
    often = Counter(called.values())
    for id, name in called.items():
        if name is None:
            unknown = table("axes")["province"]["unknown"]
            yield Axis(id, unknown["vi"], unknown["en"], plans.get(id, 0))
        else:
            code_list = units()[id].code_list if often[name] > 1 and id in units() else None
            yield Axis(id, f"{name} ({code_list})" if code_list else name, None, plans.get(id, 0))


def _place(axis: Axis) -> tuple[bool, tuple[str, str, str]]:
    return axis.id == UNKNOWN, collation_key(axis.name)


def _blank(axis: Axis, partly: set[str]) -> State:
    if not axis.plans:
        return "no_plan"
    return "unsure" if axis.id in partly else "absent"
