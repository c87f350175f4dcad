"""Pages as they are kept between runs: what a reader gave, as JSON, so that a change of the
language side never opens a file again.

Nested lists without names, for words are the bulk of it: some 15 KB a page, 5 KB packed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from extractor.document import Box
from extractor.reading.page import (
    Change,
    ReadCell,
    ReadLine,
    ReadPage,
    ReadTable,
    ReadWord,
    Unread,
)

FORM = 1
"""A change of the dataclasses in `page.py`, or of how they are written here, has another one."""
_POINTS, _SHARE = 2, 3  # decimals of a point, which is 0.35 mm, and of a confidence


class UnknownForm(ValueError):
    """These are no pages kept by this version: the file has to be read again."""


def pages_to_json(pages: Iterable[ReadPage]) -> bytes:
    """`pages` as JSON, nothing lost; the same pages give the same bytes."""
    form = {"form": FORM, "pages": [_page_out(page) for page in pages]}
    # A text layer may hold halves of characters, which are kept as they are.
    return json.dumps(form, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def pages_from_json(data: bytes) -> tuple[ReadPage, ...]:
    """The pages that `pages_to_json` was given.

    Raises `UnknownForm` for anything else."""
    try:
        form = json.loads(data)
        if form["form"] != FORM:
            raise UnknownForm(form["form"])
        return tuple(_page_in(page) for page in form["pages"])
    except (KeyError, TypeError, IndexError, ValueError) as error:
        raise UnknownForm(str(error)) from error


def settled(page: ReadPage) -> ReadPage:
    """`page` with boxes to a hundredth of a point and confidences to a thousandth: what OCR gives
    beyond that is noise, and takes more room than the words."""
    if page.method == "text":
        return page
    return replace(
        page,
        blocks=tuple(_settled_block(block) for block in page.blocks),
        unread=tuple(area._replace(box=_settled_box(area.box)) for area in page.unread),
    )


def _settled_block(block: ReadLine | ReadTable) -> ReadLine | ReadTable:
    if isinstance(block, ReadLine):
        return _settled_line(block)
    rows = tuple(
        tuple(replace(cell, lines=tuple(map(_settled_line, cell.lines))) for cell in row)
        for row in block.rows
    )
    return replace(block, rows=rows)


def _settled_line(line: ReadLine) -> ReadLine:
    words = tuple(
        ReadWord(
            word.text,
            word.box and _settled_box(word.box),
            round(word.confidence, _SHARE),
            word.change,
        )
        for word in line.words
    )
    return replace(line, words=words)


def _settled_box(box: Box) -> Box:
    x0, y0, x1, y1 = box
    return _settled_side(x0), _settled_side(y0), _settled_side(x1), _settled_side(y1)


def _settled_side(side: float) -> float:
    """To a hundredth, but on the same side of what is published, which is a tenth: 1.3499 does not
    become 1.35, and then 1.4."""
    near = round(side, _POINTS)
    if near == side or round(near, 1) == round(side, 1):
        return near
    return round(near + (0.01 if near < side else -0.01), _POINTS)


# --- to lists and back ---------------------------------------------------------------------------


def _page_out(page: ReadPage) -> list[Any]:
    blocks = [_block_out(block) for block in page.blocks]
    size = (page.width, page.height, page.confidence)
    return [page.number, page.method, *size, page.warnings, page.unread, blocks]


def _page_in(page: Sequence[Any]) -> ReadPage:
    number, method, width, height, confidence, warnings, unread, blocks = page
    return ReadPage(
        number=number,
        method=method,
        blocks=tuple(_block_in(block) for block in blocks),
        width=width,
        height=height,
        confidence=confidence,
        warnings=tuple((code, message) for code, message in warnings),
        unread=tuple(Unread(_box_in(box), lines) for box, lines in unread),
    )


def _block_out(block: ReadLine | ReadTable) -> list[Any]:
    if isinstance(block, ReadLine):
        return _line_out(block)
    rows = [
        [[cell.spanned, *(_line_out(line) for line in cell.lines)] for cell in row]
        for row in block.rows
    ]
    return [block.header, block.ruled, rows]


def _block_in(block: Sequence[Any]) -> ReadLine | ReadTable:
    """A table has three parts, a line more."""
    if len(block) > 3:
        return _line_in(block)
    header, ruled, rows = block
    cells = tuple(
        tuple(ReadCell(tuple(map(_line_in, lines)), spanned) for spanned, *lines in row)
        for row in rows
    )
    return ReadTable(cells, header, ruled)


def _line_out(line: ReadLine) -> list[Any]:
    words = [_word_out(word) for word in line.words]
    return [line.zone, line.bold, line.gap, line.indent, line.full, line.centred, words]


def _line_in(line: Sequence[Any]) -> ReadLine:
    zone, bold, gap, indent, full, centred, words = line
    return ReadLine(tuple(map(_word_in, words)), zone, bold, gap, indent, full, centred)


def _word_out(word: ReadWord) -> list[Any]:
    """Text and confidence, then the box and the change if there are any."""
    out = [word.text, word.confidence]
    if word.box or word.change:
        out.append(word.box)
    return [*out, word.change] if word.change else out


def _word_in(word: Sequence[Any]) -> ReadWord:
    text, confidence, *rest = word
    box = _box_in(rest[0]) if rest and rest[0] else None
    return ReadWord(text, box, confidence, Change(*rest[1]) if len(rest) > 1 else None)


def _box_in(box: Sequence[float]) -> Box:
    x0, y0, x1, y1 = box
    return x0, y0, x1, y1
