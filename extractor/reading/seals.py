"""Ink that lies over print: seals, strokes of the pen, red stamps.

A seal is red on colour scans, paler than print on grey ones, and as black as print on black and
white ones, where only its shape tells it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.reading.cleanup import PAPER, Picture, Pixels
from extractor.reading.grid import Frame
from extractor.reading.pagespace import compose, inverse

# In inches. A seal is 36 mm wide (Circular 07/2010/TT-BCA), those of unions and schools less.
_RADIUS = (0.4, 0.95)
_LETTER = 0.32  # no letter of a signature is wider or higher
_DPI = 60  # enough to see a ring
_INK = 200
_DRAWN = 0.55  # share of a ring that is inked
_WHOLE = 0.8  # the same, of one that needs no white beside it
_WHITE = 5  # from the ring to the white beside it, in pixels at 60 dpi
_PALE = 110  # this much darker than paper is still no print
_NAME_ON_SEAL = 0.7  # of the radius: a name may be printed over the seal's lower rim
_ENOUGH_RED = 0.001
_FRINGE = 30  # the red that JPEG leaves around black letters
Circle = tuple[float, float, float]
"""Middle and radius, in pixels."""


def seals(pixels: Pixels, dpi: float) -> tuple[Circle, ...]:
    """The round seals on a picture that has lost its colours."""
    return _circles(pixels, dpi, _is_ring)


def likely_seals(pixels: Pixels, dpi: float) -> tuple[Circle, ...]:
    """The same, with circles whose white is spoiled by what is written beside them: for where a
    seal that is missed is worse than one too many."""
    return _circles(pixels, dpi, lambda circle, ink: _is_ring(circle, ink) or _is_bold(circle, ink))


def _circles(
    pixels: Pixels, dpi: float, accept: Callable[[Sequence[float], NDArray[np.bool_]], bool]
) -> tuple[Circle, ...]:
    """The circles on a picture that are accepted for what is inked of them."""
    factor = _DPI / dpi
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    found = cv2.HoughCircles(
        small, cv2.HOUGH_GRADIENT, dp=1, minDist=40, param1=200, param2=26,
        minRadius=round(_RADIUS[0] * _DPI), maxRadius=round(_RADIUS[1] * _DPI),
    )  # fmt: skip
    if found is None:
        return ()
    ink = cv2.erode(small, np.ones((3, 3), np.uint8)) < _INK
    rings = [circle for circle in found[0].tolist() if accept(circle, ink)]
    return tuple((x / factor, y / factor, r / factor) for x, y, r in rings)


def _is_ring(circle: Sequence[float], ink: NDArray[np.bool_]) -> bool:
    """Whether most of a circle is drawn, with white along its inside or outside: a block of
    writing is as dark, but all over."""
    x, y, radius = circle
    on, inside, outside = (_drawn(x, y, radius + step, ink) for step in (0, -_WHITE, _WHITE))
    return on > _DRAWN and min(inside, outside) < _DRAWN * on


def _is_bold(circle: Sequence[float], ink: NDArray[np.bool_]) -> bool:
    """Whether nearly all of a circle is drawn, or of the one around it that may be meant."""
    x, y, radius = circle
    return max(_drawn(x, y, radius + step, ink) for step in (0, _WHITE)) > _WHOLE


def _drawn(x: float, y: float, radius: float, ink: NDArray[np.bool_]) -> float:
    """The share of a circle (of what lies on the picture) that is inked."""
    angles = np.linspace(0, 2 * np.pi, 120)
    columns = np.round(x + radius * np.cos(angles)).astype(int)
    rows = np.round(y + radius * np.sin(angles)).astype(int)
    height, width = ink.shape
    on = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    return float(ink[rows[on], columns[on]].mean()) if on.any() else 0.0


def without_large(pixels: Pixels, dpi: float, rings: Sequence[Circle]) -> Pixels:
    """The picture without strokes larger than letters, and without the rings of its seals."""
    out = pixels.copy()
    for x, y, radius in rings:
        for reach in np.arange(radius - 0.08 * dpi, radius + 0.04 * dpi, 2):
            cv2.circle(out, (round(x), round(y)), round(float(reach)), (PAPER,), 2)
    return letters_only(out, dpi)


def letters_only(pixels: Pixels, dpi: float) -> Pixels:
    """The picture without anything larger than a letter."""
    dark = (pixels < 170).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark)
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    large = sides > _LETTER * dpi
    large[0] = False
    mask = cv2.dilate(large[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    out = pixels.copy()
    out[mask > 0] = PAPER
    return out


def blackest(pixels: Pixels) -> Pixels:
    """Only what is nearly black, stretched to full contrast."""
    darkness = np.clip(PAPER - pixels.astype(np.int16) - _PALE, 0, PAPER - _PALE)
    return np.asarray(PAPER - darkness * (PAPER / (PAPER - _PALE)), np.uint8)


def red_print(frame: Frame, picture: Picture, scanned: Picture) -> Pixels | None:
    """The red print in a frame of `picture`, dark on white, the seals painted over; None where
    `scanned`, the page before it was cleaned, has no red there."""
    if scanned.pixels.ndim == 2:
        return None
    x0, y0, x1, y1 = frame
    corner = np.array([[1.0, 0.0, x0], [0.0, 1.0, y0]])
    to_scan = compose(inverse(scanned.to_page), compose(picture.to_page, corner))
    colour = cv2.warpAffine(
        scanned.pixels, to_scan, (x1 - x0, y1 - y0), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderValue=(PAPER, PAPER, PAPER),
    )  # fmt: skip
    redness = colour[:, :, 0].astype(np.int16) - colour[:, :, 1] - _FRINGE
    red = np.asarray(PAPER - np.clip(2 * redness, 0, PAPER), np.uint8)
    for x, y, radius in seals(red, picture.dpi):
        reach = round(1.05 * radius)
        top, bottom = max(0, round(y) - reach), max(0, round(y + _NAME_ON_SEAL * radius))
        red[top:bottom, max(0, round(x) - reach) : max(0, round(x) + reach)] = PAPER
    return red if np.count_nonzero(red < 128) > _ENOUGH_RED * red.size else None
