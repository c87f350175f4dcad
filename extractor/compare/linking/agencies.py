"""Agencies: the registry's body that a written name stands for, on the day of the plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from extractor.agencies.body import body_at, scope_of
from extractor.agencies.found import LEVELS, Found
from extractor.agencies.words import Words, words_of
from extractor.compare.linking.link import How, Link, likeness, most_like
from extractor.compare.linking.misread import Vocabulary, only, vocabulary
from extractor.plan import Agency
from extractor.tables.bodies import Alias, Body, Territory, alias_words, aliases, bodies, choose
from extractor.vietnamese import even, fold

_GROUP = Link(None, None, "group", 0.0)
_TERRITORIES: tuple[Territory, ...] = ("tỉnh", "huyện", "xã")
_OPENS_REMARK = ("(", ",", ":", ";", "/")  # what may part a body from a remark on it


@dataclass(frozen=True, slots=True)
class _Name:
    """A name that the registry knows: in which way of writing, of what territory."""

    alias: Alias
    territory: Territory | None
    many: bool
    """Whether it stands for the bodies of several territories."""
    unit: bool
    """Whether what is named is a part of the body: *Phòng Cảnh sát giao thông Công an tỉnh*."""
    how: How
    likeness: float


def link_agency(agency: Agency, on: date | None) -> Link:
    """The body that is named, as the registry has it on the day `on`: a plan of 2024 means the
    department of 2024. Every word must be accounted for: *Sở Y tế dự phòng* is no *Sở Y tế*."""
    if agency.level == "group":
        return _GROUP
    written = _known(agency.text)
    named = written
    if written is None or (not written.many and _choose(written, agency, on) is None):
        named = _known(agency.name) if _may_be_read_by_name(agency, written) else written
    if named is None or (named.unit and agency.unit is None):
        return _unlisted(agency)
    if named.many:
        return _GROUP
    body = _choose(named, agency, on)
    if body is None and named.territory:
        return _unlisted(agency)  # *Hội Luật gia huyện*: only the province's is listed
    if body is None:
        return Link(None, None, "ambiguous", named.likeness)
    return Link(body.id, body.name, named.how, named.likeness)


def nearest_agency(name: str) -> tuple[Body, float]:
    """The registered body whose name is most like `name`, whatever it means."""
    return _nearest(fold(name))


def _may_be_read_by_name(agency: Agency, written: _Name | None) -> bool:
    """Whether the name in full says more than the words written: it has the long form of an
    abbreviation, or a territory. A name that leaves words out does not."""
    known = _known(agency.name)
    if known is None:
        return False
    same = written is not None and known.alias.bodies == written.alias.bodies
    longer = len(alias_words(agency.name)) >= len(alias_words(agency.text))
    return same or longer


def _choose(named: _Name, agency: Agency, on: date | None) -> Body | None:
    body = choose(named.alias, named.territory, on)
    if body or named.territory:
        return body
    territory = next((t for t in _TERRITORIES if LEVELS[t] == agency.level), None)
    return choose(named.alias, territory, on) if territory else None


def _unlisted(agency: Agency) -> Link:
    return Link(None, None, "unlisted", nearest_agency(agency.name)[1])


@lru_cache(maxsize=1 << 16)
def _known(name: str) -> _Name | None:
    name = " ".join(name.split())
    found = _read(name)
    if found and not found.unit:
        return found
    return only(name, _vocabulary(), lambda other: _misread(name, other)) or found


def _misread(name: str, reading: str) -> _Name | None:
    found = _read(reading)
    if found is None or found.unit:
        return None
    alike = likeness(even(name), even(reading))
    return replace(found, how="near", likeness=alike)


def _read(name: str) -> _Name | None:
    """What the grammar reads in `name`, where nothing is left over."""
    words = words_of(name)
    if not len(words):
        return None
    found = body_at(scope_of(words, len(words), "list"), 0)
    if found is None or _left_over(words, found):
        return None
    main = found.owner or found
    if main.alias is None:
        return None
    place = main.place
    how, alike = _how(words, main, main.alias)
    territory = place.territory if place else None
    many = main.group or bool(place and place.many)
    return _Name(main.alias, territory, many, found.owner is not None, how, alike)


def _left_over(words: Words, found: Found) -> bool:
    """Whether words follow that may belong to the name: no remark after a mark."""
    if found.end >= len(words):
        return False
    remark = words.gaps[found.end].startswith(_OPENS_REMARK)
    return not (remark and not words.capital[found.end])


def _how(words: Words, main: Found, alias: Alias) -> tuple[How, float]:
    written = [form for form in words.forms[main.core : main.alias_end] if form != even("và")]
    if main.shared or len(written) != len(alias.words):
        return "variant", 1.0
    alike = likeness(" ".join(written), " ".join(alias.words))
    if alias.short:
        return "short", 1.0
    if alike < 1.0:
        return "near", alike
    exact = any([even(w) for w in alias_words(b.core)] == written for b in alias.bodies)
    return ("exact" if exact else "variant"), 1.0


@cache
def _vocabulary() -> Vocabulary:
    forms = (" ".join(alias.words) for alias in aliases().values() if not alias.short)
    return vocabulary([*forms, *_TERRITORIES])


@cache
def _folded_names() -> dict[str, str]:
    return {fold(form): body.id for body in bodies().values() for form in (body.name, body.core)}


@lru_cache(maxsize=1 << 14)
def _nearest(folded: str) -> tuple[Body, float]:
    best, alike = most_like(folded, _folded_names())
    return bodies()[_folded_names()[best]], alike
