"""Tables that give work: a column names who does it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.agencies import agency_list
from extractor.document import Cell, Document, Span, Table, section_of
from extractor.fields.agency import to_agency
from extractor.fields.themes import is_month_table
from extractor.plan import Agency
from extractor.tables import table as data
from extractor.vietnamese import fold


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A row of such a table."""

    section: str | None
    span: Span
    task: tuple[Span, ...]
    doers: tuple[Agency, ...]
    partners: tuple[Agency, ...]
    times: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    doer: int
    task: int
    partner: int | None
    due: int | None


def rows_of_work(document: Document) -> Iterator[WorkRow]:
    """The rows, in order, of every table with a doer column that is no month table."""
    for grid in document.tables:
        columns = _columns(document, grid)
        if columns is None or is_month_table(document, grid):
            continue
        section = section_of(document, grid.span.start)
        for row in grid.rows[1:]:
            made = _row(document, row, columns, section)
            if made:
                yield made


def _columns(document: Document, grid: Table) -> _Columns | None:
    heads = [" ".join(fold(document.slice(cell.span)).split()) for cell in grid.rows[0]]
    doer = _column(heads, "doer_column", not_like="phoi hop(?!.*chu tri)")
    task = _column(heads, "task_column", not_like="don vi|co quan|thoi gian")
    if doer is None or task is None or doer == task:
        return None
    return _Columns(
        doer,
        task,
        _column(heads, "partner_column", not_like="chu tri"),
        _column(heads, "due_column", not_like="noi dung|don vi"),
    )


def _column(heads: Sequence[str], name: str, *, not_like: str) -> int | None:
    pattern = regex.compile(data("assignments")[name])
    avoid = regex.compile(not_like)
    hits = [i for i, head in enumerate(heads) if pattern.search(head) and not avoid.search(head)]
    return hits[0] if hits else None


def _row(
    document: Document, row: Sequence[Cell], columns: _Columns, section: str | None
) -> WorkRow | None:
    doers = _bodies(document, row[columns.doer].span)
    task = row[columns.task].span
    if not doers or task.start == task.end:
        return None
    due = row[columns.due].span if columns.due is not None else None
    partners = _bodies(document, row[columns.partner].span) if columns.partner is not None else ()
    return WorkRow(
        section=section,
        span=Span(row[0].span.start, row[-1].span.end),
        task=(task,),
        doers=doers,
        partners=partners,
        times=(due,) if due and due.start < due.end else (),
    )


def _bodies(document: Document, span: Span) -> tuple[Agency, ...]:
    if span.start == span.end:
        return ()
    return tuple(to_agency(document, mention) for mention in agency_list(document, span))
