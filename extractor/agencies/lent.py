"""A territory after the last body of a list, which is that of bodies before it too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.agencies.found import Found, Place
from extractor.agencies.grammar import TERRITORIES
from extractor.agencies.words import Words
from extractor.vietnamese import even

# *hợp tác xã* is no commune; *trên địa bàn tỉnh* says where, not of what territory.
_NOT_OF = frozenset({even("tác"), even("bàn")})


def with_lent_places(words: Words, found: Sequence[Found]) -> list[Found]:
    """The bodies of a list; one that the registry has of several territories, and that stands
    without one right before a body with one, has that one: *Hội Nông dân, Hội Liên hiệp Phụ nữ
    tỉnh*, *Mặt trận Tổ quốc và các đoàn thể huyện*."""
    settled: list[Found] = []
    for item in reversed(found):
        place = _place(words, settled[-1]) if settled and _lacks_place(item) else None
        settled.append(_with(item, place) if place else item)
    return settled[::-1]


def _lacks_place(found: Found) -> bool:
    if found.alias is None or found.place or found.unit or found.owner or found.group:
        return False
    territories = {body.territory for body in found.alias.bodies}
    return None not in territories and len(territories) > 1


def _place(words: Words, found: Found) -> Place | None:
    """The territory of a body, or of an address that ends with the word for one."""
    if found.group and found.place is None:
        before, last = words.forms[found.end - 2], words.forms[found.end - 1]
        kind = TERRITORIES.get((last,)) if before not in _NOT_OF else None
        return Place(found.end, kind) if kind else None
    place = found.place or found.lent
    return place if place and place.territory else None


def _with(found: Found, place: Place) -> Found:
    return replace(found, lent=place, level="group" if place.many else found.level)
