"""How alike clauses are, and what each one has for neighbours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Indel

from extractor.compare.reuse.clauses import Clauses, Ints
from extractor.compare.reuse.sketch import candidates

SHORT, LONG = 30, 90  # letters
FOR_SHORT, FOR_LONG = 0.88, 0.76
CHUNK = 500_000


def needed(length: int) -> float:
    """The likeness that makes two clauses the same one, by the letters of the shorter: short ones
    of the same trade are alike by chance."""
    part = min(max(length - SHORT, 0) / (LONG - SHORT), 1.0)
    return FOR_SHORT + (FOR_LONG - FOR_SHORT) * part


def likeness(one: str, other: str, enough: float = 0.0) -> float:
    """The share of letters in a longest common subsequence, 0–1; 0 where it is less than enough."""
    return Indel.normalized_similarity(one, other, score_cutoff=enough)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For each key the keys that are like it, itself first, and how much."""

    first: npt.NDArray[np.int64]  # by key; one more at the end
    key: Ints

    def of(self, key: int) -> list[int]:
        """Itself, then what is like it, the likest first."""
        found: list[int] = self.key[self.first[key] : self.first[key + 1]].tolist()
        return found


def neighbours(keys: list[str]) -> Neighbours:
    """All keys that are alike, as far as they share a bucket."""
    pairs = candidates(keys)
    kept, scores = [], []
    for start in range(0, len(pairs), CHUNK):
        part = pairs[start : start + CHUNK]
        score = _scores(keys, part)
        kept.append(part[score > 0])
        scores.append(score[score > 0])
    own = np.arange(len(keys))
    early, late = np.concatenate([np.empty((0, 2), np.int64), *kept]).T
    one = np.concatenate([own, early, late])
    other = np.concatenate([own, late, early])
    likeness = np.concatenate([np.ones(len(keys), np.float32), *scores, *scores])
    order = np.lexsort((other, -likeness, one != other, one))
    first = np.searchsorted(one[order], np.arange(len(keys) + 1))
    return Neighbours(first, other[order].astype(np.int32))


def _scores(keys: list[str], pairs: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """Likeness of pairs, 0 where it is not enough for their length."""
    one = [keys[number] for number in pairs[:, 0].tolist()]
    other = [keys[number] for number in pairs[:, 1].tolist()]
    scores = process.cpdist(
        one, other, scorer=Indel.normalized_similarity, score_cutoff=FOR_LONG, workers=-1,
        dtype=np.float32,
    )  # fmt: skip
    shorter = np.array([min(len(a), len(b)) for a, b in zip(one, other, strict=True)])
    enough = np.interp(shorter, (SHORT, LONG), (FOR_SHORT, FOR_LONG))
    return np.where(scores >= enough, scores, 0).astype(np.float32)


def standing(clauses: Clauses, near: Neighbours) -> Ints:
    """By key: in how many documents it stands, in these letters or such that are alike. A clause of
    which every plan has its own form counts as the form that most others are like."""
    holders = [clauses.document[places] for places in clauses.places]
    counts = np.zeros(len(clauses.keys), np.int32)
    for key in range(len(counts)):
        counts[key] = len(np.unique(np.concatenate([holders[form] for form in near.of(key)])))
    result: Ints = np.maximum.reduceat(counts[near.key], near.first[:-1]) if len(counts) else counts
    return result
