"""Cleaning a scan before OCR: a chain of small steps, each picture in, picture out.

Steps never binarise: grey edges carry what tells `ó` from `ò`. Each keeps `to_page`, the map
from its pixels to points on the page as displayed, so that every box can be given on the page
that was scanned and not on the one that was cleaned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.document import Box
from extractor.reading.pagespace import Matrix, compose

cv2.setNumThreads(1)

PAPER = 255
WORKING_DPI = 200
"""Sizes of specks and shadows below are given in pixels at this resolution."""
UPSCALE_BELOW, UPSCALED = 180, 300
SHRINK_ABOVE, SHRUNK = 260, 220
"""Finer scans cost twice the time and are read no better."""
_MAX_SKEW = 6.0
_COARSE_DPI = 60
_SIDEWAYS = 0.35
"""Level lines make rows differ at least as much as columns, mostly five times as much."""
_BLACK = 100
"""No channel of black ink is brighter; some channel of coloured ink is."""

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Picture:
    """Pixels (grey, or three channels in any order), their resolution, and the 2×3 matrix that
    takes pixel coordinates to points of the page. `turned` is the skew taken out, in degrees."""

    pixels: Pixels
    dpi: float
    to_page: Matrix
    turned: float = 0.0

    @property
    def points_per_pixel(self) -> float:
        """How long a pixel's side is on the page."""
        return float(np.hypot(*self.to_page[:, 0]))

    def box_on_page(self, box: Box) -> Box:
        """The upright box on the page around a box of this picture (in pixels)."""
        x0, y0, x1, y1 = box
        corners = np.array([[x0, y0, 1], [x1, y0, 1], [x0, y1, 1], [x1, y1, 1]], dtype=float)
        found = corners @ self.to_page.T
        (left, top), (right, bottom) = found.min(axis=0), found.max(axis=0)
        return (float(left), float(top), float(right), float(bottom))


Step = Callable[[Picture], Picture]


def clean(picture: Picture) -> Picture:
    """`picture` ready for OCR: one channel, dark ink on even paper, upright."""
    for step in STEPS:
        picture = step(picture)
    return picture


def without_colour(picture: Picture) -> Picture:
    """One channel, with seals and coloured signatures gone.

    The brightest channel of coloured ink is nearly paper, while black ink under it stays dark."""
    if picture.pixels.ndim == 2:
        return picture
    red, green, blue = cv2.split(picture.pixels)
    brightest = cv2.max(cv2.max(red, green), blue)
    chroma = cv2.subtract(brightest, cv2.min(cv2.min(red, green), blue))
    coloured = (chroma > np.maximum(50, brightest // 3)).astype(np.uint8)
    side = odd(picture.dpi / WORKING_DPI * 5)
    around = cv2.dilate(coloured, np.ones((side, side), np.uint8)) > 0
    grey = cv2.cvtColor(picture.pixels, cv2.COLOR_RGB2GRAY)
    grey[chroma > 25] = brightest[chroma > 25]
    grey[around & (brightest > _BLACK)] = PAPER
    return replace(picture, pixels=np.asarray(grey, np.uint8))


def even(picture: Picture) -> Picture:
    """Shadows and folds evened out: each pixel relative to the paper around it."""
    if is_bitonal(picture.pixels):
        return picture
    small = cv2.resize(picture.pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    side = odd(picture.dpi / WORKING_DPI * 10)
    paper = cv2.dilate(small, np.ones((side, side), np.uint8))
    paper = cv2.medianBlur(paper, min(odd(side * 1.5), 31))
    height, width = picture.pixels.shape
    background = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    evened = cv2.divide(picture.pixels, np.maximum(background, 60), scale=PAPER)
    return replace(picture, pixels=np.asarray(evened, np.uint8))


def without_edges(picture: Picture) -> Picture:
    """The scanner's black borders gone: dark areas that touch the edge and are no writing."""
    small = cv2.resize(picture.pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    side = odd(picture.dpi / WORKING_DPI * 4)
    block = np.ones((side, side), np.uint8)
    solid = cv2.morphologyEx((small < 128).astype(np.uint8), cv2.MORPH_OPEN, block)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid)
    right, bottom = stats[:, 0] + stats[:, 2], stats[:, 1] + stats[:, 3]
    height, width = small.shape
    edge = (stats[:, :2].min(axis=1) == 0) | (right == width) | (bottom == height)
    edge[0] = False
    if count == 1 or not edge.any():
        return picture
    mask = cv2.dilate(edge[labels].astype(np.uint8), np.ones((5, 5), np.uint8))
    size = (picture.pixels.shape[1], picture.pixels.shape[0])
    pixels = picture.pixels.copy()
    pixels[cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST) > 0] = PAPER
    return replace(picture, pixels=pixels)


def despeckle(picture: Picture) -> Picture:
    """Specks gone that are smaller than the dot of a letter."""
    dark = (picture.pixels < 160).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    smallest = 6 * (picture.dpi / WORKING_DPI) ** 2
    speck = stats[:, cv2.CC_STAT_AREA] < smallest
    speck[0] = False
    pixels = picture.pixels.copy()
    pixels[speck[labels]] = PAPER
    return replace(picture, pixels=pixels)


def deskew(picture: Picture) -> Picture:
    """The lines of writing level."""
    angle = skew(picture.pixels, picture.dpi)
    return rotate(picture, angle) if abs(angle) >= 0.05 else picture


def rotate(picture: Picture, angle: float) -> Picture:
    """`picture` turned by `angle` degrees, counted as OpenCV does; the canvas grows."""
    height, width = picture.pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    cos, sin = abs(turn[0, 0]), abs(turn[0, 1])
    size = (int(width * cos + height * sin + 1), int(height * cos + width * sin + 1))
    turn[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    pixels = cv2.warpAffine(
        picture.pixels, turn, size, flags=cv2.INTER_CUBIC, borderValue=(PAPER, PAPER, PAPER)
    )
    to_page = compose(picture.to_page, np.asarray(cv2.invertAffineTransform(turn), np.float64))
    return Picture(np.asarray(pixels, np.uint8), picture.dpi, to_page, picture.turned + angle)


def shrink(picture: Picture) -> Picture:
    """Reduced where the scan is finer than the engine has use for."""
    if picture.dpi <= SHRINK_ABOVE:
        return picture
    return resize(picture, SHRUNK, cv2.INTER_AREA)


def quarter(picture: Picture) -> Picture:
    """`picture` turned by 90 degrees against the clock."""
    pixels = np.ascontiguousarray(np.rot90(picture.pixels))
    back = np.array([[0.0, -1.0, pixels.shape[0]], [1.0, 0.0, 0.0]])
    return replace(picture, pixels=pixels, to_page=compose(picture.to_page, back))


def is_sideways(picture: Picture) -> bool:
    """Whether lines of writing run up or down the page."""
    factor = _COARSE_DPI / picture.dpi
    small = cv2.resize(picture.pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    darkest = small if small.ndim == 2 else small.min(axis=2)
    ink = np.asarray(PAPER - darkest, np.float32)
    angles = np.arange(-_MAX_SKEW, _MAX_SKEW + 1, 2)
    across = max(_sharpness(ink, float(angle)) for angle in angles) / ink.shape[1]
    turned = np.ascontiguousarray(ink.T)
    down = max(_sharpness(turned, float(angle)) for angle in angles) / turned.shape[1]
    return bool(across < _SIDEWAYS * down)


def upscale(picture: Picture) -> Picture:
    """Enlarged where letters would be too small for the engine."""
    if picture.dpi >= UPSCALE_BELOW:
        return picture
    return resize(picture, UPSCALED, cv2.INTER_CUBIC)


def resize(picture: Picture, dpi: float, interpolation: int) -> Picture:
    """`picture` at another resolution."""
    factor = dpi / picture.dpi
    pixels = cv2.resize(picture.pixels, None, fx=factor, fy=factor, interpolation=interpolation)
    back = np.array([[1 / factor, 0.0, 0.0], [0.0, 1 / factor, 0.0]])
    return Picture(
        np.asarray(pixels, np.uint8), dpi, compose(picture.to_page, back), picture.turned
    )


STEPS: tuple[Step, ...] = (
    shrink,
    without_colour,
    even,
    without_edges,
    despeckle,
    deskew,
    upscale,
)


def skew(pixels: Pixels, dpi: float) -> float:
    """The angle in degrees that makes the lines level, found by the sharpest row profile."""
    factor = min(1.0, 75 / dpi)
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = np.asarray(PAPER - small, np.float32)
    best = 0.0
    for span, step in ((_MAX_SKEW, 1.0), (1.0, 0.25), (0.25, 0.05)):
        angles = np.arange(best - span, best + span + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(ink, float(angle))))
    return best if _sharpness(ink, best) > 1.02 * _sharpness(ink, 0.0) else 0.0


def _sharpness(ink: NDArray[np.float32], angle: float) -> float:
    """How much neighbouring rows of the turned picture differ."""
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    profile = cv2.warpAffine(ink, turn, (width, height)).sum(axis=1)
    return float(np.square(np.diff(profile)).sum())


def is_bitonal(pixels: Pixels) -> bool:
    """Whether the picture has only black and white."""
    return pixels.ndim == 2 and bool(np.isin(pixels[::7, ::7], (0, 255)).all())


def odd(value: float) -> int:
    """The odd number nearest below or at `value`, at least 3."""
    return max(3, int(value) // 2 * 2 + 1)
