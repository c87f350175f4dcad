"""Collective addresses: *các sở, ban, ngành, đoàn thể tỉnh*, *cơ quan, đơn vị liên quan*."""

from __future__ import annotations

from extractor.agencies.found import Found, Scope
from extractor.agencies.grammar import AND, grammar
from extractor.agencies.tail import is_stop
from extractor.agencies.territory import place_at
from extractor.tokens import word_length
from extractor.vietnamese import even

_LONGEST_RUN = 6  # small syllables that no rule knows, after a noun
_CHAIN = frozenset({",", "/", "-"})
_BESIDE = frozenset(even(word) for word in ("đơn vị", "ban", "ngành", "phòng", "địa phương"))
_OF = frozenset(even(word) for word in ("của", "thuộc"))
_OFFICE = even("sở")
_TWO = even("hai")  # hai bên
_AREA = even("bàn")  # … địa bàn
_FACILITY = tuple(even("cơ sở").split())  # a verb says what it is for: cơ sở khám bệnh
_PORTAL = "cong-thong-tin-dien-tu-tinh"
# *tổ chức* is a noun and a verb; without các it is the noun only before one of these.
_AMBIGUOUS = even("tổ chức")


def group_at(scope: Scope, i: int) -> Found | None:
    """The collective address at `i`. Without *các* only where a list is being read."""
    words, rules = scope.words, grammar()
    first = i + rules.quantifiers.at(words, i, scope.stop)
    if first == i and scope.mode == "scan":
        return None
    if first > i and scope.gap(first):
        return None
    size = _noun(scope, first, plural=first > i)
    if not size or (scope.mode == "scan" and not _addressed(scope, first, size)):
        return None
    end = _further(scope, modifiers(scope, first + size), plural=first > i)
    alone = first == i and end == i + size and words.capital[i]
    own = alone and words.forms[i] != _TWO  # Sở, Ban: the issuer itself
    return Found(i, i, end, words.ends[end - 1], "other" if own else "group")


def _addressed(scope: Scope, i: int, size: int) -> bool:
    """Whether the noun at `i` addresses bodies in any sentence, or begins a chain that does."""
    known = grammar().addressed.at(scope.words, i, scope.stop) == size
    return known or scope.gap(i + size) == ","


def _noun(scope: Scope, i: int, plural: bool) -> int:
    words, rules = scope.words, grammar()
    people = scope.mode == "list" or (plural and scope.mode == "run")
    size = rules.noun(words, i, scope.stop, people=people)
    if size and not plural and " ".join(words.forms[i : i + size]) == _AMBIGUOUS:
        after = i + size
        known = rules.modifiers.at(words, after, scope.stop) or scope.gap(after) in (",", ";")
        return size if known else 0
    return size


def _further(scope: Scope, end: int, plural: bool) -> int:
    """One past the last noun of a chain whose first one ends at `end`."""
    while end < scope.stop:
        k = _next_part(scope, end)
        if k is None or grammar().quantifiers.at(scope.words, k, scope.stop):
            return end
        if portal := _portal(scope, k):
            end = portal
            continue
        if _is_other_body(scope, k) or (not plural and _begins_offices(scope, k)):
            return end
        size = _noun(scope, k, plural=plural or scope.gap(end) == ",")
        size = size or grammar().fields.at(scope.words, k, scope.stop)
        if not size:
            return end
        end = modifiers(scope, k + size)
    return end


def _next_part(scope: Scope, end: int) -> int | None:
    """Where the next noun of a chain would begin."""
    if scope.form(end) == AND and not scope.gap(end):
        return end + 1 if not scope.gap(end + 1) else None
    if scope.gap(end) in _CHAIN:
        return end
    beside = not scope.gap(end) and any(
        " ".join(scope.words.forms[end : end + n]) in _BESIDE for n in (1, 2)
    )
    return end if beside else None


def _begins_offices(scope: Scope, k: int) -> bool:
    """Whether the offices of a province are addressed from `k` on, after others without *các*:
    *Doanh nghiệp, Sở, ban, ngành*."""
    return scope.words.forms[k] == _OFFICE and scope.gap(k) == ","


def _portal(scope: Scope, k: int) -> int:
    """The portal is run by one of the offices that are addressed: *các phòng và Cổng TTĐT*."""
    for end, alias in scope.words.names.get(k, ()):
        if alias.bodies[0].id == _PORTAL and end <= scope.stop and not place_at(scope, end):
            return end
    return 0


def _is_other_body(scope: Scope, k: int) -> bool:
    """Whether a body with a name of its own stands at `k`: *Ban Dân tộc*, but not *Ban*."""
    words, rules = scope.words, grammar()
    size = rules.noun(words, k, scope.stop)
    if size > 1 and any(rules.closers.at(words, n, k + size) for n in range(k + 1, k + size)):
        return False  # Đoàn trực thuộc
    if k in words.names and (words.capital[k] or size == 0):
        return scope.body(scope, k) is not None
    if rules.holders.at(words, k, scope.stop) and not rules.people.at(words, k, scope.stop):
        return not size
    head = rules.head(words, k, scope.stop)
    if head is None:
        return False
    after = k + len(head.words)
    if size >= len(head.words):
        return (
            words.capital[k]
            and after < scope.stop
            and not scope.gap(after)
            and words.capital[after]
        )
    return words.capital[k] or words.upper[k]


def modifiers(scope: Scope, i: int) -> int:
    """One past the words after `i` that say which of the addressed are meant."""
    end, closed = i, False
    while end < scope.stop:
        taken, closes = _modifier(scope, end, closed, first=end == i)
        if taken == end:
            break
        end, closed = taken, closed or closes
    return end


def _modifier(scope: Scope, k: int, closed: bool, first: bool) -> tuple[int, bool]:
    """One past the modifier at `k`, and whether only places may come after it."""
    words, rules = scope.words, grammar()
    gap = scope.gap(k)
    if gap:
        again = gap == "," and not first and words.forms[k] in _OF
        return (_linked(scope, k), True) if again else (k, True)
    if place := place_at(scope, k):
        return place.end, True
    if (linked := _linked(scope, k)) > k:
        return linked, True
    if size := rules.closers.at(words, k, scope.stop):
        return k + size, True
    if closed:
        return k, True
    if size := rules.modifiers.at(words, k, scope.stop):
        return k + size, False
    if not first and (size := _second_modifier(scope, k)):
        return k + size, False
    return _open(scope, k, facility=first and tuple(words.forms[k - 2 : k]) == _FACILITY), False


def _second_modifier(scope: Scope, k: int) -> int:
    """The size of *và ngoài công lập* at `k`, after another modifier."""
    words, rules = scope.words, grammar()
    if words.forms[k] != AND or scope.gap(k + 1) or rules.noun(words, k + 1, scope.stop):
        return 0
    size = rules.modifiers.at(words, k + 1, scope.stop)
    return size + 1 if size else 0


def _linked(scope: Scope, k: int) -> int:
    """One past *thuộc Sở*, *trên địa bàn tỉnh X*, *của các sở, ngành*; `k` where none begins."""
    rules, words = grammar(), scope.words
    size = rules.links.at(words, k, scope.stop)
    after = k + size
    if not size:
        return k
    on_the_spot = after if words.forms[after - 1] == _AREA else k
    if after >= scope.stop or scope.gap(after):
        return on_the_spot
    if place := place_at(scope, after):
        return place.end
    if found := scope.body(scope, after):
        return found.end
    known = rules.ends.at(words, after, scope.stop)
    return after + known if known else on_the_spot


def _open(scope: Scope, k: int, *, facility: bool) -> int:
    """One past the words at `k` that no rule knows, where they cannot be the predicate."""
    end = k
    if facility and not scope.gap(k) and scope.form(k) != AND:
        end += word_length(scope.words.forms[k : min(k + 4, scope.stop)])
    while end < scope.stop and not (end > k and scope.gap(end)):
        if _ends_open(scope, end, k):
            break
        end += 1
        if end - k > _LONGEST_RUN and scope.mode != "list":
            return k
    return end


def _ends_open(scope: Scope, k: int, first: int) -> bool:
    words, rules = scope.words, grammar()
    if words.forms[k] == AND or rules.links.at(words, k, scope.stop) or place_at(scope, k):
        return True
    if rules.modifiers.at(words, k, scope.stop) or rules.closers.at(words, k, scope.stop):
        return True
    if scope.mode == "list":
        return False
    proper = words.capital[k] and not words.upper[k]
    return proper or is_stop(scope, k, first)
