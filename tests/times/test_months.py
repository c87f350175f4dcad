"""Labels of months, as cells and headings write them."""

from __future__ import annotations

import pytest

from extractor.tables import table
from extractor.times.months import month_label, months_of
from extractor.vietnamese import fold

MONTHS = table("times")["months"]


@pytest.mark.parametrize(("label", "months"), MONTHS["examples"])
def test_label_is_read(label: str, months: list[int]) -> None:
    assert months_of(label) == (tuple(months), False)


@pytest.mark.parametrize("label", MONTHS["all_year_examples"])
def test_label_of_the_whole_year_has_no_months(label: str) -> None:
    assert months_of(label) == ((), True)


@pytest.mark.parametrize("label", MONTHS["counterexamples"])
def test_other_words_are_no_label(label: str) -> None:
    assert months_of(label) is None


def test_number_alone_is_a_month_only_in_a_column_of_months() -> None:
    assert months_of("4") == ((4,), False)
    assert months_of("4", bare=None) is None


def test_label_ends_where_other_words_begin() -> None:
    found = month_label(fold("Tháng 3 - Tháng Thanh niên"))
    assert found is not None and found.months.months == (3,) and found.end == len("Tháng 3")
