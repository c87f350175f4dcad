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
    if found is None or _only_noun(scope, found, end):
        return Found(i, i, end, guess.span.end, _level(scope, i, end), score=guess.score)
    if guess.score < CERTAIN or end >= found.end or not _is_open(found):
        return found
    place = found.place if found.place and found.place.end <= end else None
    return replace(found, end=end, close=guess.span.end, place=place, score=guess.score)


def _only_noun(scope: Scope, found: Found, end: int) -> bool:
    """Whether the rules know only a noun of collectives here, from which a name goes on before
    `end`: *Đơn vị Dự trữ Quốc phòng*."""
    words, rules = scope.words, grammar()
    if found.alias or found.start != found.core or rules.head(words, found.start, scope.stop):
        return False
    after = found.start + rules.noun(words, found.start, scope.stop)
    return found.start < after < end and words.capital[after] and not scope.gap(after)


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
    inside = scope.words.stop(guess.span.end) <= scope.stop
    return guess if inside and _may_be_bodies(scope, i) else None


def _may_be_bodies(scope: Scope, i: int) -> bool:
    """Whether *các*, if it stands at syllable `i`, leads to a noun of bodies or to a capital: not
    *các quyền liên quan*."""
    words, rules = scope.words, grammar()
    noun = i + rules.quantifiers.at(words, i, scope.stop)
    if noun == i or noun >= scope.stop:
        return noun == i
    known = rules.noun(words, noun, scope.stop) or rules.head(words, noun, scope.stop)
    return words.capital[noun] or bool(known)


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
