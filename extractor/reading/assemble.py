"""Pages of lines and tables become one `Document`: paragraphs joined over line and page breaks,
tables joined over page breaks, what reading broke repaired on the way and put on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractor.document import (
    ASIDE,
    Cell,
    Correction,
    Document,
    Line,
    PageSource,
    Paragraph,
    Source,
    Span,
    Table,
    Warning,
    Word,
    Zone,
    union,
)
from extractor.reading.joining import begins_paragraph, begins_row
from extractor.reading.page import ReadCell, ReadLine, ReadPage, ReadTable
from extractor.reading.repair import repaired
from extractor.vietnamese import fold, nfc

_LETTERHEAD_LINES = 40


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line and the page that it stands on (None for plain text)."""

    line: ReadLine
    page: int | None
    confidence: float


@dataclass(slots=True)
class _Writer:
    """Writes text and notes where everything stands."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[Line] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)

    def put(self, text: str) -> Span:
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        return Span(start, self.length)

    def paragraph(self, lines: Sequence[_Placed], zone: Zone) -> Span:
        """One paragraph; returns its span, its newline left out."""
        start = self.length
        for index, placed in enumerate(lines):
            if index and not self._glued(lines[index - 1].line.text, placed.line.text):
                self.put(" ")
            self._line(placed)
        span = Span(start, self.length)
        self.put("\n")
        self.paragraphs.append(Paragraph(span, zone, all(p.line.bold for p in lines)))
        return span

    @staticmethod
    def _glued(before: str, after: str) -> bool:
        """`27/NQ-` + `TW`, `Covid-` + `19`: a hyphen that is part of the word."""
        return len(before) > 1 and before[-1] == "-" and before[-2].isalnum() and after[0].isalnum()

    def _line(self, placed: _Placed) -> None:
        words: list[Word] = []
        start = self.length
        for index, word in enumerate(placed.line.words):
            if index:
                self.put(" ")
            span = self.put(nfc(word.text))
            if word.box:
                words.append(Word(span, word.box, word.confidence))
        box = union(w.box for w in words) if words else None
        self.lines.append(
            Line(Span(start, self.length), placed.page, box, placed.confidence, tuple(words))
        )


def assemble(pages: Sequence[ReadPage], source: Source) -> Document:
    """The document that `pages` hold, in their order; lines set aside (footnotes, e-signature
    blocks) come last, so that no sentence is broken by them."""
    writer = _Writer()
    tables: list[Table] = []
    body: list[_Placed] = []
    for block in _joined_tables(_blocks(pages)):
        if isinstance(block, _Placed):
            body.append(block)
            continue
        _write_paragraphs(writer, body)
        body = []
        tables.append(_write_table(writer, block))
    _write_paragraphs(writer, body)
    for zone in sorted(ASIDE):
        _write_paragraphs(writer, [p for p in _aside(pages) if p.line.zone == zone])
    return Document(
        text="".join(writer.pieces),
        source=replace(source, pages=tuple(map(_page_source, pages))),
        lines=tuple(writer.lines),
        paragraphs=tuple(writer.paragraphs),
        tables=tuple(tables),
        corrections=tuple(writer.corrections),
        warnings=tuple(
            Warning(code, message, page=page.number)
            for page in pages
            for code, message in page.warnings
        ),
    )


def _page_source(page: ReadPage) -> PageSource:
    return PageSource(page.number, page.method, page.confidence, page.width, page.height)


@dataclass(frozen=True, slots=True)
class _PlacedTable:
    rows: tuple[tuple[tuple[_Placed, ...], ...], ...]
    spanned: tuple[tuple[bool, ...], ...]
    header: int


def _blocks(pages: Iterable[ReadPage]) -> Iterator[_Placed | _PlacedTable]:
    for page in pages:
        for block in page.blocks:
            if isinstance(block, ReadTable):
                yield _placed_table(block, page)
            elif block.zone not in ASIDE and block.words:
                yield _place(block, page)


def _aside(pages: Iterable[ReadPage]) -> list[_Placed]:
    lines = ((line, page) for page in pages for line in page.blocks)
    return [
        _place(line, page)
        for line, page in lines
        if isinstance(line, ReadLine) and line.zone in ASIDE and line.words
    ]


def _place(line: ReadLine, page: ReadPage) -> _Placed:
    number = None if page.method == "text" else page.number
    scores = [word.confidence for word in line.words]
    return _Placed(line, number, sum(scores) / len(scores))


def _placed_table(table: ReadTable, page: ReadPage) -> _PlacedTable:
    def lines(cell: ReadCell) -> tuple[_Placed, ...]:
        return tuple(_place(line, page) for line in cell.lines if line.words)

    return _PlacedTable(
        rows=tuple(tuple(lines(cell) for cell in row) for row in table.rows),
        spanned=tuple(tuple(cell.spanned for cell in row) for row in table.rows),
        header=table.header,
    )


# --- tables over page breaks -------------------------------------------------------------------


def _joined_tables(
    blocks: Iterable[_Placed | _PlacedTable],
) -> Iterator[_Placed | _PlacedTable]:
    """The blocks with the parts of a table that stand on consecutive pages made one."""
    held: _PlacedTable | None = None
    for block in blocks:
        if isinstance(block, _PlacedTable):
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


def _continued(table: _PlacedTable, part: _PlacedTable) -> _PlacedTable:
    """`table` with the rows of `part`: a repeated header is dropped, a first row that goes on
    with the row before the break is joined to it."""
    rows, spanned = list(part.rows), list(part.spanned)
    while rows and table.rows and _words(rows[0]) == _words(table.rows[0]):
        rows, spanned = rows[1:], spanned[1:]
    merged = _PlacedTable((*table.rows, *rows), (*table.spanned, *spanned), table.header)
    return _rows_joined(merged)


def _words(row: Sequence[Sequence[_Placed]]) -> str:
    return " ".join(fold(p.line.text) for cell in row for p in cell)


def _rows_joined(table: _PlacedTable) -> _PlacedTable:
    """The table with each row that only goes on with the row before (its page was full) joined
    to that row, cell by cell."""
    rows: list[tuple[tuple[_Placed, ...], ...]] = []
    spanned: list[tuple[bool, ...]] = []
    for row, flags in zip(table.rows, table.spanned, strict=True):
        if rows and not begins_row(_texts(rows[-1]), _texts(row)):
            rows[-1] = tuple(a + b for a, b in zip(rows[-1], row, strict=True))
        else:
            rows.append(row)
            spanned.append(flags)
    return _PlacedTable(tuple(rows), tuple(spanned), table.header)


def _texts(row: Sequence[Sequence[_Placed]]) -> list[list[str]]:
    return [[placed.line.text for placed in cell] for cell in row]


def _write_table(writer: _Writer, table: _PlacedTable) -> Table:
    start = writer.length
    rows = []
    for row, flags in zip(table.rows, table.spanned, strict=True):
        cells = []
        for lines, spanned in zip(row, flags, strict=True):
            first = writer.length
            _write_paragraphs(writer, lines, zone="table")
            end = writer.length - 1 if writer.length > first else first
            cells.append(Cell(Span(first, end), spanned))
        rows.append(tuple(cells))
    end = writer.length - 1 if writer.length > start else start
    return Table(Span(start, end), tuple(rows))


# --- paragraphs --------------------------------------------------------------------------------


def _write_paragraphs(writer: _Writer, placed: Sequence[_Placed], zone: Zone | None = None) -> None:
    held: list[_Placed] = []
    for current in placed:
        if held and begins_paragraph([p.line for p in held], current.line, _breaks(held, current)):
            _flush(writer, held, zone)
            held = []
        held.append(current)
    if held:
        _flush(writer, held, zone)


def _breaks(held: Sequence[_Placed], current: _Placed) -> bool:
    """Whether a page ends between the two."""
    return held[-1].page != current.page


def _flush(writer: _Writer, held: list[_Placed], zone: Zone | None) -> None:
    in_letterhead = len(writer.paragraphs) < _LETTERHEAD_LINES
    lines = []
    notes: list[tuple[str, str, str]] = []
    for index, placed in enumerate(held):
        line, changes = repaired(placed.line, first=index == 0, near_top=in_letterhead)
        lines.append(replace(placed, line=line))
        notes += changes
    span = writer.paragraph(lines, zone or held[0].line.zone)
    text = "".join(writer.pieces)[span.start : span.end] if notes else ""
    for before, after, rule in notes:
        at = text.find(after)
        where = Span(span.start + at, span.start + at + len(after)) if at >= 0 else span
        writer.corrections.append(Correction(before, after, rule, where))
