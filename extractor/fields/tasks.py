"""Work cut into tasks, each with its due date, recurrence and targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from extractor.document import Document, Span, TimeMention
from extractor.plan import Agency, Target, Task
from extractor.vietnamese import fold

Mode = Literal["assigned", "requested", "general"]

_MANY = regex.compile(r"\b(?:cac|cap)\b|\b(?:xa|phuong|huyen|tran|pho),")
_SENTENCE = regex.compile(
    r"(?<!\b(?:TP|Tp|UBND|VP|TT|CT|PCT|GS|TS|ThS|P|Q))[.!?…]+[”\")]?\s+(?=\p{Lu}|“)"
)


@dataclass(frozen=True, slots=True)
class Duty:
    """The words of a piece of work. `spans` are one task (a bullet and its pluses) unless
    `sentences`, where each sentence is one; `times` are lines that say when."""

    spans: tuple[Span, ...]
    section: str | None
    times: tuple[Span, ...]
    sentences: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """Work given to bodies in a section, before its tasks are cut. `span` is where it stands."""

    section: str | None
    span: Span
    doers: tuple[Agency, ...]
    partners: tuple[Agency, ...]
    mode: Mode
    duties: tuple[Duty, ...]


def mode_of(lead: str | None, doers: Sequence[Agency]) -> Mode:
    """The mode of work that is given to `doers` with a lead of the mode `lead`: general where all
    are collectives and some have no name, *các sở, ngành; UBND các xã*."""
    if lead == "requested":
        return "requested"
    unnamed = any(doer.level == "group" for doer in doers)
    return "general" if unnamed and all(map(_is_many, doers)) else "assigned"


def _is_many(doer: Agency) -> bool:
    return doer.level == "group" or (doer.id is None and bool(_MANY.search(fold(doer.text))))


def tasks_of(document: Document, duty: Duty, figures: Sequence[Target]) -> Iterator[Task]:
    """The tasks of a duty, each with those of the plan's `figures` that stand in its words."""
    if not duty.spans:
        return
    whole = Span(duty.spans[0].start, duty.spans[-1].end)
    pieces = list(sentences(document, whole)) if duty.sentences else [whole]
    for piece in pieces:
        times = [*_times(document, [piece]), *_times(document, duty.times)]
        yield Task(
            text=" ".join(
                document.slice(
                    duty.spans[0] if piece == whole and not duty.sentences else piece
                ).split()
            ),
            due=next((t.start for t in times if t.kind == "due"), None),
            recurrence=next((t.rrule for t in times if t.kind == "recurrence"), None),
            targets=tuple(f for f in figures if piece.start <= f.at.start < piece.end),
            section=duty.section,
            at=document.locate(duty.spans[0] if not duty.sentences else piece),
        )


def _times(document: Document, spans: Sequence[Span]) -> list[TimeMention]:
    return [t for span in spans for t in document.times if span.covers(t.span)]


def sentences(document: Document, span: Span) -> Iterator[Span]:
    """The sentences of a paragraph."""
    text = document.slice(span)
    start = 0
    for match in _SENTENCE.finditer(text):
        yield Span(span.start + start, span.start + match.end())
        start = match.end()
    rest = document.trim(Span(span.start + start, span.end))
    if rest.end - rest.start > 3:
        yield rest
