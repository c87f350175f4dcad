"""Registered names link however they are written; names that are not registered never do."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.compare.linking import link_agency, link_day, province_of

from .named import agency, event, lines, link, province


@pytest.mark.parametrize("line", lines("writings"), ids=lambda line: line["name"])
def test_writings_of_registered_names(line: dict[str, str]) -> None:
    on = date(int(line["year"]), 12, 1) if line["year"] else None
    assert link(line["kind"], line["name"], on).id == line["id"]


@pytest.mark.parametrize("line", lines("unlisted"), ids=lambda line: line["name"])
def test_names_near_registered_ones(line: dict[str, str]) -> None:
    found = link(line["kind"], line["name"])
    assert (found.id, found.how) == (None, "unlisted")


def test_the_lists_are_long_enough() -> None:
    assert len(lines("unlisted")) >= 150
    assert len(lines("writings")) >= 100


@pytest.mark.parametrize(
    ("written", "how", "likeness"),
    [
        ("Sở Tư pháp", "exact", 1.0),
        ("SỞ TƯ PHÁP", "exact", 1.0),
        ("Sở Khoa học Công nghệ", "exact", 1.0),
        ("Sở KH&CN", "short", 1.0),
        ("Kho bạc tỉnh", "variant", 1.0),
        ("Sở Tư pbáp", "near", 0.9),
        ("Sở Tu phap", "near", 0.8),
    ],
)
def test_how_and_how_sure(written: str, how: str, likeness: float) -> None:
    found = link_agency(agency(written), None)
    assert found.how == how
    assert found.likeness == pytest.approx(likeness, abs=0.01)


@pytest.mark.parametrize(
    "written",
    ["UBND các huyện, thị xã", "UBND cấp xã", "Công an các xã, phường"],
)
def test_collective_addresses_are_groups(written: str) -> None:
    assert link_agency(agency(written), None).how == "group"
    assert link_agency(agency("các sở, ban, ngành", level="group"), None).how == "group"


def test_a_name_of_three_levels_is_ambiguous_unless_the_level_is_known() -> None:
    assert link_agency(agency("Hội Nông dân"), None).how == "ambiguous"
    assert link_agency(agency("Công an", level="district"), None).id == "cong-an-huyen"
    assert link_agency(agency("Hội Luật gia huyện"), None).how == "unlisted"


@pytest.mark.parametrize(
    ("written", "year", "entry"),
    [
        ("Sở Nông nghiệp", 2022, "so-nong-nghiep-va-phat-trien-nong-thon"),
        ("Sở Nông nghiệp", 2026, "so-nong-nghiep-va-moi-truong"),
        ("Sở Kế hoạch và Đầu tư", 2026, "so-ke-hoach-va-dau-tu"),
    ],
)
def test_the_body_is_the_one_of_the_day(written: str, year: int, entry: str) -> None:
    assert link_agency(agency(written), date(year, 1, 15)).id == entry


def test_a_part_links_to_its_body_only_where_the_plan_says_so() -> None:
    text = "Phòng Tham mưu Công an tỉnh"
    assert link_agency(agency(text), None).id is None
    assert link_agency(agency(text, unit="Phòng Tham mưu"), None).id == "cong-an-tinh"


def test_a_name_in_full_tells_what_an_abbreviation_means_but_adds_no_link() -> None:
    short = agency("TTKN", name="Trung tâm Kiểm soát bệnh tật tỉnh")
    assert link_agency(short, None).id == "trung-tam-kiem-soat-benh-tat-tinh"
    cut = agency("Sở Y tế dự phòng", name="Sở Y tế")
    assert link_agency(cut, None).id is None


def test_a_printed_date_decides_between_days() -> None:
    assert link_day(event("Ngày Quốc tế Chữ thập đỏ", "05-08")).id is None
    assert link_day(event("Ngày hội Văn hóa các dân tộc Việt Nam", "04-19")).id == "vhdt"


@pytest.mark.parametrize(
    ("name", "on", "then", "now"),
    [
        ("Ninh Bình", date(2023, 1, 1), "63-37", "34-37"),
        ("Ninh Bình", date(2026, 1, 1), "34-37", "34-37"),
        ("Ninh Bình", None, None, "34-37"),
        ("Hà Tây", date(2005, 1, 1), "H-ha-tay", "34-01"),
        ("Hà Nam Ninh", date(1985, 1, 1), "H-ha-nam-ninh", "34-37"),
        ("Sông Bé", date(1990, 1, 1), "H-song-be", None),
        ("Đông Đô", date(2023, 1, 1), None, None),
    ],
)
def test_province_then_and_now(
    name: str, on: date | None, then: str | None, now: str | None
) -> None:
    assert province_of(province(name), on) == (then, now)
