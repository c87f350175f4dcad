"""Forms of recurrence by their examples; `hằng` is told from other words by its marks."""

from __future__ import annotations

import pytest
import regex

from extractor.tables import table
from extractor.times.recurrences import find_recurrences
from extractor.vietnamese import fold

FORMS = table("times")["recurrence"]
EVERY = table("times")["every"]
EXAMPLES = [(text, rule) for form in (*FORMS, EVERY) for text, rule in form["examples"]]


@pytest.mark.parametrize(("text", "rule"), EXAMPLES)
def test_example_is_read(text: str, rule: str) -> None:
    assert [found.rrule for found in find_recurrences(text, fold(text))] == [rule]


@pytest.mark.parametrize(
    ("form", "text"),
    [(form, text) for form in FORMS for text in form["counterexamples"]],
    ids=lambda value: str(value)[:40],
)
def test_form_does_not_match_its_counterexample(form: dict[str, str], text: str) -> None:
    assert not regex.search(rf"(?<!\w)(?:{form['pattern']})", fold(text))


@pytest.mark.parametrize("text", EVERY["counterexamples"])
def test_word_inside_a_noun_phrase_is_no_recurrence(text: str) -> None:
    assert not list(find_recurrences(text, fold(text)))


def test_spans_lie_where_the_words_stand() -> None:
    text = "Phòng Y tế gửi báo cáo trước ngày 20 hằng tháng."
    (found,) = find_recurrences(text, fold(text))
    assert text[found.span.start : found.span.end] == "ngày 20 hằng tháng"
