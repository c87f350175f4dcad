"""Territories after the name of a body: *tỉnh*, *huyện Hải Hậu*, *các xã, phường*, *cấp xã*."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from extractor.agencies.found import Place, Scope
from extractor.agencies.grammar import AND, NO_TERRITORY, TERRITORIES, grammar
from extractor.tables.bodies import Territory
from extractor.tables.places import province_named
from extractor.vietnamese import even

_EACH = even("các")
_LEVEL = even("cấp")
_BASE = tuple(even("cơ sở").split())
_CENTRE = (even("trung"), even("ương"))
_DIRECTLY = tuple(even("trực thuộc trung ương").split())
_BELOW = _DIRECTLY[:2]
_CENTRE_SHORT = frozenset({"tw", even("tư")})
_AREA = tuple(even("khu vực").split())
_ROMAN = frozenset("ivx")
_LONGEST_NAME = 4  # syllables of a district's or commune's name
_NOUN_ENDS = frozenset(noun[-1] for noun in TERRITORIES)
_COMMITTEES = {
    tuple(even(word).split())
    for word in ("huyện ủy", "thành ủy", "thị ủy", "quận ủy", "đảng ủy", "tỉnh ủy", "huyện đoàn")
}
_COOPERATIVE = (even("tác"), even("xã"))  # hợp tác xã
_BEFORE_MERGERS = date(2024, 1, 1)
_CHAIN = frozenset({",", "/", "-"})


def place_at(scope: Scope, i: int) -> Place | None:
    """The territory that begins at syllable `i`."""
    first, second = scope.form(i), scope.form(i + 1)
    if not first or (i + 1 < scope.stop and scope.gap(i + 1) and first in (_EACH, _LEVEL)):
        return None
    if first == _EACH and second == _LEVEL:
        return Place(i + 2, many=True)
    if first in (_EACH, _LEVEL):
        return _several(scope, i + 1)
    return _central(scope, i) or _area(scope, i) or _province(scope, i) or _units(scope, i)


def territory_before(scope: Scope, end: int) -> Place | None:
    """The territory whose noun ends at `end` and whose proper name goes on after it."""
    if end >= len(_AREA) and (area := _area(scope, end - len(_AREA))):
        return area
    for size in (1, 2):
        noun = _noun(scope, end - size) if end >= size else None
        if noun and noun[0] == size and _named(scope, end, noun[1] == "tỉnh") > end:
            return place_at(scope, end - size)
    return None


def _several(scope: Scope, i: int) -> Place | None:
    if (scope.form(i), scope.form(i + 1)) == _BASE:
        return Place(i + 2, many=True)
    place = _units(scope, i, each=True)
    if place is None:
        return _committees(scope, i)
    named = scope.words.capital[place.end - 1] and scope.form(place.end - 1) not in _NOUN_ENDS
    end = _names(scope, place.end) if named else _under_the_centre(scope, place.end)
    return replace(place, many=True, end=end)


def _under_the_centre(scope: Scope, end: int) -> int:
    """One past *các tỉnh, thành phố trực thuộc Trung ương*, else `end`."""
    after = end + len(_DIRECTLY)
    marked = any(scope.gap(k) for k in range(end, min(after, scope.stop)))
    if after > scope.stop or marked or tuple(scope.words.forms[end:after]) != _DIRECTLY:
        return end
    return after


def _committees(scope: Scope, i: int) -> Place | None:
    """*các Huyện ủy, Thành ủy*: Party committees that a Party body belongs to."""
    end = i
    while end < scope.stop:
        joined = end + 1 if end > i and scope.form(end) == AND and not scope.gap(end) else end
        if tuple(scope.words.forms[joined : joined + 2]) not in _COMMITTEES:
            break
        if end > i and joined == end and scope.gap(end) not in _CHAIN:
            break
        end = joined + 2
    if end == i:
        return None
    above = end + len(_BELOW)
    below = tuple(scope.words.forms[end:above]) == _BELOW and not scope.gap(end)
    if below and tuple(scope.words.forms[above : above + 2]) in _COMMITTEES:
        end = above + 2  # … đảng ủy trực thuộc Tỉnh ủy
    return Place(min(end, scope.stop), "huyện", many=True)


def _names(scope: Scope, end: int) -> int:
    """One past the further names of *các xã Yên Bình, Yên Lợi và thị trấn Lâm*."""
    while end < scope.stop:
        joined = end + 1 if scope.form(end) == AND and not scope.gap(end) else end
        if joined == end and scope.gap(end) != ",":
            break
        noun = _noun(scope, joined)
        after = joined + noun[0] if noun else joined
        named = _named(scope, after)
        if named == after:
            break
        end = named
    return end


def _central(scope: Scope, i: int) -> Place | None:
    if (scope.form(i), scope.form(i + 1)) == _CENTRE:
        return Place(i + 2, central=True)
    short = scope.form(i) in _CENTRE_SHORT and scope.words.upper[i]
    return Place(i + 1, central=True) if short else None


def _area(scope: Scope, i: int) -> Place | None:
    """*khu vực XI*: what the offices of central bodies are numbered by."""
    number = i + len(_AREA)
    if number >= scope.stop or tuple(scope.words.forms[i:number]) != _AREA:
        return None
    if any(scope.gap(k) for k in range(i + 1, number + 1)):
        return None
    roman = scope.words.upper[number] and set(scope.form(number)) <= _ROMAN
    return Place(number + 1) if roman or scope.form(number).isdigit() else None


def _province(scope: Scope, i: int) -> Place | None:
    end = scope.words.provinces.get(i, 0)
    return Place(end, "tỉnh") if i < end <= scope.stop else None


def _noun(scope: Scope, i: int) -> tuple[int, Territory | None] | None:
    """Size and kind of the territorial noun at `i`, unless it begins another word: *xã hội*."""
    forms = scope.words.forms
    if i >= scope.stop or (i and (forms[i - 1], forms[i]) == _COOPERATIVE):
        return None
    for size in (2, 1):
        phrase = tuple(forms[i : min(i + size, scope.stop)])
        if len(phrase) == size and phrase in TERRITORIES and not (size == 2 and scope.gap(i + 1)):
            follower = scope.form(i + size) if not scope.gap(i + size) else ""
            if follower in NO_TERRITORY.get(phrase[0], ()) and size == 1:
                return None
            return size, TERRITORIES[phrase]
    return None


def _units(scope: Scope, i: int, each: bool = False) -> Place | None:
    noun = _noun(scope, i)
    if noun is None:
        return None
    size, kind = noun
    end = _named(scope, i + size, only_provinces=kind == "tỉnh")
    if end > i + size:
        kind = kind or ("tỉnh" if _is_city(scope, i + size, end) else "huyện")
        return Place(_within(scope, end), kind)
    end, many = _chain(scope, end, each)
    return Place(end, kind or ("tỉnh" if scope.words.city and not many else "huyện"), many)


def _is_city(scope: Scope, start: int, end: int) -> bool:
    """Whether *thành phố X* is centrally run; most provincial capitals only share their
    province's name."""
    name = scope.words.written(start, end)
    unit = province_named(name, scope.words.day or _BEFORE_MERGERS)
    return unit is not None and unit.kind == "city"


def _named(scope: Scope, i: int, only_provinces: bool = False) -> int:
    """One past the proper name at `i`, or `i`: a province's, or a few capitalised syllables."""
    words, end = scope.words, i
    if i >= scope.stop or scope.gap(i) not in ("", ".", ","):
        return i
    if scope.gap(i) and grammar().holders.at(words, i, scope.stop):
        return i  # UBND thành phố, Giám đốc Sở …
    if (province := words.provinces.get(i, 0)) and province <= scope.stop:
        return province
    if only_provinces:
        return i
    while end < min(scope.stop, i + _LONGEST_NAME) and (end == i or not words.gaps[end]):
        proper = words.capital[end] or words.forms[end].isdigit()
        if not proper or end in words.names or grammar().head(words, end, scope.stop):
            break
        if (words.forms[end],) in TERRITORIES:
            break
        end += 1
    return end


def _within(scope: Scope, end: int) -> int:
    """One past *, tỉnh X* after a district's or commune's name, else `end`."""
    if scope.gap(end) not in ("", ",", "-"):
        return end
    noun = _noun(scope, end)
    after = end + noun[0] if noun and noun[1] in ("tỉnh", "huyện", None) else end
    named = _named(scope, after) if after > end else end
    return _within(scope, named) if named > after else end


def _chain(scope: Scope, end: int, many: bool) -> tuple[int, bool]:
    """One past the further nouns of *huyện, thị xã, thành phố Sa Đéc*, and whether they are
    several: one with a proper name closes a chain of several, else it stands for itself."""
    while end < scope.stop:
        joined = end + 1 if scope.form(end) == AND and not scope.gap(end) else end
        if joined == end and scope.gap(end) not in _CHAIN:
            break
        noun = _noun(scope, joined)
        after = joined + noun[0] if noun else joined
        named = _named(scope, after) if noun else joined
        if noun is None or (named > after and not many):
            break
        end, many = max(named, after), True
    return end, many
