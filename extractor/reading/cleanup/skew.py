"""Skew: the angle at which lines of writing run, found by the sharpest profile of rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import radians, tan

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.reading.cleanup.picture import PAPER, Picture, Pixels, odd, reduced
from extractor.reading.pagespace import compose

_DPI = 100
"""Enough to tell lines from the space between them."""
_STRIP = 16  # pixels of a line that are summed before it is turned
# How far to either side is searched, and in which steps, in degrees.
_COARSE, _FINE = (6.0, 0.5), ((0.4, 0.1), (0.05, 0.05))
_LEAST = 0.05
_CLEARLY = 1.02  # sharper than the picture as it is: otherwise it has no lines
_SIDEWAYS = 1.5
"""Level lines make rows differ at least 2.4 times as much as columns, mostly fifteen times."""
_LONG = 0.12  # inches: no stroke of a letter is longer; rules and borders are
_DARKEST = 90  # a solid heading counts no more than other lines


@dataclass(frozen=True)
class Lines:
    """The ink of a small picture in `strips`: what each stretch of `_STRIP` pixels of each row
    sums up to (strips × rows). Turning shifts strips up and down."""

    strips: NDArray[np.float32]

    @classmethod
    def across(cls, ink: NDArray[np.float32]) -> Lines:
        """Of rows; for columns give the transposed picture."""
        width = ink.shape[1] // _STRIP * _STRIP
        strips = ink[:, :width].reshape(len(ink), -1, _STRIP).sum(axis=2).T
        return cls(np.ascontiguousarray(strips))

    def sharpness(self, angle: float) -> float:
        """How much neighbouring rows differ once they are turned by `angle` degrees."""
        count, height = self.strips.shape
        slope = tan(radians(angle)) * _STRIP
        shifts = [round((index - (count - 1) / 2) * slope) for index in range(count)]
        reach = max(map(abs, shifts), default=0)
        profile = np.zeros(height + 2 * reach, np.float32)
        for strip, shift in zip(self.strips, shifts, strict=True):
            profile[reach - shift : reach - shift + height] += strip
        return float(np.square(np.diff(profile)).sum())

    def sharpest(self, middle: float, span: float, step: float) -> float:
        """The best angle within `span` degrees of `middle`."""
        angles = np.arange(middle - span, middle + span + step / 2, step).tolist()
        return float(max(angles, key=self.sharpness))


def small_ink(picture: Picture) -> tuple[Pixels, float]:
    """The ink of a smaller picture, without rules and borders, and its resolution."""
    parts = max(1, round(picture.dpi / _DPI))
    small = reduced(picture.pixels, parts)
    ink = cv2.bitwise_not(small if small.ndim == 2 else small.min(axis=2))
    long = odd(_LONG * picture.dpi / parts)
    for shape in ((1, long), (long, 1)):
        rules = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        ink = cv2.subtract(ink, rules)
    return np.asarray(ink, np.uint8), picture.dpi / parts


def lines_of(ink: Pixels) -> tuple[Lines, Lines]:
    """The lines across a picture of ink and down it."""
    letters = np.asarray(np.minimum(ink, _DARKEST), np.float32)
    return Lines.across(letters), Lines.across(letters.T)


def is_sideways(across: Lines, down: Lines) -> bool:
    """Whether lines of writing run up or down the page."""
    # Sums over long rows differ more than those over short ones.
    sharp = [
        lines.sharpness(lines.sharpest(0.0, *_COARSE)) / max(1, len(lines.strips)) ** 2
        for lines in (across, down)
    ]
    return sharp[1] > _SIDEWAYS * sharp[0]


def skew(picture: Picture) -> float:
    """The angle in degrees that makes the lines level, or upright on a page that lies on its
    side."""
    across, down = lines_of(small_ink(picture)[0])
    sideways = is_sideways(across, down)
    lines = down if sideways else across
    angle = 0.0
    for span, step in (_COARSE, *_FINE):
        angle = lines.sharpest(angle, span, step)
    if lines.sharpness(angle) <= _CLEARLY * lines.sharpness(0.0):
        return 0.0
    return -angle if sideways else angle


def deskew(picture: Picture) -> Picture:
    """The lines of writing level."""
    angle = skew(picture)
    return rotate(picture, angle) if abs(angle) >= _LEAST else picture


def rotate(picture: Picture, angle: float) -> Picture:
    """`picture` turned by `angle` degrees against the clock; the canvas grows."""
    height, width = picture.pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    cos, sin = abs(turn[0, 0]), abs(turn[0, 1])
    size = (int(width * cos + height * sin + 1), int(height * cos + width * sin + 1))
    turn[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    pixels = cv2.warpAffine(
        picture.pixels, turn, size, flags=cv2.INTER_CUBIC, borderValue=(PAPER, PAPER, PAPER)
    )
    to_page = compose(picture.to_page, np.asarray(cv2.invertAffineTransform(turn), np.float64))
    return replace(picture, pixels=np.asarray(pixels, np.uint8), to_page=to_page)
