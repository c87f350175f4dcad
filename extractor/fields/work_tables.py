"""Tables that give work: a column names who does it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.document import Cell, Document, Span, Table, section_of
from extractor.fields.themes import is_month_table
from extractor.fields.work_grammar import folded_at
from extractor.fields.work_lines import work_line
from extractor.fields.work_names import bodies_named
from extractor.plan import Agency
from extractor.tables import table as data


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
    """Which column holds what; `first` is the first row that is no header."""

    doer: int
    task: int
    partner: int | None
    due: int | None
    first: int


def rows_of_work(document: Document) -> Iterator[WorkRow]:
    """The rows, in order, of every table with a doer column that is no month table."""
    for grid in document.tables:
        columns = _columns(document, grid)
        if columns is None or is_month_table(document, grid):
            continue
        section = section_of(document, grid.span.start)
        above: tuple[Span | None, ...] = ()
        for row in grid.rows[columns.first :]:
            cells = tuple(_cell(document, row, n, above) for n in range(len(row)))
            made = _row(document, row, cells, columns, section)
            if made:
                yield made
                above = cells


def _cell(
    document: Document, row: Sequence[Cell], n: int, above: Sequence[Span | None]
) -> Span | None:
    """The words of a cell: those of the cell above where it is drawn as one with it or says *nt*
    or *"*; None if it is empty."""
    span, up = document.trim(row[n].span), above[n] if n < len(above) else None
    if row[n].spanned and up:
        return up
    if span.start >= span.end:
        return None
    return up if up and _pattern("ditto").match(folded_at(document, span)) else span


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    return regex.compile(data("assignments")["column"][name])


def _columns(document: Document, grid: Table) -> _Columns | None:
    upper = _heads(document, grid.rows[0])
    lower = _second_header(document, grid, upper)
    heads = [f"{a} {b}" for a, b in zip(_carried(upper), lower, strict=True)] if lower else upper
    doer, task = _column(heads, "doer", "no_doer"), _column(heads, "task", "no_task")
    if doer is None or task is None or doer == task:
        return None
    due = _column(heads, "best_due", "no_due")
    if due is None:
        due = _column(heads, "due", "no_due")
    partner = _column(heads, "partner", "no_partner")
    return _Columns(doer, task, partner, due, first=2 if lower else 1)


def _heads(document: Document, row: Sequence[Cell]) -> list[str]:
    return [" ".join(folded_at(document, cell.span).split()) for cell in row]


def _second_header(document: Document, grid: Table, upper: Sequence[str]) -> list[str]:
    """The heads in the row below heads that span columns (*Chủ trì*, *Phối hợp*), heads that are
    only repeated left out; empty where there is no such row."""
    if len(grid.rows) < 3 or len(grid.rows[1]) != len(upper):
        return []
    lower = [
        "" if a == b else b for a, b in zip(upper, _heads(document, grid.rows[1]), strict=True)
    ]
    told = [head for head in lower if head]
    known = told and all(_pattern("second").fullmatch(head) for head in told)
    return lower if known and not lower[0] else []


def _carried(heads: Sequence[str]) -> list[str]:
    """Heads, those that span columns repeated."""
    out: list[str] = []
    for head in heads:
        out.append(head or (out[-1] if out else ""))
    return out


def _column(heads: Sequence[str], name: str, avoid: str) -> int | None:
    """The first column whose head says `name` and not `avoid`."""
    wanted, unwanted = _pattern(name), _pattern(avoid)
    hits = [n for n, head in enumerate(heads) if wanted.search(head) and not unwanted.search(head)]
    return hits[0] if hits else None


def _row(
    document: Document,
    row: Sequence[Cell],
    cells: Sequence[Span | None],
    columns: _Columns,
    section: str | None,
) -> WorkRow | None:
    task = cells[columns.task]
    doers, partners = _bodies(document, cells[columns.doer])
    if not doers or task is None:
        return None
    due = cells[columns.due] if columns.due is not None else None
    if columns.partner is not None:
        partners += sum(_bodies(document, cells[columns.partner]), ())
    return WorkRow(
        section=section,
        span=Span(row[0].span.start, row[-1].span.end),
        task=(task,),
        doers=doers,
        partners=partners,
        times=(due,) if due else (),
    )


def _bodies(document: Document, span: Span | None) -> tuple[tuple[Agency, ...], tuple[Agency, ...]]:
    """Doers and partners in a cell, which may label them itself."""
    if span is None:
        return (), ()
    line = work_line(document, span)
    if line and line.words is None:
        return line.doers, line.partners
    return bodies_named(document, span)
