"""Filled cells become a table as the contract between readers wants it: all rows as long, cells
that are drawn as one marked, header rows counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from extractor.document import Box
from extractor.reading.column import Edges, pitch, read_lines
from extractor.reading.lines import Strip, Token, joined, rows, strips
from extractor.reading.page import ReadCell, ReadTable
from extractor.vietnamese import fold

_HEADER = regex.compile(
    r"^\W*(?:s?tt|so tt|thang|thoi gian|thoi diem|noi dung|chu de|nhiem vu|cong viec|don vi|co quan"
    r"|nguoi|ghi chu|muc|chi tieu|san pham|ket qua|kinh phi|tien do|ho va ten|dia diem|ngay|quy"
    r"|ten|chuc vu|so tien|so luong|thanh tien|hoat dong|hinh thuc|thoi han|su kien)\b"
)
_NUMBER = regex.compile(r"^\d+\W*$")


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell: the rows and columns it covers (half-open), its frame in points, its words by
    line."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    box: Box
    groups: Sequence[Sequence[Token]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A table and where it stands."""

    table: ReadTable
    box: Box


def table(cells: Iterable[Filled], shape: tuple[int, int]) -> ReadTable:
    """The table of `shape` (rows, columns). A cell that covers several columns stands in the
    first; one that covers several rows stands in the topmost, with `spanned` cells below it."""
    found = [[ReadCell() for _ in range(shape[1])] for _ in range(shape[0])]
    for cell in cells:
        first, last = cell.rows
        found[first][cell.columns[0]] = _cell(cell)
        for row in range(first + 1, last):
            for column in range(*cell.columns):
                found[row][column] = ReadCell(spanned=True)
    whole = tuple(tuple(row) for row in found)
    return ReadTable(whole, header=_header_rows(whole))


def _cell(cell: Filled) -> ReadCell:
    lines: list[Strip] = [joined(row) for row in rows(strips(cell.groups, gap=99))]
    x0, _, x1, _ = cell.box
    inset = 5.0  # Word's own cell margin is 5.4 pt
    column = Edges(x0 + inset, x1 - inset, pitch(lines))
    return ReadCell(tuple(read_lines(lines, column, zone="table")))


def names_a_column(text: str) -> bool:
    """Whether a cell's text is such as stands at the head of a column."""
    return bool(_HEADER.match(fold(text)))


def _header_rows(found: Sequence[Sequence[ReadCell]]) -> int:
    """1 if the first row names the columns, with the rows that its cells reach into; else 0."""
    first = [cell for cell in found[0] if cell.lines]
    if len(first) < 2 or len(found) < 2:
        return 0
    texts = [" ".join(line.text for line in cell.lines) for cell in first]
    named = sum(names_a_column(text) for text in texts)
    bold = all(line.bold for cell in first for line in cell.lines)
    numbered = any(_NUMBER.match(text) for text in texts)
    if numbered or not (bold or named >= 2 or (named and len(first) == 2)):
        return 0
    count = 1
    while count < len(found) and any(cell.spanned for cell in found[count]):
        count += 1
    return count if count < len(found) else 1
