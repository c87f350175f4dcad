"""Finding the object that a correction is about in another reading of the document.

The same words come first. Where they were read differently, words that are alike; figures have to
be the same, since they are what tells one act or target from the next. Last its place: between
the same neighbours, under the same headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from rapidfuzz.fuzz import ratio, token_set_ratio

from extractor.review.corrections.model import Evidence, Origin
from extractor.review.corrections.things import Thing, rest_of
from extractor.vietnamese import fold, same_word_key

SAME_BYTES = 0.25  # of the sketches' least hashes are in both: one file may hold several documents
OTHER_BYTES = 0.75  # scans of one document share 0.94 and more
FEW = 8  # hashes: too few words to tell documents apart
ALIKE = 0.8
NEIGHBOURS = 0.9
OWNER = 0.6  # parts of an owner's words may be read as another's
SHORT = 40  # characters, which may well stand in several sections
FIGURES = 5  # of which one may be misread
_FIGURE = re.compile(r"\d+")


def same_document(one: Origin, other: Origin) -> bool:
    """Whether both are of one document, or of two scans of it. Next year's plan may have nearly all
    its words, but neither its number and year nor its day."""
    same_bytes = one.source == other.source
    fewest = min(len(one.sketch), len(other.sketch))
    if fewest < FEW:
        return same_bytes
    if not (same_bytes or one.plan == other.plan or {*one.issued_on} & {*other.issued_on}):
        return False
    least = sorted({*one.sketch, *other.sketch})[:fewest]
    both = {*one.sketch} & {*other.sketch}
    share = sum(each in both for each in least) / fewest
    return share >= (SAME_BYTES if same_bytes else OTHER_BYTES)


def alike(one: str | None, other: str | None) -> float:
    """How far two readings may be of the same words, 0 to 1."""
    if one is None or other is None:
        return float(one is other)
    if same_word_key(one) == same_word_key(other):
        return 1.0
    return 0.0 if _figures_differ(one, other) else 0.99 * ratio(fold(one), fold(other)) / 100


def _figures_differ(one: str, other: str) -> bool:
    here, there = Counter(_FIGURE.findall(one)), Counter(_FIGURE.findall(other))
    differing = max((here - there).total(), (there - here).total())
    return differing * FIGURES > max(here.total(), there.total())


def find(evidence: Evidence, things: Sequence[Thing]) -> Thing | None:
    """The object that `evidence` tells of, or None."""
    if not evidence.kind:
        return things[0]
    fitting = [t for t in things if t.kind == evidence.kind and _may_hold(evidence, t)]
    exact = {same_word_key(evidence.words), same_word_key(evidence.after_words)}
    rest = same_word_key(evidence.rest)
    for candidates in (
        [t for t in fitting if same_word_key(t.words) in exact],
        [t for t in fitting if rest and same_word_key(rest_of(t.value, evidence.field)) == rest],
        _most_alike(evidence, fitting),
        [t for t in fitting if _between(evidence, t)],
    ):
        if candidates:
            return max(candidates, key=_by_place(evidence))
    return None


def _may_hold(evidence: Evidence, thing: Thing) -> bool:
    """Whether it is part of the same object, and short words stand under the same headings."""
    owners = (fold(evidence.owner), fold(thing.owner))
    if all(owners) and token_set_ratio(*owners) < 100 * OWNER:
        return False
    stands_in_one = "section" in thing.value and len(evidence.words) <= SHORT
    return not stands_in_one or _under(evidence, thing) >= OWNER


def _under(evidence: Evidence, thing: Thing) -> float:
    return ratio(fold(evidence.headings), fold(thing.headings)) / 100


def _most_alike(evidence: Evidence, things: Sequence[Thing]) -> list[Thing]:
    scores = [(_likeness(evidence, thing), thing) for thing in things]
    best = max((score for score, _ in scores), default=0.0)
    return [thing for score, thing in scores if score == best >= ALIKE]


def _likeness(evidence: Evidence, thing: Thing) -> float:
    said = (evidence.words, evidence.after_words)
    return max(alike(words, thing.words) for words in said if words) if any(said) else 0.0


def _between(evidence: Evidence, thing: Thing) -> bool:
    """Whether it stands where the object stood: with the same neighbours, or alone as it was."""
    if evidence.before is None and evidence.after is None:
        return thing.before is None and thing.after is None and _under(evidence, thing) >= OWNER
    around = (alike(evidence.before, thing.before), alike(evidence.after, thing.after))
    return min(around) >= NEIGHBOURS and _under(evidence, thing) >= OWNER


def _by_place(evidence: Evidence) -> Callable[[Thing], tuple[float, int]]:
    def nearness(thing: Thing) -> tuple[float, int]:
        context = (
            _under(evidence, thing)
            + alike(evidence.before, thing.before)
            + alike(evidence.after, thing.after)
            + float(evidence.page == thing.page)
            + float(bool(evidence.owner) == bool(thing.owner))
        )
        return round(context, 1), -abs(evidence.occurrence - thing.occurrence)

    return nearness
