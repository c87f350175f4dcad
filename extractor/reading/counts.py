"""The numbers in the first column of a table without rules: page OCR drops a lone digit, and with
it the beginning of a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import regex

from extractor.reading.cleanup import PAPER, Picture, Pixels
from extractor.reading.glyphs import measured
from extractor.reading.grid import Frame
from extractor.reading.layout import SURE
from extractor.reading.lines import Strip, Token, joined, rows, strips
from extractor.reading.ocr import Engine
from extractor.reading.plainrun import Run, counted
from extractor.reading.unruled import headed
from extractor.vietnamese import fold

_NUMBERS = regex.compile(r"\W*(?:s?tt|so tt|thang)\b")
_MARGINS = (0.06, 0.03)  # inches of white around a number: what one fails with, the other reads
_LOW, _HIGH = 0.07, 0.25  # inches: the height of digits of 9–16 point type
_WIDEST = 0.35  # inches: of a number of three digits
_SPACE = 0.08  # inches: no more is between two digits
_REACH = 1.0  # in ems: how far numbers stand out left of the head of their column
_EDGE = 3  # pixels by which a word's box may be too small
_INK = 150


def read_counts(
    groups: Sequence[Sequence[Token]], picture: Picture, engine: Engine
) -> list[list[Token]]:
    """The numbers of first columns that are not among the words `groups` of the picture."""
    lines = [joined(row) for row in rows(strips(groups))]
    found: list[list[Token]] = []
    at = 0
    while at < len(lines):
        run = headed(lines, at)
        if run is None or not _is_counted(run, lines):
            at += 1
            continue
        for frame in _unread(run, lines, picture):
            found += _read(frame, picture, engine)
        at = run.last
    return found


def _is_counted(run: Run, lines: Sequence[Strip]) -> bool:
    """Whether the first column is headed as one of numbers."""
    head = [word.text for line in lines[run.first : run.body] for word in run.columns.parted(line)[0]]
    return bool(_NUMBERS.match(fold(" ".join(head))))


def _unread(run: Run, lines: Sequence[Strip], picture: Picture) -> Iterator[Frame]:
    """The frames, in pixels, of what may be a number and was not read in the first column."""
    body = lines[run.body : run.last]
    cells = [run.columns.parted(line) for line in body]
    left = min(line.box[0] for line in lines[run.first : run.last])
    right = min(words[0].box[0] for row in cells for words in row[1:] if words)
    size = lines[run.first].size
    box = (left - _REACH * size, body[0].box[1] - size / 2, right, body[-1].box[3])
    scale = picture.points_per_pixel
    x0, y0, x1, y1 = (max(0, round(v / scale)) for v in box)
    column = picture.pixels[y0:y1, x0 : x1 - _EDGE].copy()
    for words in (row[0] for row in cells):
        for word in (word for word in words if word.confidence >= SURE):
            a, b, c, d = (round(v / scale) for v in word.box)
            column[max(0, b - y0 - _EDGE) : d - y0 + _EDGE, max(0, a - x0 - _EDGE) : c - x0 + _EDGE] = PAPER
    for a, b, c, d in _marks(column, picture.dpi):
        yield (a + x0, b + y0, c + x0, d + y0)


def _marks(column: Pixels, dpi: float) -> Iterator[Frame]:
    """The frames of what is as large as a number on a picture of a column."""
    dark = (column < _INK).astype(np.uint8)
    reach = round(_SPACE * dpi) | 1
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(dark, np.ones((3, reach), np.uint8)))
    for x, y, w, h, _ in stats[1:].tolist():
        if _LOW * dpi <= h <= _HIGH * dpi and w <= _WIDEST * dpi:
            yield (x, y, x + w, y + h)


def _read(frame: Frame, picture: Picture, engine: Engine) -> list[list[Token]]:
    """The number in a frame, if there is one."""
    x0, y0, x1, y1 = frame
    number = picture.pixels[y0:y1, x0:x1]
    for margin in (round(inches * picture.dpi) for inches in _MARGINS):
        padded = cv2.copyMakeBorder(
            number, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(PAPER,)
        )
        lines = engine.read(np.asarray(padded, np.uint8), round(picture.dpi), "number")
        tokens = [t for line in lines for t in measured(line, picture, (x0 - margin, y0 - margin))]
        if tokens and all(t.confidence >= SURE for t in tokens) and counted(tokens) is not None:
            return [tokens]
    return []
