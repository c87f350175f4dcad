"""The picture of a page that cleaning works on."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.document import Box
from extractor.reading.pagespace import Matrix
from extractor.settings import CleanUp

cv2.setNumThreads(1)

PAPER = 255
Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Picture:
    """Pixels (grey, or red, green and blue), their resolution, and the 2×3 matrix that takes
    pixel coordinates to points of the page. `steps`: what cleaning has changed, in order."""

    pixels: Pixels
    dpi: float
    to_page: Matrix
    steps: tuple[CleanUp, ...] = ()

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


def reduced(pixels: Pixels, parts: int) -> Pixels:
    """The picture with `parts` × `parts` pixels made one, their mean."""
    factor = 1 / min(parts, *pixels.shape[:2])
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def is_bitonal(pixels: Pixels) -> bool:
    """Whether the picture has only black and white."""
    return pixels.ndim == 2 and bool(np.isin(pixels[::7, ::7], (0, 255)).all())


def odd(value: float) -> int:
    """The odd number nearest below or at `value`, at least 3."""
    return max(3, int(value) // 2 * 2 + 1)
