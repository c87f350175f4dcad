"""Lines, bullets and clauses that say who does the work beside them, with whom and when:
*Đơn vị chủ trì: A; phối hợp: B; thời gian: quý II*, *(Sở Y tế chủ trì, phối hợp với …)*."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from extractor.document import Document, Span
from extractor.fields.work_grammar import folded_at
from extractor.fields.work_names import bodies_named
from extractor.plan import Agency
from extractor.tables import table

_MARKS = " ,;:.-–*+•\n"
_LONGEST_LABEL = 70
_LINE_MARKS = " \t-+*•–"
_BRACKET = regex.compile(r"\(([^()]{6,400})\)\s*[.;]?\s*$")

Kind = Literal["time", "partner", "doer", "other"]
_KINDS: tuple[Kind, ...] = ("time", "partner", "doer", "other")


@dataclass(frozen=True, slots=True)
class WorkLine:
    """What a line tells of the work. `words` are those before the first label: the work itself,
    where they stand in the same line. `open`: a label of doers with nothing after it."""

    words: Span | None
    doers: tuple[Agency, ...] = ()
    partners: tuple[Agency, ...] = ()
    times: tuple[Span, ...] = ()
    open: bool = False


@cache
def _labels() -> tuple[tuple[Kind, regex.Pattern[str]], ...]:
    return tuple((kind, regex.compile(table("assignments")["label"][kind])) for kind in _KINDS)


@cache
def _verb_in_bracket() -> regex.Pattern[str]:
    return regex.compile(table("assignments")["bracket"]["verb"])


def label_kind(folded: str) -> Kind | None:
    """What a label tells, given without its colon: *don vi chu tri* → doer."""
    return next((kind for kind, pattern in _labels() if pattern.fullmatch(folded)), None)


def work_line(document: Document, span: Span) -> WorkLine | None:
    """What the line at `span` tells of doers, partners and times; None for another line."""
    folded = folded_at(document, span)
    found = list(_clauses(folded)) if ":" in folded else []
    if not any(kind != "other" for kind, _, _ in found):
        return _bracketed(document, span, folded)
    before = document.trim(Span(span.start, span.start + found[0][1]), " (\n\t-+*•")
    words = before if before.start < before.end else None
    doers: list[Agency] = []
    partners: list[Agency] = []
    times: list[Span] = []
    is_open = False
    for (kind, _, start), end in zip(found, [*(f[1] for f in found[1:]), len(folded)], strict=True):
        value = document.trim(Span(span.start + start, span.start + end), _MARKS)
        if kind == "time":
            times.append(value)
        elif kind == "partner":
            partners += sum(bodies_named(document, value), ())
        elif kind == "doer":
            named = bodies_named(document, value)
            doers += named[0]
            partners += named[1]
            is_open = value.start >= value.end
    if not (doers or partners or times or is_open):
        return None
    return WorkLine(words, tuple(doers), tuple(partners), tuple(times), is_open)


def _clauses(folded: str) -> Iterator[tuple[Kind, int, int]]:
    """The labels in a line: what each tells, where it begins, where its value begins."""
    past = 0
    colon = folded.find(":")
    while colon >= 0:
        start = max(past, colon - _LONGEST_LABEL, *(folded.rfind(m, 0, colon) + 1 for m in ".;(\n"))
        for begin in (
            start,
            folded.rfind(",", start, colon) + 1,
            folded.rfind(" - ", start, colon),
        ):
            if begin < start:
                continue
            while begin < colon and folded[begin] in _LINE_MARKS:
                begin += 1
            if kind := label_kind(folded[begin:colon].rstrip()):
                yield kind, begin, colon + 1
                break
        past = colon + 1
        colon = folded.find(":", past)


def _bracketed(document: Document, span: Span, folded: str) -> WorkLine | None:
    """*… (Sở Y tế chủ trì, phối hợp với A; hoàn thành trong quý II)* at the end of a line."""
    if "(" not in folded:
        return None
    bracket = _BRACKET.search(folded)
    verb = _verb_in_bracket().search(bracket[1]) if bracket else None
    if bracket is None or verb is None:
        return None
    inner = Span(span.start + bracket.start(1), span.start + bracket.end(1))
    doers, partners = bodies_named(document, inner, only_with_verb=True)
    words = document.trim(Span(span.start, inner.start - 1))
    if not doers or words.start >= words.end:
        return None
    return WorkLine(words, doers, partners, (inner,))
