"""Pictures of pages: what cleaning does to them, and what is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from extractor.errors import BrokenFile, TooLarge
from extractor.reading.cleanup import Picture
from extractor.reading.glyphs import measured
from extractor.reading.image import read_image, real_dpi
from extractor.reading.missed import lines_of_writing, once
from extractor.reading.ocr import Engine, OcrWord
from extractor.reading.page import ReadLine, ReadPage
from extractor.reading.reread import reread
from extractor.reading.seals import red_print, seals
from extractor.settings import DEFAULT, CleanUp, Limits, Settings

DrawText = Callable[..., np.ndarray]
TEXTS = Path(__file__).with_name("sentences.txt").read_text("utf-8").splitlines()
TEXT = TEXTS[0]


def picture(pixels: np.ndarray, dpi: float = 200) -> Picture:
    scale = 72 / dpi
    return Picture(pixels, dpi, np.array([[scale, 0.0, 0.0], [0.0, scale, 0.0]]))


def lines_of(page: ReadPage) -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, ReadLine)]


def paragraph(draw_text: DrawText, **options: object) -> np.ndarray:
    return draw_text([(200, 80 + 55 * i, text) for i, text in enumerate(TEXTS)], **options)


@pytest.mark.parametrize(
    ("width", "height", "stated", "sheet", "dpi"),
    [
        (1654, 2339, 200, True, 200),
        (2480, 3508, 300, True, 300),
        (2483, 3586, 96, True, 307),  # pixels taken for points
        (2339, 1654, 200, True, 200),
        (1654, 2339, 261, False, 200),  # a scan shrunk on its way into a Word file
        (1700, 2200, 200, True, 200),
    ],
)
def test_real_resolution(width: int, height: int, stated: float, sheet: bool, dpi: float) -> None:
    assert real_dpi(width, height, stated, sheet=sheet) == pytest.approx(dpi, abs=1)


def test_writing_that_no_word_covers_is_found(draw_text: DrawText) -> None:
    page = draw_text([(200, 80, TEXT), (200, 300, "- Lưu: VT, YT (15b).")])
    first, second = lines_of_writing(page, 200)
    assert abs(first[1] - 88) < 14
    assert 290 < second[1] < 315


def test_words_given_twice_stay_once() -> None:
    first = (OcrWord("Các", (10, 10, 50, 40), 0.97), OcrWord("thôn,", (60, 10, 130, 44), 0.96))
    double = (OcrWord("thôi", (62, 14, 128, 42), 0.7), OcrWord("bản", (140, 10, 190, 40), 0.9))
    assert once([first, double]) == [first, double[1:]]
    assert once([first + double]) == [first + double]
    assert once([]) == []


def test_seal_is_found_by_its_shape(draw_text: DrawText) -> None:
    page = draw_text([(380, 100, "TM. ỦY BAN NHÂN DÂN"), (480, 420, "Giàng A Chu")]).copy()
    assert seals(page, 200) == ()
    cv2.circle(page, (500, 300), 142, (0,), 4)
    cv2.circle(page, (500, 300), 100, (0,), 3)
    (x, y, radius), *_ = seals(page, 200)
    assert np.allclose((x, y), (500, 300), atol=12)
    assert 90 < radius < 155


def test_name_stamped_in_red_is_lifted(draw_text: DrawText) -> None:
    name = draw_text([(300, 300, "Lò Thị Ín, Hoàng Văn Vả")], colour=(220, 30, 60), mode="RGB")
    black = draw_text([(300, 100, "CHỦ TỊCH")], mode="RGB")
    scanned = picture(np.minimum(name, black))
    red = red_print((0, 0, 1654, 600), scanned, scanned)
    assert red is not None
    assert red[100:160].min() > 200
    assert red[300:360].min() < 30
    assert red_print((0, 0, 1654, 250), scanned, scanned) is None


def test_signature_around_a_seal_is_read(draw_text: DrawText, engine: Engine) -> None:
    lines = [(160, 60, "Nơi nhận:"), (160, 110, "- Lưu: VT."), (1000, 60, "KT. TRƯỞNG BAN"),
             (1050, 290, "Sùng A Páo")]  # fmt: skip
    page = draw_text(lines, size=(1654, 700)).copy()
    cv2.circle(page, (930, 210), 140, (0,), 4)
    top = engine.read(page[:170, :600], 200, "block")
    groups = [measured(line, picture(page)) for line in top]
    read = reread(groups, picture(page), picture(page), engine)
    texts = [" ".join(token.text for token in group) for group in read]
    assert texts[0] == "Nơi nhận:"
    assert {"KT. TRƯỞNG BAN", "Sùng A Páo"} <= set(texts)


def test_png_is_read_with_boxes_in_points(
    tmp_path: Path, draw_text: DrawText, engine: Engine
) -> None:
    path = tmp_path / "page.png"
    Image.fromarray(paragraph(draw_text)).save(path, dpi=(200, 200))
    (page,) = read_image(path, DEFAULT)
    assert page.method == "ocr"
    assert (page.width, page.height) == (pytest.approx(595.4, abs=1), pytest.approx(216, abs=1))
    assert lines_of(page) == TEXTS
    first = page.blocks[0]
    assert isinstance(first, ReadLine)
    assert first.words[0].box is not None
    assert first.words[0].box[0] == pytest.approx(72, abs=3)
    assert page.confidence > 0.9
    assert page.warnings == ()


def test_tif_has_several_pages(tmp_path: Path, draw_text: DrawText, engine: Engine) -> None:
    path = tmp_path / "pages.tif"
    pages = [Image.fromarray(draw_text([(200, 100, f"Phần thứ {n} của kế hoạch này")]))
             for n in ("nhất", "hai")]  # fmt: skip
    pages[0].save(path, save_all=True, append_images=pages[1:], dpi=(200, 200))
    read = read_image(path, DEFAULT)
    assert [page.number for page in read] == [1, 2]
    assert [lines_of(page) for page in read] == [
        ["Phần thứ nhất của kế hoạch này"], ["Phần thứ hai của kế hoạch này"],
    ]  # fmt: skip


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_turned_page_is_read(
    quarters: int, tmp_path: Path, draw_text: DrawText, engine: Engine
) -> None:
    path = tmp_path / "page.png"
    page = paragraph(draw_text, size=(1654, 1100))
    Image.fromarray(np.ascontiguousarray(np.rot90(page, quarters))).save(path, dpi=(200, 200))
    (read,) = read_image(path, DEFAULT)
    assert lines_of(read)[0] == TEXT


def test_steps_left_out_are_not_taken(tmp_path: Path, draw_text: DrawText, engine: Engine) -> None:
    path = tmp_path / "page.png"
    page = paragraph(draw_text, size=(1654, 1100))
    Image.fromarray(np.ascontiguousarray(np.rot90(page, 2))).save(path, dpi=(200, 200))
    as_it_is = Settings(without_steps=frozenset({CleanUp.ORIENTATION}))
    (read,) = read_image(path, as_it_is)
    assert TEXT not in lines_of(read)
    assert read.confidence < 0.65


def test_coarse_scan_is_warned_of(tmp_path: Path, draw_text: DrawText, engine: Engine) -> None:
    path = tmp_path / "page.png"
    page = cv2.resize(paragraph(draw_text, size=(1654, 2338)), None, fx=0.45, fy=0.45)
    Image.fromarray(page).save(path, dpi=(90, 90))
    (read,) = read_image(path, DEFAULT)
    assert "low_resolution" in dict(read.warnings)


def test_blank_page_is_no_failure(tmp_path: Path, engine: Engine) -> None:
    path = tmp_path / "blank.png"
    Image.new("L", (1654, 2338), 250).save(path, dpi=(200, 200))
    (page,) = read_image(path, DEFAULT)
    assert (page.blocks, page.warnings) == ((), ())


def test_broken_picture(tmp_path: Path) -> None:
    path = tmp_path / "page.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0 no picture")
    with pytest.raises(BrokenFile, match=r"page\.jpg"):
        read_image(path, DEFAULT)


def test_huge_picture(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    Image.new("1", (3000, 3000)).save(path)
    with pytest.raises(TooLarge, match=r"page\.png"):
        read_image(path, Settings(limits=Limits(page_pixels=1_000_000)))
    with pytest.raises(TooLarge):
        read_image(path, Settings(limits=Limits(file_bytes=10)))


def test_damaged_page_among_others_is_marked(
    tmp_path: Path, draw_text: DrawText, engine: Engine
) -> None:
    path = tmp_path / "pages.tif"
    text = "Phần thứ nhất của kế hoạch này"
    pages = [Image.fromarray(draw_text([(200, 100, text)])) for _ in range(2)]
    options = {"save_all": True, "append_images": pages[1:], "compression": "tiff_adobe_deflate"}
    pages[0].save(path, dpi=(200, 200), **options)
    data = bytearray(path.read_bytes())
    with Image.open(path) as file:
        file.seek(1)
        start = file.tag_v2[273][0]
    data[start : start + 200] = bytes(200)
    path.write_bytes(data)
    first, second = read_image(path, DEFAULT)
    assert lines_of(first) == [text]
    assert (second.blocks, dict(second.warnings).keys()) == ((), {"page_unreadable"})


def test_picture_that_pillow_only_warns_of_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    Image.new("1", (13_000, 13_000)).save(path)
    with pytest.raises(TooLarge, match="13000 × 13000"):
        read_image(path, DEFAULT)


def test_page_that_takes_too_long_is_marked(tmp_path: Path, engine: Engine) -> None:
    path = tmp_path / "noise.png"
    draw = np.random.default_rng(5)
    noise = np.where(draw.random((900, 900)) < 0.12, 0, 255).astype(np.uint8)
    Image.fromarray(noise).save(path, dpi=(200, 200))
    without = frozenset(CleanUp)  # which would take the specks for dirt
    (page,) = read_image(path, Settings(limits=Limits(picture_seconds=0.01), without_steps=without))
    assert dict(page.warnings)["page_unreadable"].endswith("within 0.01 seconds.")
