"""Who launched a movement: by its name."""

from __future__ import annotations

import pytest

from extractor.movements.launches import find_launches, scope_of_name
from extractor.tables.movements import movement_named
from extractor.vietnamese import fold


@pytest.mark.parametrize(
    ("name", "scope"),
    [
        ("Toàn tỉnh chung sức xây dựng nông thôn mới", "province"),
        ("Lạng Sơn chung sức xây dựng nông thôn mới", "province"),
        ("Chư Sê chung sức xây dựng nông thôn mới", "other"),
        ("Huyện Chư Sê chung sức xây dựng nông thôn mới", "other"),
        ("Cả nước chung sức xây dựng nông thôn mới", None),
        ("Chung sức xây dựng nông thôn mới", None),
        ("Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", None),
        ("Tuổi trẻ Hòa Bình vì cộng đồng", "province"),
        ("Vì một thế giới hòa bình", None),
        ("Dân vận khéo", None),
    ],
)
def test_scope_that_a_name_tells(name: str, scope: str | None) -> None:
    assert scope_of_name(name, movement_named(name, None)) == scope


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("do Thủ tướng Chính phủ phát động", "national"),
        ("do Ủy ban nhân dân tỉnh phát động", "province"),
        ("do Tỉnh đoàn phát động", "province"),
        ("do Hội Nông dân phát động", "other"),
        ("do Trung ương và tỉnh phát động", None),
    ],
)
def test_scope_of_a_launch(text: str, scope: str | None) -> None:
    (launch,) = find_launches(fold(f"các phong trào {text} gồm"))
    assert launch.scope == scope
