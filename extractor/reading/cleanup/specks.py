"""Specks: dust on the glass, noise of a coarse threshold."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from extractor.reading.cleanup.picture import PAPER, Picture
from extractor.reading.pieces import outlines, pixel_count

_INK = 160
_SMALLEST = 1.5e-4  # square inches: the dot of a letter is no smaller


def despeckle(picture: Picture) -> Picture:
    """Specks gone that are smaller than the dot of a letter."""
    _, dark = cv2.threshold(picture.pixels, _INK - 1, 1, cv2.THRESH_BINARY_INV)
    smallest = _SMALLEST * picture.dpi**2
    short = (line for line in outlines(dark) if len(line) < 2 * smallest)
    specks = [line for line in short if pixel_count(line) < smallest]
    if not specks:
        return picture
    pixels = picture.pixels.copy()
    cv2.drawContours(pixels, specks, -1, (PAPER,), cv2.FILLED)
    return replace(picture, pixels=np.asarray(pixels, np.uint8))
