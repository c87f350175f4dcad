"""Tables as slices: one slice is one line of all the cells of a row.

Lengths are in points; the origin is at the top left of the slice, y downwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flow import Grid, Piece, Slice
from markup import Row, Table
from typeset import Align, Family, Line, Op, Rule, break_lines, line_text, set_line, words_of

PAD_X = 4.0
PAD_Y = 3.0
NARROW = 0.13  # the share of the width under which a column is centred
SHORT = 3  # a cell of so many characters is centred as well


@dataclass(frozen=True, slots=True)
class _CellLine:
    """A line of a cell with how it is aligned, and whether it goes on inside a word."""

    line: Line
    align: Align
    glued: bool = False


_Cell = list[_CellLine]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the rows of one table share; `index` tells tables of a section apart."""

    table: Table
    index: int
    edges: tuple[float, ...]
    fonts: Family
    size: float

    @property
    def leading(self) -> float:
        """The height of a line."""
        return self.size * 1.18


def table_slices(
    table: Table, index: int, notes: Mapping[int, Slice], fonts: Family, measure: float
) -> Iterator[Slice]:
    """Yield the slices of a table `measure` wide. `notes` are its footnotes by number."""
    edges = [0.0]
    for share in table.widths:
        edges.append(edges[-1] + share * measure)
    size = 13.0 if len(table.widths) < 5 else 12.0 if len(table.widths) < 7 else 11.0
    frame = _Frame(table, index, tuple(edges), fonts, size)
    cells = [_cells(frame, number) for number in range(len(table.rows))]
    header = tuple(replace(piece, keep=True) for piece in _row(frame, 0, cells[0], cells))
    grid = Grid(frame.edges if table.ruled else (), header)
    _flow_spans(table, cells)
    for number, row in enumerate(table.rows):
        hung = tuple(notes[note.number] for note in row.notes)
        slices = list(header if number == 0 else _row(frame, number, cells[number], cells))
        slices[-1] = replace(slices[-1], notes=hung)
        if number == 0:
            slices[0] = replace(slices[0], before=4.0)
        yield from (replace(piece, grid=grid) for piece in slices)


def _cells(frame: _Frame, number: int) -> list[_Cell]:
    """Break the texts of a row's cells into lines."""
    row, widths = frame.table.rows[number], frame.table.widths
    return [_cell(frame, row, column, number == 0) for column in range(len(widths))]


def _cell(frame: _Frame, row: Row, column: int, header: bool) -> _Cell:
    """Break the paragraphs of one cell into lines; the header is bold and centred."""
    width = frame.edges[column + 1] - frame.edges[column] - 2 * PAD_X
    centred = header or frame.table.widths[column] < NARROW
    font = frame.fonts.bold if header else frame.fonts.regular
    lines: _Cell = []
    for text in row.cells[column]:
        broken = break_lines(words_of(text, font, frame.size), width)
        for index, line in enumerate(broken):
            full = index < len(broken) - 1 and width > 150
            mark = len(row.cells[column]) == 1 and len(text) <= SHORT
            align = Align.CENTRE if centred or mark else Align.JUSTIFY if full else Align.LEFT
            lines.append(_CellLine(line, align, index > 0 and line[0].glued))
    return lines


def _flow_spans(table: Table, cells: list[list[_Cell]]) -> None:
    """Let a first cell that spans rows flow on beside them; the last row takes what is left."""
    number = 0
    while number < len(table.rows):
        end = number + 1
        while end < len(table.rows) and table.rows[end].merged:
            end += 1
        rest = cells[number][0]
        for row in range(number, end):
            room = max([len(cell) for cell in cells[row][1:]], default=0) or 1
            if end - number > 1:
                cells[row][0], rest = (rest, []) if row == end - 1 else (rest[:room], rest[room:])
        number = end


def _row(
    frame: _Frame, number: int, cells: list[_Cell], every: list[list[_Cell]]
) -> Iterator[Slice]:
    """Yield the slices of one row, the rules between its columns and above it included."""
    height = max(1, *(len(cell) for cell in cells))
    first = _span_start(frame.table, number)
    for index in range(height):
        top = PAD_Y if index == 0 else 0.0
        bottom = PAD_Y if index == height - 1 else 0.0
        tall = top + frame.leading + bottom
        ops = list(_rules(frame, number, index, tall)) if frame.table.ruled else []
        pieces: list[Piece] = []
        for column, cell in enumerate(cells):
            row = (frame.index, first if column == 0 else number)
            offset = (height - len(cell)) * frame.leading / 2 if number == 0 else 0.0
            if index < len(cell):
                ops.extend(_cell_ops(frame, column, cell[index], top + offset))
                text = line_text(cell[index].line)
                pieces.append(Piece(text, row, column, cell[index].glued))
            elif index == 0 and not (column == 0 and first != number):
                pieces.append(Piece("", row, column))
        keep = height > 1 and index in (0, height - 2)
        yield Slice(tall, 0.0, tuple(ops), tuple(pieces), keep=keep, inside=index > 0)


def _rules(frame: _Frame, number: int, index: int, tall: float) -> Iterator[Op]:
    """Yield the rules beside line `index` of a row, and above it where it is the first."""
    yield from (Rule(x, 0.0, x, tall) for x in frame.edges)
    if index == 0:
        start = 1 if frame.table.rows[number].merged else 0
        yield Rule(frame.edges[start], 0.0, frame.edges[-1], 0.0)


def _span_start(table: Table, number: int) -> int:
    """Return the row whose first cell spans row `number`."""
    while table.rows[number].merged:
        number -= 1
    return number


def _cell_ops(frame: _Frame, column: int, cell: _CellLine, y: float) -> list[Op]:
    """Set one line of a cell; `y` is its top."""
    x = frame.edges[column] + PAD_X
    width = frame.edges[column + 1] - x - PAD_X
    return set_line(cell.line, x, y + frame.leading * 0.8, width, cell.align)
