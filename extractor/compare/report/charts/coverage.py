"""Which plans there are: provinces by years, with the years that miss one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from extractor.compare.matrices import Axis, Vintage
from extractor.compare.report.charts.counting import counted_plans, name_of
from extractor.compare.report.charts.shades import Shade, legend, step
from extractor.pages.words import Pair

YEARS = 30
"""At most so many, those with most plans: a misread year must not stretch the table."""
_ByYear = dict[int | None, list[str]]


@dataclass(frozen=True, slots=True)
class YearCell:
    """A province's plans of a year."""

    plans: int
    step: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A province, its plans by year, and those whose year is not on the table."""

    province: Pair
    cells: tuple[YearCell, ...]
    other: YearCell
    plans: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the template draws; `key` ends the ids of its elements."""

    key: str
    years: tuple[int, ...]
    rows: tuple[CoverageRow, ...]
    totals: tuple[int, ...]
    shades: tuple[Shade, ...]

    @property
    def other(self) -> int:
        """How many plans have no year on the table."""
        return sum(row.other.plans for row in self.rows)


def coverage_chart(tables: Mapping[str, Any], vintage: Vintage = "now") -> Coverage:
    """The counted plans by province and by year of what they plan."""
    found: dict[Axis, _ByYear] = defaultdict(lambda: defaultdict(list))
    per_year: Counter[int] = Counter()
    for counted in counted_plans(tables, vintage).values():
        found[counted.province][counted.plan.year].append(counted.plan.id)
        if counted.plan.year is not None:
            per_year[counted.plan.year] += 1
    years = _years(per_year)
    top = max((len(ids) for by_year in found.values() for ids in by_year.values()), default=0)
    return Coverage(
        key=vintage,
        years=years,
        rows=tuple(_row(province, by_year, years, top) for province, by_year in found.items()),
        totals=tuple(per_year[year] for year in years),
        shades=legend(top),
    )


def _row(province: Axis, by_year: _ByYear, years: tuple[int, ...], top: int) -> CoverageRow:
    other = [id for year, ids in by_year.items() if year not in years for id in ids]
    return CoverageRow(
        province=name_of(province),
        cells=tuple(_cell(by_year.get(year, []), top) for year in years),
        other=_cell(other, top),
        plans=province.plans,
    )


def _cell(rows: list[str], top: int) -> YearCell:
    return YearCell(len(rows), step(len(rows), top), tuple(rows))


def _years(per_year: Counter[int]) -> tuple[int, ...]:
    """Every year from the first to the last, those without any plan too."""
    if not per_year:
        return ()
    spans = {first: [y for y in per_year if first <= y < first + YEARS] for first in per_year}
    shown = max(spans.values(), key=lambda span: (sum(per_year[y] for y in span), max(span)))
    return tuple(range(min(shown), max(shown) + 1))
