"""A linear-chain conditional random field over syllables: which of them names stand at, and how
probable each name is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractor.document import Guess, Span
from extractor.learned.features import Syllables, features_of, paragraphs_of
from extractor.learned.lattice import Lattice

Floats = NDArray[np.float64]

KINDS = ("agency", "campaign")
OUTSIDE = 0
LABELS = 1 + 2 * len(KINDS)
"""Outside; then for each kind its first syllable and its others."""
_ROOM = 1 << 15
"""Places of a lattice."""


def begins(kind: int) -> int:
    """The label of the first syllable of a name of this kind."""
    return 1 + 2 * kind


def allowed() -> NDArray[np.bool_]:
    """Which label may follow which: a name goes on only after itself. The last row tells which
    may begin a paragraph."""
    may = np.ones((LABELS + 1, LABELS), dtype=bool)
    for kind in range(len(KINDS)):
        first = begins(kind)
        may[:, first + 1] = False
        may[[first, first + 1], first + 1] = True
    return may


@dataclass(frozen=True, slots=True)
class Tagger:
    """Weights: `rows` of features by labels, `steps` from label to label (the last row: into the
    first syllable)."""

    rows: NDArray[np.float32]
    steps: Floats

    @property
    def bits(self) -> int:
        """The logarithm of the number of rows."""
        return int(self.rows.shape[0]).bit_length() - 1

    def find(self, text: str) -> list[Guess]:
        """The most probable names in `text`, in order; none overlap."""
        paragraphs = sorted(paragraphs_of(text), key=lambda p: len(p.starts))
        found = [guess for batch in _batches(paragraphs) for guess in self._in(text, batch)]
        return sorted(found, key=lambda guess: guess.span)

    def _in(self, text: str, paragraphs: list[Syllables]) -> Iterator[Guess]:
        features = features_of(text, paragraphs, self.bits)
        emissions = self.rows[features].sum(axis=1, dtype=np.float64)
        lattice = Lattice.of(emissions, [len(p.starts) for p in paragraphs], self.steps)
        paths = lattice.best()
        if not any(map(any, paths)):
            return
        alpha, scale = lattice.forward()
        beta = lattice.backward(scale)
        for row, (paragraph, labels) in enumerate(zip(paragraphs, paths, strict=True)):
            chances = _Row(lattice.weights[row], lattice.steps, alpha[row], beta[row], scale[row])
            for start, end, kind in spans_of(labels):
                span = Span(paragraph.starts[start], paragraph.ends[end - 1])
                score = chances.of(start, end, begins(kind), last=end == len(labels))
                yield Guess(span, KINDS[kind], score)


@dataclass(frozen=True, slots=True)
class _Row:
    """One paragraph's part of a lattice, its sums forward and backward."""

    weights: Floats
    steps: Floats
    alpha: Floats
    beta: Floats
    scale: Floats

    def of(self, start: int, end: int, first: int, *, last: bool) -> float:
        """The probability that a name of the kind that begins with the label `first` stands at
        exactly these syllables."""
        before = self.alpha[start - 1] @ self.steps[:-1] if start else self.steps[-1]
        chance = before[first] * self.weights[start, first] / self.scale[start]
        label, inner = first, first + 1
        for place in range(start + 1, end):
            step = self.steps[label, inner]
            chance *= step * self.weights[place, inner] / self.scale[place]
            label = inner
        if last:
            return float(chance)
        after = self.steps[label] * self.weights[end] * self.beta[end] / self.scale[end]
        return float(chance * (after.sum() - after[inner]))


def _batches(paragraphs: list[Syllables]) -> Iterator[list[Syllables]]:
    """Paragraphs of about the same length, so that a lattice wastes little room."""
    batch: list[Syllables] = []
    for paragraph in paragraphs:
        if batch and (len(batch) + 1) * len(paragraph.starts) > _ROOM:
            yield batch
            batch = []
        batch.append(paragraph)
    if batch:
        yield batch


def spans_of(labels: list[int]) -> Iterator[tuple[int, int, int]]:
    """The names in a row of labels: first syllable, one past the last, kind."""
    start = None
    for place, label in enumerate([*labels, OUTSIDE]):
        goes_on = label != OUTSIDE and label % 2 == 0
        if start is not None and not goes_on:
            yield start, place, (labels[start] - 1) // 2
            start = None
        if label % 2 == 1:
            start = place
