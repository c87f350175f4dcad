"""The phrases in which plans give work: who is addressed, who helps, who is named in a bullet of
its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from extractor.document import AgencyMention, Document, Span
from extractor.fields.agency import agencies_in, to_agency
from extractor.plan import Agency
from extractor.tables import table
from extractor.vietnamese import fold

ADDRESS_LIMIT = 320
"""Longest run of bodies that is believed, in characters."""

_PARTNERS = regex.compile(
    r"phoi hop\s+(?:(?:chat che|thuong xuyen|tot|kip thoi|dong bo)\s+)*(?:(?P<with>voi|cung(?: voi)?)\s+)?"
)


@dataclass(frozen=True, slots=True)
class Addressed:
    """Bodies that a text begins with; `mode` where a word before them tells it."""

    agencies: tuple[AgencyMention, ...]
    mode: Literal["assigned", "requested"] | None
    end: int


@dataclass(frozen=True, slots=True)
class DoerLine:
    """*Đơn vị chủ trì: …*: what it tells, and the bodies that it names."""

    kind: Literal["doer", "partner", "time"]
    agencies: tuple[Agency, ...]


@cache
def _leads() -> tuple[tuple[Literal["assigned", "requested"], regex.Pattern[str]], ...]:
    return tuple(
        (lead["mode"], regex.compile(lead["pattern"])) for lead in table("assignments")["lead"]
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
    clause. `whole`: the words are a heading, which names bodies and nothing else; otherwise a
    verb must follow them."""
    folded = fold(document.slice(span))
    start, mode = _after_lead(folded)
    begin = span.start + start
    stop = _stop(document, folded, span, start, whole)
    if stop is None or stop - begin > ADDRESS_LIMIT or stop <= begin:
        return None
    names = document.trim(Span(begin, stop), " ,;:.-–\n")
    found = agencies_in(document, names)
    if not found or found[0].span.start - begin > 3:
        return None
    return Addressed(found, mode, stop)


def _after_lead(folded: str) -> tuple[int, Literal["assigned", "requested"] | None]:
    opening = _pattern("opening").match(folded)
    start = opening.end() if opening else 0
    for mode, lead in _leads():
        match = lead.match(folded, start) or lead.match(folded)
        if match:
            return match.end(), mode
    return start, None


def _stop(document: Document, folded: str, span: Span, start: int, whole: bool) -> int | None:
    """Where the bodies end: at the first colon or verb that is in no body's name."""
    inside = [m.span for m in document.agencies if m.span.overlaps(span)]
    colon = folded.find(": ", start)
    for verb in _verb().finditer(folded, start):
        at = span.start + verb.start()
        if colon >= 0 and span.start + colon < at:
            break
        if not any(name.start <= at < name.end for name in inside):
            return at if verb.start() > start else None
    if colon >= 0:
        return span.start + colon
    return span.end if whole else None


def partners_in(document: Document, spans: Iterable[Span]) -> tuple[Agency, ...]:
    """The bodies named after *phối hợp (với)* in the words at `spans`, each once."""
    found: dict[str, Agency] = {}
    for span in spans:
        folded = fold(document.slice(span))
        for match in _PARTNERS.finditer(folded):
            start = span.start + match.end()
            stop = _stop(
                document, folded[: _clause_end(folded, match.end())], span, match.end(), True
            )
            if stop is None:
                continue
            for mention in _chain(document, Span(start, min(stop, start + ADDRESS_LIMIT))):
                agency = to_agency(document, mention)
                found.setdefault(fold(agency.text), agency)
    return tuple(found.values())


def _clause_end(folded: str, start: int) -> int:
    end = regex.compile(r"[.;:](?:\s|$)").search(folded, start)
    return end.start() if end else len(folded)


def _chain(document: Document, span: Span) -> tuple[AgencyMention, ...]:
    """The bodies at the beginning of `span`, if it begins with one."""
    found = agencies_in(document, document.trim(span, " ,;:.-–\n"))
    return found if found and found[0].span.start - span.start <= 3 else ()


def doer_line(document: Document, span: Span) -> DoerLine | None:
    """What a line such as *Cơ quan phối hợp: Sở Tài chính.* tells, or None for another line."""
    folded = fold(document.slice(span))[:80]
    if _pattern("time").match(folded):
        return DoerLine("time", ())
    for kind in ("partner", "doer"):
        match = _pattern(kind).match(folded)
        if match:
            names = document.trim(Span(span.start + match.end(), span.end), " ,;:.-–\n")
            found = agencies_in(document, names) if names.start < names.end else ()
            return DoerLine(kind, tuple(to_agency(document, m) for m in found))  # type: ignore[arg-type]
    return None
