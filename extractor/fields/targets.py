"""Field: figures to reach, wherever the plan states them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractor.document import Document, Span, section_of
from extractor.figures.find import Figure, find_figures
from extractor.plan import Target
from extractor.tables import table
from extractor.times.horizon import horizon_of
from extractor.vietnamese import fold

_CLAUSE_START = regex.compile(r"(?r)[^.;\n]{0,160}")
_YEAR = regex.compile(r"(?<!so voi )(?<!cung ky )(?<!\w)nam ((?:19|20)\d\d)")


def targets(document: Document) -> tuple[Target, ...]:
    """The targets of body and appendices, in order."""
    frame = document.frame
    parts = [frame.body, *(annex.span for annex in frame.annexes)] if frame else []
    return tuple(target for part in parts for target in targets_in(document, part))


def targets_in(document: Document, span: Span) -> tuple[Target, ...]:
    """The targets that the words at `span` state."""
    return tuple(_target(document, figure) for figure in _figures(document, span))


def _figures(document: Document, span: Span) -> Iterator[Figure]:
    """The figures at `span`, without those in citations and times and those under a heading that
    tells of what was."""

    def aimed(offset: int) -> bool:
        return _under(document, offset, "heading")

    folded, year = fold(document.text), horizon_of(document).year
    for figure in find_figures(document.text, folded, span, aimed=aimed):
        start = figure.span.start
        past = _under(document, start, "past_heading") or _of_earlier_year(folded, start, year)
        if not past and not _is_taken(document, figure.span):
            yield figure


def _of_earlier_year(folded: str, start: int, year: int | None) -> bool:
    """Whether the clause before `start` says of which year before the plan's the figure is (*Năm
    2022, đạt 85%*); a year that it is compared with says nothing."""
    clause = _CLAUSE_START.match(folded, 0, start)
    words = folded[clause.start() : start] if clause else ""
    told = [int(match[1]) for match in _YEAR.finditer(words)]
    return bool(told) and year is not None and max(told) < year


def _is_taken(document: Document, span: Span) -> bool:
    times = (time.span for time in document.times if time.kind != "period")
    cited = (citation.span for citation in document.citations)
    return any(taken.overlaps(span) for spans in (times, cited) for taken in spans)


def _under(document: Document, offset: int, what: str) -> bool:
    """Whether `offset` stands under a heading of that kind, at any depth."""
    nodes = document.sections
    while node := next((n for n in nodes if n.span.start <= offset < n.span.end), None):
        if node.heading and _pattern(what).search(fold(document.slice(node.heading))):
            return True
        nodes = node.children
    return False


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
