"""Fits the models behind confidence and writes them as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from math import log
from typing import Any

import numpy as np
from confidence_rows import Reading, ValueRow
from numpy.typing import NDArray

from extractor.confidence.evidence import OF_MEANING, OF_READING
from extractor.confidence.model import (
    OFFSET,
    ONE,
    Model,
    WordModel,
    from_data,
    reading_features,
)
from extractor.evaluation.calibration import Judged

Numbers = NDArray[np.float64]
THRESHOLD = 0.85
_SHARED_PENALTY, _KIND_PENALTY = 1e-3, 1.0
"""Ridge: what holds of all values is free, what holds of one kind is drawn towards it."""
_OPINIONS = frozenset({"agreed", "contested", "unseen"})
_STEPS, _SETTLED = 60, 1e-9


def fitted(now: Sequence[Reading], before: Sequence[Reading]) -> dict[str, Any]:
    """The data of a model: `now` tells how words are misread and what that does to values,
    `before` how often rules err in plans that they were not made for."""
    words = [row for reading in now for row in reading.words]
    word = _fit([row.features for row in words], [row.right for row in words])
    read = [
        (row, reading_features(misread))
        for reading in now
        for row, misread in _misread(WordModel(word), reading)
        if misread is not None
    ]
    text = [reading for reading in before if reading.grade == "text"]
    meant = [(row, ONE) for reading in text for row in reading.values if _tells(row, reading)]
    return {
        "threshold": THRESHOLD,
        "word": word,
        "read": _fit_values(read, OF_READING),
        "meant": _fit_values(meant, OF_MEANING),
    }


def judged(model: Model, reading: Reading) -> Iterator[tuple[str, Judged]]:
    """What `model` says of the values of a reading, by their groups."""
    for row, misread in _misread(model.word, reading):
        chance = model.confidence(row.kind, row.facts, misread)
        yield row.group, Judged(round(chance, 3), row.right)


def held_out(
    now: Sequence[Reading], before: Sequence[Reading], read: Iterable[Reading]
) -> Iterator[tuple[Reading, list[tuple[str, Judged]]]]:
    """Each of `read` with what a model says of it that has seen nothing of its province."""
    models: dict[str, Model] = {}
    for reading in read:
        slug = reading.slug
        if slug not in models:
            others = ([r for r in side if r.slug != slug] for side in (now, before))
            models[slug] = from_data(fitted(*others))
        yield reading, list(judged(models[slug], reading))


def _tells(row: ValueRow, reading: Reading) -> bool:
    """Whether a row is not the same with a second opinion and without: no value counts twice."""
    return reading.round != "advised" or not _OPINIONS.isdisjoint(row.facts)


def _misread(model: WordModel, reading: Reading) -> Iterator[tuple[ValueRow, float | None]]:
    """Each value with how many of its words `model` expects to be wrong."""
    wrong = (-log(model.chance(row.features)) for row in reading.words)
    sums = [0.0, *accumulate(wrong)]
    for row in reading.values:
        yield row, sums[row.words.stop] - sums[row.words.start] if row.words else None


def _fit_values(
    rows: Sequence[tuple[ValueRow, Mapping[str, float]]], known: frozenset[str]
) -> dict[str, Any]:
    """Weights that all values share, and for each kind an offset and the weights of those facts
    that are `known`."""
    features = [
        {**shared, **{f"{row.kind} {name}": 1.0 for name in (OFFSET, *(row.facts & known))}}
        for row, shared in rows
    ]
    weights = _fit(features, [row.right for row, _ in rows])
    kinds: dict[str, dict[str, float]] = {}
    for name in sorted(weights):
        kind, _, fact = name.rpartition(" ")
        if kind:
            kinds.setdefault(kind, {})[fact] = weights.pop(name)
    return {**weights, "kinds": kinds}


def _fit(features: Sequence[Mapping[str, float]], right: Sequence[bool]) -> dict[str, float]:
    """Logistic regression with a ridge, by Newton's method (iteratively reweighted least
    squares). The same rows give the same weights."""
    names = sorted({name for row in features for name in row})
    place = {name: column for column, name in enumerate(names)}
    table = np.zeros((len(features), len(names)))
    for line, row in enumerate(features):
        for name, value in row.items():
            table[line, place[name]] = value
    penalty = np.array([_KIND_PENALTY if " " in name else _SHARED_PENALTY for name in names])
    weights = _newton(table, np.array(right, dtype=float), penalty)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def _newton(table: Numbers, right: Numbers, penalty: Numbers) -> Numbers:
    weights = np.zeros(table.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (right - chance) - penalty * weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < _SETTLED:
            break
    return weights


def as_toml(data: Mapping[str, Any], comment: str) -> str:
    """The data as a file, under a comment."""
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    lines += ["", f"threshold = {data['threshold']}"]
    for name in ("word", "read", "meant"):
        lines += _table(name, data[name])
        for kind, weights in data[name].get("kinds", {}).items():
            lines += _table(f"{name}.kinds.{kind}", weights)
    return "\n".join(lines) + "\n"


def _table(name: str, weights: Mapping[str, Any]) -> list[str]:
    rows = (f"{key} = {value}" for key, value in weights.items() if key != "kinds")
    return ["", f"[{name}]", *rows]
