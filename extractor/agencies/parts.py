"""Units that are named with their body: *Sở Nội vụ (Ban Thi đua - Khen thưởng)*, *Ban Thi đua -
Khen thưởng, Sở Nội vụ*, *Trung tâm X thuộc Sở Y*."""

from __future__ import annotations

from dataclasses import replace

from extractor.agencies.found import Found, Scope
from extractor.document import Level
from extractor.vietnamese import even

_UNDER = frozenset(even(word) for word in ("thuộc", "của"))
_BRANCH = tuple(even("chi nhánh").split())
_DIRECTLY_UNDER = tuple(even("trực thuộc").split())
_RANKS: dict[Level, int] = {"group": 0, "commune": 2, "district": 3, "central": 5}
_PART, _ORDINARY = 1, 4


def _rank(found: Found) -> int:
    return _PART if found.part else _RANKS.get(found.level, _ORDINARY)


def with_parts(scope: Scope, found: Found) -> Found:
    """`found` with the unit or the owner that is named with it."""
    if found.end >= scope.stop or found.group:
        return found
    gap = scope.gap(found.end)
    if branch := _branch(scope, found, gap):
        return branch
    if gap == "(":
        return _bracketed(scope, found)
    if gap == ",":
        return _after_comma(scope, found)
    if not gap and found.part:
        return _under(scope, found)
    if gap == "-" and found.part:
        return _owned(found, scope.body(scope, found.end))
    return found


def _branch(scope: Scope, found: Found, gap: str) -> Found | None:
    """*Ngân hàng Nhà nước - Chi nhánh tỉnh*: the branch is who is meant."""
    k = found.end
    if gap not in ("", "-") or tuple(scope.words.forms[k : k + 2]) != _BRANCH:
        return None
    inner = scope.body(scope, k)
    return replace(found, end=inner.end, close=inner.close) if inner else None


def _owned(found: Found, owner: Found | None) -> Found:
    if owner is None or owner.group or owner.start != owner.core or _rank(owner) <= _rank(found):
        return found
    return replace(found, end=owner.end, close=owner.close, owner=owner)


def _bracketed(scope: Scope, found: Found) -> Found:
    text = scope.words.text
    inner = scope.body(scope, found.end)
    if inner is None or inner.group or inner.start != inner.core:
        return found
    close = inner.close
    while close < len(text) and text[close] == " ":
        close += 1
    if text[close : close + 1] != ")":
        return found
    if _rank(inner) > _rank(found):
        return replace(found, end=inner.end, close=close + 1, owner=inner)
    return replace(found, end=inner.end, close=close + 1, unit=inner)


def _after_comma(scope: Scope, found: Found) -> Found:
    """The registry says whose unit it is; otherwise a comma parts two bodies of a list."""
    parents = {body.parent for body in found.alias.bodies} if found.alias else set()
    if not found.part or not parents:
        return found
    owner = scope.body(scope, found.end)
    if owner and owner.alias and parents & {body.id for body in owner.alias.bodies}:
        return _owned(found, owner)
    return found


def _under(scope: Scope, found: Found) -> Found:
    forms = scope.words.forms
    k = found.end
    if tuple(forms[k : k + 2]) == _DIRECTLY_UNDER:
        k += 2
    elif forms[k] in _UNDER:
        k += 1
    else:
        return found
    return _owned(found, scope.body(scope, k)) if k < scope.stop and not scope.gap(k) else found
