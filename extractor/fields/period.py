"""Fields: what time the plan covers, and its motto."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

import regex

from extractor.document import Document, Node, Span
from extractor.plan import Period
from extractor.quotes import is_quote, quoted_at
from extractor.tables import table
from extractor.times.calendar import Days, find_periods, find_whens
from extractor.times.calendar import Period as Written
from extractor.times.horizon import horizon_of
from extractor.vietnamese import fold

_LABEL = regex.compile(r"[\s\-+*•–]*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.)]\s*)?")
_LONGEST_MOTTO = 300  # characters
_EDGES = " .,;:–-\t\n"
_YEARS = regex.compile(r"(?<!\w)0?(\d{1,3}) nam(?!\w)")
_DEADLINE = regex.compile(r"(?r)(?<!\w)(?:truoc|cham nhat(?: la)?|sau)(?: ngay)? ")
_LONGEST_LIST = 60  # characters of a list of days
_NEAR = timedelta(days=92)  # a school year's first event is held in the summer before it
_DAYS_BEFORE = regex.compile(r"(?r)(?<![\d/])(\d{1,2})(?:, ?\d{1,2})* va (?:ngay )?")
_DOER = regex.compile(
    r"(?:don vi|co quan|bo phan|phong|nguoi|ca nhan)[a-z ,]{0,30}"
    r"(?:chu tri|thuc hien|phoi hop|phu trach)"
    r"|(?:chu tri|thuc hien|phoi hop|phu trach|phan cong)(?: [a-z]+){0,3} ?:"
)


def period(document: Document, title: str | None, issued_on: date | None) -> Period | None:
    """What the plan covers: the days of an event, else the period of the title, else the one of
    the sentence that announces the plan, else from issue to replacement."""
    if document.frame is None:
        return None
    event = _of_event(document, issued_on)
    titled = _in_title(document) if title else None
    if event and titled and _apart(event, titled):
        event = None  # a misread year, or the time of something else
    candidates = (event, titled, _announced(document), _from_issue(document, issued_on))
    return next((one for one in candidates if one), None)


def motto(document: Document) -> Span | None:
    """The words after *phương châm*: in the preamble, else where they first stand."""
    folded = fold(document.text)
    spans = [s for m in _pattern("motto", "lead").finditer(folded) if (s := _motto(document, m))]
    preamble = document.frame.preamble if document.frame else None
    own = [span for span in spans if preamble and preamble.covers(span)]
    return next(iter(own or spans), None)


# --- the period ------------------------------------------------------------------------------


def _apart(one: Period, other: Period) -> bool:
    """Whether two periods lie far from each other."""
    return _before(one, other) or _before(other, one)


def _before(one: Period, other: Period) -> bool:
    end, start = one.end, other.start
    return end is not None and start is not None and start - end > _NEAR


def _in_title(document: Document) -> Period | None:
    """The period that the title names; a year that is part of a cited act is none."""
    assert document.frame is not None
    return _published(document, _first_period(document, document.frame.title))


def _announced(document: Document) -> Period | None:
    """The period in *… xây dựng Kế hoạch … năm 2023 như sau:*."""
    assert document.frame is not None
    folded, preamble = fold(document.text), document.frame.preamble
    matches = list(_pattern("event", "announced").finditer(folded, *preamble))
    return (
        _published(document, _first_period(document, Span(*matches[-1].span())))
        if matches
        else None
    )


def _first_period(document: Document, span: Span) -> Written | None:
    """The first period of more than a day in `span`, outside citations and anniversaries."""
    cited = [citation.span for citation in document.citations]
    folded = fold(document.text)
    for written in find_periods(folded, *span):
        of_an_act = any(written.span.overlaps(c) for c in cited)
        if not (of_an_act or _is_anniversary(folded, span, written)) and _is_long(written):
            return written
    return None


def _is_long(written: Written) -> bool:
    return written.days.start != written.days.end


def _is_anniversary(folded: str, span: Span, written: Written) -> bool:
    """Whether years in brackets are those of *kỷ niệm 50 năm … (1969 - 2019)*."""
    start, end = written.days.start, written.days.end
    if start is None or end is None or not folded.endswith("(", 0, written.span.start):
        return False
    told = _YEARS.findall(folded, span.start, written.span.start)
    return str(end.year - start.year) in told


def _from_issue(document: Document, issued_on: date | None) -> Period | None:
    """*từ ngày ký … đến khi có văn bản thay thế*: no end."""
    folded = fold(document.text)
    until = _pattern("event", "until_replaced").search(folded, *_body(document))
    if until is None:
        return None
    line = folded.rfind("\n", 0, until.start()) + 1
    began = _pattern("event", "from_issue").search(folded, line, until.start())
    span = Span(began.start() if began else until.start(), until.end())
    return _published(document, Written(span, Days(issued_on if began else None, None)))


def _of_event(document: Document, issued_on: date | None) -> Period | None:
    """The days under *Thời gian*, from the first to the last."""
    folded = fold(document.text)
    span = _event_words(document, folded)
    if span is None:
        return None
    written = list(find_periods(folded, *span)) or list(_days_of_the_year(document, folded, span))
    written = [w for w in written if not _DEADLINE.match(folded, span.start, w.span.start)]
    first = written[0] if written else None
    if first and (day := _first_of_list(folded, first)):
        written[0] = Written(first.span, Days(day, first.days.end))
    elif (
        first
        and first.days.start is None
        and _pattern("event", "from_issue").search(folded, span.start, first.span.start)
    ):
        written[0] = Written(first.span, Days(issued_on, first.days.end))
    return _published(document, _joined(written)) if written else None


def _first_of_list(folded: str, last: Written) -> date | None:
    """The first day of *05, 06 và 07 tháng 9 năm 2024*, of which the last is `last`."""
    days = _DAYS_BEFORE.match(folded, max(0, last.span.start - _LONGEST_LIST), last.span.start)
    start = last.days.start
    if not days or start is None or not 0 < int(days[1]) < start.day:
        return None
    return start.replace(day=int(days[1]))


def _days_of_the_year(document: Document, folded: str, span: Span) -> Iterator[Written]:
    """Days without a year, in the year that the plan means."""
    horizon = horizon_of(document)
    for when in find_whens(folded, *span):
        first, last = horizon.first(when), horizon.last(when)
        if when.precision == "day" and first and last:
            yield Written(when.span, Days(first, last))


def _joined(written: list[Written]) -> Written:
    """One period from the first day to the last; open where one of them is."""
    starts, ends = [w.days.start for w in written], [w.days.end for w in written]
    start = None if starts[0] is None else min(day for day in starts if day)
    end = None if None in ends else max(day for day in ends if day)
    return Written(Span(written[0].span.start, written[-1].span.end), Days(start, end))


def _event_words(document: Document, folded: str) -> Span | None:
    """The section *Thời gian* near the top of the outline; else the line *Thời gian: …*, if there
    is but one and it does not stand among those of a task (*Đơn vị chủ trì: …*)."""
    if node := _time_section(document.sections, folded):
        return node.span
    paragraphs = list(document.paragraphs_in(_body(document)))
    lines = [i for i, p in enumerate(paragraphs) if _is_time_line(folded, p.span)]
    if len(lines) != 1:
        return None
    near = paragraphs[max(0, lines[0] - 3) : lines[0] + 4]
    of_a_task = any(_DOER.match(_bare(folded, p.span)) for p in near)
    return None if of_a_task else paragraphs[lines[0]].span


def _time_section(nodes: Sequence[Node], folded: str) -> Node | None:
    """The section *Thời gian*; the part of that name in *Nội dung và thời gian*."""
    for node in _upper(nodes):
        if node.heading and _pattern("event", "heading").fullmatch(_bare(folded, node.heading)):
            return _time_section(node.children, folded) or node
    return None


def _upper(nodes: Sequence[Node], depth: int = 2) -> Iterator[Node]:
    """Nodes of the two upper levels (under *Phần*, of the two below it)."""
    for node in nodes:
        yield node
        if depth > 1:
            framed = node.kind in ("part", "chapter")
            yield from _upper(node.children, depth if framed else depth - 1)


def _is_time_line(folded: str, span: Span) -> bool:
    return _pattern("event", "line").match(_bare(folded, span)) is not None


def _bare(folded: str, span: Span) -> str:
    """The words at `span`, without label and closing marks."""
    words = folded[span.start : span.end]
    label = _LABEL.match(words)
    return words[label.end() if label else 0 :].strip(_EDGES)


def _body(document: Document) -> Span:
    frame = document.frame
    return frame.body if frame else Span(0, len(document.text))


def _published(document: Document, written: Written | None) -> Period | None:
    if written is None:
        return None
    return Period(
        start=written.days.start,
        end=written.days.end,
        text=" ".join(document.slice(written.span).split()),
        at=document.locate(written.span),
    )


# --- the motto -------------------------------------------------------------------------------


def _motto(document: Document, lead: regex.Match[str]) -> Span | None:
    """The words after *phương châm*: in quotes, or up to the next mark."""
    text, start = document.text, lead.end()
    if start < len(text) and is_quote(text[start]):
        words = quoted_at(text, start)
        return document.trim(words, _EDGES) if words else None
    stop = min(len(text), start + _LONGEST_MOTTO)
    end = _motto_end().search(fold(text), start, stop)
    if end is None and stop < len(text):
        return None
    span = document.trim(Span(start, end.start() if end else stop), _EDGES)
    told = lead[0].rstrip().endswith((":", "la")) or text[span.start : span.start + 1].isupper()
    told = told or text[span.start : span.start + 1].isdigit()
    return span if told and span.end - span.start > 3 else None


@cache
def _motto_end() -> regex.Pattern[str]:
    return regex.compile(table("times")["motto"]["ends"])


@cache
def _pattern(group: str, name: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{table('times')[group][name]})")
