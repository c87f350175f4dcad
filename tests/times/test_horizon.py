"""The year that a plan means where it names none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from extractor.document import Document
from extractor.times.calendar import find_whens
from extractor.times.horizon import Horizon, horizon_of
from extractor.vietnamese import fold

Make = Callable[..., Document]


@pytest.mark.parametrize(
    ("title", "letterhead", "year", "issued_on"),
    [
        (
            "Cải cách hành chính năm 2024",
            "Hậu Giang, ngày 20 tháng 12 năm 2023",
            2024,
            "2023-12-20",
        ),
        ("Giai đoạn 2021-2025", "Hậu Giang, ngày 02 tháng 3 năm 2021", 2021, "2021-03-02"),
        ("Phòng, chống dịch", "Hậu Giang, ngày     tháng 5 năm 2020", 2020, None),
        ("Phòng, chống dịch", "Số: 12/KH-UBND", None, None),
    ],
)
def test_title_goes_before_issue(
    make_document: Make, title: str, letterhead: str, year: int | None, issued_on: str | None
) -> None:
    horizon = horizon_of(make_document("I. MỤC TIÊU", title=title, letterhead=letterhead))
    assert horizon.year == year
    assert horizon.issued_on == (date.fromisoformat(issued_on) if issued_on else None)


def test_document_without_frame_has_no_year(make_document: Make) -> None:
    document = make_document("I. MỤC TIÊU")
    assert horizon_of(Document(text=document.text, source=document.source)).year is None


def test_day_without_a_year_is_not_before_the_issue() -> None:
    (when,) = find_whens(fold("trước ngày 15/01"))
    assert Horizon(2022, date(2022, 11, 3)).last(when) == date(2023, 1, 15)
    assert Horizon(2022, date(2022, 1, 3)).last(when) == date(2022, 1, 15)
    assert Horizon(None).last(when) is None
