"""Events: days with a date, days known by name, anniversaries that do not add up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Document, Span
from extractor.fields.events import anniversary_warnings, events_in

Make = Callable[..., Document]


def events(document: Document) -> list[tuple[str, str | None, int | None, str | None]]:
    found = events_in(document, [Span(0, len(document.text))])
    return [(event.name, event.date, event.anniversary, event.id) for event in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kỷ niệm 70 năm Chiến thắng Điện Biên Phủ (07/5/1954 - 07/5/2024)",
            [("Chiến thắng Điện Biên Phủ", "05-07", 70, "dbp")],
        ),
        (
            "Chào mừng 78 năm Cách mạng Tháng Tám (19/8/1945 - 19/8/2023) và Quốc khánh (02/9/1945"
            " - 02/9/2023);",
            [
                ("Cách mạng Tháng Tám", "08-19", 78, "cmt8"),
                ("Quốc khánh", "09-02", 78, "quockhanh"),
            ],
        ),
        (
            "Hưởng ứng Ngày Môi trường thế giới (5/6)",
            [("Ngày Môi trường thế giới", "06-05", None, "bhtq")],
        ),
        ("Ngày Quốc tế Phụ nữ 8/3", [("Ngày Quốc tế Phụ nữ", "03-08", None, "phunuqt")]),
        (
            "Giỗ Tổ Hùng Vương (mùng 10 tháng 3 âm lịch)",
            [("Giỗ Tổ Hùng Vương", "03-10", None, "giotohung")],
        ),
        (
            "Kỷ niệm 93 năm Ngày thành lập Đảng Cộng sản Việt Nam, mừng Xuân",
            [("Ngày thành lập Đảng Cộng sản Việt Nam", None, 93, "dang")],
        ),
        (
            "tập trung tuyên truyền kỷ niệm 80 năm Cách mạng Tháng Tám (19/8)",
            [("Cách mạng Tháng Tám", "08-19", 80, "cmt8")],
        ),
        (
            "Trồng cây xanh hưởng ứng Ngày Môi trường thế giới (05/6)",
            [("Ngày Môi trường thế giới", "06-05", None, "bhtq")],
        ),
        ("Tháng hành động vì trẻ em (01/6 - 30/6)", []),
        ("Tuyên truyền công tác thu ngân sách", []),
    ],
)
def test_events_of_a_bullet(
    make_document: Make, text: str, expected: list[tuple[str, str | None, int | None, str | None]]
) -> None:
    assert events(make_document(text)) == expected


def test_day_of_the_lunar_calendar_says_so(make_document: Make) -> None:
    document = make_document("Giỗ Tổ Hùng Vương (10/3 âm lịch)")
    (event,) = events_in(document, [Span(0, len(document.text))])
    assert event.lunar


def test_number_that_does_not_fit_the_years_is_doubtful(make_document: Make) -> None:
    document = make_document("Kỷ niệm 75 năm Ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2022)")
    (warning,) = anniversary_warnings(document, [Span(0, len(document.text))])
    assert warning.code == "misprint"
