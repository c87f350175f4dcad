"""What year a plan means where it names none: the year of its title, else of its issue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import regex

from extractor.document import Document
from extractor.times.calendar import When, find_periods
from extractor.vietnamese import fold

# `Lai Châu, ngày 05 tháng 9 năm 2022` (Decree 30/2020/NĐ-CP, annex I, II.4); day and month are
# blank in drafts.
_PLACE_AND_DATE = regex.compile(r"ngay\W*(\d{0,2})\W*thang\W*(\d{0,2})\W*nam\W*((?:19|20)\d\d)")


@dataclass(frozen=True, slots=True)
class Horizon:
    """`year` is the one that a day without a year belongs to, `issued_on` the day of issue."""

    year: int | None
    issued_on: date | None = None

    def last(self, when: When) -> date | None:
        """The last day of `when`; one without a year is not before the issue."""
        return self._dated(when, last=True)

    def first(self, when: When) -> date | None:
        """The first day of `when`, in the same way."""
        return self._dated(when, last=False)

    def _dated(self, when: When, *, last: bool) -> date | None:
        year = when.year or self.year
        if year is None:
            return None
        days = [when.last(y) if last else when.first(y) for y in (year, year + 1)]
        past = days[0] and self.issued_on and days[0] < self.issued_on
        return days[1] if past and when.year is None else days[0]


def horizon_of(document: Document) -> Horizon:
    """The horizon of a plan, from its title and its place-and-date line."""
    if document.frame is None:
        return Horizon(None)
    match = _PLACE_AND_DATE.search(fold(document.slice(document.frame.letterhead)))
    issued_on = _day(match) if match else None
    issued_in = int(match[3]) if match else None
    titled = {
        period.days.end.year
        for period in find_periods(fold(document.slice(document.frame.title)))
        if period.days.start and period.days.end
        and period.days.start.year == period.days.end.year
    }  # fmt: skip
    return Horizon(titled.pop() if len(titled) == 1 else issued_in, issued_on)


def _day(match: regex.Match[str]) -> date | None:
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
