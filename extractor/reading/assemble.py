"""Pages of lines and tables become one `Document`: paragraphs joined over line and page breaks,
tables joined over page breaks, what reading broke repaired on the way and put on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractor.document import (
    ASIDE,
    Box,
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
from extractor.reading.joining import begins_paragraph
from extractor.reading.page import ReadCell, ReadLine, ReadPage, ReadTable
from extractor.reading.pagebreaks import Placed, PlacedTable, joined_tables
from extractor.reading.repair import repaired
from extractor.vietnamese import nfc

_WHOLE = 0.6  # of a page's height: more than a half
_SIDE = 0.35  # of its width: what has its middle there stands at the left


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

    def paragraph(self, lines: Sequence[Placed], zone: Zone) -> Span:
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

    def _line(self, placed: Placed) -> None:
        words: list[Word] = []
        start = self.length
        for index, word in enumerate(placed.line.words):
            if index:
                self.put(" ")
            span = self.put(nfc(word.text))
            if word.change:
                before, rule, count = word.change
                after = " ".join(w.text for w in placed.line.words[index : index + count])
                where = Span(span.start, span.start + len(after))
                self.corrections.append(Correction(before, after, rule, where))
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
    body: list[Placed] = []
    for block in joined_tables(_blocks(pages)):
        if isinstance(block, Placed):
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
        warnings=tuple(warning for page in pages for warning in _warnings(page)),
    )


def _warnings(page: ReadPage) -> Iterator[Warning]:
    for code, message in page.warnings:
        yield Warning(code, message, page=page.number)
    for area in page.unread:
        much = "One line" if area.lines == 1 else f"About {area.lines} lines"
        message = f"Writing was not read: {much}, {_where(area.box, page)}."
        yield Warning("unread_area", message, page=page.number, box=area.box)


def _where(box: Box, page: ReadPage) -> str:
    """In words, for somebody who holds the page in his hands."""
    x0, y0, x1, y1 = box
    down, across = (y0 + y1) / 2 / page.height, (x0 + x1) / 2 / page.width
    half = "upper half" if down < 0.5 else "lower half"
    if y1 - y0 > _WHOLE * page.height:
        half = "all down the page"
    side = "left" if across < _SIDE else "right" if across > 1 - _SIDE else "middle"
    return f"{half}, {side}"


def _page_source(page: ReadPage) -> PageSource:
    return PageSource(page.number, page.method, page.confidence, page.width, page.height)


def _blocks(pages: Iterable[ReadPage]) -> Iterator[Placed | PlacedTable]:
    for page in pages:
        for block in page.blocks:
            if isinstance(block, ReadTable):
                yield _placed_table(block, page)
            elif block.zone not in ASIDE and block.words:
                yield _place(block, page)


def _aside(pages: Iterable[ReadPage]) -> list[Placed]:
    lines = ((line, page) for page in pages for line in page.blocks)
    return [
        _place(line, page)
        for line, page in lines
        if isinstance(line, ReadLine) and line.zone in ASIDE and line.words
    ]


def _place(line: ReadLine, page: ReadPage) -> Placed:
    number = None if page.method == "text" else page.number
    scores = [word.confidence for word in line.words]
    return Placed(line, number, sum(scores) / len(scores))


def _placed_table(table: ReadTable, page: ReadPage) -> PlacedTable:
    def lines(cell: ReadCell) -> tuple[Placed, ...]:
        return tuple(_place(line, page) for line in cell.lines if line.words)

    return PlacedTable(
        rows=tuple(tuple(lines(cell) for cell in row) for row in table.rows),
        spanned=tuple(tuple(cell.spanned for cell in row) for row in table.rows),
        header=table.header,
    )


def _write_table(writer: _Writer, table: PlacedTable) -> Table:
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


def _write_paragraphs(writer: _Writer, placed: Sequence[Placed], zone: Zone | None = None) -> None:
    held: list[Placed] = []
    for current in placed:
        if held and begins_paragraph([p.line for p in held], current.line, _breaks(held, current)):
            _flush(writer, held, zone)
            held = []
        held.append(current)
    if held:
        _flush(writer, held, zone)


def _breaks(held: Sequence[Placed], current: Placed) -> bool:
    """Whether a page ends between the two."""
    return held[-1].page != current.page


def _flush(writer: _Writer, held: list[Placed], zone: Zone | None) -> None:
    line, change = repaired(held[0].line)
    span = writer.paragraph([replace(held[0], line=line), *held[1:]], zone or line.zone)
    if change:
        before, after, rule = change
        at = span.start + line.text.index(after)
        writer.corrections.append(Correction(before, after, rule, Span(at, at + len(after))))
