"""How likely syllables stand side by side in plans.

A bigram model with interpolated Kneser–Ney smoothing (Chen & Goodman 1999, 3.2): what is known of a
pair, and as much as is not known of it, how many other neighbours the second has. The pairs of
`data/bigrams.tsv`, which `models/bigrams.py` counts, and those in the words of the dictionary."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from sys import intern

import regex

from extractor.tokens import neighbours
from extractor.vietnamese import even

PAUSE, NUMBER = ".", "0"
"""What stands for all marks, and the ends of what is printed; and for all numbers."""
Pair = tuple[str, str]
_UNIT = regex.compile(r"(\p{L}[\p{L}\p{M}]*)|(\p{N})\p{N}*|\S")
_DISCOUNT = 0.6  # of each count, for pairs that were never seen
_UNSEEN = 0.3  # neighbours of a syllable without any
_SYLLABLES = 20_000  # that may be printed


def units(text: str) -> list[str]:
    """What pairs are made of: syllables (as `even` gives them), numbers and pauses."""
    matches = _UNIT.finditer(text)
    return [even(m[1]) if m[1] else NUMBER if m[2] else PAUSE for m in matches]


class Bigrams:
    """A model of these pairs, each with how often it was seen."""

    def __init__(self, pairs: Mapping[Pair, int]) -> None:
        self._pairs = pairs
        self._seen: Counter[str] = Counter()  # how often a syllable is the first of a pair
        self._after: Counter[str] = Counter()  # of how many pairs
        self._before: Counter[str] = Counter()  # of how many pairs it is the second
        for (first, second), count in pairs.items():
            self._seen[first] += count
            self._after[first] += 1
            self._before[second] += 1
        self._kinds = len(pairs) + _UNSEEN * _SYLLABLES
        self.surprise = lru_cache(maxsize=1 << 16)(self._surprise)

    def knows(self, first: str | None, second: str | None) -> bool:
        """Whether the two are syllables that were seen side by side."""
        pair = (first or PAUSE, second or PAUSE)
        return pair in self._pairs and not {PAUSE, NUMBER} & {*pair}

    def _surprise(self, first: str | None, second: str) -> float:
        """How little `second` is to be expected after `first`, in nats; after None: anywhere."""
        return -math.log(self._share(first, second))

    def _share(self, first: str | None, second: str) -> float:
        anywhere = (self._before[second] + _UNSEEN) / self._kinds
        if first is None or not self._seen[first]:
            return anywhere
        known = max(self._pairs.get((first, second), 0) - _DISCOUNT, 0.0)
        return (known + _DISCOUNT * self._after[first] * anywhere) / self._seen[first]


@cache
def bigrams() -> Bigrams:
    """The model that ships. It takes 9 MB; twice as much if syllables were not shared."""
    text = files("extractor").joinpath("data", "bigrams.tsv").read_text("utf-8")
    pairs = {(intern(first), intern(second)): 1 for first, second in neighbours()}
    for first, second, count in (line.split("\t") for line in text.splitlines()):
        pairs[intern(first), intern(second)] = int(count)
    return Bigrams(pairs)


def counted(texts: Iterable[str]) -> Counter[Pair]:
    """How often each pair stands in `texts`; a line ends with a pause."""
    pairs: Counter[Pair] = Counter()
    for text in texts:
        for line in text.splitlines():
            row = [PAUSE, *units(line), PAUSE]
            pairs.update(p for p in pairwise(row) if p != (PAUSE, PAUSE))
    return pairs
