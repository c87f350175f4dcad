"""Gold items matched with found ones, and the counts that come of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from extractor.evaluation.words import SOFT, alike, even

MISS_LENGTH = 130


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be found. Items match when their `head` is equal and one of the `keys` of
    either is equal (strictly) or alike (softly). An `optional` gold item neither rewards nor
    punishes. `shown` names the item in lists of misses. `at` is where a found item was read, as
    the plan JSON has it."""

    keys: tuple[str, ...]
    head: Hashable = None
    shown: str = ""
    optional: bool = False
    at: Mapping[str, Any] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What gold has of a field in one document, and what was found. `exact`: alike is no match."""

    field: str
    gold: tuple[Item, ...]
    found: tuple[Item, ...]
    exact: bool = False


class Matched(NamedTuple):
    """A gold item, the found one that is most like it, and how alike they are."""

    gold: Item
    found: Item | None
    score: float


@dataclass(frozen=True, slots=True)
class Rates:
    """A field's scores; precision and recall are the strict ones. `gold` is the support: how many
    items there were to be found."""

    gold: int
    precision: float
    recall: float
    strict_f1: float
    soft_f1: float


@dataclass(slots=True)
class Tally:
    """Running counts of one field over documents."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    soft: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, slug: str, comparison: Comparison) -> None:
        """Counts one document's items."""
        pairs, left = matched(comparison)
        for pair in pairs:
            if not pair.gold.optional:
                self._count(slug, *pair)
        self.found += len(left)
        self.misses += [f"{slug}: not in gold: {extra.shown}" for extra in left]

    def rates(self) -> Rates:
        """Strict precision and recall, and both F1. Nothing found where nothing is: all right."""
        precision, recall, strict = self._f1(self.strict)
        return Rates(self.gold, precision, recall, strict, self._f1(self.soft)[2])

    def _count(self, slug: str, item: Item, match: Item | None, score: float) -> None:
        self.gold += 1
        if match:
            self.found += 1
            self.soft += 1
            self.strict += score == 1.0
        if score < 1.0:
            got = match.shown if match else "nothing like it"
            self.misses.append(f"{slug}: wanted {item.shown}, got {got}")

    def _f1(self, hits: int) -> tuple[float, float, float]:
        precision = hits / self.found if self.found else float(not self.gold)
        recall = hits / self.gold if self.gold else 1.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


def matched(comparison: Comparison) -> tuple[list[Matched], list[Item]]:
    """Each gold item with what it matches, and the found items that match none."""
    left = list(comparison.found)
    pairs = [Matched(i, *_take_best(i, left, comparison.exact)) for i in comparison.gold]
    return pairs, left


def compare(
    field: str,
    make: Callable[[Any], tuple[Item, ...]],
    gold: Any,
    found: Any,
    *,
    exact: bool = False,
) -> Comparison:
    """A comparison of what `make` makes of either side."""
    return Comparison(field, make(gold), make(found), exact)


def placed(comparison: Comparison, places: Iterable[Any]) -> Comparison:
    """`comparison`, its found items with the `at` of each."""
    pairs = zip(comparison.found, places, strict=True)
    return replace(comparison, found=tuple(replace(item, at=at) for item, at in pairs))


def at_one(comparison: Comparison, holder: Any) -> Comparison:
    """`comparison`, all that is found in it at the `at` of `holder`, which may be a bare value."""
    at = holder.get("at") if isinstance(holder, dict) else None
    return placed(comparison, [at] * len(comparison.found))


def at_of(record: Mapping[str, Any]) -> Any:
    """Where an object of a list was read: of one that is listed once, its first mention."""
    first = (record.get("mentions") or [record])[0]
    return first.get("at")


def items(values: Iterable[object]) -> tuple[Item, ...]:
    """Plain values, compared by their evened-out words."""
    return tuple(Item((even(value),), shown=brief(value)) for value in values)


def lines(values: Iterable[str]) -> tuple[Item, ...]:
    """Strings that were made to be compared as they are."""
    return tuple(Item((value,), shown=brief(value)) for value in values)


def one(value: object) -> tuple[Item, ...]:
    """A single value, or nothing."""
    return items(() if value in (None, "", []) else (value,))


def brief(value: object) -> str:
    """`value` in a list of misses."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) < MISS_LENGTH else text[: MISS_LENGTH - 3] + "..."


def _take_best(item: Item, left: list[Item], exact: bool) -> tuple[Item | None, float]:
    """The most similar of `left`, taken out of it, and how alike it is; the first of equals."""
    scores = [_similarity(item, other, exact) for other in left]
    best = max(scores, default=0.0)
    if best < SOFT:
        return None, best
    return left.pop(scores.index(best)), best


def _similarity(item: Item, other: Item, exact: bool) -> float:
    if item.head != other.head:
        return 0.0
    return max(_each_pair(item, other, exact), default=0.0)


def _each_pair(item: Item, other: Item, exact: bool) -> Iterator[float]:
    for one in item.keys:
        for two in other.keys:
            yield float(one == two) if exact else alike(one, two)
