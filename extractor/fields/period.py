"""Fields: what time the plan covers, and its motto."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import regex

from extractor.document import Document, Node, Span, walk
from extractor.plan import Period
from extractor.tables import table
from extractor.tables.calendar import Days, find_periods
from extractor.tables.calendar import Period as Written
from extractor.tables.quotes import is_quote, quoted_at
from extractor.vietnamese import fold

_LABEL = regex.compile(r"[\s\-+*•–]*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.)]\s*)?")
_EDGES = " .,;:–-\t\n"


def period(document: Document, title: str | None, issued_on: date | None) -> Period | None:
    """What the plan covers: the days of an event, else the period of the title, else the one of
    the sentence that announces the plan, else from issue to replacement."""
    if document.frame is None:
        return None
    candidates = (
        _of_event(document, issued_on),
        _in_title(document) if title else None,
        _announced(document),
        _from_issue(document, issued_on),
    )
    return next((one for one in candidates if one), None)


def motto(document: Document) -> Span | None:
    """The words after *phương châm*: in the preamble, else where they first stand."""
    folded = fold(document.text)
    spans = [s for m in _pattern("motto", "lead").finditer(folded) if (s := _motto(document, m))]
    preamble = document.frame.preamble if document.frame else None
    own = [span for span in spans if preamble and preamble.covers(span)]
    return next(iter(own or spans), None)


# --- the period ------------------------------------------------------------------------------


def _in_title(document: Document) -> Period | None:
    """The period that the title names; a year that is part of a cited act is none."""
    assert document.frame is not None
    return _published(document, _first_period(document, document.frame.title))


def _announced(document: Document) -> Period | None:
    """The period in *… xây dựng Kế hoạch … năm 2023 như sau:*."""
    assert document.frame is not None
    start, end = document.frame.preamble
    matches = list(_pattern("event", "announced").finditer(fold(document.text), start, end))
    return _published(document, _first_period(document, Span(*matches[-1].span()))) if matches else None


def _first_period(document: Document, span: Span) -> Written | None:
    found = find_periods(fold(document.text), *span)
    cited = [citation.span for citation in document.citations]
    own = (p for p in found if not any(p.span.overlaps(c) for c in cited))
    return next((p for p in own if p.days.start != p.days.end), None)


def _of_event(document: Document, issued_on: date | None) -> Period | None:
    """The days under *Thời gian*, from the first to the last."""
    folded = fold(document.text)
    for span in _event_words(document, folded):
        written = list(find_periods(folded, *span))
        if len(written) == 1 and written[0].days.start is None and _issue(folded, span):
            return _published(document, Written(written[0].span, Days(issued_on, written[0].days.end)))
        if written:
            return _joined(document, written)
    return None


def _event_words(document: Document, folded: str) -> Iterator[Span]:
    """The section *Thời gian* if it stands near the top of the outline; else the line *Thời
    gian: …* if there is but one."""
    for node in _upper(document.sections):
        heading = node.heading
        if heading and _pattern("event", "heading").fullmatch(_bare(folded, heading)):
            yield node.span
            return
    lines = [p.span for p in _body_paragraphs(document) if _is_time_line(folded, p.span)]
    if len(lines) == 1:
        yield lines[0]
