"""Recurrences in words and as days."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.compare.recurrences import days_of, in_words
from extractor.tables import table
from extractor.times.recurrences import find_recurrences
from extractor.vietnamese import fold

FORMS = [example for form in table("compare/recurrences")["form"] for example in form["examples"]]
READ = sorted(
    {rule for form in table("times")["recurrence"] for _, rule in form["examples"]}
    | {
        found.rrule
        for every in ("hằng ngày", "hằng tuần", "hằng tháng", "hằng quý", "hằng năm")
        for found in find_recurrences(f"Báo cáo {every}.", fold(f"Báo cáo {every}."))
    }
)
JULY = date(2023, 7, 1)


@pytest.mark.parametrize(("rule", "vi", "en"), FORMS)
def test_said_in_both_languages(rule: str, vi: str, en: str) -> None:
    assert (in_words(rule, "vi"), in_words(rule, "en")) == (vi, en)


@pytest.mark.parametrize("rule", READ)
def test_every_rule_that_is_read_has_words(rule: str) -> None:
    for language in ("vi", "en"):
        words = in_words(rule, language)  # type: ignore[arg-type]
        assert "FREQ" not in words and "{" not in words and words


def test_all_frequencies_are_read() -> None:
    assert {rule.split(";")[0] for rule in READ} == {
        f"FREQ={every}" for every in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
    }


def test_a_rule_without_words_is_shown_as_it_is() -> None:
    assert in_words("FREQ=HOURLY;BYSECOND=3", "vi") == "FREQ=HOURLY;BYSECOND=3"


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=25", ["2023-07-25", "2023-08-25", "2023-09-25", "2023-10-25", "2023-11-25", "2023-12-25"]),
        ("FREQ=MONTHLY;INTERVAL=3", ["2023-09-30", "2023-12-31"]),
        ("FREQ=MONTHLY;INTERVAL=6", ["2023-12-31"]),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15", ["2023-09-15", "2023-12-15"]),
        ("FREQ=YEARLY;BYMONTH=10,11,12", ["2023-12-31"]),
        ("FREQ=YEARLY;BYMONTH=6,8", ["2023-08-31"]),
        ("FREQ=YEARLY", ["2023-12-31"]),
        ("FREQ=MONTHLY;BYDAY=-1SA", ["2023-07-29", "2023-08-26", "2023-09-30", "2023-10-28", "2023-11-25", "2023-12-30"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2023-07-31", "2023-08-31", "2023-09-30", "2023-10-31", "2023-11-30", "2023-12-31"]),
        ("FREQ=DAILY", []),
        ("FREQ=WEEKLY;BYDAY=FR", []),
    ],
)  # fmt: skip
def test_days_in_the_second_half_of_a_year(rule: str, days: list[str]) -> None:
    found = days_of(rule, JULY, date(2023, 12, 31))
    assert [day.isoformat() for day in found] == days


def test_every_second_year_from_the_first() -> None:
    found = days_of("FREQ=YEARLY;INTERVAL=2", date(2021, 3, 1), date(2025, 12, 31))
    assert [day.year for day in found] == [2021, 2023, 2025]


def test_no_days_after_the_end() -> None:
    assert days_of("FREQ=YEARLY", JULY, date(2023, 6, 30)) == ()


@pytest.mark.parametrize("rule", READ)
def test_days_lie_in_the_period(rule: str) -> None:
    end = date(2026, 6, 30)
    assert all(JULY <= day <= end for day in days_of(rule, JULY, end))
