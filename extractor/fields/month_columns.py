"""Which column of a month table holds what: months, topics, content, agencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import regex

from extractor.document import Document, Table
from extractor.tables import table as data
from extractor.times.months import Months, month_label, months_of
from extractor.vietnamese import fold

_SHARE = 0.6  # of the filled cells of a column that must be labels of months


@dataclass(frozen=True, slots=True)
class MonthColumns:
    """Which column holds what; `first` is the first row that is no header."""

    month: int
    bare: str  # what a number alone is in the column of months
    topics: int | None
    content: int | None
    agency: int | None
    first: int


def month_columns(document: Document, grid: Table) -> MonthColumns | None:
    """The columns of a month table; None for another table."""
    if not grid.rows or len(grid.rows[0]) < 2:
        return None
    heads = [" ".join(fold(document.slice(cell.span)).split()) for cell in grid.rows[0]]
    month = _month_column(document, grid, heads)
    if month is None:
        return None
    bare = _bare(heads[month])
    headed = months_of(heads[month], bare=bare) is None
    numbers = 0 if month and _numbers_rows(document, grid, heads[0]) else None
    roles = _roles(heads if headed else [""] * len(heads), month, numbers)
    return MonthColumns(month, bare, *roles, first=1 if headed else 0)


def _bare(head: str) -> str:
    """What a number alone is under this head."""
    return "quy" if head.startswith("quy") else "thang"


def _month_column(document: Document, grid: Table, heads: Sequence[str]) -> int | None:
    """The first column, after one that numbers the rows; a later one only where it is headed
    *Tháng*, goes through the year, and no column names who does the work."""
    numbered = _numbers_rows(document, grid, heads[0])
    headed = _pattern("count_head").fullmatch(heads[0]) is not None
    for column in (1,) if headed else (0, 1) if numbered else (0,):
        if _are_months(_labels(document, grid, column), heads[column]):
            return column
    return _later_column(document, grid, heads)


def _numbers_rows(document: Document, grid: Table, head: str) -> bool:
    """Whether the first column only numbers the rows."""
    numbers = all(label.strip(" .").isdigit() for label in _labels(document, grid, 0))
    return numbers or _pattern("count_head").fullmatch(head) is not None


def _later_column(document: Document, grid: Table, heads: Sequence[str]) -> int | None:
    if any(_kind(head) == "agency_head" for head in heads):
        return None
    for column, head in enumerate(heads):
        if column and _pattern("month_head").fullmatch(head):
            labels = _labels(document, grid, column)
            found = [label_months(label, _bare(head)) for label in labels]
            firsts = [months.months[0] for months in found if months and months.months]
            if _are_months(labels, head) and len(firsts) > 1 and _goes_on(firsts):
                return column
    return None


def _goes_on(months: Sequence[int]) -> bool:
    """Whether the months follow one another, over one turn of the year at most (a school's)."""
    return sum(later < earlier for earlier, later in pairwise(months)) <= 1


def _labels(document: Document, grid: Table, column: int) -> list[str]:
    cells = [row[column].span for row in grid.rows[1:] if column < len(row)]
    return [text for span in cells if (text := document.slice(span).strip())]


def _are_months(labels: Sequence[str], head: str) -> bool:
    """Whether most of the labels of a column are months, and head or labels say so."""
    months = [label for label in labels if label_months(label, _bare(head))]
    told = _pattern("head").search(head) or any(map(_says_month, months))
    return bool(months and told) and len(months) >= _SHARE * len(labels)


def _says_month(label: str) -> bool:
    return regex.match(r"\s*(?:tu\s+)?(?:thang|quy|ca nam|trong nam)", fold(label)) is not None


def _roles(
    heads: Sequence[str], month: int, numbers: int | None
) -> tuple[int | None, int | None, int | None]:
    """Topics, content and agency columns. The heads tell; without them the first text column has
    the topics, the second the content. One text column is content."""
    kinds = {i: _kind(head) for i, head in enumerate(heads) if i not in (month, numbers)}
    agency = next((i for i, kind in kinds.items() if kind == "agency_head"), None)
    texts = [i for i, kind in kinds.items() if kind not in ("agency_head", "aside_head")]
    if len(texts) < 2:
        return None, texts[0] if texts else None, agency
    topics = next((i for i in texts if kinds[i] == "topic_head"), texts[0])
    others = [i for i in texts if i != topics]
    content = next((i for i in others if kinds[i] == "content_head"), others[0])
    return topics, content, agency


def _kind(head: str) -> str | None:
    names = ("topic_head", "aside_head", "content_head", "agency_head")
    if head.startswith(("noi dung", "nhiem vu", "cong viec", "hoat dong")):
        return "content_head"
    return next((name for name in names if _pattern(name).search(head)), None)


def label_months(label: str, bare: str) -> Months | None:
    """The months of a label, also where more words follow (*Tháng 3 - Tháng Thanh niên*)."""
    found = months_of(label, bare=bare)
    if found is None and (first := month_label(fold(label))):
        found = first.months
    return found


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    return regex.compile(data("times")["months"][name])
