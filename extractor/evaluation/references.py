"""Cited documents and campaigns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from extractor.evaluation.header import compare_periods
from extractor.evaluation.matching import Comparison, Item, at_of, at_one, brief, compare, items
from extractor.evaluation.words import SOFT, alike, even

Record = dict[str, Any]
CITATION_PARTS = ("issued_on", "issuer", "relation")
_LEAD_IN = re.compile("^phong trào (thi đua )?")


def compare_references(gold: Record, plan: Record) -> Iterator[Comparison]:
    """Citations with their parts, campaigns with their periods."""
    if "citations" in gold:
        yield from _citations(gold["citations"], plan.get("citations") or [])
    if "campaigns" in gold:
        yield from _campaigns(gold["campaigns"], plan.get("campaigns") or [])


def _citations(gold: list[Record], found: list[Record]) -> Iterator[Comparison]:
    yield compare("citations", _cited, gold, found)
    known = {(_kind(c), _identity(c)): c for c in found}
    for wanted in gold:
        if not wanted.get("optional"):
            yield from _parts(wanted, known.get((_kind(wanted), _identity(wanted)), {}))


def _parts(wanted: Record, match: Record) -> Iterator[Comparison]:
    """Date, issuer and relation, where gold states them; missed with a missed citation."""
    for part in CITATION_PARTS:
        if wanted.get(part):
            got = match.get(part)
            if isinstance(got, dict):
                got = got.get("name") or got.get("text")
            label = partial(_labelled, _identity(wanted))
            compared = compare(f"citation {part}", label, wanted[part], got)
            yield at_one(compared, {"at": at_of(match)})


def _labelled(name: str, value: Any) -> tuple[Item, ...]:
    return items([f"{name}: {value}"] if value else [])


def _cited(citations: list[Record]) -> tuple[Item, ...]:
    return tuple(map(_citation, citations))


def _citation(citation: Record) -> Item:
    """Numbers must be equal; names of acts may be alike."""
    number = even(citation["number"]) if citation.get("number") else None
    return Item(
        (_identity(citation),),
        head=(_kind(citation), number),
        shown=brief(citation),
        optional=bool(citation.get("optional")),
        at=at_of(citation),
    )


def _identity(citation: Record) -> str:
    if citation.get("number"):
        return even(citation["number"])
    year = citation.get("year") or (citation.get("issued_on") or "")[:4]
    return f"{even(citation.get('title'))} {year}".strip()


def _kind(citation: Record) -> Any:
    """*Văn bản* is no type: it is counted as the letter that it is."""
    return "CV" if citation.get("type") == "VB" else citation.get("type")


def _campaigns(gold: list[Record], found: list[Record]) -> Iterator[Comparison]:
    yield compare("campaigns", _named, gold, found)
    for wanted in gold:
        if wanted.get("period"):
            name = even(wanted["name"])
            match = next((c for c in found if alike(even(c["name"]), name) >= SOFT), {})
            found_period = match.get("period")
            compared = compare_periods("campaign period", wanted["period"], found_period)
            yield at_one(compared, found_period)


def _named(campaigns: list[Record]) -> tuple[Item, ...]:
    return tuple(map(_campaign, campaigns))


def _campaign(campaign: Record) -> Item:
    name = even(_LEAD_IN.sub("", even(campaign["name"])))
    return Item(
        (name,),
        shown=brief(campaign["name"]),
        optional=bool(campaign.get("optional")),
        at=at_of(campaign),
    )
