"""The size, base line and weight of a word's type, judged from its letters, box and ink.

An OCR box is as tall as the letters happen to be: `xem` is low, `Ngày` is tall and hangs below
the base line. Shares of the em as in Times and its kin, which Decree 30/2020 asks for."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from extractor.reading.cleanup import Picture, Pixels
from extractor.reading.lines import Token, weighted_median
from extractor.reading.ocr import OcrLine, OcrWord
from extractor.vietnamese import fold

BOLD = 1.19
"""Times and its kin draw bold 1.35–1.5 times as thick; small capitals of regular type 1.1."""
_INK = 140
X_HEIGHT, ASCENDER, DESCENDER = 0.45, 0.67, 0.21
MARKED = 0.2  # a mark above a letter
_TALL = frozenset("bdfhklt0123456789/()[]“”\"'!?%&")
_HANGING = frozenset("gpqyj(),;[]")
_DOT_BELOW = frozenset("ạặậẹệịọộợụựỵ")


def measured(line: OcrLine, picture: Picture, offset: tuple[int, int] = (0, 0)) -> list[Token]:
    """The words of an OCR line of `picture` as tokens, boxes in points. `offset`: the corner of
    the part of the picture that was read, in pixels."""
    return [_token(word, picture, offset) for word in line]


def _token(word: OcrWord, picture: Picture, offset: tuple[int, int]) -> Token:
    (x0, y0, x1, y1), (dx, dy) = word.box, offset
    frame = (x0 + dx, y0 + dy, x1 + dx, y1 + dy)
    scale = picture.points_per_pixel
    box = (frame[0] * scale, frame[1] * scale, frame[2] * scale, frame[3] * scale)
    above, below = extent(word.text)
    size = (box[3] - box[1]) / (above + below)
    base = box[3] - below * size
    thickness = stroke(picture.pixels, frame) * scale
    return Token(word.text, box, size, base, word.confidence, stroke=thickness, change=word.change)


def stroke(pixels: Pixels, frame: tuple[int, int, int, int]) -> float:
    """The mean width of the strokes in a frame, in pixels: ink over half its upright edges."""
    x0, y0, x1, y1 = (max(0, v) for v in frame)
    dark = pixels[y0:y1, x0:x1] < _INK
    edges = np.count_nonzero(dark[:, 1:] != dark[:, :-1])
    return 2 * np.count_nonzero(dark) / edges if edges else 0.0


def usual_stroke(tokens: Iterable[Token]) -> float:
    """The stroke of most of the letters on a page, in points; 0 without letters."""
    known = [(t.stroke, len(t.text)) for t in tokens if _tells(t)]
    return weighted_median(known) if known else 0.0


def emboldened(group: Iterable[Token], usual: float) -> list[Token]:
    """The words, those in clearly thicker type than usual marked as bold."""
    return [t._replace(bold=_tells(t) and t.stroke > BOLD * usual) for t in group]


def _tells(token: Token) -> bool:
    """Whether a word has enough letters to judge its weight by."""
    return token.confidence > 0.5 and sum(c.isalpha() for c in token.text) > 1


def extent(text: str) -> tuple[float, float]:
    """How far the letters of `text` reach above and below the base line, in ems."""
    above = below = 0.0
    for letter, plain in zip(text, fold(text), strict=True):
        tall = letter.isupper() or plain in _TALL
        height = ASCENDER if tall else X_HEIGHT
        if letter.lower() != plain and plain.isalpha() and letter.lower() not in _DOT_BELOW | {"đ"}:
            height += MARKED
        above = max(above, 0.3 if plain in ".,-–_" else height)
        hangs = plain in _HANGING and not letter.isupper()
        below = max(below, DESCENDER if hangs or letter.lower() in _DOT_BELOW else 0.0)
    return max(above, 0.3), below
