"""The weights that ship, and what they add up to."""

from __future__ import annotations

from math import isclose

import pytest

from extractor.confidence.evidence import OF_MEANING, OF_READING
from extractor.confidence.model import OFFSET, SUREST, from_data, reading_features, shipped
from extractor.tables import table

DATA = {
    "threshold": 0.85,
    "word": {"intercept": 1.0, "certainty": 2.0},
    "read": {"intercept": 0.0, "misread": -1.0, "kinds": {"number": {OFFSET: 1.0, "twin": -1.0}}},
    "meant": {"intercept": 2.0, "kinds": {"number": {OFFSET: 0.0, "unlisted": -2.0}}},
}


def test_a_word_has_the_chance_of_its_log_odds() -> None:
    word = from_data(DATA).word
    assert isclose(word.chance({"intercept": 1.0, "certainty": -0.5}), 0.5)
    assert word.chance({"intercept": 1.0, "certainty": 50.0}) == SUREST


def test_a_value_is_right_when_it_is_read_and_meant() -> None:
    model = from_data(DATA)
    meant = model.confidence("number", {"unlisted"}, None)
    assert isclose(meant, 0.5)
    read = model.read.chance("number", ["twin"], reading_features(1.0))
    assert isclose(read, 1 / (1 + 1.001), rel_tol=1e-6)
    assert isclose(model.confidence("number", {"unlisted", "twin"}, 1.0), meant * read)


def test_a_kind_that_was_not_fitted_is_like_the_mean_of_all() -> None:
    model = from_data(DATA)
    assert model.meant.chance("motto", ["unlisted"], {"intercept": 1.0}) == pytest.approx(
        0.8808, 1e-3
    )


def test_the_more_words_are_misread_the_less_sure_is_a_value() -> None:
    model = shipped()
    chances = [model.confidence("title", (), wrong) for wrong in (None, 0.0, 0.1, 1.0, 5.0)]
    assert chances == sorted(chances, reverse=True)
    assert chances[1] > 0.95 and chances[-1] < 0.9 * chances[1]


def test_the_data_says_nothing_that_the_code_does_not_ask_for() -> None:
    data = table("confidence")
    for name, known in (("read", OF_READING), ("meant", OF_MEANING)):
        for kind, weights in data[name]["kinds"].items():
            assert weights.keys() - {OFFSET} <= known, kind
    assert 0.5 < shipped().threshold < 1


@pytest.mark.parametrize(
    ("model", "kind", "fact"),
    [
        ("read", "citations", "twin"), ("read", "sections", "again"),
        ("read", "signatures", "incomplete"), ("meant", "agencies", "goes_on"),
        ("meant", "targets", "counted"),
    ],
)  # fmt: skip
def test_what_speaks_against_a_value_weighs_against_it(model: str, kind: str, fact: str) -> None:
    assert table("confidence")[model]["kinds"][kind][fact] < 0
