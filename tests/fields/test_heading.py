"""Place and date of issue: above the title, else below the body."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from extractor.document import Document
from extractor.fields.heading import issued_on, place

Make = Callable[..., Document]
BODY = "I. MỤC ĐÍCH\nMở hội thi tại Bắc Kạn, ngày 01 tháng 9 năm 2024.\n"


@pytest.mark.parametrize(
    ("letterhead", "below", "expected"),
    [
        ("Ba Bể, ngày 02 tháng 5 năm 2024", "", ("Ba Bể", date(2024, 5, 2))),
        ("", "Ba Bể, ngày 02 tháng 5 năm 2024", ("Ba Bể", date(2024, 5, 2))),
        ("", "Thị trấn Chợ Rã, ngày 2 tháng 5 năm 2024.", ("Thị trấn Chợ Rã", date(2024, 5, 2))),
        ("Na Rì, ngày … tháng 4 năm 2024", "Ba Bể, ngày 02 tháng 5 năm 2024", ("Na Rì", None)),
        ("", "Phòng Nội vụ gửi báo cáo", (None, None)),
    ],
)
def test_place_and_date(
    make_document: Make, letterhead: str, below: str, expected: tuple[str | None, date | None]
) -> None:
    document = make_document(BODY + below, title="Hội thi", letterhead=letterhead)
    where, when = place(document), issued_on(document)
    assert (where.text if where else None, when[0] if when else None) == expected
