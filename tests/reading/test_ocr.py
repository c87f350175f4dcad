"""The engines behind the protocol."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from extractor.errors import MissingEngine
from extractor.reading import ocr
from extractor.reading.glyphs import extent, stroke
from extractor.settings import DEFAULT, Settings

pytestmark = pytest.mark.real_ocr
TSV = "\n".join(
    "\t".join(row)
    for row in (
        ("4", "1", "1", "1", "1", "0", "10", "10", "90", "20", "-1", ""),
        ("5", "1", "1", "1", "1", "1", "10", "10", "40", "20", "96.5", "Ðắk"),
        ("5", "1", "1", "1", "1", "2", "60", "10", "40", "20", "31.2", 'R"lấp'),
        ("5", "1", "1", "1", "2", "1", "10", "40", "40", "20", "90", " "),
        ("5", "1", "2", "1", "1", "1", "10", "70", "40", "20", "88", "xã"),
    )
)


def test_tsv_becomes_lines_of_words() -> None:
    lines = ocr.parse_tsv(TSV)
    assert [[word.text for word in line] for line in lines] == [["Đắk", 'R"lấp'], ["xã"]]
    assert lines[0][0].box == (10, 10, 50, 30)
    assert lines[0][1].confidence == pytest.approx(0.312)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ((("~", 60), ("Rà", 90), ("soát", 90)), "- Rà soát"),
        ((("—", 80), ("Rà", 90)), "- Rà"),
        ((("/", 40), ("3.3.", 90), ("Kiểm", 90)), "3.3. Kiểm"),
        ((("_1.", 70), ("Chỉ", 90), ("tiêu", 90)), "1. Chỉ tiêu"),
        ((("__", 30), ("ngày", 90), ("05⁄9", 90)), "ngày 05/9"),
        ((("+", 60), ("Trạm", 90)), "+ Trạm"),
        (((".", 30),), "."),
    ],
)
def test_strokes_before_a_line(words: tuple[tuple[str, int], ...], text: str) -> None:
    rows = [
        ("5", "1", "1", "1", "1", str(n), "0", "0", "9", "9", str(sure), word)
        for n, (word, sure) in enumerate(words)
    ]
    (line,) = ocr.parse_tsv("\n".join("\t".join(row) for row in rows))
    assert " ".join(word.text for word in line) == text


def test_empty_tsv() -> None:
    assert ocr.parse_tsv("") == ()


def test_choices_are_read_from_a_column_of_their_own() -> None:
    row = ("5", "1", "1", "1", "1", "1", "10", "10", "40", "20", "96.5")
    told = "\t".join([*row, "kế", "k 1.7 t 31.7  ế 1.3 ể 21.7"])
    ((word,),) = ocr.parse_tsv(told)
    assert word.choices == ({"k": 1.7, "t": 31.7}, {"ế": 1.3, "ể": 21.7})
    for other in ("", "k 1.7"):  # of as many letters as the word has, or of none
        ((word,),) = ocr.parse_tsv("\t".join([*row, "kế", other]))
        assert (word.text, word.choices) == ("kế", ())


def test_the_engine_tells_what_else_a_letter_may_be(
    engine: ocr.Engine, draw_text: Callable[..., np.ndarray]
) -> None:
    picture = draw_text([(30, 30, "kể từ ngày")], size=(420, 110))
    (line,) = engine.read(picture, 200, "choices")
    assert [word.text for word in line] == ["kể", "từ", "ngày"]
    assert [len(word.choices) for word in line] == [2, 2, 4]
    ranked = sorted(line[0].choices[1].items(), key=lambda option: option[1])
    assert ranked[0][0] == "ể" and len(ranked) > 1
    (again,) = engine.read(picture, 200, "line")
    assert not any(word.choices for word in again)


def test_missing_model_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(MissingEngine, match="tesseract-ocr-vie"):
        ocr.engine(Settings(tessdata=tmp_path))


def test_engine_names_its_version_and_its_model(engine: ocr.Engine) -> None:
    assert engine.name.startswith("tesseract 5")
    assert len(engine.model) == 64
    assert ocr.engine(DEFAULT) is engine


@pytest.mark.parametrize("name", ["tesserocr", "pytesseract"])
def test_both_engines_read_a_line(
    name: str, engine: ocr.Engine, draw_text: Callable[..., np.ndarray]
) -> None:
    if name == "pytesseract" and not shutil.which("tesseract"):
        pytest.skip("NOT CHECKED: the tesseract program is not installed")
    picture = draw_text([(200, 100, "Ủy ban nhân dân huyện Mường Chà")], size=(1200, 300))
    (line,) = ocr.engine(Settings(engine=name)).read(picture, 200, "block")
    assert " ".join(word.text for word in line) == "Ủy ban nhân dân huyện Mường Chà"
    assert min(word.confidence for word in line) > 0.8
    x0, y0, _, y1 = line[0].box
    assert abs(x0 - 200) < 8
    assert 95 < y0 < y1 < 150


def test_digits_only_where_they_are_asked_for(
    engine: ocr.Engine, draw_text: Callable[..., np.ndarray]
) -> None:
    picture = draw_text([(30, 30, "12")], size=(120, 110))
    assert [w.text for line in engine.read(picture, 200, "number") for w in line] == ["12"]
    word = draw_text([(30, 30, "xã Ea Tu")], size=(320, 110))
    assert [w.text for line in engine.read(word, 200, "line") for w in line] == ["xã", "Ea", "Tu"]


def test_blank_picture_has_no_lines(engine: ocr.Engine) -> None:
    assert engine.read(np.full((300, 300), 255, np.uint8), 200) == ()


@pytest.mark.parametrize(
    ("text", "hangs"), [("xem", False), ("Ngày", True), ("KẾ", False), ("lập,", True)]
)
def test_extent_knows_letters_that_hang(text: str, hangs: bool) -> None:
    above, below = extent(text)
    assert (below > 0) is hangs
    assert above > extent("m")[0] or text == "xem"


def test_stroke_is_the_width_of_a_bar() -> None:
    picture = np.full((60, 60), 255, np.uint8)
    picture[10:50, 20:27] = 0
    assert stroke(picture, (0, 0, 60, 60)) == pytest.approx(7)
