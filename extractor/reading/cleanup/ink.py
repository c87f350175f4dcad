"""Coloured ink: seals, signatures in blue, marks of a pen."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from extractor.reading.cleanup.picture import PAPER, Picture, odd

# How far a pixel's brightest and darkest channel are apart: in coloured ink (there also by more
# than a third of the brightest), and in its pale edge.
_COLOURED, _TINGED = 50, 25
_FEWEST = 1e-5  # of a page's pixels are coloured ink: two millimetres of a pen's stroke
_EDGE = 0.0125  # inches: how far ink runs out
_BLACK = 100
"""No channel of black ink is brighter; some channel of coloured ink is."""


def without_colour(picture: Picture) -> Picture:
    """One channel, with seals and coloured signatures gone.

    The brightest channel of coloured ink is nearly paper, while black ink under it stays dark."""
    if picture.pixels.ndim == 2:
        return picture
    red, green, blue = cv2.split(picture.pixels)
    brightest = cv2.max(cv2.max(red, green), blue)
    chroma = cv2.subtract(brightest, cv2.min(cv2.min(red, green), blue))
    coloured = (chroma > np.maximum(_COLOURED, brightest // 3)).astype(np.uint8)
    if cv2.countNonZero(coloured) < _FEWEST * coloured.size:
        return picture
    side = odd(2 * _EDGE * picture.dpi)
    around = cv2.dilate(coloured, np.ones((side, side), np.uint8)) > 0
    pixels = cv2.cvtColor(picture.pixels, cv2.COLOR_RGB2GRAY)
    cv2.copyTo(brightest, np.asarray(chroma > _TINGED, np.uint8), pixels)
    pixels[around & (brightest > _BLACK)] = PAPER
    return replace(picture, pixels=np.asarray(pixels, np.uint8))


def grey(picture: Picture) -> Picture:
    """One channel, whatever the colours."""
    if picture.pixels.ndim == 2:
        return picture
    pixels = cv2.cvtColor(picture.pixels, cv2.COLOR_RGB2GRAY)
    return replace(picture, pixels=np.asarray(pixels, np.uint8))
