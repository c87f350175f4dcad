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
from extractor.times.months import Months, days_label, month_label
from extractor.vietnamese import fold

_LABEL = regex.compile(
    r"\s*(?:(?P<bullet>[-–—•+])|\*|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[ivx]+)[.)/:-]|(?:\d{1,2}\.)+\d{1,2}(?=\s))?\s*"
)
# *Đợt 1 (từ tháng 3 đến tháng 5)*, *Chủ đề tháng 9: …*, *Nội dung trọng tâm quý I*
_LEAD = regex.compile(
    r"(?:dot\s+(?:\d|[ivx]+|cao diem)\s*[:(,-]?\s*|(?:(?:chu de|chu diem|noi dung|hoat dong|"
    r"cong tac|nhiem vu|ke hoach|chuong trinh|trong tam|tuyen truyen|cua|cac)\s+)+)"
    r"(?=(?:tu\s+)?(?:thang|qu[yi])\s)"
    r"|dot\s+(?:\d|[ivx]+|cao diem)\s*[:(,-]?\s*(?=(?:tu\s+)?(?:ngay\s+)?\d{1,2}/)"
)
_AFTER = regex.compile(r"\s*\)?\s*(?:[:.]|[-–]\s|\((?=\D)|$)\s*")
_FIRST_LETTERS = "tqcxshr0dnkgv369l"  # with which labels of months and their leads begin
_HINT = regex.compile(r"thang|qu[yi] |nam|xuyen|tuc|t\.?\d|hang |\d/\d")  # each label holds one
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
    kept = headings if _months_apart(headings) >= _LEAST else []
    beside = [bullet for bullet in bullets if not kept or _goes_on(kept, bullet)]
    kept += beside if _months_apart(beside) >= _LEAST_BULLETS else []
    for line, following in pairwise([*sorted(kept, key=lambda k: k.label), None]):
        assert line is not None
        stop = following.paragraph.span.start if following else line.end
        heading = _heading(document, line, stop)
        if heading.marked:  # a quarter that only groups its months says nothing
            yield heading


def _goes_on(headings: Sequence[_Line], bullet: _Line) -> bool:
    """Whether a bullet names other months than the heading that it stands under, and so goes on
    with the plan (*Tháng 3: …*, *- Quý II: …*)."""
    start = bullet.paragraph.span.start
    above = [h for h in headings if h.paragraph.span.start < start < h.end]
    return bool(above) and not set(above[-1].months.months) & set(bullet.months.months)


def _months_apart(lines: Sequence[_Line]) -> int:
    """How many times of the year the lines name; dates of work repeat one (*Quý IV*)."""
    return len({line.months for line in lines if not line.months.all_year})


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
    for paragraph in (p for part in _parts(document) for p in document.paragraphs_in(part)):
        line = _line(document, folded, paragraph) if paragraph.zone == "body" else None
        if line and not (
            _in_table(document, paragraph.span) or _is_step(document, line.label.start)
        ):
            yield line


def _parts(document: Document) -> tuple[Span, ...]:
    """Body and appendices."""
    frame = document.frame
    if frame is None:
        return (Span(0, len(document.text)),)
    return (frame.body, *(annex.span for annex in frame.annexes))


def _line(document: Document, folded: str, paragraph: Paragraph) -> _Line | None:
    start, end = paragraph.span
    label = _LABEL.match(folded, start, end)
    begin = label.end() if label else start
    if folded[begin : begin + 1] not in _FIRST_LETTERS or not _HINT.search(
        folded, begin, begin + 50
    ):
        return None
    lead = _LEAD.match(folded, begin, end)
    begin = lead.end() if lead else begin
    found = month_label(folded[begin:end]) or (days_label(folded[begin:end]) if lead else None)
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
    node = _node_at(document, start)
    part = next(part for part in _parts(document) if part.start <= start < part.end)
    return node.span.end if node else part.end


def _node_at(document: Document, start: int) -> Node | None:
    """The deepest node of body or appendix around `start` that is no bullet."""
    trees = (document.sections, *document.annex_sections)
    return next((node for tree in trees if (node := _section(tree, start))), None)


def _section(nodes: Sequence[Node], start: int) -> Node | None:
    """The deepest node around `start` that is no bullet."""
    for node in nodes:
        if node.span.start <= start < node.span.end and node.kind not in ("dash", "plus"):
            return _section(node.children, start) or node
    return None


def _is_step(document: Document, start: int) -> bool:
    """Whether the section around `start` lists steps of work and no themes."""
    node = _node_at(document, start)
    if node is None or node.heading is None:
        return False
    return _steps().search(fold(document.slice(node.heading))) is not None


@cache
def _steps() -> regex.Pattern[str]:
    return regex.compile(table("times")["months"]["steps_heading"])
