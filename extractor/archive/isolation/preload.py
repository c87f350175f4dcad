"""What every document would load and build anew, done once before children are forked."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from extractor.errors import ExtractorError
from extractor.settings import Settings

TEXT = Path(__file__).parents[2] / "data" / "warm_up.txt"
_WORDS = "KE HOACH\n\n1. 12/KH-UBND 05/02/2023\n- 95% 30/4/2023\n\nTM. UY BAN NHAN DAN"


def warm_up(settings: Settings) -> None:
    """Reads a plan and a drawn scan as a document is read: stages, tables of what the domain
    knows, libraries and the OCR engines of both models stay loaded.

    What is missing is no error here: it is one for each document that needs it."""
    from extractor.pipeline import extract  # not in the process that only names this function

    settings = replace(settings, ocr_cache=None)
    extract(TEXT, settings=settings)
    with tempfile.TemporaryDirectory() as folder, suppress(ExtractorError):
        scan = Path(folder, "scan.pdf")
        _draw(scan)
        extract(scan, settings=settings)


def _draw(path: Path) -> None:
    """A page of the smallest size that goes through all steps of cleaning and finding tables."""
    from PIL import Image, ImageDraw

    page = Image.new("L", (620, 880), 245)
    draw = ImageDraw.Draw(page)
    draw.multiline_text((60, 60), _WORDS, fill=20, font_size=20)
    for y in (400, 440, 480):
        draw.line((60, y, 560, y), fill=20, width=2)
        draw.text((70, y + 8), "1 KE HOACH", fill=20, font_size=20)
    for x in (60, 300, 560):
        draw.line((x, 400, x, 480), fill=20, width=2)
    page.save(path, resolution=75)
