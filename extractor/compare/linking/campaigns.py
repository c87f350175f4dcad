"""Campaigns: the registry's movement of which a written name is a form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.compare.linking.link import How, Link, likeness, most_like
from extractor.compare.linking.misread import Vocabulary, only, vocabulary
from extractor.plan import Campaign
from extractor.tables import table
from extractor.tables.movements import Movement, movement_named, movements, words_of
from extractor.vietnamese import even

_COVERED = 0.7  # of a name's words that the movement's own words and a place must make up
_LONGEST_PLACE = 4  # syllables of the province or district that stands in for the whole country


@dataclass(frozen=True, slots=True)
class _Found:
    movement: Movement
    how: How
    likeness: float


def link_campaign(campaign: Campaign, year: int | None) -> Link:
    """The movement that is named; of a movement and its successor the one that was on in `year`.

    A province may put its own name in and go on with words of its own (*Nam Định chung sức xây
    dựng nông thôn mới kiểu mẫu*); a union's movement of the same words is its own (*Tuổi trẻ
    chung sức xây dựng nông thôn mới*)."""
    found = _known(campaign.name, year) or _known(campaign.text, year)
    if found is None:
        return Link(None, None, "unlisted", nearest_campaign(campaign.name)[1])
    movement = found.movement
    return Link(movement.id, movement.name, found.how, found.likeness)


def nearest_campaign(name: str) -> tuple[Movement, float]:
    """The registered movement whose name is most like `name`."""
    return _nearest(words_of(name))


@lru_cache(maxsize=1 << 14)
def _known(name: str, year: int | None) -> _Found | None:
    return _read(name, year) or only(name, _vocabulary(), lambda other: _misread(name, other, year))


def _misread(name: str, reading: str, year: int | None) -> _Found | None:
    found = _read(reading, year)
    alike = likeness(even(name), even(reading))
    return _Found(found.movement, "near", alike) if found else None


def _read(name: str, year: int | None) -> _Found | None:
    words = words_of(name)
    movement = movement_named(words, year)
    if movement is None or _is_of_others(words, movement):
        return None
    if words == words_of(movement.name):
        return _Found(movement, "exact", 1.0)
    if any(pattern.fullmatch(words) for pattern in _patterns()[movement.id]):
        return _Found(movement, "variant", 1.0)
    if _covered(words, movement) < _COVERED:
        return None
    alike = max(likeness(words, form) for form in _plain_forms()[movement.id])
    return _Found(movement, "core", alike)


def _is_of_others(words: str, movement: Movement) -> bool:
    """Whether people who have movements of their own stand in front, where a place may."""
    return any(
        words.startswith(f"{people} ")
        and not any(form.startswith(people) for form in _plain_forms()[movement.id])
        for people in table("campaigns")["others"]
    )


def _covered(words: str, movement: Movement) -> float:
    """The share of the words that are the movement's own or, at the beginning, a place's."""
    own = {word for form in _plain_forms()[movement.id] for word in form.split()}
    known = [word in own for word in words.split()]
    first = known.index(True) if True in known else 0
    place = min(first, _LONGEST_PLACE)
    return (sum(known) + place) / len(known)


def _forms(movement: Movement) -> tuple[str, ...]:
    return (movement.name, *movement.forms)


@cache
def _plain_forms() -> dict[str, tuple[str, ...]]:
    return {
        movement.id: tuple(words_of(form.replace("*", "")) for form in _forms(movement))
        for movement in movements()
    }


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    place = rf"\w+(?: \w+){{0,{_LONGEST_PLACE - 1}}}"
    return {
        movement.id: tuple(
            re.compile(" ".join(place if w == "*" else w for w in _parts(form)))
            for form in _forms(movement)
        )
        for movement in movements()
    }


def _parts(form: str) -> list[str]:
    """The words of a form, folded, and the stars between them."""
    pieces = (words_of(piece).split() for piece in form.split("*"))
    first, *others = pieces
    return [*first, *(word for piece in others for word in ("*", *piece))]


@cache
def _vocabulary() -> Vocabulary:
    return vocabulary(form for movement in movements() for form in _forms(movement))


@lru_cache(maxsize=1 << 12)
def _nearest(words: str) -> tuple[Movement, float]:
    best, alike = most_like(words, _by_form())
    return _by_form()[best], alike


@cache
def _by_form() -> dict[str, Movement]:
    return {form: movement for movement in movements() for form in _plain_forms()[movement.id]}
