"""Windows around words, in which rich patterns are tried."""

from __future__ import annotations

import regex

from extractor.document import Span
from extractor.scan import matches_near, numerals, windows


def test_windows_that_overlap_are_one() -> None:
    text = "a" * 10 + "x" + "a" * 3 + "y" + "a" * 30 + "x"
    assert list(windows(text, ("x", "y"), before=2, after=5)) == [Span(8, 19), Span(43, 46)]


def test_windows_stay_within_a_part() -> None:
    assert list(windows("x  x  x", ("x",), before=2, after=2, within=Span(2, 5))) == [Span(2, 5)]


def test_pattern_is_tried_near_its_words_only() -> None:
    pattern = regex.compile(r"\d+ lần")
    text = "5 lần" + " " * 50 + "mỗi năm 3 lần"
    found = matches_near(pattern, text, ("mỗi",), before=5, after=20)
    assert [match[0] for match in found] == ["3 lần"]


def test_numerals_include_roman_ones_after_quarter() -> None:
    assert list(numerals("trong quy ii hoac thang 9", 0, 25)) == [10, 24]
