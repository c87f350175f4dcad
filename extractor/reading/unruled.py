"""Tables without drawn rules: runs of lines that the same gutters part into columns.

Columns alone prove nothing: letterheads, signatures and filled-in forms have them too. A run is a
table only where a row above it names its columns, or where its first column counts its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import union
from extractor.reading.closing import office_or_recipients
from extractor.reading.columnnames import are_names, named_columns
from extractor.reading.gutters import Band, Columns, gaps, may_part, narrowed
from extractor.reading.lines import Strip, Token, joined
from extractor.reading.plainrows import rows_of, table_of
from extractor.reading.plainrun import Run, counted, run_below
from extractor.reading.tables import Placed

_FEWEST_ROWS = 2
_FEWEST_COUNTED = 3  # rows of a table without a header
_FEWEST_GUTTERS = 2  # of one: a numbered list has one
_TALLEST_ROW = 15  # in lines
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Found:
    """The tables of a page, and the rows of it that stand in none."""

    tables: list[Placed]
    rest: list[list[Strip]]


def find_tables(page: Sequence[list[Strip]]) -> Found:
    """Part the tables of a page from its other rows."""
    lines = [joined(row) for row in page]
    tables: list[Placed] = []
    rest: list[list[Strip]] = []
    at = 0
    while at < len(lines):
        run = _proved(lines, at)
        if run is None:
            rest.append(page[at])
            at += 1
            continue
        box = union(line.box for line in lines[run.first : run.last])
        tables.append(Placed(table_of(run, lines), box))
        at = run.last
    return Found(tables, rest)


def _proved(lines: Sequence[Strip], first: int) -> Run | None:
    """The run that begins with a line and is a table."""
    if not may_part(lines[first]) or office_or_recipients(lines[first]):
        return None
    run = headed(lines, first)
    if run and _is_table(run, lines):
        return run
    run = _counted(lines, first)
    return run if run and _is_table(run, lines) and _counts_up(run, lines) else None


def _is_table(run: Run, lines: Sequence[Strip]) -> bool:
    """Whether a run has rows, and words in line in its columns. A form to be filled in has names
    in all its rows."""
    rows = rows_of(run, lines)
    filled = [row for row in rows if sum(map(bool, row)) > 1]
    names = sum(are_names([_text(cell) for cell in row if cell]) for row in filled)
    enough = len(rows) >= _FEWEST_ROWS and len(filled) > _MOSTLY * len(rows)
    return enough and 2 * names < len(rows) and run.columns.aligned(lines[run.body : run.last])


def _text(cell: Sequence[Sequence[Token]]) -> str:
    return " ".join(token.text for words in cell for token in words)


def headed(lines: Sequence[Strip], first: int) -> Run | None:
    """The run under the row that begins with a line and names columns."""
    names = named_columns(lines, first)
    return run_below(lines, first, *names) if names else None


# --- no header -------------------------------------------------------------------------------


def _counted(lines: Sequence[Strip], first: int) -> Run | None:
    """The run of rows that a first column counts. At a page's top lines may stand above them:
    the rest of a row that the page break cut."""
    begin = first
    if first == 0:
        top = enumerate(lines[:_TALLEST_ROW])
        begin = next((i for i, line in top if _count(line) is not None), 0)
    zones = _zones(lines, begin)
    return run_below(lines, first, first, zones) if zones else None


def _zones(lines: Sequence[Strip], first: int) -> list[Band]:
    """The white bands through the first rows that are counted up from a line, if there are
    such rows with enough of them."""
    number = _count(lines[first])
    bands, seen = gaps([lines[first]]), 1
    if number is None:
        return []
    for line in lines[first + 1 :]:
        bands = narrowed(bands, line)
        if len(bands) < _FEWEST_GUTTERS:
            return []
        seen += _count(line) == number + seen
        if seen == _FEWEST_COUNTED:
            return bands
    return []


def _count(line: Strip) -> int | None:
    """The number that stands alone in the first column of a line."""
    return counted(Columns(tuple(gaps([line])[:1])).parted(line)[0])


def _counts_up(run: Run, lines: Sequence[Strip]) -> bool:
    """Whether the first column of a run counts its rows, and no other does: lists of names are
    set in two columns that both do."""
    rows = rows_of(run, lines)
    most = _MOSTLY * len(rows)
    counts = [
        sum(bool(row[n]) and counted(row[n][0][:1]) is not None for row in rows)
        for n in range(len(run.columns))
    ]
    full = sum(sum(map(bool, row)) > _FEWEST_GUTTERS for row in rows)
    return min(counts[0], full) > most > max(counts[1:])
