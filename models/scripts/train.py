"""Trains the tagger of names: a conditional random field over hashed features, by L-BFGS, in one thread.
The same examples give the same weights."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # before numpy: the same sums

import numpy as np
from extractor.learned.features import TEMPLATES, features_of, paragraphs_of
from extractor.learned.lattice import Lattice
from extractor.learned.shipped import save
from extractor.learned.tagger import KINDS, LABELS, Tagger, allowed, begins
from examples import training
from made import Example
from plans import BUILD
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

SEED = 7
BITS = 17
NEVER = -1e4
STEPS = 50
CHUNK = 400  # rows of a lattice


class Examples:
    """Examples as the trainer sees them: features and labels of all syllables, one after another,
    and the lengths of the paragraphs, sorted by length."""

    def __init__(self, examples: Sequence[Example], bits: int = BITS) -> None:
        parts = []
        for example in examples:
            for paragraph in paragraphs_of(example.text):
                parts.append((example, paragraph))
        parts.sort(key=lambda part: len(part[1].starts))
        rows, labels = [], []
        for example, paragraph in parts:
            rows.append(features_of(example.text, [paragraph], bits))
            labels.append(labels_of(example, paragraph))
        self.features = np.concatenate(rows)
        self.labels = np.concatenate(labels)
        self.lengths = np.array([len(p.starts) for _, p in parts])
        self.bits = bits


def labels_of(example: Example, paragraph) -> np.ndarray:
    """The label of each syllable."""
    labels = np.zeros(len(paragraph.starts), dtype=np.int64)
    for start, end, label in example.spans:
        kind = KINDS.index(label.lower())
        inside = [i for i, (s, e) in enumerate(zip(paragraph.starts, paragraph.ends)) if start <= s and e <= end]
        if inside:
            labels[inside] = begins(kind) + 1
            labels[inside[0]] = begins(kind)
    return labels


def train(data: Examples, *, ridge: float = 1.0, steps: int = STEPS, least: int = 2) -> Tagger:
    """The tagger with the weights that make `data` most probable, held back by `ridge`. Rows that
    fewer than `least` syllables have stay 0."""
    size, width = 1 << data.bits, LABELS
    counts = np.bincount(data.features.ravel(), minlength=size)
    kept = np.flatnonzero(counts >= least)
    column = np.full(size, -1)
    column[kept] = np.arange(len(kept))
    columns = column[data.features]
    known = columns >= 0
    pointers = np.concatenate([[0], np.cumsum(known.sum(axis=1))])
    matrix = csr_matrix((np.ones(int(known.sum()), dtype=np.float64), columns[known], pointers), shape=(len(data.labels), len(kept)))
    transposed = matrix.T.tocsr()
    may = allowed()
    chunks = list(_chunks(data.lengths))
    wanted = _pair_counts(data)

    def objective(vector: np.ndarray):
        weights = vector[: len(kept) * width].reshape(len(kept), width)
        moves = vector[len(kept) * width :].reshape(width + 1, width)
        step_weights = np.where(may, moves, NEVER)
        emissions = matrix @ weights
        slope = np.empty_like(emissions)
        loss, pairs = 0.0, np.zeros((width + 1, width))
        for rows, places in chunks:
            part = Lattice.of(emissions[places], data.lengths[rows], step_weights)
            inside = np.arange(part.weights.shape[1]) < part.lengths[:, None]
            alpha, scale = part.forward()
            beta = part.backward(scale)
            slope[places] = (alpha * beta)[inside]
            loss += np.log(scale[inside]).sum() + emissions[places].max(axis=1).sum()
            pairs += _expected_pairs(part, alpha, beta, scale, inside)
        loss -= emissions[np.arange(len(data.labels)), data.labels].sum() + (wanted * np.where(may, moves, 0)).sum()
        slope[np.arange(len(data.labels)), data.labels] -= 1.0
        gradient = np.concatenate([(transposed @ slope).ravel(), np.where(may, pairs - wanted, 0).ravel()])
        return loss + 0.5 * ridge * (vector @ vector), gradient + ridge * vector

    start = np.zeros(len(kept) * width + (width + 1) * width)
    found = minimize(objective, start, jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 6})
    print(f"{len(data.labels)} syllables, {len(kept)} rows, {found.nit} steps, loss {found.fun:.1f}", flush=True)
    rows = np.zeros((size, width), dtype=np.float32)
    rows[kept] = found.x[: len(kept) * width].reshape(len(kept), width)
    moves = np.where(may, found.x[len(kept) * width :].reshape(width + 1, width), NEVER)
    return Tagger(rows, moves)


def _chunks(lengths: np.ndarray) -> Iterator[tuple[slice, slice]]:
    """Slices of rows, and of their places."""
    ends = np.concatenate([[0], np.cumsum(lengths)])
    for first in range(0, len(lengths), CHUNK):
        last = min(first + CHUNK, len(lengths))
        yield slice(first, last), slice(int(ends[first]), int(ends[last]))


def _pair_counts(data: Examples) -> np.ndarray:
    counts = np.zeros((LABELS + 1, LABELS))
    first = np.concatenate([[0], np.cumsum(data.lengths)])[:-1]
    np.add.at(counts, (LABELS, data.labels[first]), 1)
    follows = np.ones(len(data.labels), dtype=bool)
    follows[first] = False
    places = np.flatnonzero(follows)
    np.add.at(counts, (data.labels[places - 1], data.labels[places]), 1)
    return counts


def _expected_pairs(part: Lattice, alpha, beta, scale, inside) -> np.ndarray:
    pairs = np.zeros((LABELS + 1, LABELS))
    after = np.where(inside[:, 1:, None], part.weights[:, 1:] * beta[:, 1:] / scale[:, 1:, None], 0.0)
    pairs[:-1] = part.steps[:-1] * np.einsum("rpa,rpb->ab", alpha[:, :-1], after, optimize=True)
    pairs[-1] = (alpha[:, 0] * beta[:, 0]).sum(axis=0)
    return pairs


def main() -> None:
    """Writes the weights."""
    save(train(Examples(training(SEED))), BUILD / "names.npz")


if __name__ == "__main__":
    main()
