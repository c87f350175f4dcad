"""A PDF page read from its text layer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractor.document import Box
from extractor.reading import layout, legacy
from extractor.reading.grid import Frame, Grid, find_grids
from extractor.reading.lines import SAME_ROW, Token
from extractor.reading.page import ReadPage, Unread, mean_confidence
from extractor.reading.pagespace import Matrix, inverse, mapped, mapped_all, turned
from extractor.reading.pdfrules import SCALE
from extractor.reading.rules import Rules
from extractor.reading.tables import Filled, Placed, table
from extractor.reading.textlayer import LayerWord
from extractor.vietnamese import nfc

_INDEX = 0.3  # in ems: how far below its line an index stands at most


def decoded(words: Sequence[LayerWord]) -> list[LayerWord]:
    """The words with those in fonts of an old encoding turned into Unicode, font by font: a
    page may mix both."""
    texts: dict[str, list[str]] = defaultdict(list)
    for word in words:
        texts[word.style.font].append(word.text)
    encodings = legacy.encodings({font: " ".join(run) for font, run in texts.items()})
    return [_decoded(word, encodings[word.style.font]) for word in words]


def _decoded(word: LayerWord, encoding: legacy.Encoding | None) -> LayerWord:
    text = word.text
    if encoding:
        text = legacy.decode_word(text, encoding, word.style.font)
    text = nfc(text)
    return word if text == word.text else word._replace(text=text)


@dataclass(frozen=True, slots=True)
class Pictured:
    """What the pictures of a page hold, in points of the displayed page: words outside tables by
    line, tables, and writing that was not read."""

    groups: Sequence[Sequence[Token]] = ()
    tables: Sequence[Placed] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def has_words(self) -> bool:
        """Whether anything was read."""
        return bool(self.groups or self.tables)


def angle_of(words: Sequence[LayerWord]) -> int:
    """By how many quarters clockwise most of the words are turned."""
    return Counter(word.style.angle for word in words).most_common(1)[0][0] if words else 0


def layer_page(
    words: Sequence[LayerWord],
    number: int,
    size: tuple[float, float],
    rules: Rules | None,
    pictured: Pictured = Pictured(),
) -> ReadPage:
    """The page that `words` (in points of the displayed page), its rules and what its pictures
    hold make."""
    if not words:
        return ReadPage(number, "text_layer", (), *size)
    quarters = -angle_of(words) % 4
    turn = turned(quarters, *size)
    groups = [*_groups(words, turn), *(_turned_words(g, turn) for g in pictured.groups)]
    tables = [replace(p, box=mapped(p.box, turn)) for p in pictured.tables]
    if rules is not None:
        for found in find_grids(_turned(rules, quarters)):
            if found.has_columns:
                placed, groups = _fill(found, groups)
                tables.append(placed)
    blocks = layout.arrange(groups, size[1 - quarters % 2], tables)
    if quarters:
        back = inverse(turn)
        blocks = layout.moved(blocks, lambda box: mapped(box, back))
    confidence = mean_confidence(blocks) or 1.0
    return ReadPage(
        number, "text_layer", blocks, *size, confidence=confidence, unread=pictured.unread
    )


def _turned_words(group: Sequence[Token], turn: Matrix) -> list[Token]:
    boxes = mapped_all([token.box for token in group], turn)
    return [
        token._replace(box=box, base=box[3] - (token.box[3] - token.base))
        for token, box in zip(group, boxes, strict=True)
    ]


def _turned(rules: Rules, quarters: int) -> Rules:
    """The rules of the page turned clockwise by quarters."""
    across, down = (np.rot90(mask, -quarters).copy() for mask in (rules.across, rules.down))
    return Rules(down, across, rules.dpi) if quarters % 2 else Rules(across, down, rules.dpi)


def _groups(words: Sequence[LayerWord], turn: Matrix) -> list[list[Token]]:
    """The words by line. Where a cell's one line stands level with the middle of its neighbour's
    two, pdfium takes all of them for one line; it is cut where another line begins."""
    groups: list[list[Token]] = []
    number = -1
    boxes = mapped_all([word.box for word in words], turn)
    origins = mapped_all([word.origin * 2 for word in words], turn)
    for word, box, origin in zip(words, boxes, origins, strict=True):
        style = word.style
        token = Token(word.text, box, style.size, origin[1], 1.0, style.bold)
        if word.line != number or _parts(groups[-1][-1], token):
            groups.append([])
        groups[-1].append(token)
        number = word.line
    return groups


def _parts(last: Token, token: Token) -> bool:
    """Whether a word stands on another line than the one before it: clearly above or below it,
    or back at its left and lower than an index stands."""
    size = max(last.size, token.size)
    lower = token.base - last.base
    is_back = token.box[0] < last.box[2]
    return abs(lower) > SAME_ROW * size or (is_back and lower > _INDEX * size)


def _fill(found: Grid, groups: list[list[Token]]) -> tuple[Placed, list[list[Token]]]:
    """The table of a grid with the words that stand in it, and the words that do not."""
    frame = _points(found.box)
    boxes = [_points(cell.box) for cell in found.cells]
    inside: list[list[list[Token]]] = [[] for _ in boxes]
    outside: list[list[Token]] = []
    for group in groups:
        homes: dict[int, list[Token]] = defaultdict(list)
        for token in group:
            homes[_home(token.box, frame, boxes)].append(token)
        for home, tokens in homes.items():
            (outside if home < 0 else inside[home]).append(tokens)
    filled = (
        Filled(cell.rows, cell.columns, box, tokens)
        for cell, box, tokens in zip(found.cells, boxes, inside, strict=True)
    )
    return Placed(table(filled, found.shape), frame), outside


def _home(box: Box, frame: Box, cells: Sequence[Box]) -> int:
    """The cell in which the middle of `box` is, or to which it is nearest; -1 outside."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    if _distance(x, y, frame) > 0:
        return -1
    for index, (x0, y0, x1, y1) in enumerate(cells):
        if x0 <= x <= x1 and y0 <= y <= y1:
            return index
    return min(range(len(cells)), key=lambda index: _distance(x, y, cells[index]))


def _distance(x: float, y: float, box: Box) -> float:
    return max(box[0] - x, x - box[2], 0.0) + max(box[1] - y, y - box[3], 0.0)


def _points(frame: Frame) -> Box:
    x0, y0, x1, y1 = frame
    return (x0 / SCALE, y0 / SCALE, x1 / SCALE, y1 / SCALE)
