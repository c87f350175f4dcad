"""What a province left out that half of the others have."""

from __future__ import annotations

from typing import Any

from extractor.compare.matrices import left_out
from extractor.compare.model import Member
from extractor.plan import Plan

from ..made import (
    BEN_TRE,
    CAO_BANG,
    DA_NANG,
    DAK_LAK,
    NINH_BINH,
    TRA_VINH,
    UNREAD,
    campaign,
    corpus,
    member,
)


def _campaigns(*members: Member) -> list[dict[str, Any]]:
    rows = left_out(corpus(*members), vintage="then").to_pylist()
    return [row for row in rows if row["kind"] == "campaign"]


def _others(plan: Plan) -> list[Member]:
    """Three provinces, of which two have the movement."""
    return [
        member("a", plan, province=BEN_TRE),
        member("b", plan, province=TRA_VINH),
        member("c", plan, province=CAO_BANG, campaigns=()),
    ]


def test_what_half_of_the_others_have(plan: Plan) -> None:
    rows = _campaigns(*_others(plan), member("d", plan, province=DAK_LAK, campaigns=()))
    assert [(row["province"], row["having"], row["others"]) for row in rows] == [
        ("Cao Bằng", 2, 3),
        ("Đắk Lắk", 2, 3),
    ]
    assert rows[1] | {"share": 0.667} == rows[1]
    assert (rows[1]["item"], rows[1]["documents"]) == ("Mỗi nhà một tủ sách", ["d"])
    assert rows[1]["rows"] == ["a#/campaigns/0", "b#/campaigns/0"]


def test_not_what_fewer_have(plan: Plan) -> None:
    own = campaign(plan, "Ao làng")
    without = {"campaigns": ()}
    rows = _campaigns(
        *_others(plan),
        member("d", plan, province=DAK_LAK, campaigns=(own,)),
        member("e", plan, province=DA_NANG, **without),
        member("f", plan, province=NINH_BINH, **without),
    )
    assert rows == []


def test_not_of_a_province_that_was_not_fully_read(plan: Plan) -> None:
    unread = member("d", plan, province=DAK_LAK, campaigns=(), warnings=(UNREAD,))
    assert [row["province"] for row in _campaigns(*_others(plan), unread)] == ["Cao Bằng"]


def test_not_where_another_plan_of_the_province_has_it(plan: Plan) -> None:
    both = (
        member("d", plan, province=DAK_LAK, campaigns=()),
        member("e", plan, province=DAK_LAK),
    )
    rows = _campaigns(*_others(plan), *both)
    assert [(row["province"], row["having"], row["others"]) for row in rows] == [("Cao Bằng", 3, 4)]


def test_only_plans_of_the_year_and_of_the_level(plan: Plan) -> None:
    assert plan.period is not None and plan.issuer is not None
    later = plan.period.model_copy(
        update={"start": plan.period.start.replace(year=2025), "end": None}  # type: ignore[union-attr]
    )
    district = plan.issuer.model_copy(update={"level": "district"})
    rows = _campaigns(
        *_others(plan),
        member("d", plan, province=DAK_LAK, campaigns=(), period=later),
        member("e", plan, province=DA_NANG, campaigns=(), issuer=district),
    )
    assert rows == []


def test_two_others_are_no_custom(plan: Plan) -> None:
    rows = _campaigns(
        member("a", plan, province=BEN_TRE),
        member("b", plan, province=TRA_VINH),
        member("d", plan, province=DAK_LAK, campaigns=()),
    )
    assert rows == []


def test_documents_of_unknown_province_are_left_aside(plan: Plan) -> None:
    rows = _campaigns(*_others(plan), member("d", plan, province=None, campaigns=()))
    assert rows == []
