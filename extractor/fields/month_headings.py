"""Headings that are months: *Tháng 3: …*, *Quý I/2024: …*, with bullets under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import regex

from extractor.document import Document, Node, Paragraph, Span
from extractor.fields.bullets import bullet_spans
from extractor.tables import table
from extractor.times.months import Months, month_label
from extractor.vietnamese import fold

_LABEL = regex.compile(r"\s*(?:(?P<bullet>[-–—•+])|\*|\(?(?:\d{1,2}|[a-zđ])[.)]|[ivx]+\.)?\s*")
_AFTER = regex.compile(r"\s*(?:[:.]|[-–]\s|\((?=\D)|$)\s*")
_LEAST = 2
_LEAST_BULLETS = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A month heading: `span` with all that is under it, `label` the months as written."""

    span: Span
    label: Span
    months: Months
    topics: tuple[Span, ...]
    content: tuple[Span, ...]

    @property
    def marked(self) -> tuple[Span, ...]:
        """The words that tell what the month marks."""
        return self.topics or self.content


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph that begins with months. `bullet`: after a dash; `end`: of what is under it."""

    paragraph: Paragraph
    label: Span
    months: Months
    rest: Span
    bullet: bool
    end: int


def month_headings(document: Document) -> Iterator[Heading]:
    """The headings, in order. A single one, or two bullets, are a date in a list of work and no
    plan by months."""
    lines = list(_lines(document))
    headings = [line for line in lines if not line.bullet]
    bullets = [line for line in lines if line.bullet]
    kept = headings if len(headings) >= _LEAST else []
    kept += bullets if len(bullets) >= _LEAST_BULLETS and not kept else []
    for line, following in pairwise([*sorted(kept, key=lambda k: k.label), None]):
        assert line is not None
        stop = following.paragraph.span.start if following else line.end
        heading = _heading(document, line, stop)
        if heading.marked:  # a quarter that only groups its months says nothing
            yield heading


def _heading(document: Document, line: _Line, stop: int) -> Heading:
    """The words after the colon are the topic of the bullets below; without any they are all
    that there is, and content."""
    content = tuple(bullet_spans(document, _below(document, line, min(line.end, stop))))
    rest = (line.rest,) if line.rest.start < line.rest.end else ()
    last = content[-1].end if content else line.paragraph.span.end
    span = Span(line.paragraph.span.start, last)
    topics, content = (rest, content) if content else ((), rest)
    return Heading(span, line.label, line.months, topics, content)


def _below(document: Document, line: _Line, end: int) -> Iterator[Span]:
    """The paragraphs under a heading; one that begins with the heading's own star ends them."""
    star = document.text.startswith("*", line.paragraph.span.start)
    for paragraph in document.paragraphs_in(Span(line.paragraph.span.end, end)):
        if star and document.text.startswith("*", paragraph.span.start):
            return
        if paragraph.zone == "body":
            yield paragraph.span


def _lines(document: Document) -> Iterator[_Line]:
    folded = fold(document.text)
    body = document.frame.body if document.frame else Span(0, len(folded))
    for paragraph in document.paragraphs_in(body):
        if paragraph.zone != "body" or _in_table(document, paragraph.span):
            continue
        line = _line(document, folded, paragraph)
        if line and not _is_step(document, paragraph.span.start):
            yield line


def _line(document: Document, folded: str, paragraph: Paragraph) -> _Line | None:
    start, end = paragraph.span
    label = _LABEL.match(folded, start, end)
    begin = label.end() if label else start
    if folded[begin : begin + 1] not in "tqcxshr0":
        return None
    found = month_label(folded[begin:end])
    after = _AFTER.match(folded, begin + found.end, end) if found else None
    if found is None or after is None:
        return None
    words = Span(begin, begin + found.end)
    rest = document.trim(Span(after.end(), end))
    bullet = label is not None and label["bullet"] is not None
    return _Line(paragraph, words, found.months, rest, bullet, _end(document, start))


def _in_table(document: Document, span: Span) -> bool:
    return any(grid.span.overlaps(span) for grid in document.tables)


def _end(document: Document, start: int) -> int:
    """Where the section ends that the heading is, or stands in."""
    node = _section(document.sections, start)
    body = document.frame.body if document.frame else Span(0, len(document.text))
    return node.span.end if node else body.end


def _section(nodes: Sequence[Node], start: int) -> Node | None:
    """The deepest node around `start` that is no bullet."""
    for node in nodes:
        if node.span.start <= start < node.span.end and node.kind not in ("dash", "plus"):
            return _section(node.children, start) or node
    return None


def _is_step(document: Document, start: int) -> bool:
    """Whether the section around `start` lists steps of work and no themes."""
    node = _section(document.sections, start)
    if node is None or node.heading is None:
        return False
    return _steps().search(fold(document.slice(node.heading))) is not None


@cache
def _steps() -> regex.Pattern[str]:
    return regex.compile(table("times")["months"]["steps_heading"])
