"""Words on a page become lines and tables in reading order: pure geometry, for text layers and
OCR alike.

Reading order: letterhead (left column, then right), body and tables, recipients, signatures;
footnotes and stamps last. Running page numbers are left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import regex

from extractor.document import Box
from extractor.reading.braces import spread_notes
from extractor.reading.closing import Closing, find_closing
from extractor.reading.column import Edges, edges, pitch, read_lines, usual_size
from extractor.reading.letterhead import Letterhead, find_letterhead
from extractor.reading.lines import Strip, Token, joined, rows, strips
from extractor.reading.page import ReadLine, ReadTable
from extractor.reading.tables import Placed
from extractor.reading.unruled import find_tables
from extractor.vietnamese import fold

Block = ReadLine | ReadTable
BoxMap = Callable[[Box], Box]
_PAGE_NUMBER = regex.compile(r"^\W*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\W*$")
# An e-signature's own text (Circular 01/2019/TT-BNV has it beside the seal), a scanner's mark.
_STAMP = regex.compile(
    r"^\W*(?:(?:nguoi ky|(?:ky|duoc ky) (?:so )?boi|(?:thoi gian|ngay|gio) ky|ky ngay)\s*:"
    r"|signature (?:not verified|valid)|digitally signed|signed by|scanned (?:by|with)|camscanner)"
)
_STAMP_SIZE = 0.85
_NOTE = regex.compile(r"^\W{0,2}\d{1,2}\W{0,2}(?:\s|\p{L})")
SURE, HARDLY = 0.6, 0.4
_EDGE = 0.12  # page numbers stand in this share of the page's height


def arrange(
    groups: Iterable[Iterable[Token]],
    height: float,
    tables: Sequence[Placed] = (),
) -> tuple[Block, ...]:
    """The blocks of a page in reading order. `groups` are words of one line each, in any order;
    those inside tables are left out beforehand."""
    found = strips(groups)
    stamps = _stamps(found)
    page = _without_page_number(rows(s for s in found if s not in stamps), height)
    plain = find_tables(page)
    page, notes = _split_notes(plain.rest, usual_size([joined(row) for row in page]))
    head = find_letterhead(page, height)
    rough = _edges(head.rest)
    closing = find_closing(head.rest, rough.left, rough.right)
    body = [joined(row) for row in closing.before]
    column = edges(body) if len(body) > 3 else replace(rough, pitch=pitch(body))
    return (
        *_columns_of(head),
        *_in_order(read_lines(body, column), [*tables, *plain.tables]),
        *_closing_blocks(closing),
        *read_lines(notes, zone="footnote"),
        *read_lines([*stamps, *closing.ink], zone="stamp"),
    )


def _columns_of(head: Letterhead) -> list[ReadLine]:
    return [
        *read_lines(head.above, zone="letterhead"),
        *read_lines(head.left, zone="letterhead"),
        *read_lines(head.right, zone="letterhead"),
    ]


def _closing_blocks(closing: Closing) -> list[ReadLine]:
    signatures = [read_lines(rows(column), zone="signature") for column in closing.signatures]
    return [
        *read_lines(spread_notes(rows(closing.recipients)), zone="recipients"),
        *(line for column in signatures for line in column),
    ]


def _edges(page: Sequence[list[Strip]]) -> Edges:
    lines = [joined(row) for row in page]
    return edges(lines) if lines else Edges(0.0, 0.0, 0.0)


def _in_order(lines: Sequence[ReadLine], tables: Sequence[Placed]) -> list[Block]:
    """Lines and tables from top to bottom."""
    blocks: list[Block] = []
    waiting = sorted(tables, key=lambda placed: placed.box[1])
    for line in lines:
        top = min(word.box[1] for word in line.words if word.box)
        while waiting and waiting[0].box[1] < top:
            blocks.append(waiting.pop(0).table)
        blocks.append(line)
    return blocks + [placed.table for placed in waiting]


def _stamps(found: Sequence[Strip]) -> list[Strip]:
    """Noise, and the lines of e-signature blocks: those that say so, and the small lines around
    them."""
    usual = usual_size(found)
    stamps = [strip for strip in found if is_noise(strip)]
    block = [strip for strip in found if _STAMP.search(fold(strip.text))]
    small = [strip for strip in found if strip.size < _STAMP_SIZE * usual]
    for strip in block:  # grows while it is walked
        block += [s for s in small if s not in block and _is_near(s.box, strip.box)]
    return stamps + [strip for strip in block if strip not in stamps]


def _is_near(box: Box, other: Box) -> bool:
    """Whether one box is right under, over or beside the other."""
    height = other[3] - other[1]
    apart = max(box[1] - other[3], other[1] - box[3])
    return apart < height and box[0] < other[2] + height and other[0] < box[2] + height


def is_noise(strip: Strip) -> bool:
    """Whether OCR made letters of a speck, a stroke of the pen or a seal's rim."""
    if strip.confidence >= SURE or strip.confidence == 0.0:
        return strip.confidence == 0.0
    signs = sum(map(str.isalnum, strip.text))
    return signs < 2 or (strip.confidence < HARDLY and signs < 2 * len(strip.tokens) + 2)


def _without_page_number(page: list[list[Strip]], height: float) -> list[list[Strip]]:
    """The rows without the first or last if it is a number in the margin."""
    if page and joined(page[0]).box[3] < _EDGE * height and _is_number(page[0]):
        page = page[1:]
    if page and joined(page[-1]).box[1] > (1 - _EDGE) * height and _is_number(page[-1]):
        page = page[:-1]
    return page


def _is_number(row: Sequence[Strip]) -> bool:
    return bool(_PAGE_NUMBER.match(fold(joined(row).text)))


def _split_notes(page: list[list[Strip]], usual: float) -> tuple[list[list[Strip]], list[Strip]]:
    """Body rows and footnotes: lines at the foot that are smaller than usual, the first of which
    begins with a number."""
    lines = [joined(row) for row in page]
    small = 0.88 * usual
    first = len(lines)
    while first > 0 and lines[first - 1].size < small:
        first -= 1
    while first < len(lines) and not _NOTE.match(lines[first].text):
        first += 1
    return page[:first], lines[first:]


def moved(blocks: Iterable[Block], to_page: BoxMap) -> tuple[Block, ...]:
    """The blocks with every box put through `to_page`."""
    return tuple(
        _moved_table(block, to_page) if isinstance(block, ReadTable) else _moved(block, to_page)
        for block in blocks
    )


def _moved_table(table: ReadTable, to_page: BoxMap) -> ReadTable:
    found = tuple(
        tuple(replace(cell, lines=tuple(_moved(x, to_page) for x in cell.lines)) for cell in row)
        for row in table.rows
    )
    return replace(table, rows=found)


def _moved(line: ReadLine, to_page: BoxMap) -> ReadLine:
    words = (replace(word, box=to_page(word.box) if word.box else None) for word in line.words)
    return replace(line, words=tuple(words))
