"""Number, date and name that cannot be read: null, with a warning that shows the place."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from extractor.document import Box, Document, Source
from extractor.fields.publish import to_plan
from extractor.pipeline import analyse, extract
from extractor.plan import Plan, WarningRecord
from extractor.reading.assemble import assemble
from extractor.reading.page import ReadLine, ReadPage, ReadWord
from extractor.settings import DEFAULT, Settings

CODES = ("number_blank", "date_blank", "name_unreadable")
HEAD = "UBND HUYỆN ĐẮK GLEI\nPHÒNG NỘI VỤ"
TAIL = """KẾ HOẠCH
Kiểm tra hồ sơ lưu trữ năm 2021
I. MỤC ĐÍCH
Nắm tình hình lưu trữ ở các xã.
Nơi nhận:
- UBND huyện;
- Lưu: VT."""


def warnings(plan: Plan) -> dict[str, WarningRecord]:
    found = {w.code: w for w in plan.warnings if w.code in CODES}
    assert len(found) == sum(w.code in CODES for w in plan.warnings)
    return found


def document(number: str, day: str, name: str, confidence: float = 0.9) -> Document:
    """A page with a line every 20 points; number, date and name are read with `confidence`."""
    lines = [
        *((text, "letterhead", 0.9) for text in HEAD.split("\n")),
        (number, "letterhead", confidence),
        (day, "letterhead", confidence),
        *((text, "body", 0.9) for text in TAIL.split("\n")),
        ("TRƯỞNG PHÒNG", "signature", 0.9),
        *([(name, "signature", confidence)] if name else []),
    ]
    blocks = []
    for index, (text, zone, sure) in enumerate(lines):
        words = tuple(
            ReadWord(
                word, (60.0 + 40 * x, 60.0 + 20 * index, 95.0 + 40 * x, 72.0 + 20 * index), sure
            )
            for x, word in enumerate(text.split())
        )
        blocks.append(ReadLine(words, zone, gap=True))  # type: ignore[arg-type]
    page = ReadPage(1, "ocr", tuple(blocks), 595.0, 842.0)
    return analyse(assemble([page], Source("plan.pdf", "0", "application/pdf")))


NUMBER, DAY, NAME = "Số: 27 /KH-PNV", "Đắk Glei, ngày 09 tháng 3 năm 2021", "A Lăng Thị Bưởi"


def box_of(warning: WarningRecord) -> Box:
    assert warning.page == 1
    assert warning.at is not None and warning.at.regions is not None
    (region,) = warning.at.regions
    assert region.page == 1
    return region.box


def test_what_is_read_needs_no_warning() -> None:
    plan = to_plan(document(NUMBER, DAY, NAME), DEFAULT)
    assert (plan.number, str(plan.issued_on)) == ("27/KH-PNV", "2021-03-09")
    assert warnings(plan) == {}


@pytest.mark.parametrize(
    "number", ["Số: 2> /KH-PNV", "Số: /KH-PNV", "Số:... /KH-PNV", "s62> /KH-PNV"]
)
def test_place_of_a_number(number: str) -> None:
    made = document(number, DAY, NAME)
    plan = to_plan(made, DEFAULT)
    assert plan.number is None
    (warning,) = warnings(plan).values()
    assert warning.code == "number_blank"
    assert warning.at is not None
    assert made.text[warning.at.start : warning.at.end].endswith("/KH-PNV")
    x0, y0, x1, y1 = box_of(warning)
    assert x0 <= 60 and x1 == 55 + 40 * len(number.split())
    assert 90 < y0 < 100 and 112 < y1 < 120


@pytest.mark.parametrize(
    "day", ["Đắk Glei, ngày Ô> tháng 3 năm 2021", "Đắk Glei, ngày tháng 3 năm 2021",
            "Đắk Glei, ngày 0? yháng 3 năm 2021"]
)  # fmt: skip
def test_place_of_a_date(day: str) -> None:
    made = document(NUMBER, day, NAME)
    plan = to_plan(made, DEFAULT)
    assert plan.issued_on is None
    (warning,) = warnings(plan).values()
    assert warning.code == "date_blank"
    assert warning.at is not None
    assert made.text[warning.at.start : warning.at.end] == day.removeprefix("Đắk Glei, ")
    x0, y0, x1, y1 = box_of(warning)
    assert (x0, x1) == (140, 55 + 40 * len(day.split()))
    assert 110 < y0 < 120 and 132 < y1 < 140


def test_values_read_with_doubt_are_none() -> None:
    plan = to_plan(document(NUMBER, DAY, NAME, confidence=0.5), DEFAULT)
    assert (plan.number, plan.issued_on) == (None, None)
    assert {"number_blank", "date_blank"} <= set(warnings(plan))


def test_place_of_a_name_is_under_its_office() -> None:
    plan = to_plan(document(NUMBER, DAY, ""), DEFAULT)
    (signature,) = plan.signatures
    assert (signature.position, signature.name) == ("TRƯỞNG PHÒNG", None)
    (warning,) = warnings(plan).values()
    assert warning.code == "name_unreadable"
    assert signature.at.regions is not None
    office = signature.at.regions[0].box
    x0, y0, x1, y1 = box_of(warning)
    assert x0 < office[0] and office[2] < x1 and y0 == office[1] and office[3] + 150 < y1 < 842


def test_plain_text_has_no_page(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    lines = [HEAD, "Số:     /KH-PNV", "Đắk Glei, ngày   tháng   năm 2021", TAIL, "TRƯỞNG PHÒNG"]
    path.write_text("\n\n".join(lines), "utf-8")
    plan = extract(path, settings=Settings(embed_text=True))
    found = warnings(plan)
    assert set(found) == set(CODES)
    assert all(w.page is None and w.at and w.at.regions is None for w in found.values())
    places = {c: w.at and (plan.text or "")[w.at.start : w.at.end] for c, w in found.items()}
    assert places["number_blank"] == "Số: /KH-PNV"
    assert places["name_unreadable"] == "TRƯỞNG PHÒNG"


def test_the_crop_shows_the_number_written_by_hand(root: Path, tmp_path: Path) -> None:
    sys.path.insert(0, str(root / "corpus"))  # a folder of scripts, not a package
    import make

    plan = root / "corpus" / "plans" / "quang-nam-2024"
    options = ["--out", str(tmp_path), "--grades", "office", "--handwritten", "--jobs", "1"]
    assert make.main([str(plan), *options]) == 0
    path = tmp_path / "office" / "quang-nam-2024.pdf"
    found = extract(path)
    assert found.number is None
    x0, y0, x1, y1 = box_of(warnings(found)["number_blank"])
    document = pypdfium2.PdfDocument(path)
    pixels = document[0].render(scale=2).to_numpy()[..., :3].astype(int)
    document.close()
    blue = np.argwhere(pixels[..., 0] > pixels[..., 2] + 50)  # pdfium gives blue, green, red
    assert len(blue) > 100
    rows, columns = blue.T / 2
    inside = (rows >= y0) & (rows <= y1) & (columns >= x0) & (columns <= x1)
    assert inside.mean() > 0.97
    assert (x1 - x0) * (y1 - y0) < 0.01 * 595 * 842
