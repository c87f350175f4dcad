from __future__ import annotations

from math import dist
from typing import Any

import pyarrow as pa
import pytest

from extractor.compare.report.charts import month_chart
from extractor.compare.report.charts.months import DAYS, TOPICS, MonthChart
from extractor.compare.report.charts.wheel import CENTRE, HUB, RIM, sector
from extractor.plan import Plan

from ...made import BEN_TRE, CAO_BANG, TRA_VINH, corpus, member


def _theme(
    document: str, months: list[int], *topics: str, all_year: bool = False
) -> dict[str, Any]:
    id = f"{document}#/themes/{'-'.join(map(str, months))}"
    return {
        "id": id,
        "document": document,
        "months": months,
        "all_year": all_year,
        "topics": topics,
    }


def _event(document: str, months: list[int], name: str, **more: Any) -> dict[str, Any]:
    known = {"date": None, "lunar": False, "day_id": None, "day_name": None, **more}
    theme = f"{document}#/themes/{'-'.join(map(str, months))}"
    id = f"{theme}/{name}"
    return {"id": id, "document": document, "theme": theme, "months": months, "name": name, **known}


@pytest.fixture
def drawn(plan: Plan) -> MonthChart:
    """Three provinces' months; the fourth plan is a copy."""
    tables = corpus(
        member("a", plan, province=BEN_TRE),
        member("b", plan, province=TRA_VINH),
        member("c", plan, province=CAO_BANG),
        member("d", plan, "c", province=CAO_BANG),
    )
    festival = {"date": "09-05", "day_id": "khai-giang", "day_name": "Ngày khai giảng"}
    themes = [
        _theme("a", [9], "Ngày hội đến trường năm học mới", "Vui đọc sách"),
        _theme("b", [9, 10], "vui đọc sách"),
        _theme("c", [9], "Phòng cháy"),
        _theme("c", [], "Việc thường xuyên", all_year=True),
        _theme("d", [9], "Vui đọc sách"),
    ]
    events = [
        _event("a", [9], "Ngày hội đến trường", **festival),
        _event("b", [9, 10], "Lễ khai giảng", **festival),
        _event("c", [4], "Ngày hội mùa xuân", date="03-10", lunar=True),
        _event("d", [9], "Lễ khai giảng", **festival),
    ]
    made = {"themes": pa.Table.from_pylist(themes), "events": pa.Table.from_pylist(events)}
    return month_chart({**tables, **made}, "then")


def test_a_day_is_one_whatever_plans_call_it(drawn: MonthChart) -> None:
    (day,) = drawn.months[8].days
    assert (day.name, day.day, day.plans) == ("Ngày khai giảng", "5/9", 2)
    assert day.provinces == ("Bến Tre", "Trà Vinh")
    assert day.rows == ("a#/themes/9/Ngày hội đến trường", "b#/themes/9-10/Lễ khai giảng")


def test_a_dated_day_is_in_its_month_alone(drawn: MonthChart) -> None:
    assert drawn.months[9].days == ()


def test_a_lunar_day_is_in_the_month_that_the_plan_has_it_in(drawn: MonthChart) -> None:
    (day,) = drawn.months[3].days
    assert (day.lunar, day.day) == (True, "10/3")
    assert drawn.months[2].days == ()


def test_topics_are_counted_by_province_without_those_that_name_a_day(drawn: MonthChart) -> None:
    topics = {topic.name: topic.provinces for topic in drawn.months[8].topics}
    assert topics == {"Vui đọc sách": ("Bến Tre", "Trà Vinh"), "Phòng cháy": ("Cao Bằng",)}
    assert [topic.name for topic in drawn.months[9].topics] == ["vui đọc sách"]


def test_copies_do_not_count_and_the_whole_year_is_apart(drawn: MonthChart) -> None:
    assert (drawn.plans, drawn.provinces) == (3, 3)
    assert drawn.months[8].plans == 3
    assert [topic.name for topic in drawn.whole_year.topics] == ["Việc thường xuyên"]


def test_the_fullest_month_reaches_the_rim(drawn: MonthChart) -> None:
    marks = [month.marks for month in drawn.months]
    assert marks[8] == 5 == max(marks)  # the day twice, three topics
    assert [s.marks for s in drawn.sectors] == marks
    assert drawn.sectors[8].path == drawn.sectors[8].track


def test_a_card_has_the_foremost_in_the_order_of_the_year(plan: Plan) -> None:
    days = [_event("a", [5], f"Ngày hội {i}", date=f"05-{28 - i:02}") for i in range(DAYS + 2)]
    themes = [_theme("a", [5], *(f"Chủ đề {i}" for i in range(TOPICS + 1)))]
    made = {"themes": pa.Table.from_pylist(themes), "events": pa.Table.from_pylist(days)}
    may = month_chart({**corpus(member("a", plan)), **made}, "then").months[4]
    shown, topics = may.card
    assert [len(may.days), len(shown), len(topics)] == [DAYS + 2, DAYS, TOPICS]
    assert [day.date for day in shown] == sorted(day.date or "" for day in shown)


def test_a_corpus_without_themes_has_empty_months(plan: Plan) -> None:
    drawn = month_chart(corpus(member("a", plan)))
    assert drawn.plans == 0 and not any(month.marks for month in drawn.months)


@pytest.mark.parametrize(("month", "x", "y"), [(1, 1, -1), (4, 1, 1), (7, -1, 1), (10, -1, -1)])
def test_the_year_goes_clockwise_from_the_top(month: int, x: int, y: int) -> None:
    place = sector(month, 1, 1).name
    assert (place[0] - CENTRE) * x > 0 and (place[1] - CENTRE) * y > 0


def test_a_sector_is_as_long_as_its_number() -> None:
    half = sector(1, 2, 4)
    assert half.track == sector(1, 4, 4).path
    reach = dist((CENTRE, CENTRE), half.number) + 12
    assert reach == pytest.approx(HUB + (RIM - HUB) / 2, abs=0.2)
    assert sector(1, 0, 0).step == 0
