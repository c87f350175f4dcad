"""Bodies named after a label, in a cell or in brackets: a list, or clauses with their verbs."""

from __future__ import annotations

from functools import cache

import regex

from extractor.agencies import agency_list, agency_run
from extractor.document import Document, Span
from extractor.fields.agency import to_agency
from extractor.fields.persons import begins_with_person, crew_in, persons_in
from extractor.fields.tasks import sentences
from extractor.fields.work_grammar import (
    MARKS,
    NEAR,
    begins_with_verb,
    folded_at,
    lead_of,
    partners_in,
)
from extractor.plan import Agency
from extractor.tables import table
from extractor.vietnamese import even

_HELPING = regex.compile(r"(?:cung )?phoi hop(?: (?:thuc hien|trien khai|to chuc))*")
_IN_CHARGE = regex.compile(
    r"\s+theo (?:chuc nang|nhiem vu|tham quyen|phan cap|phan cong|quy dinh|linh vuc)"
)

Named = tuple[tuple[Agency, ...], tuple[Agency, ...]]


@cache
def _duty() -> regex.Pattern[str]:
    return regex.compile(table("assignments")["clause"]["duty"])


def bodies_named(document: Document, span: Span, *, only_with_verb: bool = False) -> Named:
    """The doers and partners that a value names: a list of bodies, or clauses such as *Sở A chủ
    trì, phối hợp với Sở B; Sở C phối hợp*. `only_with_verb`: nothing for a mere list."""
    names = _value(document, span)
    if names.start >= names.end:
        return (), ()
    doers: list[Agency] = []
    partners: list[Agency] = []
    for piece in _pieces(document, names) if _duty().search(folded_at(document, names)) else ():
        lead = lead_of(folded_at(document, piece), even(document.text)[piece.start : piece.end])
        piece = Span(piece.start + lead.end, piece.end)
        run = agency_run(document, piece)
        near = run.mentions and run.mentions[0].span.start - piece.start <= NEAR
        after = document.trim(Span(run.end, piece.end), MARKS)
        said = folded_at(document, after)
        if near and (_duty().match(said) or (doers and begins_with_verb(said))):
            helping = _HELPING.fullmatch(said)
            (partners if helping else doers).extend(to_agency(document, m) for m in run.mentions)
            partners += partners_in(document, [after])
    if doers or partners or only_with_verb:
        return tuple(doers), tuple(partners)
    return _listed(document, names), ()


def _value(document: Document, span: Span) -> Span:
    """The first sentence at `span`, without the words that only say *as far as they are in
    charge*."""
    first = next(iter(sentences(document, span)), span)
    scope = _IN_CHARGE.search(folded_at(document, first))
    end = first.start + scope.start() if scope else first.end
    value = document.trim(Span(first.start, end), MARKS)
    text = document.slice(value)
    loose = text.endswith(")") and "(" not in text
    return document.trim(Span(value.start, value.end - 1), MARKS) if loose else value


def _pieces(document: Document, span: Span) -> list[Span]:
    text, start, pieces = document.slice(span), 0, []
    for part in text.split(";"):
        pieces.append(
            document.trim(Span(span.start + start, span.start + start + len(part)), MARKS)
        )
        start += len(part) + 1
    return [piece for piece in pieces if piece.start < piece.end]


def _listed(document: Document, names: Span) -> tuple[Agency, ...]:
    if crew := crew_in(document, names):
        return tuple(to_agency(document, m) for m in crew)
    if begins_with_person(document.text[names.start : names.start + 24]):
        return tuple(to_agency(document, m) for m in persons_in(document, names))
    if begins_with_verb(folded_at(document, names)):
        run = agency_run(document, names).mentions
        if not run or run[0].span.start > names.start:  # *Thanh tra Sở* is no verb
            return ()
    return tuple(to_agency(document, mention) for mention in agency_list(document, names))
