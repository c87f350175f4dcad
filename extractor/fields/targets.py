"""Field: figures to reach, wherever the plan states them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractor.document import Document, Node, Span, section_of, walk
from extractor.plan import Target
from extractor.tables import table
from extractor.tables.figures import Figure, find_figures
from extractor.vietnamese import fold


def targets(document: Document) -> tuple[Target, ...]:
    """The targets of body and appendices, in order."""
    frame = document.frame
    parts = [frame.body, *(annex.span for annex in frame.annexes)] if frame else []
    return tuple(target for part in parts for target in targets_in(document, part))


def targets_in(document: Document, span: Span) -> tuple[Target, ...]:
    """The targets that the words at `span` state."""
    folded = fold(document.text)
    found = (f for part in _parts(document, span) for f in _figures(document, folded, part))
    return tuple(_target(document, figure) for figure in found)


def _parts(document: Document, span: Span) -> Iterator[Span]:
    """The paragraphs in `span`, the first and the last cut to it; headings of what was are left
    out with all that is under them."""
    left_out = [
        n.span for n in walk(document.sections) if _heading_says(document, n, "past_heading")
    ]
    start = document.text.rfind("\n", 0, span.start) + 1
    for paragraph in document.paragraphs_in(Span(start, span.end)):
        part = Span(max(span.start, paragraph.span.start), min(span.end, paragraph.span.end))
        if part.start < part.end and not any(s.covers(part) for s in left_out):
            yield part


def _figures(document: Document, folded: str, part: Span) -> Iterator[Figure]:
    """The figures in a paragraph that are no part of a citation or a time."""
    taken = [c.span for c in document.citations if c.span.overlaps(part)]
    taken += [t.span for t in document.times if t.kind != "period" and t.span.overlaps(part)]
    for figure in find_figures(document.text, folded, part, aimed=_is_aimed(document, part)):
        if not any(span.overlaps(figure.span) for span in taken):
            yield figure


def _is_aimed(document: Document, part: Span) -> bool:
    """Whether `part` stands under a heading of aims, at any depth."""
    return any(
        node.span.covers(part) and _heading_says(document, node, "heading")
        for node in walk(document.sections)
    )


def _heading_says(document: Document, node: Node, what: str) -> bool:
    heading = node.heading
    return heading is not None and bool(_pattern(what).search(fold(document.slice(heading))))


def _target(document: Document, figure: Figure) -> Target:
    return Target(
        text=" ".join(document.slice(figure.span).split()),
        value=figure.value,
        unit=figure.unit,
        bound=figure.bound,
        per=figure.per,
        section=section_of(document, figure.span.start),
        at=document.locate(figure.span),
    )


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    return regex.compile(table("targets")["aim"][name])
