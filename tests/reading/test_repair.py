"""Repairs of lines that can only be meant in one way."""

from __future__ import annotations

import pytest

from extractor.document import Zone
from extractor.reading.page import ReadLine, ReadWord
from extractor.reading.repair import repaired


def line(text: str, zone: Zone, sure: float) -> ReadLine:
    return ReadLine(tuple(ReadWord(w, (0, 0, 1, 1), sure) for w in text.split()), zone=zone)


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("TÍNH QUẢNG TRI", "TỈNH QUẢNG TRỊ"),
        ("ỦY BAN NHÂN DÂN TĨNH BẮC KẠN", "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN"),
        ("TỈNH ĐOÀN HÀ TÏNH", "TỈNH ĐOÀN HÀ TĨNH"),
        ("TỈNH HOÀ BÌNH", "TỈNH HOÀ BÌNH"),  # tone placed as it may be
        ("TỈNH ĐĂK LĂK", "TỈNH ĐĂK LĂK"),  # written in two ways
        ("SỞ Y TẾ", "SỞ Y TẾ"),
    ],
)
def test_name_of_a_province_in_the_letterhead(read: str, right: str) -> None:
    found, change = repaired(line(read, "letterhead", 0.9))
    assert found.text == right
    assert change == (None if read == right else (read, right, "fixed_phrase"))


def test_names_stay_outside_the_letterhead_and_where_no_word_is_doubtful() -> None:
    assert repaired(line("TÍNH QUẢNG TRI", "body", 0.9))[1] is None
    assert repaired(line("TÍNH QUẢNG TRI", "letterhead", 1.0))[1] is None
