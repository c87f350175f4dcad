"""What stands after a number or a name: date, year, issuing body, in any order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import regex

from extractor.scan import match_at
from extractor.stages.citing.found import View
from extractor.stages.citing.grammar import form
from extractor.stages.citing.issuer import issuer_after
from extractor.times.calendar import date_of
from extractor.vietnamese import fold

_DIGITS = str.maketrans("oli", "011")
_PIVOT = 30  # a year of two digits up to this one is of this century


@dataclass(frozen=True, slots=True)
class Tail:
    """What was read up to `end`."""

    end: int
    issued_on: date | None = None
    year: int | None = None
    issuer: str | None = None
    dated: bool = False  # a date is printed, though it may be no day of the calendar


def tail_after(view: View, pos: int, expected: str | None, *, joint: bool = False) -> Tail:
    """Date, year and issuer from `pos` on. `expected` is the issuer that the number names: it
    may follow the date without *của*."""
    tail = Tail(pos)
    for _ in range(3):
        step = _date(view, tail) or _year(view, tail) or _issuer(view, tail, expected, joint)
        if step is None:
            break
        tail = step
    return tail


def _date(view: View, tail: Tail) -> Tail | None:
    if tail.dated:
        return None
    found = match_at(form("date"), view.folded, tail.end)
    if not found:
        return None
    day = _day(found)
    year = day.year if day else tail.year
    return replace(tail, end=found.end(), issued_on=day, year=year, dated=True)


def _day(found: regex.Match[str]) -> date | None:
    day, month, year = (int(found[name].translate(_DIGITS)) for name in "dmy")
    if year < 100:
        year += 2000 if year <= _PIVOT else 1900
    return date_of(year, month, day)


def _year(view: View, tail: Tail) -> Tail | None:
    if tail.dated or tail.year:
        return None
    found = match_at(form("year"), view.folded, tail.end)
    return replace(tail, end=found.end(), year=int(found["y"])) if found else None


def _issuer(view: View, tail: Tail, expected: str | None, joint: bool) -> Tail | None:
    if tail.issuer:
        return None
    found = issuer_after(view, tail.end, joint=joint)
    if found is None and tail.dated and expected:
        found = _bare_issuer(view, tail.end, expected)
    return replace(tail, end=found[0], issuer=found[1]) if found else None


def _bare_issuer(view: View, pos: int, expected: str) -> tuple[int, str] | None:
    """*… ngày 23/4/2018 Chính phủ về …*: the body that the number names, right after the date."""
    start = pos + 1
    end = start + len(expected)
    ahead = view.folded[end : end + 4].strip()
    if view.folded[start:end] != fold(expected) or not ahead.startswith(("ve", "v/v", "quy")):
        return None
    return end, view.words(start, end)
