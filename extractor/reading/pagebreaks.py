"""Tables over page breaks: the parts that stand on consecutive pages become one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractor.reading.joining import begins_row
from extractor.reading.page import ReadLine
from extractor.vietnamese import fold

_SAME = 90.0  # OCR reads a header that is repeated a little differently


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and the page that it stands on (None for plain text)."""

    line: ReadLine
    page: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table with the lines of each cell, and which cells are drawn as one with the cell above."""

    rows: tuple[tuple[tuple[Placed, ...], ...], ...]
    spanned: tuple[tuple[bool, ...], ...]
    header: int


def joined_tables(
    blocks: Iterable[Placed | PlacedTable],
) -> Iterator[Placed | PlacedTable]:
    """The blocks with the parts of a table that stand on consecutive pages made one."""
    held: PlacedTable | None = None
    for block in blocks:
        if isinstance(block, PlacedTable):
            block = _rows_joined(block)
            if held and len(held.rows[0]) == len(block.rows[0]):
                held = _continued(held, block)
                continue
            if held:
                yield held
            held = block
            continue
        if held:
            yield held
            held = None
        yield block
    if held:
        yield held


def _continued(table: PlacedTable, part: PlacedTable) -> PlacedTable:
    """`table` with the rows of `part`: a repeated header is dropped, a first row that goes on
    with the row before the break is joined to it."""
    rows, spanned = list(part.rows), list(part.spanned)
    while rows and table.rows and fuzz.ratio(_words(rows[0]), _words(table.rows[0])) > _SAME:
        rows, spanned = rows[1:], spanned[1:]
    merged = PlacedTable((*table.rows, *rows), (*table.spanned, *spanned), table.header)
    return _rows_joined(merged, first=len(table.rows))


def _words(row: Sequence[Sequence[Placed]]) -> str:
    return " ".join(fold(p.line.text) for cell in row for p in cell)


def _rows_joined(table: PlacedTable, first: int = 0) -> PlacedTable:
    """The table with each row that only goes on with the row before (its page was full) joined
    to that row, cell by cell. No row goes on with the header. `first`: the row after a break."""
    rows: list[tuple[tuple[Placed, ...], ...]] = []
    spanned: list[tuple[bool, ...]] = []
    header = 0
    for index, (row, flags) in enumerate(zip(table.rows, table.spanned, strict=True)):
        is_first = index == table.header
        breaks = 0 < index == first
        if (
            rows
            and not is_first
            and not begins_row(_texts(rows[-1]), _texts(row), page_break=breaks)
        ):
            rows[-1] = tuple(a + b for a, b in zip(rows[-1], row, strict=True))
        else:
            rows.append(row)
            spanned.append(flags)
        header = len(rows) if index < table.header else header
    return PlacedTable(tuple(rows), tuple(spanned), header)


def _texts(row: Sequence[Sequence[Placed]]) -> list[list[str]]:
    return [[placed.line.text for placed in cell] for cell in row]
