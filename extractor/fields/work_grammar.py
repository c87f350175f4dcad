"""The phrases in which plans give work: who is addressed, who helps, who is named in a bullet of
its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from extractor.agencies import agency_list, agency_run
from extractor.document import AgencyMention, Document, Span
from extractor.fields.agency import to_agency
from extractor.plan import Agency
from extractor.tables import table
from extractor.vietnamese import even, fold

LeadMode = Literal["assigned", "requested"] | None
ADDRESS_LIMIT = 320
"""Longest run of unknown bodies that is believed, in characters."""
_NEAR = 3

_PARTNERS = regex.compile(
    r"phoi hop\s+(?:(?:chat che|thuong xuyen|tot|kip thoi|dong bo)\s+)*"
    r"(?:(?:voi|cung(?: voi)?)\s+)?"
)


@dataclass(frozen=True, slots=True)
class Addressed:
    """Bodies that a text begins with; `mode` where a word before them tells it."""

    agencies: tuple[AgencyMention, ...]
    mode: LeadMode


@dataclass(frozen=True, slots=True)
class DoerLine:
    """*Đơn vị chủ trì: …*: what it tells, and the bodies that it names."""

    kind: Literal["doer", "partner", "time"]
    agencies: tuple[Agency, ...]


@cache
def _leads() -> tuple[tuple[LeadMode, bool, regex.Pattern[str]], ...]:
    return tuple(
        (lead.get("mode"), lead["open_ended"], regex.compile(lead["pattern"]))
        for lead in table("assignments")["lead"]
    )


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    return regex.compile(table("assignments")[name])


@cache
def _verb() -> regex.Pattern[str]:
    verbs = sorted(table("assignments")["verbs"], key=len, reverse=True)
    return regex.compile(r"\b(?:" + "|".join(v.strip() + r"\b" for v in verbs) + ")")


def addressed(document: Document, span: Span, *, whole: bool) -> Addressed | None:
    """The bodies with which the words at `span` begin, after *Giao*, *Đề nghị* or an opening
    clause. `whole`: the words are a heading, which may name bodies that no registry knows."""
    folded = fold(document.slice(span))
    start, mode, open_ended = _after_lead(folded, even(document.slice(span)))
    rest = Span(span.start + start, span.end)
    run = agency_run(document, rest)
    if run.mentions and run.mentions[0].span.start - rest.start <= _NEAR:
        found = run.mentions
        if whole and _only_bodies(folded, run.end - span.start):
            found = agency_list(document, document.trim(rest, " ,;:.-–\n"))
        return Addressed(found, mode)
    if not (open_ended or (folded.startswith("cac ", start) and not whole)):
        return None
    stop = _verb_or_colon(folded, start) if not whole else len(folded)
    if stop is None or not 0 < stop - start <= ADDRESS_LIMIT:
        return None
    names = document.trim(Span(rest.start, span.start + stop), " ,;:.-–\n")
    found = agency_list(document, names)
    return Addressed(found, mode) if found else None


def _after_lead(folded: str, marked: str) -> tuple[int, LeadMode, bool]:
    """Where the bodies begin, the mode that the words before them tell, and whether those words
    alone show that bodies follow."""
    opening = _pattern("opening").match(folded)
    start = opening.end() if opening else 0
    for mode, open_ended, lead in _leads():
        match = lead.match(marked, start) or lead.match(marked)
        if match:
            return match.end(), mode, open_ended
    return start, None, False


def _only_bodies(folded: str, end: int) -> bool:
    """Whether what follows the bodies of a heading still says who is meant: no verb follows."""
    return _verb().search(folded, end) is None


def _verb_or_colon(folded: str, start: int) -> int | None:
    """Where bodies that no registry knows end: at the first verb or colon."""
    verb = _verb().search(folded, start + 1)
    colon = folded.find(": ", start)
    ends = [m for m in (verb.start() if verb else -1, colon) if m > start]
    return min(ends) if ends else None


def partners_in(document: Document, spans: Iterable[Span]) -> tuple[Agency, ...]:
    """The bodies named after *phối hợp (với)* in the words at `spans`, each once."""
    found: dict[str, Agency] = {}
    for span in spans:
        for match in _PARTNERS.finditer(fold(document.slice(span))):
            rest = Span(span.start + match.end(), span.end)
            for mention in agency_run(document, rest).mentions:
                agency = to_agency(document, mention)
                found.setdefault(fold(agency.text), agency)
    return tuple(found.values())


def doer_line(document: Document, span: Span) -> DoerLine | None:
    """What a line such as *Cơ quan phối hợp: Sở Tài chính.* tells, or None for another line."""
    folded = fold(document.slice(span))[:80]
    if _pattern("time").match(folded):
        return DoerLine("time", ())
    for kind in ("partner", "doer"):
        match = _pattern(kind).match(folded)
        if match:
            names = document.trim(Span(span.start + match.end(), span.end), " ,;:.-–\n")
            found = agency_list(document, names) if names.start < names.end else ()
            return DoerLine(kind, tuple(to_agency(document, m) for m in found))  # type: ignore[arg-type]
    return None
