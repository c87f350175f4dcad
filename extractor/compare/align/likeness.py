"""How much one section of a plan is like one of another: by role, heading, agency, month, words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise

from rapidfuzz import fuzz

from extractor.compare.align.nodes import Node
from extractor.plan.model import Agency
from extractor.vietnamese import fold

ENOUGH = 0.27
"""What two sections must have in common to stand side by side."""

HEADING, AGENCY, ROLE = 0.8, 0.8, 0.5  # how far each of them settles it
UNLIKE = 0.6  # headings that are no more alike than this have nothing in common
OTHERS = 0.3  # what is left of likeness between work of different agencies, or of different roles

Vector = Mapping[str, float]


class Likeness:
    """Compares nodes of some plans, in which frequent words count less."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        every = [node for top in nodes for node in _all(top)]
        seen = Counter(gram for node in every for gram in set(_grams(_own(node))))
        self._rare = {gram: math.log(1 + len(every) / count) for gram, count in seen.items()}
        self._vectors: dict[int, Vector] = {}
        self._kept: list[Node] = []  # so that no id is given twice

    def of(self, one: Node, other: Node) -> float:
        """0–1: each thing in common takes away a part of the doubt."""
        if one.months or other.months:
            return _months(one, other)
        doubt = 1.0 - self._content(one, other)
        doubt *= 1 - HEADING * _headings(one.heading, other.heading)
        agencies = _agencies(one, other)
        doubt *= 1 - AGENCY * agencies
        doubt *= 1 - ROLE * (one.role is not None and one.role == other.role)
        others = not agencies and _known(one) and _known(other)
        unlike = one.role and other.role and one.role != other.role
        return (1 - doubt) * (OTHERS if others or unlike else 1.0)

    def _content(self, one: Node, other: Node) -> float:
        """Cosine of the rare grams of all their words."""
        a, b = sorted((self._vector(one), self._vector(other)), key=len)
        return sum(weight * b[gram] for gram, weight in a.items() if gram in b)

    def _vector(self, node: Node) -> Vector:
        if id(node) not in self._vectors:
            grams = Counter(_grams(" ".join(node.words())))
            weights = {gram: count * self._rare.get(gram, 1.0) for gram, count in grams.items()}
            norm = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
            self._vectors[id(node)] = {gram: weight / norm for gram, weight in weights.items()}
            self._kept.append(node)
        return self._vectors[id(node)]


def _all(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _all(child)


def _own(node: Node) -> str:
    return f"{node.heading or ''} {node.text}"


def _grams(text: str) -> Iterator[str]:
    """Syllables and pairs of syllables, without marks: a pair is about a word."""
    syllables = ["".join(filter(str.isalnum, part)) for part in fold(text).split()]
    syllables = [syllable for syllable in syllables if syllable]
    yield from syllables
    yield from (f"{a} {b}" for a, b in pairwise(syllables))


def _headings(one: str | None, other: str | None) -> float:
    return _scaled(fuzz.ratio(fold(one), fold(other)) / 100) if one and other else 0.0


def _scaled(ratio: float) -> float:
    return max(0.0, (ratio - UNLIKE) / (1 - UNLIKE))


def _known(node: Node) -> bool:
    """Whether it gives work, and to none but bodies of the registry."""
    return bool(node.agencies) and all(agency.id for agency in node.agencies)


def _agencies(one: Node, other: Node) -> float:
    """The share of agencies that are the same, or nearly so where a registry does not say."""
    best = [
        max(map(partial(_agency, agency), other.agencies), default=0) for agency in one.agencies
    ]
    return sum(best) / max(len(one.agencies), len(other.agencies), 1)


def _agency(one: Agency, other: Agency) -> float:
    if one.id and other.id:
        return float(one.id == other.id)
    return _headings(one.name, other.name)


def _months(one: Node, other: Node) -> float:
    either = {*one.months, *other.months}
    return len(set(one.months) & set(other.months)) / len(either)
