"""The tagger alone: sums over lattices, spans and their probabilities, features."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from extractor.learned.features import features_of, paragraphs_of
from extractor.learned.lattice import Lattice
from extractor.learned.tagger import LABELS, Tagger, allowed, begins, spans_of

BITS = 10
TEXT = "Giao Trạm Cứu hộ Động vật\n\nphối hợp với xã."


def some_tagger(seed: int) -> Tagger:
    """Weights by chance."""
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(1 << BITS, LABELS)).astype(np.float32)
    steps = np.where(allowed(), chance.normal(size=(LABELS + 1, LABELS)), -1e4)
    return Tagger(rows, steps)


def all_paths(lattice: Lattice) -> dict[tuple[int, ...], float]:
    """Each way to label the first row, and its probability: every one is tried."""
    length = int(lattice.lengths[0])
    weights = {}
    for path in product(range(LABELS), repeat=length):
        weight, before = 1.0, LABELS
        for place, label in enumerate(path):
            weight *= lattice.steps[before, label] * lattice.weights[0, place, label]
            before = label
        weights[path] = weight
    total = sum(weights.values())
    return {path: weight / total for path, weight in weights.items()}


@pytest.mark.parametrize("seed", range(3))
def test_lattice_says_what_trying_all_paths_says(seed: int) -> None:
    chance = np.random.default_rng(seed)
    steps = np.where(allowed(), chance.normal(size=(LABELS + 1, LABELS)), -1e4)
    lattice = Lattice.of(chance.normal(size=(4 + 2, LABELS)), [4, 2], steps)
    paths = all_paths(lattice)

    assert tuple(lattice.best()[0]) == max(paths, key=lambda path: paths[path])
    alpha, scale = lattice.forward()
    labels = (alpha * lattice.backward(scale))[0]
    for place, label in product(range(4), range(LABELS)):
        share = sum(chance for path, chance in paths.items() if path[place] == label)
        assert labels[place, label] == pytest.approx(share, abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_a_guess_is_as_probable_as_all_paths_that_have_it(seed: int) -> None:
    tagger, text = some_tagger(seed), "Trạm Cứu hộ xã Lộc"
    paragraphs = list(paragraphs_of(text))
    emissions = tagger.rows[features_of(text, paragraphs, BITS)].sum(axis=1, dtype=np.float64)
    paths = all_paths(Lattice.of(emissions, [5], tagger.steps))

    for guess in tagger.find(text):
        start = paragraphs[0].starts.index(guess.span.start)
        end = paragraphs[0].ends.index(guess.span.end) + 1
        kind = ("agency", "campaign").index(guess.kind)
        having = [c for path, c in paths.items() if (start, end, kind) in spans_of(list(path))]
        assert guess.score == pytest.approx(sum(having), abs=1e-9)


def test_spans_begin_with_a_first_label_and_end_before_another() -> None:
    body, movement = begins(0), begins(1)
    labels = [0, body, body + 1, body, 0, movement, movement + 1, movement + 1]

    assert list(spans_of(labels)) == [(1, 3, 0), (3, 4, 0), (5, 8, 1)]


def test_paragraphs_do_not_see_one_another() -> None:
    alone = TEXT.split("\n")[0]
    first, second = paragraphs_of(TEXT)
    together = features_of(TEXT, [first, second], BITS)

    assert (together[: len(first.starts)] == features_of(alone, [first], BITS)).all()
    assert TEXT[second.starts[0] : second.ends[-1]] == "phối hợp với xã"


def test_long_paragraphs_are_read_in_pieces() -> None:
    pieces = list(paragraphs_of("trạm " * 1_000))

    assert sum(len(piece.starts) for piece in pieces) == 1_000
    assert max(len(piece.starts) for piece in pieces) < 1_000


def test_guesses_lie_in_order_inside_the_text_and_do_not_overlap() -> None:
    guesses = some_tagger(1).find(TEXT * 3)
    ends = [0, *(guess.span.end for guess in guesses)]

    assert guesses
    assert all(end <= guess.span.start for end, guess in zip(ends, guesses, strict=False))
    assert all(0 <= guess.score <= 1 + 1e-9 for guess in guesses)
    assert some_tagger(1).find("") == []
    assert some_tagger(1).find("\n… / –\n") == []


def test_marks_and_case_make_a_difference_where_letters_do_not() -> None:
    lower, upper = "giao ban", "Giao Bạn"
    one = features_of(lower, list(paragraphs_of(lower)), BITS)
    other = features_of(upper, list(paragraphs_of(upper)), BITS)

    assert (one != other).any()
    assert (one == other).any()
