"""Bodies that trained weights find: where no rule knows one, and how far an unlisted one goes."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import cache

import regex

from extractor.agencies.found import LEVELS, LOCAL, Found, Place, Scope
from extractor.agencies.grammar import grammar
from extractor.agencies.territory import place_at
from extractor.document import Guess, Level
from extractor.tables import table
from extractor.vietnamese import even

PROBABLE = 0.8
"""From here on a guess is a body where no rule finds one."""
CERTAIN = 0.97
"""From here on it ends the name of a body that the registry does not list sooner than rules do."""


def begins_guess(scope: Scope, i: int) -> bool:
    """Whether a guessed body begins at syllable `i`."""
    return _guess_at(scope, i) is not None


def with_guess(scope: Scope, i: int, found: Found | None) -> Found | None:
    """The body at syllable `i`, given what the rules find there: what is guessed where they find
    none, or a bare noun; a name of the registry stays as it is."""
    guess = _guess_at(scope, i)
    if guess is None:
        return found
    end = scope.words.stop(guess.span.end)
    if found is None or (end > found.end and _is_bare(scope, found)):
        return Found(i, i, end, guess.span.end, _level(scope, i, end), score=guess.score)
    if guess.score < CERTAIN or end >= found.end or not _is_open(found):
        return found
    place = found.place if found.place and found.place.end <= end else None
    return replace(found, end=end, close=guess.span.end, place=place, score=guess.score)


def _is_bare(scope: Scope, found: Found) -> bool:
    """Whether it is one noun and nothing else: *Đơn vị*, which a name may go on from, but not with
    what the body does: *Văn phòng giúp lãnh đạo*."""
    noun = grammar().noun(scope.words, found.start, scope.stop)
    if found.end != found.start + noun or found.group or found.alias:
        return False
    return not grammar().duties.at(scope.words, found.end, scope.stop)


def _is_open(found: Found) -> bool:
    """Whether only the grammar says where the name ends: no registry's name, no unit, no owner."""
    return not (found.alias or found.unit or found.owner)


def _guess_at(scope: Scope, i: int) -> Guess | None:
    if not scope.guesses or i >= scope.stop:
        return None
    start = scope.words.starts[i]
    place = bisect_left(scope.guesses, start, key=lambda guess: guess.span.start)
    if place == len(scope.guesses):
        return None
    guess = scope.guesses[place]
    if guess.span.start != start or guess.kind != "agency" or guess.score < PROBABLE:
        return None
    if _person().match(even(scope.words.text[start : guess.span.end])):
        return None
    return guess if scope.words.stop(guess.span.end) <= scope.stop else None


@cache
def _person() -> regex.Pattern[str]:
    """Forms of address and offices: what they begin is a body only where rules read one."""
    words = table("assignments")["person"]
    either = "|".join(words[name] for name in ("staff", "title", "office"))
    return regex.compile(even(f"(?:{either})"))


def _level(scope: Scope, i: int, end: int) -> Level:
    """What the first noun says, a territory at the end outranking it."""
    words, rules = scope.words, grammar()
    if rules.quantifiers.at(words, i, end):
        return "group"
    head = rules.head(words, i, end)
    level: Level = head.level if head else "other"
    place = _place(scope, i + 1, end)
    if place is None or level not in LOCAL:
        return level
    return LEVELS.get(place.territory, "group" if place.many else level)


def _place(scope: Scope, first: int, end: int) -> Place | None:
    """The territory that a name ends with."""
    places = (place_at(scope, k) for k in range(first, end))
    return next((place for place in places if place and place.end == end), None)
