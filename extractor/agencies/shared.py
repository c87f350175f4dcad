"""Several bodies behind one head: *các Sở: Nội vụ, Tài chính*; *Sở Y tế, Giáo dục và Đào tạo*."""

from __future__ import annotations

from functools import cache

from extractor.agencies.found import Found, Scope
from extractor.agencies.grammar import grammar
from extractor.document import Level
from extractor.tables.bodies import Alias, aliases
from extractor.vietnamese import even, fold

_HEADS: dict[str, Level] = {
    "Sở": "department", "Bộ": "central", "Phòng": "other", "Hội": "front",
}  # fmt: skip
_AND = even("và")
_BESIDE = frozenset({even("ban"), even("ngành"), even("cơ quan")})
_LONGEST = 8  # syllables of what may follow a shared head


@cache
def _rests() -> dict[str, dict[tuple[str, ...], Alias]]:
    """For each head the aliases that begin with it, by their other folded syllables."""
    found: dict[str, dict[tuple[str, ...], Alias]] = {even(head): {} for head in _HEADS}
    for key, alias in aliases().items():
        if alias.words[0] in found and len(key) > 1:
            found[alias.words[0]][key[1:]] = alias
    return found


def _rest(scope: Scope, head: str, i: int) -> tuple[int, Alias] | None:
    """The longest rest of a name with `head` at syllable `i`: one past it, the alias."""
    known, words = _rests()[head], scope.words
    best, key, k = None, [], i
    while k < min(scope.stop, i + _LONGEST):
        if k > i and scope.gap(k) not in ("", ",", "-", "&"):
            break
        if words.forms[k] != _AND:
            key.append(fold(words.forms[k]))
            alias = known.get(tuple(key))
            if alias and _fits(scope, i, alias):
                best = (k + 1, alias)
        k += 1
    return best


def _fits(scope: Scope, i: int, alias: Alias) -> bool:
    return scope.words.upper[i] if alias.capitals[1] else scope.words.capital[i]


def _found(scope: Scope, start: int, core: int, end: int, alias: Alias, head: str) -> Found:
    close = scope.words.ends[end - 1]
    level = alias.bodies[0].level
    return Found(start, core, end, close, level, alias=alias, alias_end=end, shared=head)


def shared_at(scope: Scope, i: int) -> tuple[Found, ...]:
    """The bodies of *các Sở: A, B và C* at `i`; the first holds the head. Empty where there is no
    such list."""
    words = scope.words
    at = i + grammar().quantifiers.at(words, i, scope.stop)
    if at == i or scope.gap(at) or scope.form(at) not in _rests():
        return ()
    head, rest = words.forms[at], _listed_from(scope, at + 1)
    if scope.gap(rest) not in ("", ":"):
        return ()
    first = _rest(scope, head, rest)
    if first is None:
        return ()
    found = [_found(scope, i, at, first[0], first[1], "")]
    while more := sibling_at(scope, _after(scope, found[-1].end), found[-1], head):
        found += more
    return tuple(found)


def _listed_from(scope: Scope, i: int) -> int:
    """Where the list begins: after *, ngành:* or *, ban, ngành:*."""
    k = i
    while scope.gap(k) == "," and scope.form(k) in _BESIDE:
        k += 1
    return k if scope.gap(k) == ":" else i


def _after(scope: Scope, end: int) -> int:
    joined = scope.form(end) == _AND and not scope.gap(end)
    return end + 1 if joined else end


def sibling_at(scope: Scope, i: int, before: Found, head: str = "") -> list[Found]:
    """The body at `i` whose head stands before an earlier one, `before`."""
    if i >= scope.stop or scope.gap(before.end) not in ("", ",", ";") or not before.alias:
        return []
    head = head or before.alias.words[0]
    if head not in _rests() or i in scope.words.names or before.place:
        return []
    rest = _rest(scope, head, i)
    if rest is None or (i == before.end and scope.gap(i) == ""):
        return []
    return [_found(scope, i, i, rest[0], rest[1], head)]
