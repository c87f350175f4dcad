"""Matrices of made corpora: what counts, what is sure, in which order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extractor.compare.matrices import (
    cells,
    province_act,
    province_agency,
    province_campaign,
    province_month,
    province_role,
    wide,
)
from extractor.compare.matrices.provinces import unmerged
from extractor.compare.model import Member
from extractor.plan import Plan, Province

from ..made import (
    BEN_TRE,
    CAO_BANG,
    CAO_BANG_NOW,
    DA_NANG,
    DAK_LAK,
    NINH_BINH,
    NINH_BINH_NOW,
    TRA_VINH,
    UNREAD,
    campaign,
    corpus,
    member,
)


def test_copies_and_other_kinds_of_document_do_not_count(plan: Plan) -> None:
    assert plan.document_type is not None
    decision = plan.document_type.model_copy(update={"code": "QĐ"})
    tables = corpus(
        member("a", plan, province=BEN_TRE),
        member("b", plan, "a", province=BEN_TRE),
        member("c", plan, province=DAK_LAK, document_type=decision),
    )
    matrix = province_campaign(tables, vintage="then")
    assert [(row.name, row.plans) for row in matrix.rows] == [("Bến Tre", 1), ("Đắk Lắk", 0)]
    assert [cell.state for cell in matrix.cells.values()] == ["named", "no_plan"]
    assert matrix.plans_by_row == {"63-83": 1, "63-66": 0}


def test_nothing_is_absent_where_a_page_could_not_be_read(plan: Plan) -> None:
    tables = corpus(
        member("a", plan, province=BEN_TRE),
        member("b", plan, province=DAK_LAK, campaigns=(), warnings=(UNREAD,)),
        member("c", plan, province=DAK_LAK, campaigns=()),
        member("d", plan, province=DA_NANG, campaigns=()),
    )
    matrix = province_campaign(tables)
    states = {row.name: matrix.cells[row.id, "~moi-nha-mot-tu-sach"].state for row in matrix.rows}
    assert states == {"Vĩnh Long": "named", "Đắk Lắk": "unsure", "Đà Nẵng": "absent"}
    assert matrix.cells["34-86", "~moi-nha-mot-tu-sach"].rows == ("a#/campaigns/0",)
    with pytest.raises(KeyError):
        matrix.cells["34-86", "no-such-movement"]


def test_rows_by_the_alphabet_with_the_unknown_last(plan: Plan) -> None:
    places = {"a": None, "b": DA_NANG, "c": DAK_LAK, "d": CAO_BANG, "e": BEN_TRE}
    tables = corpus(*(member(document, plan, province=p) for document, p in places.items()))
    matrix = province_campaign(tables, vintage="then")
    names = [row.name for row in matrix.rows]
    assert names == ["Bến Tre", "Cao Bằng", "Đà Nẵng", "Đắk Lắk", "Không rõ tỉnh"]
    assert matrix.rows[-1].name_en == "Province not known"


def test_columns_by_the_number_of_plans_then_by_the_alphabet(plan: Plan) -> None:
    second, third = (
        campaign(plan, "Đền ơn đáp nghĩa", "den-on-dap-nghia"),
        campaign(plan, "Ao làng"),
    )
    tables = corpus(
        member("a", plan, campaigns=(*plan.campaigns, third, second)),
        member("b", plan, campaigns=(second,)),
    )
    columns = province_campaign(tables).columns
    assert [(column.id, column.plans, column.listed) for column in columns] == [
        ("den-on-dap-nghia", 2, True),
        ("~ao-lang", 1, False),
        ("~moi-nha-mot-tu-sach", 1, False),
    ]


def test_spellings_of_an_unlisted_name_are_one_column(plan: Plan) -> None:
    again = campaign(plan, "Mỗi nhà một tủ sách")
    other = campaign(plan, "MỖI NHÀ - MỘT TỦ SÁCH")
    tables = corpus(member("a", plan, campaigns=(again, other)), member("b", plan))
    matrix = province_campaign(tables)
    assert [column.name for column in matrix.columns] == ["Mỗi nhà một tủ sách"]
    cell = matrix.cells["34-68", "~moi-nha-mot-tu-sach"]
    assert (cell.plans, cell.times, len(cell.rows)) == (2, 3, 3)


def _issued(document: str, plan: Plan, place: Province) -> Member:
    """The plan as it is issued in a province of that list."""
    year = 2025 if place.code_list == "34" else 2022
    return member(document, plan, province=place, issued_on=date(year, 12, 1))


def test_then_and_now(plan: Plan) -> None:
    """Two provinces of 2022 are one today; one that was not merged keeps its row."""
    places = {
        "a": BEN_TRE, "b": TRA_VINH, "c": CAO_BANG, "d": CAO_BANG_NOW, "e": NINH_BINH,
        "f": NINH_BINH_NOW,
    }  # fmt: skip
    tables = corpus(*(_issued(document, plan, p) for document, p in places.items()))
    then, now = (province_campaign(tables, vintage=v) for v in ("then", "now"))  # type: ignore[arg-type]
    assert {row.name: row.plans for row in then.rows} == {
        "Bến Tre": 1, "Cao Bằng": 2, "Ninh Bình (34)": 1, "Ninh Bình (63)": 1, "Trà Vinh": 1,
    }  # fmt: skip
    assert {row.name: row.plans for row in now.rows} == {
        "Cao Bằng": 2, "Ninh Bình": 2, "Vĩnh Long": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "row"),
    [
        ("34-04", "63-04"),  # not merged
        ("34-46", "63-46"),  # a city since 2025, by another name
        ("63-46b", "63-46"),
        ("34-37", "34-37"),  # three became one
        ("34-75b", "34-75"),
        ("63-12", "63-12"),  # a part of an older province of that name
        ("63-01", "63-01"),  # took another in
    ],
)
def test_a_row_is_a_territory(unit: str, row: str) -> None:
    assert unmerged(unit) == row


def test_two_provinces_plans_of_one_number_are_two_acts(plan: Plan) -> None:
    cited = plan.citations[0].model_copy(
        update={"key": "KH 6/KH-UBND 2023", "type": "KH", "number": "6/KH-UBND", "issuer": None}
    )
    tables = corpus(
        member("a", plan, province=BEN_TRE, citations=(cited, *plan.citations)),
        member("b", plan, province=DAK_LAK, citations=(cited, *plan.citations)),
    )
    names = [column.name for column in province_act(tables).columns]
    assert len(names) == 3
    assert "42-CT/TW (2004)" in names[0]
    assert [name.rpartition(", ")[2] for name in names[1:]] == ["Bến Tre", "Đắk Lắk"]


def test_partners_are_a_mode_of_their_own(plan: Plan) -> None:
    tables = corpus(member("a", plan))
    names = {
        mode: [column.name for column in province_agency(tables, mode=mode).columns]
        for mode in ("assigned", "requested", "general", "partner")
    }
    assert names["partner"] == ["Hội Nhà văn"]
    assert len(names["assigned"]) == 1
    assert not names["requested"] and not names["general"]
    assert len(province_agency(tables).columns) == 2


def test_months_and_roles_are_always_there(plan: Plan) -> None:
    tables = corpus(member("a", plan))
    months, roles = province_month(tables), province_role(tables)
    assert [column.name for column in months.columns] == [
        *(f"Tháng {month}" for month in range(1, 13)),
        "Cả năm",
    ]
    assert months.columns[4].name_en == "May"
    named = [column.id for column in roles.columns if column.plans]
    assert named == ["purpose", "implementation"]
    assert len(roles.columns) == 9


def test_files_say_the_same(plan: Plan, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    tables = corpus(
        member("a", plan, province=BEN_TRE),
        member("b", plan, province=DAK_LAK, campaigns=(), warnings=(UNREAD,)),
        member("c", plan, province=DA_NANG, campaigns=()),
    )
    matrix = province_campaign(tables, vintage="then")
    long = cells({"then": {"province_campaign": matrix}})
    assert [(row["row"], row["state"], row["plans"]) for row in long.to_pylist()] == [
        ("Bến Tre", "named", 1),
        ("Đà Nẵng", "absent", 0),
        ("Đắk Lắk", "unsure", 0),
    ]
    assert wide(matrix).to_pylist()[1:] == [
        {"row_id": "63-48", "row": "Đà Nẵng", "plans": 1, "blank": "absent", "Mỗi nhà một tủ sách": 0},
        {"row_id": "63-66", "row": "Đắk Lắk", "plans": 1, "blank": "unsure", "Mỗi nhà một tủ sách": None},
    ]  # fmt: skip
    pq.write_table(long, tmp_path / "long.parquet")


def test_no_plans_give_an_empty_matrix() -> None:
    matrix = province_campaign(corpus())
    assert not matrix.rows and not matrix.columns and len(matrix.cells) == 0
    assert wide(matrix).num_rows == cells({"now": {matrix.name: matrix}}).num_rows == 0
