"""Lines that page OCR lost without a word: writing that no recognised word covers is read again,
line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.reading.cleanup import PAPER, Picture, Pixels
from extractor.reading.crop import read_crop
from extractor.reading.grid import Frame
from extractor.reading.ocr import Engine, OcrLine, OcrWord
from extractor.reading.pieces import outlines

# In inches: letters of 9–16 point type, the space inside a line, the shortest line worth it.
_LOW, _HIGH, _NARROW, _WIDE = 0.05, 0.25, 0.015, 0.3
_SPACE = 0.15
_SHORTEST = 0.35
_FEWEST = 4
_MOST = 40  # lines that are read again
_INK = 160
_MARGIN = 0.06
_READ = 0.3  # below this confidence a word counts as not read
_SURE = 0.5
_SAME = 0.6  # of the smaller word's area


def once(lines: Sequence[OcrLine]) -> list[OcrLine]:
    """The lines without words that the engine gave twice, in two lines: of two on the same place
    the surer one stays."""
    words = [word for line in lines for word in line]
    numbers = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    if not words:
        return []
    x0, y0, x1, y1 = np.array([word.box for word in words], float).T
    across = np.minimum(x1[:, None], x1) - np.maximum(x0[:, None], x0)
    down = np.minimum(y1[:, None], y1) - np.maximum(y0[:, None], y0)
    area = (x1 - x0) * (y1 - y0)
    shared = np.clip(across, 0, None) * np.clip(down, 0, None)
    same = (shared > _SAME * np.minimum(area[:, None], area)) & (numbers[:, None] != numbers)
    sure = np.array([word.confidence for word in words])
    order = np.arange(len(words))
    beaten = (sure > sure[:, None]) | ((sure == sure[:, None]) & (order < order[:, None]))
    kept = iter(~(same & beaten).any(axis=1))
    found = [tuple(word for word in line if next(kept)) for line in lines]
    return [line for line in found if line]


def read_missed(picture: Picture, lines: Sequence[OcrLine], engine: Engine) -> list[OcrLine]:
    """`lines`, and those of the picture that are missing among them."""
    known = once(lines)
    boxes = [word.box for line in known for word in line if word.confidence >= _READ]
    unread = replace(picture, pixels=without(picture.pixels, boxes))
    found: list[OcrLine] = []
    for frame in lines_of_writing(unread.pixels, picture.dpi)[:_MOST]:
        found += _read(frame, unread, engine)
    covered = [word.box for line in found for word in line]
    kept = [tuple(w for w in line if not _replaced(w, covered)) for line in known]
    return [line for line in kept if line] + found


def without(pixels: Pixels, read: Iterable[Frame]) -> Pixels:
    """The picture with the words that were read painted over."""
    out = pixels.copy()
    for x0, y0, x1, y1 in read:
        out[max(0, y0 - 3) : y1 + 3, max(0, x0 - 4) : x1 + 4] = PAPER
    return out


def lines_of_writing(pixels: Pixels, dpi: float) -> list[Frame]:
    """The frames (in pixels) of the lines of writing on a picture."""
    half = cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    dpi /= 2
    letters, middles = _letters((half < _INK).astype(np.uint8), dpi)
    if not len(middles):
        return []
    reach = int(_SPACE * dpi) | 1
    runs = cv2.dilate(letters, np.ones((1, reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs)
    members = np.bincount(labels[middles[:, 1], middles[:, 0]], minlength=count)
    frames = []
    for index in range(1, count):
        x, y, w, h, _ = stats[index].tolist()
        if members[index] >= _FEWEST and w > _SHORTEST * dpi and h < 2 * _HIGH * dpi:
            frames.append((2 * x, 2 * y, 2 * (x + w), 2 * (y + h)))
    return frames


def has_writing(picture: Picture) -> bool:
    """Whether there is a line of writing on the picture, read or not."""
    return bool(lines_of_writing(picture.pixels, picture.dpi))


def _letters(dark: Pixels, dpi: float) -> tuple[Pixels, NDArray[np.int_]]:
    """The shapes of letter-sized pieces, and their middles (x, y)."""
    sized, middles = [], []
    for line in outlines(dark):
        x, y, w, h = cv2.boundingRect(line)
        if _LOW < h / dpi < _HIGH and _NARROW < w / dpi < _WIDE:
            sized.append(line)
            middles.append((x + w // 2, y + h // 2))
    letters = np.zeros_like(dark)
    cv2.drawContours(letters, sized, -1, (1,), cv2.FILLED)
    return letters, np.array(middles, np.int_).reshape(-1, 2)


def _read(frame: Frame, picture: Picture, engine: Engine) -> list[OcrLine]:
    """The words in a frame that are read surely, in pixels of the picture."""
    lines = read_crop(picture.pixels, round(picture.dpi), frame, engine, (_MARGIN, _MARGIN))
    sure = [tuple(w for w in line if w.confidence >= _SURE) for line in lines]
    return [line for line in sure if sum(c.isalnum() for w in line for c in w.text) >= _FEWEST]


def _replaced(word: OcrWord, boxes: Iterable[Frame]) -> bool:
    """Whether a doubtful word stands where one was read again."""
    if word.confidence >= _READ:
        return False
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in boxes)
