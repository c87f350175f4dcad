"""What was planted in a made corpus is found, and little else. The clock is the bench's."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from planted import COPIED, Made, made_corpus
from reuse_scores import Scores, scores

from extractor.compare.reuse import Reuse, reuse

PLANS = 300


@pytest.fixture(scope="module")
def corpus() -> Sequence[Made]:
    return made_corpus(PLANS, seed=3)


@pytest.fixture(scope="module")
def found(corpus: Sequence[Made]) -> Reuse:
    return reuse(made.text for made in corpus)


@pytest.fixture(scope="module")
def score(corpus: Sequence[Made], found: Reuse) -> Scores:
    return scores(corpus, found.passages.to_pylist())


@pytest.mark.parametrize("kind", COPIED)
def test_each_kind_of_copy_is_found(score: Scores, kind: str) -> None:
    assert score.planted[kind] > 50_000
    assert score.recall(kind) >= 0.95
    assert score.precision(kind) >= 0.95


def test_nothing_else_is_found(score: Scores) -> None:
    assert score.precision() >= 0.95


def test_formulas_are_template_and_copies_are_not(corpus: Sequence[Made], found: Reuse) -> None:
    totals = {row["document"]: row for row in found.reuse.to_pylist()}
    template = sum(row["template"] for row in totals.values())
    formulas = sum(
        end - start
        for made in corpus
        for start, end, said in made.sentences
        if said.kind == "formula"
    )
    assert 0.95 * formulas <= template <= 1.05 * formulas
    assert all(
        passage["documents"] >= PLANS / 10
        for passage in found.passages.to_pylist()
        if passage["template"]
    )


def test_sums_follow_from_the_passages(found: Reuse) -> None:
    """All copies come from plans of earlier days here."""
    passages = [row for row in found.passages.to_pylist() if not row["template"]]
    assert {row["direction"] for row in passages} == {"earlier"}
    for row in found.reuse.to_pylist():
        own = [p for p in passages if p["document"] == row["document"]]
        assert row["reused"] <= sum(p["end"] - p["start"] for p in own)
        assert (row["reused"] > 0) == bool(own)
        assert row["reused"] <= row["shared"] <= row["characters"]
