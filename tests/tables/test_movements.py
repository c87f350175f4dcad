"""The registry of movements: each row knows its own name, successors follow their predecessors."""

from __future__ import annotations

import pytest

from extractor.tables import rows
from extractor.tables.movements import Movement, form_at, movement_named, movements, words_of
from extractor.vietnamese import fold, slug


@pytest.mark.parametrize("movement", movements(), ids=lambda movement: movement.id)
def test_row_is_found_by_its_name_and_forms(movement: Movement) -> None:
    year = movement.start
    for form in (movement.name, *movement.forms):
        name = form.replace("*", "Bình Thuận")
        found = movement_named(name, year)
        assert found is not None and found.id == movement.id, name
        assert form_at(fold(name), 0) == len(name), name


@pytest.mark.parametrize("movement", movements(), ids=lambda movement: movement.id)
def test_row_is_tidy(movement: Movement) -> None:
    assert movement.id == slug(movement.id)
    assert movement.scope in ("national", "province", "other")
    assert movement.cores and all(words_of(p) == p for core in movement.cores for p in core)


def test_predecessors_exist_and_began_earlier() -> None:
    by_id = {movement.id: movement for movement in movements()}
    for row in rows("campaigns"):
        if row["predecessor"]:
            before, after = by_id[row["predecessor"]], by_id[row["id"]]
            assert (before.start or 0) <= (after.start or 9999)


@pytest.mark.parametrize(
    ("name", "movement"),
    [
        (
            "Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh",
            "nong-thon-moi-do-thi-van-minh",
        ),
        ("Vì an ninh Tổ quốc", "vi-an-ninh-to-quoc"),
        ("Toàn dân bảo vệ ANTQ", "toan-dan-bao-ve-an-ninh"),
        ("Mỗi người trồng một cây xanh", None),
        ("Phát huy vai trò của thanh niên trong tham gia cải cách hành chính của tỉnh nhà", None),
    ],
)
def test_look_alikes_are_told_apart(name: str, movement: str | None) -> None:
    found = movement_named(name, 2023)
    assert (found.id if found else None) == movement
