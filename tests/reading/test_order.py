"""The order of the pages of a scan."""

from __future__ import annotations

import pytest

from extractor.reading.order import in_order
from extractor.reading.page import ReadLine, ReadPage, ReadWord

FIRST = ("SỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/KH-SYT", "KẾ HOẠCH")
MOTTO_LOST = ("SỞ Y TẾ", "C0NG H0A X", "Số: 12/KH-SYT", "KẾ HOẠCH")
BODY = ("2. Nhiệm vụ", "Các phòng khám tổ chức tiêm chủng cho trẻ em.")
LAST = ("3. Kinh phí", "Giao Phòng Kế hoạch theo dõi.")
FORM = ("Mẫu số 01", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BÁO CÁO")


def stack(*pages: tuple[str, ...]) -> list[ReadPage]:
    return [
        ReadPage(number, "ocr", tuple(ReadLine((ReadWord(text),)) for text in page))
        for number, page in enumerate(pages, 1)
    ]


@pytest.mark.parametrize(
    ("pages", "wanted"),
    [
        ((FIRST, BODY, LAST), [1, 2, 3]),
        ((LAST, BODY, FIRST), [3, 2, 1]),
        ((LAST, FIRST, BODY), [2, 3, 1]),
        ((FIRST, BODY, FORM), [1, 2, 3]),
        ((MOTTO_LOST, BODY, FORM), [1, 2, 3]),
        ((BODY, LAST), [1, 2]),
        ((), []),
    ],
)
def test_the_page_with_the_letterhead_comes_first(
    pages: tuple[tuple[str, ...], ...], wanted: list[int]
) -> None:
    found = in_order(stack(*pages))
    assert [page.number for page in found] == wanted
    moved = wanted != sorted(wanted)
    assert [code for page in found for code, _ in page.warnings] == ["page_order"] * moved
