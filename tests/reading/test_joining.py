"""Which lines of a page are one paragraph."""

from __future__ import annotations

import pytest

from extractor.reading.joining import begins_paragraph
from extractor.reading.page import ReadLine, ReadWord

PLACE = (85.0, 100.0, 540.0, 113.0)


def line(text: str, **layout: object) -> ReadLine:
    words = tuple(ReadWord(word, PLACE) for word in text.split())
    return ReadLine(words, **{"full": True, **layout})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "begins"),
    [
        # A name in quotation marks goes on with a capital.
        ('2. Đợt cao điểm: "Thi đua lập thành tích chào mừng', 'Ngày hội lớn"', False),
        ("b) Phát động phong trào “Toàn dân tập luyện theo gương", "Bác Hồ vĩ đại” năm 2024", False),
        # It has ended, or another one begins.
        ('1. Phong trào "Giỏi việc nước".', 'Chuyên mục "Người tốt, việc tốt"', True),
        ("1. Phong trào “Xanh - Sạch - Đẹp”", "Tuyên truyền về “Tết trồng cây”", True),
    ],
)  # fmt: skip
def test_a_name_in_quotation_marks_is_not_cut(first: str, second: str, begins: bool) -> None:
    after = line(second, indent=True)
    assert begins_paragraph([line(first)], after, page_break=False) is begins
