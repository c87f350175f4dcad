"""Provinces then and now."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.tables.places import current_of, place_in, province_named, units

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def test_every_row_leads_to_known_units() -> None:
    known = units()
    for unit in known.values():
        assert all(successor in known for successor in unit.successors), unit
        assert unit.valid_from <= unit.valid_to
        assert (unit.code is None) == (unit.code_list is None)


@pytest.mark.parametrize(("day", "code_list", "number"), [(BEFORE, "63", 63), (AFTER, "34", 34)])
def test_the_lists_are_whole(day: date, code_list: str, number: int) -> None:
    standing = [unit for unit in units().values() if unit.stood_on(day)]
    assert {unit.code_list for unit in standing} == {code_list}
    assert len({unit.code for unit in standing}) == len(standing) == number


def test_every_unit_of_the_63_is_part_of_one_of_the_34() -> None:
    for unit in units().values():
        if unit.code_list == "63":
            current = current_of(unit)
            assert current is not None
            assert current.code_list == "34"


@pytest.mark.parametrize(
    ("text", "day", "name", "code", "now"),
    [
        ("Kiên Giang", BEFORE, "Kiên Giang", "91", "An Giang"),
        ("tỉnh An Giang", AFTER, "An Giang", "91", "An Giang"),
        ("An Giang", BEFORE, "An Giang", "89", "An Giang"),
        ("TỈNH KHÁNH HOÀ", BEFORE, "Khánh Hòa", "56", "Khánh Hòa"),
        ("TP. HCM", BEFORE, "Hồ Chí Minh", "79", "Hồ Chí Minh"),
        ("thành phố Hồ Chí Minh", AFTER, "Hồ Chí Minh", "79", "Hồ Chí Minh"),
        ("Bà Rịa – Vũng Tàu", BEFORE, "Bà Rịa - Vũng Tàu", "77", "Hồ Chí Minh"),
        ("Thừa Thiên - Huế", date(2020, 1, 1), "Thừa Thiên Huế", "46", "Huế"),
        ("Huế", date(2025, 3, 1), "Huế", "46", "Huế"),
        ("Cần Thơ", date(2002, 5, 1), "Cần Thơ", None, "Cần Thơ"),
        ("Hà Tây", date(2007, 5, 1), "Hà Tây", None, "Hà Nội"),
        ("Đăk Lăk", date(2010, 5, 1), "Đắk Lắk", "66", "Đắk Lắk"),
        ("Hải Dương", date(2025, 8, 1), "Hải Dương", "30", "Hải Phòng"),
    ],
)  # fmt: skip
def test_names_by_date(text: str, day: date, name: str, code: str | None, now: str) -> None:
    unit = province_named(text, day)
    assert unit is not None
    current = current_of(unit)
    assert current is not None
    assert (unit.name, unit.code, current.name) == (name, code, now)


def test_a_province_may_become_a_city() -> None:
    kinds = [province_named("Quảng Ninh", day) for day in (AFTER, date(2026, 9, 1))]
    assert [unit.kind for unit in kinds if unit] == ["province", "city"]


def test_no_name_no_unit() -> None:
    assert province_named("Atlantis", None) is None
    assert province_named("", AFTER) is None


def test_parts_that_went_different_ways_have_no_one_successor() -> None:
    unit = province_named("Sông Bé", date(1990, 1, 1))
    assert unit is not None
    assert current_of(unit) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SỞ Y TẾ KIÊN GIANG", "Kiên Giang"),
        ("UBND huyện Quảng Ninh, tỉnh Quảng Bình", "Quảng Bình"),
        ("UBND xã Hòa Bình", None),
        ("Bộ Y tế", None),
    ],
)
def test_place_in(text: str, name: str | None) -> None:
    assert place_in(text) == name
