"""The fit behind confidence: known weights come out again, and the same rows give the same file."""

from __future__ import annotations

import random
import tomllib
from math import exp, log

import pytest
from confidence_fit import THRESHOLD, as_toml, fitted, held_out
from confidence_rows import Reading, ValueRow, WordRow

from extractor.confidence.model import from_data

SLOPE, START = 1.5, -0.5


def reading(slug: str, grade: str, seed: int) -> Reading:
    """Words that are right as a logistic model says, and values of one or of many of them."""
    chance = random.Random(seed)
    words = []
    for _ in range(1500):
        certainty = chance.uniform(-2, 4)
        right = chance.random() < 1 / (1 + exp(-START - SLOPE * certainty))
        words.append(WordRow({"intercept": 1.0, "certainty": certainty}, right))
    values = tuple(
        ValueRow(
            "number" if n % 2 else "title", "header", frozenset({"unlisted"} if n % 7 == 0 else ()),
            slice(n, n + 1 + n % 5) if grade == "office" else None,
            all(word.right for word in words[n : n + 1 + n % 5]) and n % 7 != 0,
        )
        for n in range(600)
    )  # fmt: skip
    return Reading(slug, grade, "usual", tuple(words) if grade == "office" else (), values)


NOW = [reading(slug, "office", seed) for seed, slug in enumerate("abc")]
BEFORE = [reading(slug, "text", 9 + seed) for seed, slug in enumerate("abc")]


def test_known_weights_come_out_again() -> None:
    data = fitted(NOW, BEFORE)
    assert data["word"]["certainty"] == pytest.approx(SLOPE, abs=0.15)
    assert data["word"]["intercept"] == pytest.approx(START, abs=0.15)
    assert data["read"]["misread"] < -0.5
    assert data["meant"]["kinds"]["number"]["unlisted"] < -2
    assert data["threshold"] == THRESHOLD


def test_the_same_rows_give_the_same_file() -> None:
    once, again = (as_toml(fitted(NOW, BEFORE), "How.") for _ in range(2))
    assert once == again and once.startswith("# How.\n")
    read = tomllib.loads(once)
    assert from_data(read) == from_data(fitted(NOW, BEFORE))


def test_nothing_of_a_province_is_known_when_it_is_judged() -> None:
    only = [r for r in NOW if r.slug != "a"], [r for r in BEFORE if r.slug != "a"]
    kept = from_data(fitted(*only))
    ((_, pairs),) = held_out(NOW, BEFORE, NOW[:1])
    row = NOW[0].values[3]
    wrong = [-log(kept.word.chance(word.features)) for word in NOW[0].words[row.words]]
    assert pairs[3][1].confidence == round(kept.confidence("number", (), sum(wrong)), 3)
