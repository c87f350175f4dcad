"""Pagination: slices of a document are filled into pages from top to bottom.

A slice is a strip that no page break parts: a line of a paragraph, a line of all the cells of a
table row, the whole letterhead. Lengths are in points; the origin is at the top left, y downwards.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace

from typeset import Op, Rule, Text

MM = 72 / 25.4
SPLIT_PAD = 3.0  # inside a table row that a page break parts
NOTE_GAP = 8.0  # from the body to the rule above the footnotes
NOTE_RULE = 0.3  # length of that rule as a share of the line


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper and its margins, in points. `page_number_top` is False for documents before 2020.

    The decree in force until March 2020 put the page number at the bottom right.
    """

    width: float = 210 * MM
    height: float = 297 * MM
    top: float = 20 * MM
    bottom: float = 20 * MM
    left: float = 30 * MM
    right: float = 17 * MM
    page_number_top: bool = True

    @property
    def measure(self) -> float:
        """The length of a full line."""
        return self.width - self.left - self.right

    @property
    def floor(self) -> float:
        """The y at which the body ends."""
        return self.height - self.bottom


@dataclass(frozen=True, slots=True)
class Piece:
    """Printed words in reading order. `row` and `column` tell where in a table they stand.

    Pieces of one cell on one page are one text; `glued` says that no space parts a piece from the
    one before it in its cell.
    """

    text: str
    row: tuple[int, int] | None = None
    column: int = 0
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A box that is for ink: `seal`, `signature`, `number` or `hanging` (a seal on an appendix).

    `text` says what the ink shows: the name on the seal, the digits of the number.
    """

    kind: str
    x0: float
    y0: float
    x1: float
    y1: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """The vertical rules of a table (their x; none: it is plain) and the slices of its header row,
    repeated."""

    edges: tuple[float, ...]
    header: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """A strip `height` points high; its content is placed relative to its top left corner.

    `before` is space above it, dropped at the top of a page; `keep` ties it to the next slice;
    `inside` says that it goes on a table row that an earlier slice began.
    """

    height: float
    before: float = 0.0
    ops: tuple[Op, ...] = ()
    pieces: tuple[Piece, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[Slice, ...] = ()
    keep: bool = False
    new_page: bool = False
    inside: bool = False
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page: its size, what is printed, where ink goes, and its words in order."""

    width: float
    height: float
    ops: tuple[Op, ...]
    marks: tuple[Mark, ...]
    text: str


@dataclass(slots=True)
class _Open:
    """The page that is being filled; `y` is where the next slice goes."""

    y: float
    ops: list[Op] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    notes: list[Slice] = field(default_factory=list)
    empty: bool = True
    grid: Grid | None = None


def paginate(slices: Iterable[Slice], sheet: Sheet, font: str, size: float) -> Iterator[Page]:
    """Fill pages; `font` and `size` (points) are for the page numbers, which begin at 1."""
    number = 1
    page = _Open(sheet.top)
    for unit in _units(slices):
        asked = unit[0].new_page and not page.empty
        if asked or not (page.empty or _fits(page, unit, sheet)):
            page = yield from _turn(page, unit[0], sheet, number, (font, size))
            number += 1
        for piece in unit:
            if not (page.empty or _fits(page, [piece], sheet)):
                page = yield from _turn(page, piece, sheet, number, (font, size))
                number += 1
            _place(page, piece, sheet)
    if not page.empty or number == 1:
        yield _close(page, sheet, number, (font, size))


def _units(slices: Iterable[Slice]) -> Iterator[list[Slice]]:
    """Group slices that are to stay on one page."""
    unit: list[Slice] = []
    for piece in slices:
        if piece.new_page and unit:
            yield unit
            unit = []
        unit.append(piece)
        if not piece.keep:
            yield unit
            unit = []
    if unit:
        yield unit


def _turn(
    page: _Open, first: Slice, sheet: Sheet, number: int, type_: tuple[str, float]
) -> Generator[Page, None, _Open]:
    """Yield the finished page and return a new one, with the header of the table that goes on."""
    if first.inside and page.grid is not None:
        _pad(page, page.grid, sheet)
    yield _close(page, sheet, number, type_)
    fresh = _Open(sheet.top)
    grid = first.grid
    if grid is not None and grid is page.grid:
        for piece in grid.header:
            _place(fresh, piece, sheet)
        fresh.grid = grid
        fresh.ops.extend(_across(grid, sheet, fresh.y))
        if first.inside:
            _pad(fresh, grid, sheet)
    return fresh


def _pad(page: _Open, grid: Grid, sheet: Sheet) -> None:
    """Draw the rules of a table on over the padding where a page break parts a row."""
    for edge in grid.edges:
        x = sheet.left + edge
        page.ops.append(Rule(x, page.y, x, page.y + SPLIT_PAD))
    page.y += SPLIT_PAD


def _fits(page: _Open, unit: list[Slice], sheet: Sheet) -> bool:
    """Whether slices and their footnotes have room on the page."""
    notes = [*page.notes, *(note for piece in unit for note in piece.notes)]
    room = sheet.floor - page.y - _note_height(notes)
    return sum(piece.before + piece.height for piece in unit) <= room + 0.01


def _note_height(notes: list[Slice]) -> float:
    """Return the height of the footnotes with the gap above them."""
    return sum(note.height for note in notes) + (NOTE_GAP if notes else 0.0)


def _place(page: _Open, piece: Slice, sheet: Sheet) -> None:
    """Put a slice on the page."""
    if page.grid is not None and page.grid is not piece.grid:
        page.ops.extend(_across(page.grid, sheet, page.y))
    page.grid = piece.grid
    page.y += 0.0 if page.empty else piece.before
    page.ops.extend(shift(op, sheet.left, page.y) for op in piece.ops)
    page.marks.extend(_shift_mark(mark, sheet.left, page.y) for mark in piece.marks)
    page.pieces.extend(piece.pieces)
    page.notes.extend(piece.notes)
    page.y += piece.height
    page.empty = False


def _across(grid: Grid, sheet: Sheet, y: float) -> Iterator[Rule]:
    """Yield the horizontal rule of a ruled table at `y`, over all its columns."""
    if grid.edges:
        yield Rule(sheet.left + grid.edges[0], y, sheet.left + grid.edges[-1], y)


def _close(page: _Open, sheet: Sheet, number: int, type_: tuple[str, float]) -> Page:
    """Add rule, footnotes and page number to a page that is full."""
    if page.grid is not None:
        page.ops.extend(_across(page.grid, sheet, page.y))
    y = sheet.floor - _note_height(page.notes)
    if page.notes:
        y += NOTE_GAP
        rule = Rule(sheet.left, y - 3, sheet.left + sheet.measure * NOTE_RULE, y - 3, 0.4)
        page.ops.append(rule)
    for note in page.notes:
        page.ops.extend(shift(op, sheet.left, y) for op in note.ops)
        page.pieces.extend(note.pieces)
        y += note.height
    if number > 1:
        _number(page, sheet, number, type_)
    text = "\n".join(_reading(page.pieces)) + "\n"
    return Page(sheet.width, sheet.height, tuple(page.ops), tuple(page.marks), text)


def _number(page: _Open, sheet: Sheet, number: int, type_: tuple[str, float]) -> None:
    """Print the page number, and put it where it is read."""
    font, size = type_
    if sheet.page_number_top:
        x, y = sheet.left + sheet.measure / 2 - size / 4, sheet.top - 6 * MM
        page.pieces.insert(0, Piece(str(number)))
    else:
        x, y = sheet.width - sheet.right - size / 2, sheet.height - 10 * MM
        page.pieces.append(Piece(str(number)))
    page.ops.append(Text(x, y, str(number), font, size))


def _reading(pieces: list[Piece]) -> Iterator[str]:
    """Yield the lines of a page; a table row is one line, its cells parted by tabs."""
    rows: dict[tuple[int, int], dict[int, str]] = {}
    order: list[str | tuple[int, int]] = []
    for piece in pieces:
        if piece.row is None:
            order.append(piece.text)
            continue
        if piece.row not in rows:
            rows[piece.row] = {}
            order.append(piece.row)
        cell = rows[piece.row].get(piece.column, "")
        space = "" if piece.glued or not cell else " "
        rows[piece.row][piece.column] = cell + space + piece.text
    for item in order:
        if isinstance(item, str):
            yield item
        else:
            cells = rows[item]
            yield "\t".join(cells[column] for column in sorted(cells))


def shift(op: Op, dx: float, dy: float) -> Op:
    """Move a text or a rule."""
    if isinstance(op, Text):
        return replace(op, x=op.x + dx, y=op.y + dy)
    return replace(op, x0=op.x0 + dx, y0=op.y0 + dy, x1=op.x1 + dx, y1=op.y1 + dy)


def _shift_mark(mark: Mark, dx: float, dy: float) -> Mark:
    """Move a mark."""
    return replace(mark, x0=mark.x0 + dx, y0=mark.y0 + dy, x1=mark.x1 + dx, y1=mark.y1 + dy)
