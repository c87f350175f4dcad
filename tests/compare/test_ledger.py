"""The ledger of obligations and the timeline."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.compare.ledger import ledger
from extractor.compare.tables import Tables
from extractor.compare.timeline import span_of, timeline
from extractor.plan import Plan

from .made import BEN_TRE, DA_NANG, DAK_LAK, agency, corpus, member


def test_a_row_for_each_body_and_task(plan: Plan) -> None:
    rows = ledger(corpus(member("a/x.pdf", plan))).to_pylist()
    assert [(row["written"], row["part"]) for row in rows] == [
        ("Hội Nhà văn", "partner"),
        ("Thư viện tỉnh", "doer"),
    ]
    doer = rows[1]
    assert (doer["due"], doer["recurrence_vi"]) == (date(2024, 9, 30), "ngày 25 hằng tháng")
    assert doer["recurrence_en"] == "on the 25th of each month"
    assert doer["target"] == "ít nhất 02 phòng đọc"
    assert doer["plan"] == "17/KH-UBND, Phát động tháng đọc sách năm 2024"
    assert doer["id"] == "a/x.pdf#/assignments/0/agencies/0"
    assert doer["task_id"] == "a/x.pdf#/assignments/0/tasks/0"
    assert (doer["page"], doer["section"]) == (1, "II/1")
    assert doer["sentence"].startswith("1. Giao Thư viện tỉnh")


def test_by_province_then_by_day(plan: Plan) -> None:
    first = plan.assignments[0]
    task = first.tasks[0]
    undated = task.model_copy(update={"due": None})
    early = task.model_copy(update={"due": date(2024, 2, 1)})
    never = task.model_copy(update={"due": None, "recurrence": None})
    work = first.model_copy(
        update={"agencies": (agency("Sở Y tế", "so-y-te"),), "partners": ()}
        | {"tasks": (never, undated, task, early)}
    )
    rows = ledger(
        corpus(
            member("a", plan, province=DAK_LAK, assignments=(work,)),
            member("b", plan, province=DA_NANG, assignments=(work,)),
            member("c", plan, province=None, assignments=(work,)),
            member("d", plan, "a", province=BEN_TRE),
        )
    ).to_pylist()
    assert [row["province"] for row in rows[::4]] == ["Đà Nẵng", "Đắk Lắk", None]
    assert [row["due"] and row["due"].month for row in rows[:4]] == [2, 9, None, None]
    assert [row["recurrence"] is None for row in rows[:4]] == [False, False, False, True]
    assert {row["agency"] for row in rows} == {"Sở Y tế"}


def test_a_partner_named_in_one_task_has_that_one(plan: Plan) -> None:
    first = plan.assignments[0]
    task, partner = first.tasks[0], first.partners[0]
    assert partner.at is not None
    other = task.model_copy(
        update={"at": task.at.model_copy(update={"start": 0, "end": 9}), "text": "Họp báo"}
    )
    inside = partner.model_copy(update={"at": partner.at.model_copy(update={"start": 2, "end": 5})})
    work = first.model_copy(update={"tasks": (other, task), "partners": (inside,)})
    rows = ledger(corpus(member("a", plan, assignments=(work,)))).to_pylist()
    assert [row["task"] for row in rows if row["part"] == "partner"] == ["Họp báo"]
    assert len([row for row in rows if row["part"] == "doer"]) == 2


def test_days_of_a_plan(plan: Plan) -> None:
    rows = timeline(corpus(member("a", plan))).to_pylist()
    assert [(row["kind"], row["date"].isoformat()) for row in rows] == [
        ("period", "2024-01-01"),
        ("issued", "2024-01-15"),
        *(("recurs", f"2024-{month:02d}-25") for month in range(1, 10)),
        ("due", "2024-09-30"),
        *(("recurs", f"2024-{month}-25") for month in (10, 11, 12)),
    ]
    assert rows[0]["until"] == date(2024, 12, 31)
    assert all(row["day_named"] for row in rows if row["kind"] in ("due", "recurs"))


@pytest.mark.parametrize(
    ("issued", "start", "end", "span"),
    [
        (date(2024, 3, 5), date(2024, 1, 1), date(2024, 12, 31), (date(2024, 3, 5), date(2024, 12, 31))),
        (date(2023, 12, 5), date(2024, 1, 1), date(2024, 12, 31), (date(2024, 1, 1), date(2024, 12, 31))),
        (date(2024, 3, 5), None, None, (date(2024, 3, 5), date(2024, 12, 31))),
        (None, None, date(2020, 12, 31), (date(2020, 1, 1), date(2020, 12, 31))),
        (None, None, None, None),
    ],
)  # fmt: skip
def test_when_work_falls(
    issued: date | None, start: date | None, end: date | None, span: tuple[date, date] | None
) -> None:
    assert span_of(issued, start, end) == span


def test_plan_without_any_date_has_no_days(plan: Plan) -> None:
    task = plan.assignments[0].tasks[0].model_copy(update={"due": None})
    work = plan.assignments[0].model_copy(update={"tasks": (task,)})
    tables = corpus(member("a", plan, issued_on=None, period=None, assignments=(work,)))
    assert timeline(tables).num_rows == 0


# What a reader of corpus/plans/nam-dinh-2022/plan.txt writes down.
DATED = [
    ("2022-02-28", "~", "doer"),
    ("2022-09-30", "bao-tinh", "partner"),
    ("2022-09-30", "dai-phat-thanh-va-truyen-hinh-tinh", "partner"),
    ("2022-09-30", "so-noi-vu", "doer"),
    ("2022-12-10", "so-noi-vu", "doer"),
]
RECURRING = [("~", "hằng năm"), ("so-noi-vu", "hằng quý")]
DAYS = [
    ("period", "2022-01-01"), ("issued", "2022-01-18"), ("due", "2022-02-28"),
    ("recurs", "2022-03-31"), ("recurs", "2022-06-30"), ("due", "2022-09-30"),
    ("recurs", "2022-09-30"), ("due", "2022-12-10"), ("recurs", "2022-12-31"),
    ("recurs", "2022-12-31"),
]  # fmt: skip


def test_ledger_of_a_sample_plan(sample: Tables) -> None:
    rows = [row for row in ledger(sample).to_pylist() if row["document"] == "nam-dinh-2022"]
    assert len(rows) == 16
    dated = [row for row in rows if row["due"]]
    assert [
        (row["due"].isoformat(), row["agency_id"] or "~", row["part"]) for row in dated
    ] == DATED
    again = [row for row in rows if row["recurrence"]]
    assert [(row["agency_id"] or "~", row["recurrence_vi"]) for row in again] == RECURRING
    targets = {row["agency_id"]: row["target"] for row in rows if row["target"]}
    assert set(targets) == {"so-noi-vu", "bao-tinh", "dai-phat-thanh-va-truyen-hinh-tinh"}
    assert len(targets["dai-phat-thanh-va-truyen-hinh-tinh"].split("; ")) == 2


def test_timeline_of_a_sample_plan(sample: Tables) -> None:
    rows = timeline(sample.only(["nam-dinh-2022"])).to_pylist()
    assert [(row["kind"], row["date"].isoformat()) for row in rows] == DAYS
