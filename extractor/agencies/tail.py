"""How far the name of an unlisted body goes: its head noun, then words up to a territory, an
owner, a mark, or a word that says what the body is to do."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.agencies.found import Found, Place, Scope
from extractor.agencies.grammar import AND, Head, grammar
from extractor.agencies.territory import place_at
from extractor.tokens import word_length
from extractor.vietnamese import even

_LONGEST_RUN = 9  # small syllables in a row that a name may have
_LOOK_AHEAD = 9  # syllables within which "A, B và C" must show its và
_AGAINST = (even("phòng"), even("chống"))
_EACH = even("các")
_OWN_NO_OFFICES = frozenset({(even("phòng"),), tuple(even("thanh tra").split())})
_OWNERS = frozenset(
    even(word) for word in ("sở", "ban", "bộ", "cục", "chi cục", "trường", "hội", "báo", "đài")
)


@dataclass(frozen=True, slots=True)
class Tail:
    """The rest of a name: one past its last syllable, the territory or owner that closes it.
    `sure`: something that cannot belong to a name ends it."""

    end: int
    place: Place | None = None
    owner: Found | None = None
    sure: bool = True


def tail_of(scope: Scope, first: int, head: Head) -> Tail:
    """The tail of the name whose head ends before syllable `first`."""
    k, small, proper = first, 0, first
    while (taken := _next(scope, k, first, head)) is not None:
        if taken > first and head.part and begins_office(scope, taken):
            return Tail(k)
        place = place_at(scope, taken)
        if place:
            return Tail(place.end, place=place)
        if owner := _owner(scope, taken, first):
            return Tail(owner.end, owner=owner)
        if scope.words.capital[taken] or scope.words.forms[taken].isdigit():
            small, proper = 0, taken + 1
        else:
            small += 1
        k = taken + 1
        if small > _LONGEST_RUN and not (head.mission and scope.mode == "list"):
            return Tail(_word_end(scope, proper), sure=False)
    return Tail(k)


def _word_end(scope: Scope, proper: int) -> int:
    """One past the word whose first syllable is the last capitalised one, before `proper`."""
    start = proper - 1
    return max(proper, start + word_length(scope.words.forms[start : min(start + 4, scope.stop)]))


def _next(scope: Scope, k: int, first: int, head: Head) -> int | None:
    """The syllable with which the name goes on at `k`, if it does."""
    if k >= scope.stop:
        return None
    gap, words = scope.gap(k), scope.words
    if not gap:
        if words.forms[k] == AND:
            return k + 1 if k > first and _joins(scope, k + 1, head) else None
        return k if words.capital[k] or _small_goes_on(scope, k, first, head) else None
    if gap == ".":
        return k if words.upper[k - 1] or len(words.forms[k - 1]) <= 2 else None
    if k == first or scope.stop == k:
        return None
    if gap in ("&", "/"):
        return k if words.capital[k] else None
    if gap == "-":
        return k if _joins(scope, k, head) else None
    return k if gap == "," and _comma_goes_on(scope, k, head) else None


def _small_goes_on(scope: Scope, k: int, first: int, head: Head) -> bool:
    """Whether a syllable without capital goes on with the name."""
    words, rules = scope.words, grammar()
    if k == first and scope.mode == "scan" and len(head.words) == 1:
        return False
    if words.forms[k] == _EACH:
        return k - first <= 2 or place_at(scope, k) is not None
    if head.mission and scope.mode == "list" and not rules.duties.at(words, k, scope.stop):
        return True
    if not is_stop(scope, k, first):
        return True
    return any(
        tuple(words.forms[k - n : k]) in rules.transitive for n in (1, 2, 3) if k - n >= first
    )


def is_stop(scope: Scope, k: int, first: int) -> bool:
    """Whether a word at `k` begins what the body is to do, and is no part of a longer word that
    began after `first`: *độc lập*, *công nghệ thông tin*, *giao thông*."""
    words, rules = scope.words, grammar()
    size = rules.stops.at(words, k, scope.stop)
    if not size or scope.gap(k) or rules.no_stops.at(words, k, scope.stop) > size:
        return size > 0 and not rules.no_stops.at(words, k, scope.stop)
    if tuple(words.forms[max(0, k - 2) : k + size]) in rules.within:
        return False
    return size > 1 or k <= first or word_length(words.forms[k - 1 : k + 1]) == 1


def begins_office(scope: Scope, k: int) -> bool:
    """Whether an office that owns no others begins at `k` of a list, as on a new line of a cell:
    *Phòng Tài chính Thanh tra Sở*."""
    words = scope.words
    if scope.mode != "list" or scope.gap(k) or not words.capital[k]:
        return False
    head = grammar().head(words, k, scope.stop)
    return head is not None and head.words in _OWN_NO_OFFICES


def begins_item(scope: Scope, k: int) -> bool:
    """Whether another body, address or office holder begins at `k`."""
    words, rules = scope.words, grammar()
    return bool(
        k in words.names
        or rules.head(words, k, scope.stop)
        or rules.quantifiers.at(words, k, scope.stop)
        or rules.holders.at(words, k, scope.stop)
    )


def _begins_head(scope: Scope, k: int) -> bool:
    """Whether the part at `k` is a body of its own: *- Sở Y tế*, but not *- Viễn thông*."""
    words, rules = scope.words, grammar()
    head = rules.head(words, k, scope.stop)
    if head and head.component and scope.gap(k) == "-":
        found = scope.body(scope, k)
        return bool(found and found.place)
    if k in words.names or head is None:
        return k in words.names
    return scope.form(k + 1) not in rules.unless.get(words.forms[k], ())


def _joins(scope: Scope, k: int, head: Head) -> bool:
    """Whether the part after *và* or a dash still belongs to the name."""
    words, rules = scope.words, grammar()
    if k >= scope.stop or (scope.gap(k) and words.forms[k - 1] == AND):
        return False
    if rules.quantifiers.at(words, k, scope.stop) or rules.appositions.at(words, k, scope.stop):
        return False
    if _begins_head(scope, k):
        return False
    if words.capital[k]:
        return not rules.holders.at(words, k, scope.stop) or scope.gap(k) == "-"
    mission = head.mission and scope.mode == "list"
    return not (
        scope.mode == "scan"
        or (not mission and rules.stops.at(words, k, scope.stop))
        or rules.noun(words, k, scope.stop, people=True)
        or rules.holders.at(words, k, scope.stop)
    )


def _comma_goes_on(scope: Scope, k: int, head: Head) -> bool:
    """Whether a comma stands inside the name: *phòng, chống*; *A, B và C*."""
    words = scope.words
    if (words.forms[k - 1], words.forms[k]) == _AGAINST:
        return True
    if not words.capital[k]:
        return (
            scope.mode == "list"
            and head.mission
            and len(head.words) > 1
            and not (begins_item(scope, k) or grammar().noun(words, k, scope.stop))
        )
    if begins_item(scope, k) or k in words.provinces or place_at(scope, k):
        return False
    for n in range(k + 1, min(k + _LOOK_AHEAD, scope.stop - 1)):
        if scope.gap(n) not in ("", ","):
            return False
        if words.forms[n] == AND:
            return words.capital[n + 1] and _joins(scope, n + 1, head)
        if begins_item(scope, n) and words.capital[n]:
            return False
    return False


def _owner(scope: Scope, k: int, first: int) -> Found | None:
    """The body that the name ends with: *Văn phòng Sở*, *Thanh tra Sở Y tế*."""
    words = scope.words
    if scope.gap(k) or not words.capital[k]:
        return None
    found = scope.body(scope, k)
    if found and (found.alias or found.owner or found.end > k + 1 or k == first):
        return found if found.level != "group" else None
    longer = grammar().unless.get(words.forms[k], ())  # Trung tâm Báo chí
    if words.forms[k] in _OWNERS and scope.form(k + 1) not in longer:
        return Found(k, k, k + 1, words.ends[k], "other")
    return None
