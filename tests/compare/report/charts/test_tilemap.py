"""The grid of the provinces against the map of the country, and what is counted on it."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from extractor.compare.matrices import province_campaign
from extractor.compare.report.charts import heatmap, tile_map
from extractor.compare.report.charts.tilemap import Place, places
from extractor.plan import Plan
from extractor.tables import rows
from extractor.tables.places import CodeList, units

from ...made import (
    BEN_TRE,
    CAO_BANG,
    CAO_BANG_NOW,
    DA_NANG,
    NINH_BINH,
    NINH_BINH_NOW,
    TRA_VINH,
    corpus,
    member,
)

LISTS: tuple[CodeList, ...] = ("63", "34")
# Said by the map of the country, not by the grid: A lies N, S, E, W … of B.
FACTS_63 = """
Hà Giang N Tuyên Quang; Cao Bằng E Hà Giang; Lạng Sơn SE Cao Bằng; Điện Biên W Sơn La
Lai Châu N Điện Biên; Lào Cai N Yên Bái|Lào Cai W Yên Bái; Yên Bái W Tuyên Quang; Phú Thọ W Vĩnh Phúc
Thái Nguyên S Bắc Kạn; Bắc Giang S Lạng Sơn; Quảng Ninh N Hải Phòng; Hòa Bình W Hà Nội
Hà Nội S Vĩnh Phúc; Hải Dương W Hải Phòng; Hà Nam N Ninh Bình; Thái Bình N Nam Định|Thái Bình E Nam Định
Thanh Hóa N Nghệ An; Nghệ An N Hà Tĩnh; Quảng Trị SE Quảng Bình; Đà Nẵng SE Thừa Thiên Huế
Quảng Ngãi S Quảng Nam; Kon Tum W Quảng Ngãi; Gia Lai W Bình Định; Phú Yên N Khánh Hòa
Đắk Lắk W Phú Yên; Đắk Nông W Lâm Đồng; Bình Phước W Đắk Nông; Ninh Thuận S Khánh Hòa
Bình Thuận W Ninh Thuận; Đồng Nai E Bình Dương; Tây Ninh N Long An; Hồ Chí Minh S Bình Dương
Bà Rịa - Vũng Tàu S Đồng Nai; An Giang W Cần Thơ; Kiên Giang S An Giang; Bến Tre N Trà Vinh
Sóc Trăng E Bạc Liêu; Cà Mau SW Bạc Liêu; Hậu Giang S Cần Thơ; Vĩnh Long S Tiền Giang
"""
FACTS_34 = """
Tuyên Quang W Cao Bằng; Lai Châu N Điện Biên; Lào Cai E Lai Châu; Điện Biên W Sơn La
Thái Nguyên S Cao Bằng; Lạng Sơn E Thái Nguyên; Bắc Ninh E Hà Nội; Quảng Ninh N Hải Phòng
Phú Thọ N Hà Nội|Phú Thọ W Hà Nội; Hưng Yên W Hải Phòng; Ninh Bình N Thanh Hóa; Nghệ An S Thanh Hóa
Hà Tĩnh N Quảng Trị; Quảng Trị NW Huế; Đà Nẵng SE Huế; Quảng Ngãi S Đà Nẵng; Gia Lai S Quảng Ngãi
Đắk Lắk N Khánh Hòa; Lâm Đồng W Khánh Hòa; Đồng Nai W Lâm Đồng; Hồ Chí Minh E Tây Ninh
Đồng Tháp E An Giang; Vĩnh Long E Đồng Tháp; Cần Thơ S Đồng Tháp; Cà Mau SW Cần Thơ
"""
_TOWARDS: dict[str, tuple[int, int]] = {"N": (-1, 0), "S": (1, 0), "E": (0, 1), "W": (0, -1)}


def _facts(text: str) -> list[str]:
    return [fact.strip() for line in text.splitlines() for fact in line.split(";") if fact.strip()]


def _holds(fact: str, grid: dict[str, Place]) -> bool:
    """`A NE B`: A is above and to the right of B; `A N B`: above it, not further aside than up. `|`
    parts two ways of seeing it. Neighbours: no more than two tiles away."""
    return any(_one(option, grid) for option in fact.split("|"))


def _one(fact: str, grid: dict[str, Place]) -> bool:
    direction = next(word for word in fact.split() if set(word) <= set("NSEW"))
    a, b = (grid[name.strip()] for name in fact.split(f" {direction} "))
    down, right = a.row - b.row, a.column - b.column
    if max(abs(down), abs(right)) > 2:
        return False
    if len(direction) == 1:
        rows, columns = _TOWARDS[direction]
        along, aside = (down * rows, right) if rows else (right * columns, down)
        return along > 0 and abs(aside) <= along
    (rows, _), (_, columns) = (_TOWARDS[letter] for letter in direction)
    return down * rows > 0 and right * columns > 0


def _by_name(code_list: CodeList) -> dict[str, Place]:
    return {place.name: place for place in places(code_list) if not place.archipelago}


@pytest.mark.parametrize("code_list", LISTS)
def test_each_province_has_one_tile_of_its_own(code_list: CodeList) -> None:
    known = {(u.code_list, u.code) for u in units().values() if u.code_list == code_list}
    grid = places(code_list)
    provinces = [place for place in grid if not place.archipelago]
    assert len(provinces) == int(code_list) == len(known)
    assert Counter(unit for place in provinces for unit in place.units) == Counter(
        unit.id for unit in units().values() if unit.code_list == code_list
    )
    assert len({(place.row, place.column) for place in grid}) == len(grid)
    assert {row["unit"] for row in rows("compare/tile_grid")} <= set(units())


@pytest.mark.parametrize("fact", _facts(FACTS_63))
def test_the_63_lie_where_they_lie(fact: str) -> None:
    assert _holds(fact, _by_name("63"))


@pytest.mark.parametrize("fact", _facts(FACTS_34))
def test_the_34_lie_where_they_lie(fact: str) -> None:
    assert _holds(fact, _by_name("34"))


@pytest.mark.parametrize("code_list", LISTS)
def test_the_ends_of_the_country(code_list: CodeList) -> None:
    grid = _by_name(code_list)
    north = {name for name, place in grid.items() if place.row == 1}
    south = max(grid, key=lambda name: grid[name].row)
    west = {name for name, place in grid.items() if place.column == 1}
    east = max(place.column for place in grid.values())
    assert north == ({"Hà Giang", "Cao Bằng"} if code_list == "63" else {"Tuyên Quang", "Cao Bằng"})
    assert south == "Cà Mau"
    assert west == {"Lai Châu", "Điện Biên"}
    assert grid["Khánh Hòa"].column == east


@pytest.mark.parametrize("code_list", LISTS)
def test_the_archipelagos_lie_in_the_sea_off_their_provinces(code_list: CodeList) -> None:
    grid = _by_name(code_list)
    islands = {p.archipelago: p for p in places(code_list) if p.archipelago}
    assert {name: place.name for name, place in islands.items()} == {
        "Hoàng Sa": "Đà Nẵng",
        "Trường Sa": "Khánh Hòa",
    }
    coast = max(place.column for place in grid.values())
    assert all(place.column > coast for place in islands.values())
    assert abs(islands["Hoàng Sa"].row - grid["Đà Nẵng"].row) <= 1
    assert grid["Khánh Hòa"].row < islands["Trường Sa"].row < grid["Cà Mau"].row


def test_plans_are_counted_on_their_tiles_then_and_now(plan: Plan) -> None:
    tables = corpus(
        member("a", plan, province=BEN_TRE),
        member("b", plan, province=TRA_VINH),
        member("c", plan, province=CAO_BANG),
        member("d", plan, province=CAO_BANG_NOW),
    )
    then = {t.place.name: t.plans for t in tile_map("then", tables).provinces if t.plans}
    now = {t.place.name: t for t in tile_map("now", tables).provinces if t.plans}
    assert then == {"Bến Tre": 1, "Trà Vinh": 1, "Cao Bằng": 2}
    assert {name: tile.plans for name, tile in now.items()} == {"Vĩnh Long": 2, "Cao Bằng": 2}
    assert now["Vĩnh Long"].rows == ("a#", "b#")


def test_what_is_not_on_the_map_is_told(plan: Plan) -> None:
    tables = corpus(
        member("a", plan, province=NINH_BINH),
        member("b", plan, province=NINH_BINH_NOW, issued_on=date(2025, 12, 1)),
        member("c", plan, province=None),
    )
    drawn = tile_map("then", tables)
    told = {str(name.vi): plans for name, plans in drawn.elsewhere}
    assert len(told) == 2 and set(told.values()) == {1}
    assert sum(tile.plans for tile in drawn.provinces) == 1


def test_an_archipelago_is_shaded_as_its_province_and_counted_once(plan: Plan) -> None:
    drawn = tile_map("then", corpus(member("a", plan, province=DA_NANG)))
    mainland, island = (t for t in drawn.tiles if t.place.name == "Đà Nẵng")
    assert mainland.step == island.step > 0
    assert sum(tile.plans for tile in drawn.provinces) == 1


def test_a_map_of_no_plans_has_all_tiles(plan: Plan) -> None:
    drawn = tile_map("now", corpus())
    assert len(drawn.provinces) == 34 and drawn.shades == ()


def test_the_measures_are_tables_of_the_page(plan: Plan) -> None:
    tables = corpus(member("a", plan, province=BEN_TRE))
    measure = heatmap("campaigns-now", province_campaign(tables))
    assert tile_map("now", tables, (measure,)).measures == (measure,)
    on_map = {unit for tile in tile_map("now", tables).tiles for unit in tile.place.units}
    assert {row.id for row in measure.rows} <= on_map
