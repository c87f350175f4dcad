"""Fields of the header and the closing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from extractor.evaluation.matching import Comparison, Item, at_one, brief, compare, lines, one
from extractor.evaluation.words import even

PLAIN = {"number": True, "issued_on": True, "place": True, "title": False, "motto": False}
"""Plain fields, and whether they are right only where they are equal."""
SIGNATURE = ("authority", "capacity", "position", "name")

Record = dict[str, Any]


def compare_header(gold: Record, plan: Record) -> Iterator[Comparison]:
    """Number, date, place, title, motto, type, issuer, provinces, period, signatures."""
    places = plan.get("at") or {}
    for name, exact in PLAIN.items():
        if name in gold:
            found = compare(name, one, gold[name], plan.get(name), exact=exact)
            yield at_one(found, {"at": places.get(name)})
    for part in _PARTS:
        yield from part(gold, plan)


def as_days(period: Any) -> tuple[Any, ...] | None:
    """A period as start and end, however it is written."""
    if not period:
        return None
    if isinstance(period, dict):
        return (period.get("start"), period.get("end"))
    return tuple(period)


def compare_periods(name: str, gold: Any, found: Any) -> Comparison:
    """Two periods, right only where both ends are."""

    def ends(period: Any) -> tuple[Item, ...]:
        return lines([str(as_days(period))] if period else [])

    return compare(name, ends, gold, found, exact=True)


def _type(gold: Record, plan: Record) -> Iterator[Comparison]:
    if "document_type" in gold:
        found = plan.get("document_type") or {}
        codes = compare("document type", one, gold["document_type"], found.get("code"), exact=True)
        yield at_one(codes, found)


def _issuer(gold: Record, plan: Record) -> Iterator[Comparison]:
    """The province at the end of an issuer's name is scored on its own."""
    if "issuer" not in gold:
        return
    province = re.escape(even(gold.get("province")))
    ending = re.compile(rf"( tỉnh| thành phố|,)* {province}$")

    def bare(name: Any) -> tuple[Item, ...]:
        return (Item((ending.sub("", even(name)),), shown=brief(name)),) if name else ()

    found = plan.get("issuer") or {}
    yield at_one(compare("issuer", bare, gold["issuer"], found.get("name")), found)


def _provinces(gold: Record, plan: Record) -> Iterator[Comparison]:
    province = plan.get("province") or {}
    current = province.get("current") or {}
    for key, found in (("province", province), ("current_province", current)):
        if key in gold:
            name = key.replace("_", " ")
            yield at_one(compare(name, one, gold[key], found.get("name"), exact=True), province)


def _period(gold: Record, plan: Record) -> Iterator[Comparison]:
    if "period" in gold:
        found = plan.get("period")
        yield at_one(compare_periods("period", gold["period"], found), found)


def _signatures(gold: Record, plan: Record) -> Iterator[Comparison]:
    if "signatures" in gold:
        for part in SIGNATURE:
            name = f"signature {part}"
            yield compare(name, partial(_signed, part), gold, plan)


def _signed(part: str, record: Record) -> tuple[Item, ...]:
    signed = [s for s in record.get("signatures") or [] if s.get(part)]
    return tuple(Item((even(s[part]),), shown=brief(s[part]), at=s.get("at")) for s in signed)


_PARTS: tuple[Callable[[Record, Record], Iterator[Comparison]], ...] = (
    _type,
    _issuer,
    _provinces,
    _period,
    _signatures,
)
