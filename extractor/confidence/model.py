"""The weights behind confidence: three small logistic models, as data in `data/confidence.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, log
from typing import Any

from extractor.tables import table

Weights = Mapping[str, float]
OFFSET = "offset"
"""The weight that all values of a kind have."""
SUREST = 0.9999
"""No word and no value is surer."""
_FEWEST = 1e-3  # misread words; fewer tell no more


@dataclass(frozen=True, slots=True)
class WordModel:
    """The chance that OCR read a word as it is printed."""

    weights: Weights

    def chance(self, features: Mapping[str, float]) -> float:
        """The chance that the features of a word give."""
        return logistic(sum(self.weights[name] * value for name, value in features.items()))


@dataclass(frozen=True, slots=True)
class ValueModel:
    """The chance that a value is right: what holds of all values, and what of one kind."""

    weights: Weights
    kinds: Mapping[str, Weights]

    def chance(self, kind: str, facts: Iterable[str], features: Mapping[str, float]) -> float:
        """The chance that features and facts give a value of `kind`; a kind that was not fitted
        is like the mean of all."""
        score = sum(self.weights[name] * value for name, value in features.items())
        if own := self.kinds.get(kind):
            score += own[OFFSET] + sum(own.get(fact, 0.0) for fact in facts)
        return logistic(score)


@dataclass(frozen=True, slots=True)
class Model:
    """What each question is answered by: whether a `word` is read as printed, whether the words of
    a value are `read` well enough for it, whether the document means it as it was `meant` to be
    understood. Values under the `threshold` are doubtful."""

    word: WordModel
    read: ValueModel
    meant: ValueModel
    threshold: float

    def confidence(self, kind: str, facts: Iterable[str], misread: float | None) -> float:
        """The chance that a value of `kind` is right. `misread` of its words are expected to be
        wrong; None: OCR read none of them."""
        facts = tuple(facts)
        chance = self.meant.chance(kind, facts, ONE)
        if misread is not None:
            chance *= self.read.chance(kind, facts, reading_features(misread))
        return chance


ONE: Weights = {"intercept": 1.0}


def reading_features(misread: float) -> dict[str, float]:
    """What the number of misread words says of a value."""
    return {"intercept": 1.0, "misread": log(misread + _FEWEST)}


def logistic(score: float) -> float:
    """From log-odds to a chance, which is never certain."""
    return min(1 / (1 + exp(-score)), SUREST)


def from_data(data: Mapping[str, Any]) -> Model:
    """The model that a table like `data/confidence.toml` holds."""
    return Model(
        word=WordModel(data["word"]),
        read=_value_model(data["read"]),
        meant=_value_model(data["meant"]),
        threshold=data["threshold"],
    )


def _value_model(data: Mapping[str, Any]) -> ValueModel:
    shared = {name: weight for name, weight in data.items() if name != "kinds"}
    return ValueModel(shared, data["kinds"])


@cache
def shipped() -> Model:
    """The model that ships."""
    return from_data(table("confidence"))
