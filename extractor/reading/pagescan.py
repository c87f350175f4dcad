"""The picture of a PDF page: its embedded image as it was scanned, else the page drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractor.reading.cleanup import Picture, Pixels, quarter
from extractor.reading.image import real_dpi
from extractor.reading.pagespace import Matrix, compose, display
from extractor.reading.painted import Painted, painted
from extractor.settings import Settings

DRAWN_DPI = 300.0
"""For pages of letters drawn by their fonts, which OCR reads without fault at this size."""
WHOLE = 0.5
"""A scan covers at least this share of its page."""
OUTLINES = 150
"""Fewer paths than this are rules and frames, no letters."""
FULL = 0.9
"""A scan that covers less was shrunk when it was put on the page, as Word does."""


def is_scanned(page: Any, content: Painted) -> bool:
    """Whether pictures cover the page."""
    return _covered(page, content.images) >= WHOLE


def is_drawn(content: Painted) -> bool:
    """Whether there is something on the page that may be writing: a picture, or letters turned
    into outlines."""
    return bool(content.images) or len(content.paths) >= OUTLINES


def picture_of(page: Any, settings: Settings) -> Picture:
    """The page as a picture.

    One image that makes up the whole page is taken at its own resolution: drawing a 200 dpi
    scan at 300 dpi makes it worse to read. Anything else is drawn."""
    images = painted(page).images
    if len(images) == 1 and not is_overprinted(page):
        picture = _embedded(page, images[0], settings)
        if picture is not None:
            return picture
    return drawn(page, images, settings)


def _covered(page: Any, images: Iterable[Any]) -> float:
    """The share of the page that its images cover (overlaps counted twice)."""
    width, height = page.get_size()
    area: float = 0.0
    for image in images:
        left, bottom, right, top = image.get_bounds()
        area += max(0.0, right - left) * max(0.0, top - bottom)
    return float(area / (width * height))


def is_overprinted(page: Any) -> bool:
    """Whether visible letters stand on the page, such as a number that an e-office system
    printed over the scan. Invisible ones are a scanner's OCR layer."""
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=4):
        if raw.FPDFTextObj_GetTextRenderMode(item) != raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            return True
    return False


def _embedded(page: Any, image: Any, settings: Settings) -> Picture | None:
    columns, rows = image.get_px_size()
    if image.container is not None or columns * rows > settings.limits.page_pixels:
        return None
    try:
        pixels = array_of(image.get_bitmap())
    except pdfium.PdfiumError:  # drawing leaves a damaged image white
        return None
    covered = _covered(page, [image])
    if pixels.shape[:2] != (rows, columns) or covered < WHOLE:
        return None
    a, b, c, d, e, f = image.get_matrix().get()
    unit = np.array([[a, c, e], [b, d, f]])
    from_pixels = np.array([[1 / columns, 0.0, 0.0], [0.0, -1 / rows, 1.0]])
    picture = upright(pixels, compose(display(page), compose(unit, from_pixels)))
    if picture is None or covered > FULL:
        return picture
    return replace(picture, dpi=real_dpi(columns, rows, picture.dpi, sheet=False))


def upright(pixels: Pixels, to_page: Matrix) -> Picture | None:
    """The picture turned as the page shows it; None if it is sheared or mirrored."""
    picture = Picture(np.ascontiguousarray(pixels), 0.0, to_page)
    for _ in range(4):
        (a, b, _e), (c, d, _f) = picture.to_page
        if a > 0 and d > 0 and abs(b) + abs(c) < 0.02 * (a + d):
            rows, columns = picture.pixels.shape[:2]
            return replace(picture, dpi=real_dpi(columns, rows, 72 / float(a)))
        picture = quarter(picture)
    return None


def drawn(page: Any, images: Sequence[Any], settings: Settings) -> Picture:
    """The page drawn at the resolution of its largest image, or finely if it has none."""
    width, height = page.get_size()
    scale = _image_scale(images) or DRAWN_DPI / 72
    scale = min(scale, (settings.limits.page_pixels / (width * height)) ** 0.5)
    pixels = array_of(page.render(scale=scale))
    rows, columns = pixels.shape[:2]
    to_page = np.array([[width / columns, 0.0, 0.0], [0.0, height / rows, 0.0]])
    return Picture(pixels, real_dpi(columns, rows, scale * 72), to_page)


def _image_scale(images: Sequence[Any]) -> float | None:
    """Pixels a point of the largest image; None if there is none worth drawing for."""
    best, scale = 0, None
    for image in images:
        columns, rows = image.get_px_size()
        left, _, right, _ = image.get_bounds()
        if columns * rows > max(best, 300_000) and right - left > 1:
            best, scale = columns * rows, columns / (right - left)
    return scale


def array_of(bitmap: Any) -> Pixels:
    """Grey or RGB pixels of a pdfium bitmap."""
    pixels = np.asarray(bitmap.to_numpy(), np.uint8)
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return np.ascontiguousarray(pixels.reshape(pixels.shape[:2]))
    code = cv2.COLOR_BGR2RGB if pixels.shape[2] == 3 else cv2.COLOR_BGRA2RGB
    return np.asarray(cv2.cvtColor(pixels, code), np.uint8)
