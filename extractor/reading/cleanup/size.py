"""Resolution: as fine as the engine has use for."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from extractor.reading.cleanup.picture import Picture
from extractor.reading.pagespace import compose

UPSCALE_BELOW, UPSCALED = 180, 300
SHRINK_ABOVE, SHRUNK = 260, 220
"""Finer scans cost twice the time and are read no better."""


def shrink(picture: Picture) -> Picture:
    """Reduced where the scan is finer than the engine has use for."""
    return _resized(picture, SHRUNK, cv2.INTER_AREA) if picture.dpi > SHRINK_ABOVE else picture


def upscale(picture: Picture) -> Picture:
    """Enlarged where letters would be too small for the engine."""
    return _resized(picture, UPSCALED, cv2.INTER_CUBIC) if picture.dpi < UPSCALE_BELOW else picture


def _resized(picture: Picture, dpi: float, interpolation: int) -> Picture:
    factor = dpi / picture.dpi
    pixels = cv2.resize(picture.pixels, None, fx=factor, fy=factor, interpolation=interpolation)
    back = np.array([[1 / factor, 0.0, 0.0], [0.0, 1 / factor, 0.0]])
    to_page = compose(picture.to_page, back)
    return replace(picture, pixels=np.asarray(pixels, np.uint8), dpi=dpi, to_page=to_page)
