"""Whether confidence can be believed: what it promises beside what gold says, and how many values
remain when only sure ones are taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from extractor.evaluation.outcomes import GROUPS, outcomes
from extractor.evaluation.report import documents_of

ALL = "all values"
PRECISIONS = (0.90, 0.95, 0.99)
BINS = 10
FEWEST = 20
"""Values in a bin, so that its share of right ones says something."""


class Judged(NamedTuple):
    """A value's confidence, and whether gold says that it is right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Values of like confidence: how many, their mean confidence, the share that is right."""

    count: int
    expected: float
    observed: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A group of fields. `ece` is the expected calibration error over `bins` of equal mass;
    `coverage` the largest share of the values, the surest first, of which each precision of
    `PRECISIONS` is right, or 0."""

    name: str
    count: int
    expected: float
    observed: float
    bins: tuple[Bin, ...]
    ece: float
    coverage: Mapping[float, float]


def calibrations(
    predicted: Path, gold: Path, only: Collection[str] = ()
) -> tuple[Calibration, ...]:
    """One for each group of fields that has values, and one for all of them, of the plan JSON in
    folder `predicted` against the gold in folder `gold`. Raises `NoGold` and `NotPlanJson`."""
    found = [
        (outcome.group, Judged(outcome.at["confidence"], outcome.right))
        for _, wanted, plan in documents_of(predicted, gold, only)
        for outcome in outcomes(wanted, plan)
    ]
    return tuple(by_group(found))


def by_group(found: Sequence[tuple[str, Judged]]) -> Iterator[Calibration]:
    """All values first, then each group in the contract's order."""
    if found:
        yield calibration(ALL, [judged for _, judged in found])
    for group in GROUPS:
        if own := [judged for name, judged in found if name == group]:
            yield calibration(group, own)


def calibration(name: str, judged: Sequence[Judged]) -> Calibration:
    """The calibration of these values, of which there must be one."""
    made = tuple(_bins(judged))
    total = len(judged)
    error = sum(one.count * abs(one.expected - one.observed) for one in made) / total
    whole = _bin(judged)
    covered = {precision: coverage(judged, precision) for precision in PRECISIONS}
    return Calibration(name, total, whole.expected, whole.observed, made, error, covered)


def coverage(judged: Iterable[Judged], precision: float) -> float:
    """The largest share of the values, the surest first, of which `precision` is right. Values of
    the same confidence are taken together or not at all."""
    taken = right = best = 0
    for same in _alike(judged):
        taken += len(same)
        right += sum(one.right for one in same)
        if right >= precision * taken:
            best = taken
    return best / taken if taken else 0.0


def _bins(judged: Sequence[Judged]) -> Iterator[Bin]:
    """About `BINS` bins of equal mass; values of the same confidence are not parted."""
    enough = max(FEWEST, len(judged) / BINS)
    held: list[Judged] = []
    left = len(judged)
    for same in _alike(judged):
        held += same
        left -= len(same)
        if len(held) >= enough and (left >= FEWEST or not left):
            yield _bin(held)
            held = []
    if held:
        yield _bin(held)


def _alike(judged: Iterable[Judged]) -> Iterator[list[Judged]]:
    """The values of each confidence, the surest first."""
    ordered = sorted(judged, key=lambda one: -one.confidence)
    for _, same in groupby(ordered, key=lambda one: one.confidence):
        yield list(same)


def _bin(held: Sequence[Judged]) -> Bin:
    count = len(held)
    expected = sum(one.confidence for one in held) / count
    return Bin(count, expected, sum(one.right for one in held) / count)
