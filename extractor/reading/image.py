"""Pictures of pages: .png, .jpg, .tif (several pages in one file)."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.ImageFile import ImageFile

from extractor.errors import BrokenFile, ExtractorError, TooLarge
from extractor.reading.cleanup import Picture, Pixels
from extractor.reading.page import ReadPage, not_all_damaged, unreadable
from extractor.reading.scan import read_scan
from extractor.settings import Settings

DEFAULT_DPI = 200.0
"""Of a picture that does not say: what office scanners are set to."""
_DPI = (50, 4800)
"""What a scanner may be set to; the picture of another says nothing, or something that is wrong."""
A4 = (8.27, 11.69)
_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP")
"""What may stand under the names of pictures. Pillow knows more kinds: for PostScript it starts
Ghostscript, which runs whatever program the file is."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture in a file, and its page's width and height in points."""

    picture: Picture
    size: tuple[float, float]


def read_image(path: Path, settings: Settings) -> tuple[ReadPage, ...]:
    """The pages of the picture file at `path`; a damaged one among several is marked unreadable.

    Raises `BrokenFile` or `TooLarge`; `MissingEngine` without OCR."""
    pages = (
        read_scan(frame.picture, number, frame.size, settings)
        if frame
        else unreadable(number, "ocr", "The page is damaged and could not be decoded.")
        for number, frame in enumerate(frames(path, settings), 1)
    )
    return not_all_damaged(list(pages), path.name)


def frames(path: Path, settings: Settings) -> Iterator[Frame | None]:
    """The pictures in the file at `path`, one at a time; None for a damaged one among several.

    Raises `BrokenFile` or `TooLarge`."""
    if path.stat().st_size > settings.limits.file_bytes:
        raise TooLarge(path.name, f"{path.stat().st_size} bytes")
    with ExitStack() as stack:
        with _decoding(path):
            file = stack.enter_context(Image.open(path, formats=_FORMATS))
            # What else holds several pictures (animations, a phone's photographs) has no pages.
            count = _count(file, path, settings) if file.format == "TIFF" else 1
        for index in range(count):
            yield _frame(file, index, count, path, settings)


@contextmanager
def _decoding(path: Path) -> Iterator[None]:
    """Names what is wrong with a file, of whose pictures `Limits.page_pixels` says how large they
    may be."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            yield
    except (ExtractorError, MemoryError):
        raise
    except UnidentifiedImageError as error:
        raise BrokenFile(path.name, f"no picture of the kinds {', '.join(_FORMATS)}") from error
    except Image.DecompressionBombError as error:
        raise TooLarge(path.name, str(error)) from error
    except Exception as error:  # Pillow raises anything on a damaged file
        raise BrokenFile(path.name, str(error)) from error


def _count(file: ImageFile, path: Path, settings: Settings) -> int:
    """How many pictures a TIFF holds, counted up to the limit: Pillow itself takes the square of
    their number, and counts wrongly after a look past the last."""
    for count in range(settings.limits.pages + 1):
        try:
            file.seek(count)
        except EOFError:
            return count
    raise TooLarge(path.name, f"more than {settings.limits.pages} pages")


def _frame(file: ImageFile, index: int, count: int, path: Path, settings: Settings) -> Frame | None:
    try:
        with _decoding(path):
            return _decoded(file, index, path, settings)
    except BrokenFile:
        if count == 1:
            raise
        return None


def _decoded(file: ImageFile, index: int, path: Path, settings: Settings) -> Frame:
    file.seek(index)
    if file.width * file.height > settings.limits.page_pixels:
        raise TooLarge(path.name, f"{file.width} × {file.height} pixels")
    dpi = _stated_dpi(file)
    pixels = to_pixels(ImageOps.exif_transpose(file))
    height, width = pixels.shape[:2]
    scale = 72 / dpi
    to_page = np.array([[scale, 0.0, 0.0], [0.0, scale, 0.0]])
    picture = Picture(pixels, real_dpi(width, height, dpi), to_page)
    return Frame(picture, (width * scale, height * scale))


def _stated_dpi(frame: Image.Image) -> float:
    dpi = float(frame.info.get("dpi", (0, 0))[0] or 0)
    return dpi if _DPI[0] <= dpi <= _DPI[1] else DEFAULT_DPI


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
