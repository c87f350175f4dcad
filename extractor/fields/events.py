"""Events that a theme marks: anniversaries and days, with the date printed beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.document import Document, Span, Warning
from extractor.errors import WARNINGS
from extractor.plan import Event
from extractor.tables.days import Day, day_of, day_phrase_at
from extractor.vietnamese import fold

# `(3/2/1930 - 03/02/2021)`, `(28/6)`, `(mùng 10 tháng 3 âm lịch)`
_DATE = regex.compile(
    r"(?P<open>\(\s*)?(?:(?:ngay|mung|mong)\s+)*(?<![\d/])(?P<day>\d{1,2})(?:\s*[/.-]\s*|\s+thang\s+)"
    r"(?P<month>\d{1,2})(?:\s*[/.-]\s*(?P<since>\d{4}))?(?P<lunar>\s*(?:am lich|al)(?!\w))?"
    r"(?:\s*(?:-|den)\s*(?P<day2>\d{1,2})\s*[/.-]\s*(?P<month2>\d{1,2})"
    r"(?:\s*[/.-]\s*(?P<until>\d{4}))?)?(?![\d/])(?(open)[^()\d]{0,20}\))"
)
_LEAD = regex.compile(
    r"(?:chao mung|le ky niem|ky niem|huong toi|mung|don|tuyen truyen(?: ve)?|huong ung|nhan dip|"
    r"tap trung|day manh|to chuc|cac hoat dong|hoat dong|dip|nhan|thi dua lap thanh tich|"
    r"lap thanh tich|va|"
    r"cao diem(?: tuyen truyen)?)(?!\w)[\s:,-]*"
)
# Work that is done for a day: *bàn giao học sinh nhân Ngày …*.
_FOR = regex.compile(
    r".*(?<!\w)(?:nhan(?: dip)?|dip|ky niem|chao mung|huong ung)\s+"
    r"(?=(?:\d{1,3} nam )?(?:ngay|quoc khanh|cach mang|chien thang)\s)"
)
_YEARS = regex.compile(r"(?:lan thu\s+)?(?P<years>\d{1,3})(?:\s*nam|(?=\s+ngay))(?!\w)\s*")
_ORDINAL = regex.compile(r"lan thu\s+(?P<years>\d{1,3})(?!\w)\s*")
_EDGES = ' .,;:–-\t\n“”"'


@dataclass(frozen=True, slots=True)
class _Found:
    """An event in the text. `since` and `until` are the years printed with its date."""

    span: Span
    name: Span
    years: int | None
    month: int | None = None
    day: int | None = None
    lunar: bool = False
    since: int | None = None
    until: int | None = None

    @property
    def difference(self) -> int | None:
        """The years between the two printed."""
        return self.until - self.since if self.since and self.until else None


def events_in(document: Document, spans: Sequence[Span]) -> tuple[Event, ...]:
    """The events that the bullets at `spans` name, in order."""
    return tuple(_event(document, found) for span in spans for found in _found(document, span))


def anniversary_warnings(document: Document, spans: Sequence[Span]) -> Iterator[Warning]:
    """Anniversaries whose number is not the difference of the years printed beside it."""
    for span in spans:
        for found in _found(document, span):
            if found.years and found.difference not in (None, found.years):
                message = f"{WARNINGS['misprint']} ({document.slice(found.span)})"
                yield Warning("misprint", message, found.span)


def _event(document: Document, found: _Found) -> Event:
    day = _registered(document, found)
    printed = f"{found.month:02}-{found.day:02}" if found.month and found.day else None
    return Event(
        name=" ".join(document.slice(found.name).split()),
        date=printed,
        lunar=found.lunar or (printed is not None and day is not None and day.lunar),
        anniversary=found.years,
        id=day.id if day else None,
        at=document.locate(found.span),
    )


def _registered(document: Document, found: _Found) -> Day | None:
    return day_of(document.slice(found.name), found.month, found.day)


def _found(document: Document, span: Span) -> Iterator[_Found]:
    """The events of one bullet: those with a date; without any the day that it begins with."""
    last: _Found | None = None
    start = span.start
    for match in _DATE.finditer(fold(document.text), *span):
        found = _dated(document, match, start, last)
        if found:
            yield found
            last, start = found, match.end()
    if last is None and (found := _undated(document, span)):
        yield found


def _dated(
    document: Document, match: regex.Match[str], start: int, last: _Found | None
) -> _Found | None:
    day, month = int(match["day"]), int(match["month"])
    one_day = match["day2"] is None or (int(match["day2"]), int(match["month2"])) == (day, month)
    if not (one_day and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    name, years = _name(document, Span(start, match.start()))
    known = match["open"] or day_phrase_at(fold(document.slice(name)))
    if name.end - name.start < 3 or not known or _is_cited(document, Span(*match.span())):
        return None
    found = _Found(
        Span(name.start, match.end()), name, years, month, day, match["lunar"] is not None,
        *(int(match[year]) if match[year] else None for year in ("since", "until")),
    )  # fmt: skip
    shared = last is not None and years is None and found.difference == last.years
    return _with_years(found, last.years) if shared and last else found


def _with_years(found: _Found, years: int | None) -> _Found:
    """*77 năm Cách mạng Tháng Tám (…) và Quốc khánh (…)*: the number holds for both."""
    return _Found(
        found.span, found.name, years, found.month, found.day, found.lunar, found.since, found.until
    )


def _undated(document: Document, span: Span) -> _Found | None:
    """A known day that the bullet begins with, its date not printed."""
    name, years = _name(document, span)
    folded = fold(document.slice(name))
    phrase = day_phrase_at(folded)
    stop = regex.search(r"[,;.(]|\s(?:gan voi|nham|va)\s", folded)
    if phrase is None or not (years or phrase.start() <= len("ngay truyen thong ")):
        return None
    end = stop.start() if stop and stop.start() >= phrase.end() else len(folded)
    own = document.trim(Span(name.start, name.start + end), _EDGES)
    return _Found(own, own, years)


def _name(document: Document, span: Span) -> tuple[Span, int | None]:
    """The name in the words before a date, without *Kỷ niệm 91 năm*, and that number."""
    folded = fold(document.text)
    parts = folded.rfind(";", span.start, span.end)
    start, years = _after_work(folded, Span(max(span.start, parts + 1), span.end)).start, None
    while True:
        while start < span.end and folded[start] in _EDGES + ")":
            start += 1
        lead = _LEAD.match(folded, start, span.end)
        number = None if lead else _number(folded, start, span.end)
        if lead is None and number is None:
            return document.trim(Span(start, span.end), _EDGES + "("), years
        if number:
            years = int(number["years"])
        start = (lead or number).end()  # type: ignore[union-attr]


def _after_work(folded: str, span: Span) -> Span:
    """`span` without the work that it says is done for a day."""
    work = _FOR.match(folded, *span)
    return Span(work.end(), span.end) if work else span


def _number(folded: str, start: int, end: int) -> regex.Match[str] | None:
    return _YEARS.match(folded, start, end) or _ORDINAL.match(folded, start, end)


def _is_cited(document: Document, span: Span) -> bool:
    return any(citation.span.overlaps(span) for citation in document.citations)
