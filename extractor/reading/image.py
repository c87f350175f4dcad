"""Pictures of pages: .png, .jpg, .tif (several pages in one file)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from extractor.errors import BrokenFile, TooLarge
from extractor.reading.cleanup import Picture, Pixels
from extractor.reading.page import ReadPage
from extractor.reading.scan import read_scan
from extractor.settings import Settings

DEFAULT_DPI = 200.0
"""Of a picture that does not say: what office scanners are set to."""
A4 = (8.27, 11.69)


def read_image(path: Path, settings: Settings) -> tuple[ReadPage, ...]:
    """The pages of the picture file at `path`.

    Raises `BrokenFile` or `TooLarge`; `MissingEngine` without OCR."""
    pages = []
    try:
        for number, frame in enumerate(_frames(path, settings), 1):
            pages.append(_read_frame(frame, number, settings))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise BrokenFile(path.name, str(error)) from error
    except Image.DecompressionBombError as error:
        raise TooLarge(path.name, str(error)) from error
    return tuple(pages)


def _frames(path: Path, settings: Settings) -> Iterator[Image.Image]:
    limits = settings.limits
    if path.stat().st_size > limits.file_bytes:
        raise TooLarge(path.name, f"{path.stat().st_size} bytes")
    with Image.open(path) as file:
        count = getattr(file, "n_frames", 1)
        if count > limits.pages:
            raise TooLarge(path.name, f"{count} pages")
        for frame in ImageSequence.Iterator(file):
            if frame.width * frame.height > limits.page_pixels:
                raise TooLarge(path.name, f"{frame.width} × {frame.height} pixels")
            yield frame


def _read_frame(frame: Image.Image, number: int, settings: Settings) -> ReadPage:
    dpi = _stated_dpi(frame)
    pixels = to_pixels(ImageOps.exif_transpose(frame))
    height, width = pixels.shape[:2]
    scale = 72 / dpi
    to_page = np.array([[scale, 0.0, 0.0], [0.0, scale, 0.0]])
    picture = Picture(pixels, real_dpi(width, height, dpi), to_page)
    return read_scan(picture, number, (width * scale, height * scale), settings)


def _stated_dpi(frame: Image.Image) -> float:
    dpi = float(frame.info.get("dpi", (0, 0))[0] or 0)
    return dpi if dpi >= 50 else DEFAULT_DPI


def to_pixels(image: Image.Image) -> Pixels:
    """One channel for grey or black and white, else red, green and blue on white paper."""
    if image.mode in ("1", "L", "I;16", "I", "F"):
        return np.asarray(image.convert("L"), np.uint8)
    if image.mode in ("LA", "PA", "RGBA", "P"):
        layer = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
    return np.asarray(image.convert("RGB"), np.uint8)


def real_dpi(width: int, height: int, stated: float, *, sheet: bool = True) -> float:
    """The resolution at which the paper was scanned. The stated one may make the page far larger
    or smaller than office paper, or (with `sheet` False) tell how large the picture of a sheet
    was printed on another: then the picture is taken for a sheet of A4."""
    longer, shorter = max(width, height), min(width, height)
    is_a4 = abs(longer / shorter - A4[1] / A4[0]) < 0.05
    plausible = A4[0] * 0.7 <= longer / stated <= A4[1] * 1.5
    return stated if plausible and (sheet or not is_a4) else longer / A4[1]
