"""Which act, or which plan of the corpus, a citation means."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from made_tables import tables_of

from extractor.compare.linking.scope import unit_of
from extractor.compare.references import Acts
from extractor.compare.rows import CitationRow, PlanRow, read

HOA_BINH = {"province": "Hòa Bình", "issued_on": date(2022, 3, 1)}
SON_LA = {"province": "Sơn La", "issued_on": date(2022, 3, 1)}
PROVINCE = {"number": "8/KH-UBND", "issuer": "Ủy ban nhân dân tỉnh Hòa Bình", **HOA_BINH}
DISTRICT = {
    "number": "8/KH-UBND",
    "issuer": "Ủy ban nhân dân huyện Mai Châu tỉnh Hòa Bình",
    **HOA_BINH,
}
OTHER = {"number": "8/KH-UBND", "issuer": "Ủy ban nhân dân tỉnh Sơn La", **SON_LA}
HEALTH = {"number": "30/KH-SYT", "issuer": "Sở Y tế Hòa Bình", **HOA_BINH}
COMMUNE = {
    "number": "5/KH-UBND",
    "issuer": "Ủy ban nhân dân huyện Mai Châu tỉnh Hòa Bình",
    **HOA_BINH,
}


def _meant(by: dict[str, Any], **cited: Any) -> str | None:
    """The document that a citation of number 8 in `by` leads to, among three with that number."""
    known = {"province": PROVINCE, "district": DISTRICT, "other": OTHER, "by": by}
    tables = tables_of(
        {
            "plans": [{"document": name, **plan} for name, plan in known.items()],
            "citations": [
                {"document": "by", "type": "KH", "number": "08/KH-UBND", "act_year": 2022, **cited}
            ],
        }
    )
    acts = Acts(read(tables, "plans", PlanRow))
    (citation,) = read(tables, "citations", CitationRow)
    found = acts.meant(citation)
    return found.document if found else None


@pytest.mark.parametrize(
    ("by", "cited", "document"),
    [
        (HEALTH, {"issuer": "UBND tỉnh"}, "province"),
        (HEALTH, {"issuer": "Chủ tịch UBND tỉnh Hòa Bình"}, "province"),
        (HEALTH, {"issuer": "Ủy ban nhân dân", "issuer_inferred": True}, "province"),
        (HEALTH, {"issuer": "UBND huyện Mai Châu"}, "district"),
        (HEALTH, {"issuer": "UBND tỉnh Sơn La"}, "other"),
        (COMMUNE, {"issuer": "UBND huyện"}, "district"),
        (COMMUNE, {"issuer": "Ủy ban nhân dân", "issuer_inferred": True}, "district"),
        (COMMUNE, {"issuer": "UBND tỉnh"}, "province"),
        (HEALTH, {"issuer": "UBND tỉnh", "issued_on": date(2022, 3, 1)}, "province"),
        # Nothing of these says which document is meant, or all of them deny it.
        (HEALTH, {"issuer": "UBND tỉnh", "issued_on": date(2022, 3, 2)}, None),
        (HEALTH, {"issuer": "UBND tỉnh", "act_year": 2021}, None),
        (HEALTH, {"issuer": "UBND tỉnh", "act_year": None}, None),
        (HEALTH, {"issuer": "UBND huyện"}, None),
        (HEALTH, {"issuer": "UBND huyện Lạc Sơn"}, None),
        (HEALTH, {"issuer": "UBND tỉnh", "number": "8/CT-UBND"}, None),
        ({"number": "30/KH-BYT", "issued_on": date(2022, 3, 1)}, {"issuer": "UBND tỉnh"}, None),
    ],
)
def test_the_one_document_that_can_be_meant(
    by: dict[str, Any], cited: dict[str, Any], document: str | None
) -> None:
    assert _meant(by, **cited) == document


def test_no_document_is_its_own_basis() -> None:
    assert _meant(PROVINCE, issuer="UBND tỉnh", document="province") is None


def test_two_that_answer_are_none() -> None:
    """The same number twice in one body and year: nobody can tell which."""
    assert _meant({**PROVINCE, "title": "khác"}, document="district", issuer="UBND tỉnh") is None


def _keys(*cited: dict[str, Any]) -> list[str]:
    plans = [{"document": name, **plan} for name, plan in (("a", HEALTH), ("b", OTHER), ("c", {}))]
    tables = tables_of({"plans": plans, "citations": cited})
    acts = Acts(read(tables, "plans", PlanRow))
    return [acts.key(citation) for citation in read(tables, "citations", CitationRow)]


def test_a_nation_wide_act_is_one_act_in_all_provinces() -> None:
    decree = {"number": "24/2020/NĐ-CP", "act_id": "nd-24-2020-nd-cp"}
    letter = {"number": "77-CV/BTCTW", "type": "CV", "act_year": 2021}
    law = {"title": "Luật Thống kê", "type": "L"}
    for act in (decree, letter, law):
        assert len(set(_keys(*({"document": name, **act} for name in "abc")))) == 1


def test_the_act_of_a_local_body_is_that_of_its_place() -> None:
    decision = {"type": "QĐ", "number": "3/2020/QĐ-UBND", "act_year": 2020, "issuer": "UBND tỉnh"}
    at_home, there, nowhere = _keys(*({"document": name, **decision} for name in "abc"))
    assert at_home == "qd-3-2020-qd-ubnd-2020@hoa-binh"
    assert there == "qd-3-2020-qd-ubnd-2020@son-la"
    assert nowhere == "qd-3-2020-qd-ubnd-2020@c"


def test_a_resolution_of_the_provinces_party_is_not_that_of_another() -> None:
    title = {"type": "NQ", "title": "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XX"}
    assert len(set(_keys({"document": "a", **title}, {"document": "b", **title}))) == 2


@pytest.mark.parametrize(
    ("body", "unit"),
    [
        ("UBND huyện Mai Châu", "huyen-mai-chau"),
        ("Ủy ban nhân dân thành phố Hòa Bình", "thanh-pho-hoa-binh"),
        ("Phòng Nội vụ quận 5", "quan-5"),
        ("UBND huyện", "huyen"),
        ("Ban Quản lý Khu kinh tế", ""),
        ("Bảo hiểm xã hội tỉnh", ""),
        ("Bảo hiểm xã hội huyện Đà Bắc tỉnh Hòa Bình", "huyen-da-bac"),
        ("Liên đoàn Lao động tỉnh Hòa Bình", ""),
    ],
)
def test_units(body: str, unit: str) -> None:
    assert unit_of(body, "Hòa Bình") == unit


def test_the_city_itself_is_no_unit_of_it() -> None:
    assert unit_of("UBND thành phố Cần Thơ", "Cần Thơ") == ""
    assert unit_of("UBND thành phố", "Cần Thơ") == ""
    assert unit_of("UBND phường Cái Răng thành phố Cần Thơ", "Cần Thơ") == "phuong-cai-rang"
