"""Written periods and times: the forms of `data/times.toml` by their examples, and odd dates."""

from __future__ import annotations

from datetime import date

import pytest
import regex

from extractor.document import Span
from extractor.tables import table
from extractor.times.calendar import find_periods, find_whens, period_at
from extractor.vietnamese import fold

PERIODS = table("times")["period"]
EXAMPLES = [(form["id"], *example) for form in PERIODS for example in form["examples"]]
COUNTEREXAMPLES = [(form, text) for form in PERIODS for text in form["counterexamples"]]


@pytest.mark.parametrize(("form", "text", "start", "end"), EXAMPLES)
def test_period_is_read(form: str, text: str, start: str, end: str) -> None:
    found = next(find_periods(fold(text))).days
    assert [str(day or "") for day in found] == [start, end], form


@pytest.mark.parametrize(("form", "text"), COUNTEREXAMPLES, ids=lambda value: str(value)[:40])
def test_form_does_not_match_its_counterexample(form: dict[str, str], text: str) -> None:
    assert not regex.search(rf"(?<!\w)(?:{form['pattern']})", fold(text))


@pytest.mark.parametrize(
    ("text", "precision", "year", "months", "day"),
    [
        ("ngày 30 tháng 7 năm 2023", "day", 2023, (7, 7), 30),
        ("ngày 05/9", "day", None, (9, 9), 5),
        ("20.3.2024", "day", 2024, (3, 3), 20),
        ("tháng 12/2022", "month", 2022, (12, 12), None),
        ("quý II/2020", "quarter", 2020, (4, 6), None),
        ("Quí IV-2025", "quarter", 2025, (10, 12), None),
        ("6 tháng đầu năm 2021", "half", 2021, (1, 6), None),
        ("năm 2019", "year", 2019, (1, 12), None),
    ],
)
def test_time_is_read(
    text: str, precision: str, year: int | None, months: tuple[int, int], day: int | None
) -> None:
    (when,) = find_whens(fold(text))
    assert (when.precision, when.year, when.months, when.day) == (precision, year, months, day)


@pytest.mark.parametrize("text", ["1.234,5 tấn", "trực 24/24 giờ", "ngày 31/13/2022", "mục 3.1"])
def test_no_time_is_read(text: str) -> None:
    assert not list(find_whens(fold(text)))


def test_last_day_knows_leap_years() -> None:
    (when,) = find_whens(fold("trong tháng 2"))
    assert (when.last(2024), when.last(2023)) == (date(2024, 2, 29), date(2023, 2, 28))


def test_day_that_the_calendar_lacks_has_no_date() -> None:
    (when,) = find_whens(fold("ngày 29/02"))
    assert when.last(2023) is None


def test_period_at_a_place_begins_there() -> None:
    text = fold("phong trào giai đoạn 2021-2025")
    found = period_at(text, 11)
    assert found is not None and found.span == Span(11, len(text))
    assert period_at(text, 0) is None
