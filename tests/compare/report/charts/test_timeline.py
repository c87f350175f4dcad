from __future__ import annotations

from datetime import date

import pytest

from extractor.compare.report.charts import timeline_chart
from extractor.compare.report.charts.timeline import PLANS
from extractor.compare.report.charts.timescale import Scale, scale_of
from extractor.plan import Plan

from ...made import BEN_TRE, CAO_BANG, corpus, member


def test_a_line_has_the_day_of_issue_the_period_and_what_is_due(plan: Plan) -> None:
    (line,) = timeline_chart(corpus(member("a", plan, province=BEN_TRE)), "then").lines
    assert (str(line.province.vi), line.number) == ("Bến Tre", "17/KH-UBND")
    assert (line.issued_on, line.issued_x) == (date(2024, 1, 15), 3.83)  # 14 of 366 days
    assert line.bar == (0, 100)
    assert [(due.on, due.rows) for due in line.dues] == [
        (date(2024, 9, 30), ("a#/assignments/0/tasks/0",))
    ]
    (often,) = line.recurring
    assert (str(often.how.vi), len(often.rows)) == ("ngày 25 hằng tháng", 1)


def test_lines_stand_by_province_and_day(plan: Plan) -> None:
    drawn = timeline_chart(
        corpus(
            member("a", plan, province=CAO_BANG),
            member("b", plan, province=BEN_TRE, issued_on=date(2024, 3, 1)),
            member("c", plan, province=BEN_TRE, issued_on=date(2024, 2, 1)),
            member("d", plan, province=None),
        ),
        "then",
    )
    days = [(str(line.province.vi), line.issued_on) for line in drawn.lines]
    assert days[:3] == [
        ("Bến Tre", date(2024, 2, 1)),
        ("Bến Tre", date(2024, 3, 1)),
        ("Cao Bằng", date(2024, 1, 15)),
    ]


def test_a_plan_without_any_day_is_not_drawn(plan: Plan) -> None:
    drawn = timeline_chart(corpus(member("a", plan, period=None, issued_on=None)))
    assert (drawn.lines, drawn.scale, drawn.left_out) == ((), None, 0)


def test_of_too_many_plans_the_last_are_drawn(plan: Plan) -> None:
    members = (
        member(f"{i:03}", plan, issued_on=date(2020 + i // 100, 1 + i % 12, 1), period=None)
        for i in range(PLANS + 7)
    )
    drawn = timeline_chart(corpus(*members))
    assert (len(drawn.lines), drawn.left_out) == (PLANS, 7)
    assert max(line.issued_on for line in drawn.lines if line.issued_on).year == 2021


def test_the_scale_spans_whole_years() -> None:
    scale = scale_of([date(2021, 5, 1), date(2023, 2, 1)])
    assert scale == Scale(2021, 2023)
    assert (scale.at(date(2021, 1, 1)), scale.at(date(2022, 1, 1))) == (0, 33.33)
    assert scale.between(date(2021, 1, 1), date(2023, 12, 31)) == (0, 100)
    assert [year for year, _, _ in scale.years] == [2021, 2022, 2023]


def test_days_outside_lie_at_the_edge() -> None:
    scale = Scale(2021, 2021)
    assert (scale.at(date(1975, 4, 30)), scale.at(date(2045, 1, 1))) == (0, 100)
    assert scale.between(date(1975, 1, 1), date(9999, 12, 31)) == (0, 100)


@pytest.mark.parametrize("misread", [date(1924, 1, 1), date(2204, 1, 1)])
def test_a_misread_date_does_not_press_the_others_together(misread: date) -> None:
    scale = scale_of([date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1), misread])
    assert scale == Scale(2022, 2024)


def test_no_days_no_scale() -> None:
    assert scale_of([]) is None
