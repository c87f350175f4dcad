"""Small pages for the tests of reading: set with reportlab, drawn with Pillow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractor.errors import MissingEngine
from extractor.reading import ocr
from extractor.settings import DEFAULT

FONTS = Path("/usr/share/fonts/truetype/croscore")
Draw = Callable[[Canvas], None]


@pytest.fixture(scope="session")
def tinos() -> str:
    """The name of a registered font that has all Vietnamese letters; `<name>-Bold` beside it."""
    if not (FONTS / "Tinos-Regular.ttf").is_file():
        pytest.skip("NOT CHECKED: fonts-croscore is not installed")
    for style in ("Regular", "Bold"):
        name = "Tinos" if style == "Regular" else "Tinos-Bold"
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"Tinos-{style}.ttf")))
    return "Tinos"


@pytest.fixture
def make_pdf(tmp_path: Path) -> Callable[..., Path]:
    """Makes a PDF with a page for each drawing."""

    def make(*drawings: Draw, name: str = "page.pdf", **options: object) -> Path:
        path = tmp_path / name
        canvas = Canvas(str(path), pagesize=(595, 842), **options)
        for draw in drawings:
            draw(canvas)
            canvas.showPage()
        canvas.save()
        return path

    return make


@pytest.fixture(scope="session")
def engine() -> ocr.Engine:
    try:
        return ocr.engine(DEFAULT)
    except MissingEngine as error:
        pytest.skip(f"NOT CHECKED: {error}")


@pytest.fixture(scope="session")
def draw_text(tinos: str) -> Callable[..., np.ndarray]:
    """Draws lines of text, each at (x, y) in pixels, on white paper at 200 dpi."""

    def draw(
        lines: Iterable[tuple[float, float, str]],
        size: tuple[int, int] = (1654, 600),
        colour: str | tuple[int, int, int] = 0,
        mode: str = "L",
    ) -> np.ndarray:
        image = Image.new(mode, size, "white")
        font = ImageFont.truetype(str(FONTS / "Tinos-Regular.ttf"), 39)
        for x, y, text in lines:
            ImageDraw.Draw(image).text((x, y), text, fill=colour, font=font)
        return np.asarray(image)

    return draw
