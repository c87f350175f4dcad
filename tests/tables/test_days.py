"""Commemorative days: found by name and by the date printed beside it."""

from __future__ import annotations

from calendar import monthrange

import pytest

from extractor.tables.days import Day, day_of, days


@pytest.mark.parametrize("day", days(), ids=lambda day: day.id)
def test_row_is_found_by_its_name(day: Day) -> None:
    assert 1 <= day.day <= (30 if day.lunar else monthrange(2024, day.month)[1])
    found = day_of(day.name, day.month, day.day)
    assert found is not None and found.id == day.id


@pytest.mark.parametrize(
    ("name", "month", "day", "expected"),
    [
        ("Ngày hội Quốc phòng toàn dân", 12, 22, "hqptd"),
        ("Ngày thành lập Quân đội nhân dân Việt Nam", 12, 22, "qdnd"),
        ("Ngày Bác Hồ ra Lời kêu gọi thi đua ái quốc", None, None, "thidua"),
        ("Ngày Thế giới phòng, chống lao", 3, 24, None),
        ("Ngày thành lập Đảng bộ tỉnh", 6, 5, None),
    ],
)
def test_day_of_a_name(name: str, month: int | None, day: int | None, expected: str | None) -> None:
    found = day_of(name, month, day)
    assert (found.id if found else None) == expected
