from __future__ import annotations

from extractor.compare.report.charts import coverage_chart
from extractor.compare.report.charts.coverage import YEARS
from extractor.plan import Plan

from ...made import BEN_TRE, CAO_BANG, TRA_VINH, corpus, member


def _year(plan: Plan, year: int) -> object:
    assert plan.period and plan.period.start and plan.period.end
    moved = {
        "start": plan.period.start.replace(year=year),
        "end": plan.period.end.replace(year=year),
    }
    return plan.period.model_copy(update=moved)


def test_a_year_without_a_plan_stays_in_the_table(plan: Plan) -> None:
    drawn = coverage_chart(
        corpus(
            member("a", plan, province=BEN_TRE, period=_year(plan, 2021)),
            member("b", plan, province=BEN_TRE, period=_year(plan, 2023)),
            member("c", plan, province=CAO_BANG, period=_year(plan, 2023)),
        ),
        "then",
    )
    assert drawn.years == (2021, 2022, 2023)
    assert {str(row.province.vi): [cell.plans for cell in row.cells] for row in drawn.rows} == {
        "Bến Tre": [1, 0, 1],
        "Cao Bằng": [0, 0, 1],
    }
    assert drawn.totals == (1, 0, 2)
    assert drawn.rows[0].cells[2].rows == ("b#",)


def test_provinces_that_became_one_share_a_row_now(plan: Plan) -> None:
    tables = corpus(member("a", plan, province=BEN_TRE), member("b", plan, province=TRA_VINH))
    (row,) = coverage_chart(tables, "now").rows
    assert (str(row.province.vi), row.plans) == ("Vĩnh Long", 2)


def test_a_plan_without_a_year_is_counted_apart(plan: Plan) -> None:
    drawn = coverage_chart(corpus(member("a", plan, period=None, issued_on=None)), "then")
    assert (drawn.years, drawn.other, drawn.rows[0].other.rows) == ((), 1, ("a#",))


def test_a_misread_year_does_not_stretch_the_table(plan: Plan) -> None:
    years = (2019, 2024, 2204)
    drawn = coverage_chart(
        corpus(*(member(str(year), plan, period=_year(plan, year)) for year in years)), "then"
    )
    assert drawn.years == tuple(range(2019, 2025)) and len(drawn.years) < YEARS
    assert drawn.other == 1


def test_no_plans_no_table() -> None:
    assert coverage_chart(corpus()).rows == ()
