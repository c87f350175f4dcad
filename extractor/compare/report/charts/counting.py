"""What all charts count: the plans that are compared, each in the row of its province."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from extractor.compare.matrices import Axis, Vintage
from extractor.compare.matrices.model import UNKNOWN
from extractor.compare.matrices.provinces import Provinces
from extractor.compare.rows import read
from extractor.pages.words import Pair
from extractor.vietnamese import collation_key


class Plan(NamedTuple):
    """What charts show of a plan."""

    id: str
    document: str
    number: str | None
    issued_on: date | None
    period_start: date | None
    period_end: date | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A plan that counts, and its province then or now."""

    plan: Plan
    province: Axis

    @property
    def place(self) -> tuple[Any, ...]:
        """Sorts by the province's name, the unknown one last, then by year."""
        province = self.province
        return (
            province.id == UNKNOWN,
            collation_key(province.name),
            self.plan.year or 0,
            self.plan.id,
        )


def counted_plans(tables: Mapping[str, Any], vintage: Vintage) -> dict[str, Counted]:
    """The plans that are counted, by document, in the order of `Counted.place`."""
    provinces = Provinces.of(tables, vintage)
    rows = {row.id: row for row in provinces.rows}
    found = [
        Counted(plan, rows[provinces.row_of[plan.document]])
        for plan in read(tables, "plans", Plan)
        if plan.document in provinces.row_of
    ]
    return {counted.plan.document: counted for counted in sorted(found, key=lambda c: c.place)}


def name_of(axis: Axis) -> Pair:
    """What a row or column is called."""
    return Pair.of(axis.name, axis.name_en or axis.name)
