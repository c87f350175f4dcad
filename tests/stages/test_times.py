"""Stage times: what is due when, what comes again; citations are left alone."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from extractor.document import CitationMention, Document, Span, TimeMention
from extractor.stages.times import find_times
from extractor.tables import table

Make = Callable[..., Document]
DUE = table("times")["due"]
YEARLY = table("times")["yearly"]
STRINGS = tomllib.loads(Path(__file__).with_name("time_strings.toml").read_text("utf-8"))["times"]


def found(document: Document) -> list[tuple[str, str]]:
    """Kind and value of the times in the body."""
    assert document.frame is not None
    times = find_times(document).times
    return [told(time) for time in times if time.span.start >= document.frame.body.start]


def told(time: TimeMention) -> tuple[str, str]:
    return time.kind, time.rrule or str(time.start)


@pytest.mark.parametrize(("text", "day"), [example for form in DUE for example in form["examples"]])
def test_due_date_is_read(make_document: Make, text: str, day: str) -> None:
    assert [value for kind, value in found(make_document(text)) if kind == "due"] == [day]


@pytest.mark.parametrize("text", [text for form in DUE for text in form["counterexamples"]])
def test_other_time_is_not_due(make_document: Make, text: str) -> None:
    assert "due" not in [kind for kind, _ in found(make_document(text))]


@pytest.mark.parametrize(("text", "expected"), STRINGS, ids=lambda value: str(value)[:60])
def test_time_of_a_plan_of_2024(make_document: Make, text: str, expected: list[str]) -> None:
    document = make_document(
        text, title="Công tác năm 2024", letterhead="Vân Hồ, ngày 02 tháng 01 năm 2024"
    )
    told = [
        f"{kind} {value}" if kind == "due" else value
        for kind, value in found(document)
        if kind in ("due", "recurrence")
    ]
    assert told == expected


@pytest.mark.parametrize(("text", "rule"), YEARLY["examples"])
def test_day_without_year_comes_again(make_document: Make, text: str, rule: str) -> None:
    assert found(make_document(text)) == [("recurrence", rule)]


@pytest.mark.parametrize("text", YEARLY["counterexamples"])
def test_day_with_a_year_comes_once(make_document: Make, text: str) -> None:
    assert [kind for kind, _ in found(make_document(text))] == ["due"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "định kỳ trước ngày 01/6 và 20/11 hằng năm báo cáo",
            ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20"],
        ),
        (
            "Báo cáo 6 tháng (trước ngày 10/6), báo cáo năm (trước ngày 10/12)",
            ["FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=10"],
        ),
        (
            "hằng tháng (trước ngày 20), hằng quý (trước ngày 20 tháng cuối quý)",
            ["FREQ=MONTHLY;BYMONTHDAY=20", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"],
        ),
    ],
)
def test_several_in_one_sentence(make_document: Make, text: str, expected: list[str]) -> None:
    assert found(make_document(text)) == [("recurrence", rule) for rule in expected]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("- Hoàn thành trước 30/9.", "2024-09-30"),
        ("Gửi danh sách trước ngày 15/01", "2025-01-15"),
        ("Quý II", "2024-06-30"),
        ("Từ ngày 02/4 đến ngày 15/4/2024", "2024-04-15"),
        ("Ngày 26, 27/11/2024", "2024-11-27"),
        ("- Vòng chung khảo: tháng 10 năm 2024.", "2024-10-31"),
        ("Tổ chức sơ kết (tháng 6/2024), rút kinh nghiệm", "2024-06-30"),
    ],
)
def test_due_in_the_year_of_the_plan(make_document: Make, text: str, day: str) -> None:
    document = make_document(
        text, title="Hiến máu năm 2024", letterhead="Cà Mau, ngày 05 tháng 02 năm 2024"
    )
    assert ("due", day) in found(document)


def test_day_before_the_issue_is_not_due(make_document: Make) -> None:
    document = make_document(
        "Tổ chức kỷ niệm vào ngày 19/8/1945", letterhead="Cà Mau, ngày 05 tháng 02 năm 2024"
    )
    assert found(document) == [("date", "1945-08-19")]


def test_range_is_a_period_and_no_due_date(make_document: Make) -> None:
    document = find_times(
        make_document("Lấy mẫu từ tháng 3 đến tháng 10 năm 2026 tại các cửa sông")
    )
    (period,) = document.times
    assert (period.kind, str(period.start), str(period.end)) == (
        "period",
        "2026-03-01",
        "2026-10-31",
    )


def test_date_of_a_cited_document_is_left_out(make_document: Make) -> None:
    text = "Thực hiện Quyết định số 12/QĐ-UBND ngày 03/02/2023; báo cáo trước ngày 10/5/2023"
    document = make_document(text)
    cited = CitationMention(Span(10, text.index(";")), "QĐ", "12/QĐ-UBND")
    assert found(replace(document, citations=(cited,))) == [("due", "2023-05-10")]


def test_spans_do_not_overlap_and_are_in_order(make_document: Make) -> None:
    text = "Trước ngày 25 hàng tháng và trước ngày 15/12/2023, trong quý IV năm 2023, năm 2023."
    spans = [time.span for time in find_times(make_document(text)).times]
    assert len(spans) > 2
    assert all(a.end <= b.start for a, b in pairwise(spans))
