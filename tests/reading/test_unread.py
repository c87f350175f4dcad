"""Writing that no word accounts for: what is lost is seen, what is no writing is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractor.reading import read, scan
from extractor.reading.cleanup import Picture
from extractor.reading.lines import Token
from extractor.reading.missed import lines_of_writing
from extractor.reading.ocr import Engine, Grey, Mode, OcrLine
from extractor.reading.unread import unread
from extractor.settings import DEFAULT

DrawText = Callable[..., np.ndarray]
TEXTS = (
    "Trạm Thú y kiểm tra chuồng trại và tiêm phòng cho đàn bò của xã",
    "trong tháng 4; hộ nuôi trên 10 con ký cam kết không thả rông.",
    "Chi cục Kiểm lâm tuần tra các cánh rừng giáp ranh mỗi tuần một lần",
    "và ghi nhật ký; có cháy thì báo ngay cho Ủy ban nhân dân xã biết.",
    "Đoàn Thanh niên trồng lại cây ở những nơi đất trống, đồi trọc của",
    "ba thôn phía bắc, mỗi đoàn viên trồng và chăm sóc ít nhất 15 cây.",
)
SCALE = 0.36  # points a pixel, at 200 dpi


def sheet(pixels: np.ndarray) -> Picture:
    to_page = np.array([[SCALE, 0, 0], [0, SCALE, 0]])
    return Picture(np.ascontiguousarray(pixels, np.uint8), 200, to_page)


def page(draw_text: DrawText, texts: Sequence[str] = TEXTS) -> Picture:
    lines = [(240, 200 + 60 * index, text) for index, text in enumerate(texts)]
    return sheet(draw_text(lines, size=(1654, 1000)))


def words(picture: Picture, confidence: float = 0.9) -> list[list[Token]]:
    """A word over each line of the picture, top to bottom."""
    frames = sorted(lines_of_writing(picture.pixels, picture.dpi), key=lambda frame: frame[1])
    boxes = [tuple(SCALE * side for side in frame) for frame in frames]
    return [[Token("x", (a, b, c, d), 13, d, confidence)] for a, b, c, d in boxes]


def test_all_is_accounted_for(draw_text: DrawText) -> None:
    picture = page(draw_text)
    assert len(words(picture)) == len(TEXTS)
    assert unread(picture, words(picture)) == []


@pytest.mark.parametrize("lost", [(2,), (0, 1, 2), (0, 1, 2, 3, 4, 5)])
def test_lost_lines_are_one_area(lost: tuple[int, ...], draw_text: DrawText) -> None:
    picture = page(draw_text)
    kept = [line for index, line in enumerate(words(picture)) if index not in lost]
    ((box, lines),) = unread(picture, kept)
    assert lines == len(lost)
    assert box[0] == pytest.approx(240 * SCALE, abs=6)
    assert box[1] == pytest.approx((210 + 60 * lost[0]) * SCALE, abs=6)
    assert box[3] == pytest.approx((240 + 60 * lost[-1]) * SCALE, abs=6)


def test_lines_far_apart_are_two_areas(draw_text: DrawText) -> None:
    picture = page(draw_text)
    assert [lines for _, lines in unread(picture, words(picture)[1:5])] == [1, 1]


def test_a_name_is_too_little(draw_text: DrawText) -> None:
    picture = page(draw_text, ("Lò Thị Mỷ",))
    assert len(words(picture)) == 1
    assert unread(picture, []) == []


def test_words_of_no_confidence_are_not_read(draw_text: DrawText) -> None:
    picture = page(draw_text)
    (area,) = unread(picture, words(picture, confidence=0.1))
    assert area.lines == len(TEXTS)


def test_a_doubtful_word_among_sure_ones_is_read(draw_text: DrawText) -> None:
    picture = page(draw_text)
    doubtful, *others = (word for line in words(picture) for word in line)
    line = [doubtful._replace(confidence=0.1), *others]
    assert unread(picture, [line]) == []


@pytest.mark.parametrize(("ring", "areas"), [(True, 0), (False, 1)])
def test_a_seal_is_no_writing(ring: bool, areas: int, draw_text: DrawText) -> None:
    names = [
        (700, 380, "SỞ Y TẾ"),
        (670, 430, "TỈNH BÌNH"),
        (690, 480, "PHƯỚC"),
        (670, 530, "PHÒNG 2"),
    ]
    image = Image.fromarray(draw_text(names, size=(1654, 1000)))
    if ring:
        ImageDraw.Draw(image).ellipse((590, 300, 930, 640), outline=0, width=9)
    assert len(unread(sheet(np.asarray(image)), [])) == areas


class HalfBlind:
    """An engine that sees nothing in the upper half of a page, nor any single line."""

    def __init__(self, engine: Engine) -> None:
        self.name, self.model = engine.name, engine.model
        self._engine = engine

    def read(self, picture: Grey, dpi: int, mode: Mode = "page") -> Iterable[OcrLine]:
        found = self._engine.read(picture, dpi, mode) if mode == "page" else ()
        return tuple(line for line in found if line[0].box[1] > picture.shape[0] / 2)


def test_half_a_page_is_not_lost_in_silence(
    tmp_path: Path, draw_text: DrawText, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.png"
    lines = [(240, 200 + 60 * i, text) for i, text in enumerate((*TEXTS, *TEXTS) * 2)]
    Image.fromarray(draw_text(lines, size=(1654, 1840))).save(path, dpi=(200, 200))
    assert "unread_area" not in {warning.code for warning in read(path, DEFAULT).warnings}
    monkeypatch.setattr(scan, "engine_of", lambda _: HalfBlind(engine))
    document = read(path, DEFAULT)
    (warning,) = (w for w in document.warnings if w.code == "unread_area")
    assert warning.message == "Writing was not read: About 12 lines, upper half, middle."
    assert (warning.page, warning.span) == (1, None)
    assert warning.box is not None
    assert warning.box[1] == pytest.approx(210 * SCALE, abs=6)
    assert warning.box[3] == pytest.approx((240 + 60 * 11) * SCALE, abs=9)
    at = document.gap_at(1, warning.box)
    assert (at.start, at.end, at.confidence) == (0, 0, 0.0)
    assert at.regions is not None
    assert document.gap_at(1, (0.0, 800.0, 500.0, 810.0)).start == document.lines[-1].span.end
