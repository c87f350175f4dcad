"""The numbers in the first column of a table without rules: page OCR drops a lone digit, and with
it the beginning of a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import regex

from extractor.reading.cleanup import PAPER, Picture, Pixels
from extractor.reading.crop import padded
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
    head = (run.columns.parted(line)[0] for line in lines[run.first : run.body])
    return bool(_NUMBERS.match(fold(" ".join(word.text for words in head for word in words))))


def _unread(run: Run, lines: Sequence[Strip], picture: Picture) -> Iterator[Frame]:
    """The frames, in pixels, of what may be a number and was not read in the first column."""
    x0, y0, x1, y1 = _first_column(run, lines, picture)
    column = picture.pixels[y0:y1, x0:x1].copy()
    for line in lines[run.body : run.last]:
        for word in run.columns.parted(line)[0]:
            if word.confidence >= SURE:
                a, b, c, d = (round(v / picture.points_per_pixel) for v in word.box)
                across = slice(max(0, a - x0 - _EDGE), max(0, c - x0 + _EDGE))
                column[max(0, b - y0 - _EDGE) : max(0, d - y0 + _EDGE), across] = PAPER
    for a, b, c, d in _marks(column, picture.dpi):
        yield (a + x0, b + y0, c + x0, d + y0)


def _first_column(run: Run, lines: Sequence[Strip], picture: Picture) -> Frame:
    """The frame of a run's first column, as far as words of the second leave room."""
    body = lines[run.body : run.last]
    second = [words[0].box[0] for line in body for words in run.columns.parted(line)[1:] if words]
    room = _REACH * lines[run.first].size
    left = min(line.box[0] for line in lines[run.first : run.last]) - room
    right = min(second, default=run.columns.gutters[0][1])
    box = (left, body[0].box[1] - room / 2, right, body[-1].box[3])
    x0, y0, x1, y1 = (max(0, round(v / picture.points_per_pixel)) for v in box)
    return (x0, y0, max(x0 + 1, x1 - _EDGE), y1)


def _marks(column: Pixels, dpi: float) -> Iterator[Frame]:
    """The frames of what is as large as a number on a picture of a column."""
    dark = (column < _INK).astype(np.uint8)
    reach = round(_SPACE * dpi) | 1
    runs = cv2.dilate(dark, np.ones((3, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(runs)
    for x, y, w, h, _ in stats[1:].tolist():
        if _LOW * dpi <= h <= _HIGH * dpi and w <= _WIDEST * dpi:
            yield (x, y, x + w, y + h)


def _read(frame: Frame, picture: Picture, engine: Engine) -> list[list[Token]]:
    """The number in a frame, if there is one."""
    x0, y0, x1, y1 = frame
    number = picture.pixels[y0:y1, x0:x1]
    for margin in (round(inches * picture.dpi) for inches in _MARGINS):
        lines = engine.read(padded(number, margin), round(picture.dpi), "number")
        tokens = [t for line in lines for t in measured(line, picture, (x0 - margin, y0 - margin))]
        if tokens and all(t.confidence >= SURE for t in tokens) and counted(tokens) is not None:
            return [tokens]
    return []
