"""Sums and best paths over rows of labels, many rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lattice:
    """Rows of places, padded to one length: `weights[row, place, label]` is the exponential of
    what speaks for a label there, `steps` that of what speaks for one label after another (its
    last row: for one at the beginning), 0 where it may not be."""

    weights: Floats
    steps: Floats
    lengths: Ints

    @classmethod
    def of(cls, emissions: Floats, lengths: Sequence[int], steps: Floats) -> Lattice:
        """The lattice of rows that lie one after another in `emissions[place, label]`."""
        sizes = np.asarray(lengths)
        weights = np.ones((len(sizes), int(sizes.max()), emissions.shape[1]))
        inside = np.arange(weights.shape[1]) < sizes[:, None]
        weights[inside] = np.exp(emissions - emissions.max(axis=1, keepdims=True))
        return cls(weights, np.exp(steps), sizes)

    def forward(self) -> tuple[Floats, Floats]:
        """For each place the probability of its labels given what stands before it, and the sum
        that made it one."""
        rows, places, labels = self.weights.shape
        alpha, scale = np.empty((rows, places, labels)), np.ones((rows, places))
        before = np.broadcast_to(self.steps[-1], (rows, labels))
        for place in range(places):
            now = before * self.weights[:, place]
            scale[:, place] = now.sum(axis=1)
            alpha[:, place] = now / scale[:, place, None]
            before = alpha[:, place] @ self.steps[:-1]
        return alpha, scale

    def backward(self, scale: Floats) -> Floats:
        """For each place and label what follows it, so that `forward` times it is the label's
        probability."""
        rows, places, labels = self.weights.shape
        beta = np.ones((rows, places, labels))
        for place in range(places - 2, -1, -1):
            after = self.weights[:, place + 1] * beta[:, place + 1] / scale[:, place + 1, None]
            open_ = (place + 1 < self.lengths)[:, None]
            beta[:, place] = np.where(open_, after @ self.steps[:-1].T, 1.0)
        return beta

    def best(self) -> list[list[int]]:
        """The most probable labels of each row."""
        rows, places, labels = self.weights.shape
        back = np.zeros((rows, places, labels), dtype=np.int64)
        top = self.steps[-1] * self.weights[:, 0]
        for place in range(1, places):
            paths = top[:, :, None] * self.steps[:-1]
            back[:, place] = paths.argmax(axis=1)
            now = paths.max(axis=1) * self.weights[:, place]
            now /= now.max(axis=1, keepdims=True)
            top = np.where((place < self.lengths)[:, None], now, top)
        return [
            _path(back[row], int(top[row].argmax()), int(self.lengths[row])) for row in range(rows)
        ]


def _path(back: Ints, last: int, length: int) -> list[int]:
    labels = [last]
    for place in range(length - 1, 0, -1):
        labels.append(int(back[place, labels[-1]]))
    return labels[::-1]
