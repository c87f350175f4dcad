"""Written times: a day, a month, a quarter, a year, and periods of them (`data/times.toml`).

Everything here is matched on folded text (`extractor.vietnamese.fold`), so that offsets hold in
the text itself."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

import regex

from extractor.document import Span
from extractor.scan import match_at, numerals
from extractor.tables import table

Precision = Literal["day", "month", "quarter", "half", "year"]
_WORDS_BEFORE = 30  # characters before a number in which its words are looked for
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "iv": 4}


class Days(NamedTuple):
    """Whole days, both ends included; an open end is None."""

    start: date | None
    end: date | None


class Period(NamedTuple):
    """A period as written, and its days."""

    span: Span
    days: Days


@dataclass(frozen=True, slots=True)
class When:
    """A day, month, quarter, half-year or year as written; `year` is None where none stands."""

    span: Span
    precision: Precision
    year: int | None
    months: tuple[int, int]  # the first and the last one
    day: int | None = None

    def first(self, year: int) -> date | None:
        """Its first day, in `year` where it has no year of its own; None where there is none."""
        return _date(self.year or year, self.months[0], self.day or 1)

    def last(self, year: int) -> date | None:
        """Its last day, in the same way."""
        return _date(self.year or year, self.months[1], self.day)


def find_whens(folded: str, start: int = 0, end: int | None = None) -> Iterator[When]:
    """The times in `folded`, in order; of two that overlap the first."""
    stop = len(folded) if end is None else end
    for match in _matches(_atoms(), folded, start, stop):
        if when := _when(match):
            yield when


def find_periods(folded: str, start: int = 0, end: int | None = None) -> Iterator[Period]:
    """The periods in `folded` that name a year, in order, none overlapping."""
    stop = len(folded) if end is None else end
    for match in _matches(_periods(), folded, start, stop):
        if days := _days(match):
            yield Period(Span(*match.span()), days)


def _matches(
    pattern: regex.Pattern[str], folded: str, start: int, stop: int
) -> Iterator[regex.Match[str]]:
    """The matches of `pattern`, which begin at a number or at the words for time before it."""
    done = start
    for number in numerals(folded, start, stop):
        if number < done:
            continue
        for begin in _beginnings(folded, max(done, number - _WORDS_BEFORE), number):
            if match := pattern.match(folded, begin, stop):
                yield match
                done = match.end()
                break


def _beginnings(folded: str, start: int, number: int) -> Iterator[int]:
    """Where a time whose number stands at `number` may begin: at the first of its words, else at
    a later one, else at the number."""
    words = _time_words().match(folded, start, number)
    begin = words.start() if words else number
    while begin < number:
        yield begin
        space = folded.find(" ", begin, number)
        begin = space + 1 if space >= 0 else number
    yield number


def period_at(folded: str, start: int) -> Period | None:
    """The period that begins at `start`."""
    match = match_at(_periods(), folded, start)
    days = _days(match) if match else None
    return Period(Span(*match.span()), days) if match and days else None


def date_of(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _date(year: int, month: int, day: int | None) -> date | None:
    """The day, or the month's last one where `day` is None; None where the calendar has none."""
    if not 1 <= month <= 12:
        return None
    return date_of(year, month, day or monthrange(year, month)[1])


def quarter_number(numeral: str) -> int:
    """The quarter of `iv`, `2`, and of what OCR makes of `II` (`il`, `l1`)."""
    return _QUARTERS.get(numeral.replace("lv", "iv"), len(numeral))


def quarter_months(quarter: int) -> tuple[int, int]:
    """The first and the last month of a quarter."""
    return 3 * quarter - 2, 3 * quarter


@cache
def _time_words() -> regex.Pattern[str]:
    """The words of times that stand right before a number."""
    words = "|".join(table("times")["words"]["before_number"])
    return regex.compile(rf"(?r)(?<!\w)(?:(?:{words})[\s,:(]+)+")


@cache
def _atoms() -> regex.Pattern[str]:
    forms = table("times")["atom"]
    return regex.compile("|".join(f"(?P<{name}>{forms[name]})" for name in forms))


def _when(match: regex.Match[str]) -> When | None:
    span = Span(*match.span())
    year = int(match["y"]) if match["y"] else None
    if match["q"]:
        return When(span, "quarter", year, quarter_months(quarter_number(match["q"])))
    if match["h"]:
        return When(span, "half", year, (1, 6) if match["h"] == "dau" else (7, 12))
    if not match["m"]:
        return When(span, "year", year, (1, 12))
    month, day = int(match["m"]), int(match["d"]) if match["d"] else None
    when = When(span, "day" if day else "month", year, (month, month), day)
    return when if when.first(2000) else None


@cache
def _periods() -> regex.Pattern[str]:
    forms = table("times")["period"]
    patterns = "|".join(form["pattern"] for form in forms)
    return regex.compile(rf"(?<!\w)(?:{patterns})(?!\d)")


def _days(match: regex.Match[str]) -> Days | None:
    """The days of a period; None where the calendar lacks one of them."""
    found = match.groupdict()
    if found["s1"]:
        return Days(date(int(found["s1"]), 9, 1), date(int(found["s2"]), 5, 31))
    if found["u2"]:
        return Days(None, date(int(found["u2"]), 12, 31))
    if found["on"] is not None:
        return Days(_start(found), None)
    start, end = _start(found), _end(found)
    return Days(start, end) if start and end and start <= end else None


def _start(found: dict[str, str]) -> date | None:
    """The first day: what is not written before the dash is as after it."""
    year = found["y1"] or found["y2"]
    if found["d1"] or found["d2"]:
        month, day = found["m1"] or found["m2"], found["d1"] or found["d2"]
        return _date(int(year), int(month), int(day)) if year and month else None
    if quarter := found["q1"] or found["q2"]:
        return _date(int(year), quarter_months(quarter_number(quarter))[0], 1)
    if found["h2"]:
        return date(int(year), 1 if found["h2"] == "dau" else 7, 1)
    return _date(int(year), int(found["m1"] or found["m2"] or 1), 1) if year else None


def _end(found: dict[str, str]) -> date | None:
    year = int(found["y2"])
    if found["d2"]:
        return _date(year, int(found["m2"]), int(found["d2"]))
    if found["q2"]:
        return _date(year, quarter_months(quarter_number(found["q2"]))[1], None)
    if found["h2"]:
        return date(year, 6 if found["h2"] == "dau" else 12, 30 if found["h2"] == "dau" else 31)
    return _date(year, int(found["m2"] or 12), None)
