"""Figures to reach in tables. In one of indicators a column names the unit (*Đơn vị tính*), columns
after it hold bare numbers, one for each year or for the plan; in one of work a column tells what
comes of it (*Sản phẩm, kết quả*)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import regex

from extractor.document import Cell, Document, Span, Table
from extractor.figures.candidates import Figure
from extractor.figures.number import Bound, Time, number_at, time_after
from extractor.tables import table
from extractor.vietnamese import fold

_YEAR = regex.compile(r"(?:19|20)\d\d")
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_VALUE = regex.compile(
    rf"[^\d%]{{0,24}}?(?P<from>{_NUMBER})(?:\s?-\s?(?P<to>{_NUMBER}))?"
    r"(?P<turned>\s+tro (?:len|xuong))?\W*"
)


def figures_in_tables(document: Document, year: int | None) -> Iterator[Figure]:
    """The figures of tables of indicators; `year` is the plan's: columns of a year before it, and
    of results, hold none."""
    folded = fold(document.text)
    for grid in document.tables:
        unit = _unit_column(folded, grid)
        columns = _value_columns(folded, grid, unit, year) if unit is not None else ()
        for row in grid.rows[1:]:
            for column in columns:
                if column < len(row):
                    yield from _figures(document, folded, row[unit or 0], row[column])


def cells_without_aims(document: Document, year: int | None) -> tuple[Span, ...]:
    """The cells of columns that tell what was reached, and of those that name indicators, whose
    aims stand in columns of their own."""
    folded = fold(document.text)
    return tuple(
        span
        for grid in document.tables
        for column in (*_result_columns(folded, grid, year), *_named_columns(folded, grid, year))
        for span in _below(grid, column)
    )


def product_cells(document: Document) -> tuple[Span, ...]:
    """The cells that tell what work is to bring."""
    folded = fold(document.text)
    return tuple(
        span
        for grid in document.tables
        for column, head in enumerate(_heads(folded, grid))
        if _is_product(folded, grid, head)
        for span in _below(grid, column)
    )


def _below(grid: Table, column: int) -> Iterator[Span]:
    return (row[column].span for row in grid.rows[1:] if column < len(row))


def _result_columns(folded: str, grid: Table, year: int | None) -> Iterator[int]:
    for column, head in enumerate(_heads(folded, grid)):
        if _is_result(head, year) and not _is_product(folded, grid, head):
            yield column


def _named_columns(folded: str, grid: Table, year: int | None) -> Iterable[int]:
    """The columns before that of units, where there are columns of aims."""
    unit = _unit_column(folded, grid)
    return range(unit) if unit is not None and _value_columns(folded, grid, unit, year) else ()


def _is_product(folded: str, grid: Table, head: str) -> bool:
    """Whether a column tells what work is to bring; a bare *Kết quả* does where others do it."""
    if not _pattern("product_head").fullmatch(head):
        return False
    work = any(_pattern("doer_head").fullmatch(other) for other in _heads(folded, grid))
    return work or "san pham" in head or "dau ra" in head


def _heads(folded: str, grid: Table) -> Sequence[str]:
    cells: Sequence[Cell] = grid.rows[0] if grid.rows else ()
    return [" ".join(folded[cell.span.start : cell.span.end].split()) for cell in cells]


def _unit_column(folded: str, grid: Table) -> int | None:
    heads = enumerate(_heads(folded, grid))
    return next((i for i, head in heads if _pattern("unit_head").fullmatch(head)), None)


def _value_columns(folded: str, grid: Table, unit: int, year: int | None) -> tuple[int, ...]:
    return tuple(
        i
        for i, head in enumerate(_heads(folded, grid))
        if i > unit and _pattern("value_head").search(head) and not _is_result(head, year)
    )


def _is_result(head: str, year: int | None) -> bool:
    """Whether a column holds what was: results, or a year before the plan's."""
    if _pattern("aim_head").search(head):
        return False
    years = [int(match[0]) for match in _YEAR.finditer(head)]
    earlier = year is not None and bool(years) and max(years) < year
    return earlier or _pattern("result_head").search(head) is not None


def _figures(document: Document, folded: str, unit: Cell, cell: Cell) -> Iterator[Figure]:
    """The figure in a cell that holds nothing but a number and its bound; those with a per cent
    sign are read as in running words."""
    words = _VALUE.fullmatch(folded, *cell.span)
    name = " ".join(document.slice(unit.span).split())
    if words is None or not name:
        return
    span = document.trim(cell.span)
    number = number_at(folded, cell.span, Span(*words.span("from")), _worth(words["from"]))
    bound: Bound = number.limit.means if number.limit else "exactly"
    if words["turned"]:
        bound = "at_least" if words["turned"].endswith("len") else "at_most"
    unit_name, per = _unit(name)
    if words["to"]:
        yield Figure(span, number.value, unit_name, "at_least", per)
        yield Figure(span, _worth(words["to"]), unit_name, "at_most", per)
        return
    yield Figure(span, number.value, unit_name, bound, per)


def _unit(name: str) -> tuple[str, Time | None]:
    """The unit that a cell names, and the span of time that it is for: *buổi/tháng*."""
    noun = name.split("/")[0].strip()
    after = time_after(fold(name), len(noun)) if noun else None
    per = after.time if after else None
    if "%" in name:
        return "%", per
    return (noun, per) if per else (name, None)


def _worth(numeral: str) -> float:
    """*1.250,5* with a decimal comma; *98.5*, of a table made elsewhere, with a point."""
    if regex.fullmatch(r"\d+\.\d{1,2}", numeral):
        return float(numeral)
    return float(numeral.replace(".", "").replace(",", "."))


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    return regex.compile(table("targets")["table"][name])
