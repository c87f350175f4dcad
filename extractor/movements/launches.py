"""Who launched a movement: *do Ủy ban nhân dân tỉnh phát động*, or a place in its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from extractor.document import Scope, Span
from extractor.scan import match_at, places
from extractor.tables import table
from extractor.tables.movements import Movement, words_of
from extractor.tables.places import province_names

_REACH = 100  # characters of *do … phát động*
_BY = regex.compile(r"(?<!\w)do\s")


@dataclass(frozen=True, slots=True)
class Launch:
    """A phrase that says who launched something; `scope` is None where it names bodies of several
    levels, or none that can be told."""

    span: Span
    scope: Scope | None


def find_launches(folded: str) -> Iterator[Launch]:
    """The phrases, in order."""
    for place in sorted(places(folded, ("phat dong", "khoi xuong"))):
        near = folded[max(0, place - _REACH) : place]
        start = max((match.start() for match in _BY.finditer(near)), default=None)
        if start is None:
            continue
        if match := match_at(_launch(), folded, place - len(near) + start):
            yield Launch(Span(*match.span()), _scope(match["who"]))


def scope_of_name(name: str, movement: Movement | None) -> Scope | None:
    """The scope that a name tells: a province in it, *toàn tỉnh*, a district; for a movement that
    is known as national, any other place where *Cả nước* would stand. None where it tells none."""
    words = words_of(name)
    if _pattern("own_province").search(words) or _province().search(_cased(name)):
        return "province"
    if _pattern("own_other").search(words):
        return "other"
    if movement is None or movement.scope != "national":
        return None
    return "other" if _names_a_place(name, words, movement) else None


def _names_a_place(name: str, words: str, movement: Movement) -> bool:
    """Whether a proper name that is not the movement's own stands before its core."""
    core = movement.core_in(words)
    before = words[: words.find(core[0])].split() if core else []
    own = words_of(movement.name).split()
    written = name.split()[1 : len(before)]  # the first word has its capital anyway
    proper = [word for word in written if word[:1].isupper() and words_of(word) not in own]
    return bool(proper) and not name.isupper()


def _scope(who: str) -> Scope | None:
    national = _pattern("national").search(who) is not None
    province = _pattern("province").search(who) is not None
    if national and province:
        return None
    if national or province:
        return "national" if national else "province"
    return "other" if _pattern("other").search(who) else None


def _cased(name: str) -> str:
    """A form in which a province's name is found only where it is written as a name."""
    return " ".join(name.title().split()) if name.isupper() else " ".join(name.split())


@cache
def _province() -> regex.Pattern[str]:
    """Names of provinces; a person's name (*Hồ Chí Minh*) only after *thành phố*."""
    names = [name for name in province_names() if len(name) > 4]
    written = "|".join(regex.escape(name) for name in sorted(names, key=len, reverse=True))
    return regex.compile(rf"(?<!\w)(?!Hồ Chí Minh)(?:{written})(?!\w)")


@cache
def _launch() -> regex.Pattern[str]:
    return regex.compile(table("campaigns")["launch"]["pattern"])


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    return regex.compile(table("campaigns")["launch"][name])
