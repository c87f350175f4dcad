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
    """The unit that a unit was while its territory was the same, in the older list where there is
    one: plans of a province from before and after 1 July 2025 are in one row, where it was not
    merged with others. A new name or kind with the old code (Huế) is no new territory."""
    unit = _first_of_code(unit_id)
    before = _predecessors().get(unit, frozenset())
    if len(before) == 1:
        (one,) = before
        if units()[one].code_list and len(_successors(one)) == 1:
            return unmerged(one)
    return unit


@cache
def _first_of_code(unit_id: str) -> str:
    """The first unit of that code in that list."""
    unit = units()[unit_id]
    if unit.code is None:
        return unit_id
    same = [u for u in units().values() if (u.code_list, u.code) == (unit.code_list, unit.code)]
    return min(same, key=lambda u: u.valid_from).id


@cache
def _successors(unit_id: str) -> frozenset[str]:
    return frozenset(map(_first_of_code, units()[unit_id].successors))


@cache
def _predecessors() -> dict[str, frozenset[str]]:
    """The units that each became part of another, by that one."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for unit in units().values():
        for successor in _successors(unit.id):
            found[successor].add(_first_of_code(unit.id))
    return {unit: frozenset(before) for unit, before in found.items()}


def _axes(names: Mapping[str, str | None], plans: Mapping[str, int]) -> Iterable[Axis]:
    """Units of two lists that share a name are told apart by the list."""
    called = {id: units()[id].name if id in units() else name for id, name in names.items()}
    often = Counter(called.values())
    for id, name in called.items():
        if name is None:
            unknown = table("compare/axes")["province"]["unknown"]
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
