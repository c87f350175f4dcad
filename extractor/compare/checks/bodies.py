"""Who issues and signs, against where and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractor.compare.checks.view import Raised, View
from extractor.compare.rows import PlanRow, SignatureRow
from extractor.tables import table
from extractor.tables.places import Unit, current_of, place_in, provinces_named
from extractor.vietnamese import fold

_OF_PROVINCE = frozenset({"province", "department", "party"})
_SCANNED = frozenset({"ocr", "mixed"})
_FOR = regex.compile(r"k[/.]?t[/.]?\s*")


def places(view: View) -> Iterator[Raised]:
    """The province that the issuer's name bears against the one in the line of place and date."""
    for plan in view.plans.values():
        if plan.same_as is None and plan.issuer_level in _OF_PROVINCE and _apart(plan):
            values = {"issuer": plan.issuer, "place": plan.place}
            yield Raised("issuer_place", plan.id, values)


def _apart(plan: PlanRow) -> bool:
    """Whether both are provinces, and not parts of one of today: a town may have the name of a
    province, and after a merger of another one."""
    here = provinces_named(plan.place or "")
    of = provinces_named(place_in(plan.issuer or "") or "")
    return bool(here and of) and not _homes(here) & _homes(of)


def _homes(units: tuple[Unit, ...]) -> set[str]:
    return {home.id for unit in units if (home := current_of(unit))} | {unit.id for unit in units}


def signers(view: View) -> Iterator[Raised]:
    """The signer's office against the one in whose place, or the body in whose name, it is. On
    scans a seal lies over these words, and takes the first of *PHÓ CHỦ TỊCH*."""
    for signature in view.signatures:
        position = _even(signature.position)
        if not position or view.plans[signature.document].read_by in _SCANNED:
            continue
        said = {"capacity": signature.capacity, "authority": signature.authority}
        values = {**said, "position": signature.position}
        if _for_head(signature) == position:
            yield Raised("signs_for_self", signature.id, values)
        elif _is_stranger(signature, position):
            yield Raised("signer_body", signature.id, values)


def _for_head(signature: SignatureRow) -> str | None:
    """The office for which is signed: `KT. GIÁM ĐỐC` → `giam doc`."""
    capacity = _even(signature.capacity)
    found = _FOR.match(capacity)
    return capacity[found.end() :] if found else None


def _is_stranger(signature: SignatureRow, position: str) -> bool:
    """Whether the office is none of the body's. Who signs by order or mandate need not be of it."""
    if signature.capacity and _for_head(signature) is None:
        return False
    authority = _even(signature.authority)
    offices = next((known for body, known in _signers() if authority.endswith(body)), None)
    return offices is not None and not any(office in position for office in offices)


@cache
def _signers() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((row["body"], tuple(row["offices"])) for row in table("compare/checks")["signer"])


def _even(words: str | None) -> str:
    return " ".join(fold(words or "").split())
