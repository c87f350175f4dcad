"""The pages of a file as people see them: pictures of a bounded size, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from extractor.reading import source_of
from extractor.reading.image import frames
from extractor.reading.office import as_pdf
from extractor.reading.pdf import AT_ONCE, LARGEST, flattened, open_pdf
from extractor.settings import Settings

_WIDE, _TALL = 1240, 1754
"""Pixels: A4 at 150 dpi, at which small print can be read."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page. `width` and `height` are in points, as boxes on it are; `image` is None where the
    page cannot be shown."""

    number: int
    width: float = 0.0
    height: float = 0.0
    image: Image.Image | None = None


def sheets(files: Sequence[Path], settings: Settings) -> Iterator[Sheet]:
    """The pages of an input's files, numbered as they were read. A text has none.

    Raises an `ExtractorError` that names the file."""
    before = 0
    for path in files:
        number = 0
        for sheet in _of_file(path, settings):
            number = sheet.number
            yield replace(sheet, number=before + number)
        before += number


def _of_file(path: Path, settings: Settings) -> Iterator[Sheet]:
    media_type = source_of(path, settings).media_type
    if media_type in ("text/plain", "text/markdown"):
        return
    if media_type.startswith("image/"):
        yield from _of_image(path, settings)
    elif media_type == "application/pdf":
        yield from _of_pdf(path, settings)
    else:
        with as_pdf(path, settings) as pdf:
            yield from _of_pdf(pdf, settings)


def _of_pdf(path: Path, settings: Settings) -> Iterator[Sheet]:
    document = open_pdf(path, settings)
    try:
        for index in range(len(document)):
            if index and index % AT_ONCE == 0:
                document.close()
                document = open_pdf(path, settings)
            yield _of_page(document, index)
    finally:
        document.close()


def _of_page(document: pdfium.PdfDocument, index: int) -> Sheet:
    try:
        page = flattened(document, index)
    except pdfium.PdfiumError:
        return Sheet(index + 1)
    try:
        width, height = page.get_size()
        if not 0 < width * height <= LARGEST:
            return Sheet(index + 1)
        image = page.render(scale=min(_WIDE / width, _TALL / height)).to_pil()
        return Sheet(index + 1, width, height, image)
    except pdfium.PdfiumError:
        return Sheet(index + 1)
    finally:
        page.close()


def _of_image(path: Path, settings: Settings) -> Iterator[Sheet]:
    for number, frame in enumerate(frames(path, settings), 1):
        if frame is None:
            yield Sheet(number)
            continue
        image = Image.fromarray(frame.picture.pixels)
        image.thumbnail((_WIDE, _TALL))
        yield Sheet(number, *frame.size, image)
