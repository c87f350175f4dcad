"""The rules of a page: masks of the straight thin lines across it and down it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.reading.cleanup import Pixels, odd
from extractor.reading.pieces import Outline, outlines

Flags = NDArray[np.bool_]
Point = tuple[int, int]
_ENOUGH_DPI = 140
SHORTEST = 0.3  # inches
_TOUCHED = 0.25  # share of a rule that letters may touch on one side


@dataclass(frozen=True, slots=True)
class Rules:
    """The masks of a page's rules. A pixel of theirs is `step` pixels of the page wide."""

    across: Pixels
    down: Pixels
    dpi: float
    step: int = 1

    def all(self) -> Pixels:
        """Both masks in one."""
        return np.asarray(cv2.bitwise_or(self.across, self.down), np.uint8)


def rules_of_scan(pixels: Pixels, dpi: float) -> Rules:
    """The straight thin rules of a scan that is level. Thin rules come out grey, so anything a
    little darker than paper counts."""
    step = max(1, int(dpi / _ENOUGH_DPI))
    darkest = cv2.erode(pixels, np.ones((step, step), np.uint8))[::step, ::step]
    dark = (darkest < 215).astype(np.uint8) * 255
    dpi /= step
    # A coarse look costs a quarter, and most pages have no tables.
    coarse = cv2.dilate(dark, np.ones((2, 2), np.uint8))[::2, ::2]
    if not _down(coarse, dpi / 2).any():
        return Rules(np.zeros_like(dark), np.zeros_like(dark), dpi, step)
    down = _down(dark, dpi)
    across = _straight(dark, dpi) if down.any() else np.zeros_like(dark)
    return Rules(across, down, dpi, step)


def _down(dark: cv2.typing.MatLike, dpi: float) -> Pixels:
    """The straight thin rules down the page."""
    return np.asarray(cv2.transpose(_straight(cv2.transpose(dark), dpi)), np.uint8)


def _straight(dark: cv2.typing.MatLike, dpi: float) -> Pixels:
    """Of the ink, what lies on rules across the page: thin (which parts the letters of a word),
    at least `SHORTEST` long, and not from one edge of the page to the other."""
    length, slack = round(SHORTEST * dpi), max(2, round(0.01 * dpi))
    stems = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((odd(0.05 * dpi), 1), np.uint8))
    crossing = cv2.morphologyEx(stems, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    thin = cv2.add(cv2.subtract(dark, stems), crossing)
    thick = cv2.dilate(thin, np.ones((slack, 1), np.uint8))
    thick = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, odd(0.025 * dpi)), np.uint8))
    found = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    strong = _true_rules(found, dark, dpi)
    if not strong.any():
        return strong
    weak = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length // 3), np.uint8))
    near = cv2.dilate(strong, np.ones((3, 2 * length + 1), np.uint8))
    return np.asarray(cv2.bitwise_or(strong, cv2.bitwise_and(weak, near)), np.uint8)


def _true_rules(mask: cv2.typing.MatLike, dark: cv2.typing.MatLike, dpi: float) -> Pixels:
    """The pieces of a mask that are no thicker than a rule, do not cross the whole page, and
    have white above and below them: the feet of a word's letters have stems above."""
    kept = []
    for line in outlines(mask):
        x, y, w, h = cv2.boundingRect(line)
        if h < 0.15 * dpi and w < 0.97 * mask.shape[1]:
            shape = _filled([line], (h, w), (-x, -y))
            piece = (shape > 0) & (mask[y : y + h, x : x + w] > 0)
            if _is_lonely(piece, dark[:, x : x + w], y, dpi):
                kept.append(line)
    return np.asarray(cv2.bitwise_and(_filled(kept, mask.shape), mask), np.uint8)


def _filled(lines: Sequence[Outline], shape: Sequence[int], offset: Point = (0, 0)) -> Pixels:
    """A mask of the shapes within outlines."""
    mask = np.zeros(shape, np.uint8)
    cv2.drawContours(mask, lines, -1, (255,), cv2.FILLED, offset=offset)
    return mask


def _is_lonely(piece: Flags, dark: cv2.typing.MatLike, y: int, dpi: float) -> bool:
    """Whether little ink is just above and below a piece of a rule that begins at row `y`."""
    columns = np.arange(piece.shape[1])
    apart, last = max(3, round(0.02 * dpi)), dark.shape[0] - 1
    above = np.clip(y + piece.argmax(axis=0) - apart, 0, last)
    below = np.clip(y + piece.shape[0] - 1 - piece[::-1].argmax(axis=0) + apart, 0, last)
    sides = (np.mean(dark[row, columns] > 0) for row in (above, below))
    return bool(max(sides) < _TOUCHED)
