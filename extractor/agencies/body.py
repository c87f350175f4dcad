"""One body or address: a registry name, a head noun with its tail, a collective, an office
holder with the body that he stands for."""

from __future__ import annotations

from dataclasses import replace

from extractor.agencies.found import LEVELS, LOCAL, Found, Mode, Place, Scope
from extractor.agencies.grammar import AND, Head, grammar
from extractor.agencies.groups import group_at
from extractor.agencies.parts import with_parts
from extractor.agencies.tail import tail_of
from extractor.agencies.territory import place_at, territory_before
from extractor.agencies.words import Words
from extractor.document import Guess, Level
from extractor.tables.bodies import Alias
from extractor.vietnamese import even

_EACH = even("các")
_BAN = even("ban")
_DEEPEST = 8  # names inside names: no body has so many above it; a line of noise may seem to
_COMPLETE = frozenset({even("sở"), even("bộ")})  # heads whose bodies the registry has all
_LONGEST_HOLDERS = 12  # syllables of *Chủ tịch, các Phó Chủ tịch* and the like


def scope_of(words: Words, stop: int, mode: Mode, guesses: tuple[Guess, ...] = ()) -> Scope:
    """The scope in which everything before syllable `stop` is read."""
    return Scope(words, stop, mode, body_at, guesses=guesses)


def body_at(scope: Scope, i: int) -> Found | None:
    """The body or address that begins at syllable `i`, with its units."""
    if scope.depth > _DEEPEST:
        return None
    inner = Scope(scope.words, scope.stop, scope.mode, scope.body, scope.depth + 1)
    found = _held(inner, i) or _plain(inner, i)
    return with_parts(inner, found) if found else None


def _plain(scope: Scope, i: int) -> Found | None:
    named, headed = _named(scope, i), _headed(scope, i)
    if named and headed and headed.end > named.end and _outgrows(scope, named, headed):
        return headed
    return named or headed or group_at(scope, i)


def _outgrows(scope: Scope, named: Found, headed: Found) -> bool:
    """Whether the registry's name is only the beginning of a longer one."""
    if not headed.sure or (named.place and not named.place.central) or not named.alias:
        return False
    if scope.words.forms[named.start] in _COMPLETE and named.alias.full:
        return False
    joined = scope.words.forms[named.end] == AND and not scope.gap(named.end)
    if joined or scope.gap(named.end) == "-":
        return named.part or (headed.place is not None and not named.place)
    if scope.gap(named.end):
        return named.part
    if not scope.words.capital[named.end]:
        return headed.place is not None
    return not (named.alias.short and headed.place is None)


def _held(scope: Scope, i: int) -> Found | None:
    """A body with the person who stands for it: *Thủ trưởng các sở*, *Chủ tịch UBND tỉnh*."""
    words, rules = scope.words, grammar()
    if scope.mode == "scan" and not words.capital[i] and words.forms[i] != _EACH:
        return None
    core = i
    while core < min(scope.stop, i + _LONGEST_HOLDERS):
        each = 1 if words.forms[core] == _EACH and not scope.gap(core + 1) else 0
        size = rules.holders.at(words, core + each, scope.stop)
        if not size:
            break
        core += each + size
        joined = core + 1 if scope.form(core) == AND else core
        if rules.holders.at(words, joined, scope.stop) and scope.gap(core) in ("", ",", "/", "."):
            core = joined
    if core == i or core >= scope.stop or scope.gap(core) not in ("", "."):
        return None
    if scope.form(core) in (even("của"), even("thuộc")):
        core += 1
    inner = replace(scope, mode="list" if scope.mode == "list" else "run")
    found = _plain(inner, core) if core < scope.stop else None
    if found is None and scope.form(core - 1) == _BAN and core - 1 > i:
        found = _plain(inner, core - 1)  # Trưởng Ban Công tác Mặt trận
    return replace(found, start=i) if found else None


def _named(scope: Scope, i: int) -> Found | None:
    """The registry's longest name at `i`, with the territory after it."""
    for end, alias in scope.words.names.get(i, ()):
        if end > scope.stop:
            continue
        place = _place(scope, end)
        if not place and (_is_verb(scope, i + 1, end) or _opens_as_verb(scope, i, end)):
            continue
        if not place and not _stands_alone(scope, i, alias):
            continue
        past = place.end if place else end
        level = _level(alias.bodies[0].level, place)
        return Found(
            i,
            i,
            past,
            scope.words.ends[past - 1],
            level,
            alias=alias,
            alias_end=end,
            place=place,
            part=any(body.part for body in alias.bodies),
        )
    return None


def _is_verb(scope: Scope, first: int, end: int) -> bool:
    """Whether a name after its head is a verb with its object here: *trực thuộc Sở xây dựng kế
    hoạch*, where *Sở Xây dựng* would go on with a verb or end."""
    if first >= end or scope.words.capital[first]:
        return False
    return _has_object(scope, first, end)


def _opens_as_verb(scope: Scope, i: int, end: int) -> bool:
    """Whether a whole name is the verb that a line begins with, its capital telling nothing:
    *Thống kê số hộ*."""
    opens = scope.mode != "list" and (i == 0 or scope.words.gaps[i] not in ("", ","))
    return opens and not scope.words.capital[end - 1] and _has_object(scope, i, end)


def _has_object(scope: Scope, first: int, end: int) -> bool:
    words, stops = scope.words, grammar().stops
    if end >= scope.stop or scope.gap(end):
        return False
    if stops.at(words, first, end) != end - first or words.capital[end]:
        return False
    return words.forms[end] != AND and not stops.at(words, end, scope.stop)


def _place(scope: Scope, end: int) -> Place | None:
    """The territory after a registry name, or the one whose noun the name ends with."""
    if scope.gap(end) and not _abbreviated(scope, end):
        return None
    within = territory_before(scope, end)
    return within or place_at(scope, end)


def _abbreviated(scope: Scope, end: int) -> bool:
    return scope.gap(end) == "." and scope.words.upper[end - 1]


def _stands_alone(scope: Scope, i: int, alias: Alias) -> bool:
    """Whether the alias names a body without a territory after it: *báo*, *thống kê* do not."""
    if any(body.territory is None for body in alias.bodies):
        return True
    size = len(alias.words)
    if size == 1:
        return alias.short and len(alias.words[0]) > 2
    return scope.words.capital[i] or size > 2


def _level(level: Level, place: Place | None) -> Level:
    if place is None:
        return level
    if place.many:
        return "group"
    if place.central:
        return "central" if level in LOCAL else level
    return LEVELS.get(place.territory, level) if level in LOCAL else level


def _headed(scope: Scope, i: int) -> Found | None:
    """A body that begins with a head noun."""
    words = scope.words
    head = grammar().head(words, i, scope.stop)
    if head is None or _longer_noun(scope, i, head):
        return None
    if not (words.capital[i] or _small_head(scope, i, head)) or _shouted(scope, i, head):
        return None
    first = i + len(head.words)
    if _opens_as_verb(scope, i, first) and not _place(scope, first):
        return None
    follower = scope.form(first) if not scope.gap(first) else ""
    if follower in grammar().unless.get(" ".join(head.words), ()):
        return None
    tail = tail_of(scope, first, head)
    if tail.end == first and not (head.alone and (scope.mode != "scan" or words.capital[i])):
        return None
    close = words.ends[tail.end - 1]
    level = _level(head.level, tail.place)
    owner = tail.owner if head.part and tail.owner and tail.owner.alias else None
    return Found(
        i, i, tail.end, close, level, place=tail.place, owner=owner, sure=tail.sure,
        part=head.part,
    )  # fmt: skip


def _longer_noun(scope: Scope, i: int, head: Head) -> bool:
    """Whether the head is only part of a noun of collectives, *đoàn thể*, that no proper name
    follows: *Trường Đại học Quy Nhơn*."""
    after = i + grammar().noun(scope.words, i, scope.stop)
    named = after < scope.stop and scope.words.capital[after] and not scope.gap(after)
    return after > i + len(head.words) and not (named and scope.words.capital[i])


def _small_head(scope: Scope, i: int, head: Head) -> bool:
    """Whether a head without capital begins a name: in a list, or before an abbreviation."""
    first = i + len(head.words)
    if scope.mode == "scan" and not head.part:
        return False
    named = first < scope.stop and not scope.gap(first)
    if named and scope.words.upper[first]:
        return True
    if scope.mode == "scan":
        return False
    if named and head.part and scope.words.capital[first]:
        return True  # giao phòng Kế hoạch
    return head.alone or scope.mode == "list" or len(head.words) > 1


def _shouted(scope: Scope, i: int, head: Head) -> bool:
    """Whether a short head is only a syllable of a heading in capitals: *XÃ HỘI CHỦ NGHĨA*."""
    words = scope.words
    if scope.mode != "scan" or len(head.words) > 1 or not words.upper[i]:
        return False
    return i > 0 and words.upper[i - 1] and not words.gaps[i]
