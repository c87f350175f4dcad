"""A scale of days: where each lies between the first and the last year, in per cent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

YEARS = 25
"""At most so many years: a misread date must not press all others together."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From the beginning of the year `first` to the end of the year `last`."""

    first: int
    last: int

    def at(self, day: date) -> float:
        """Where `day` begins, in per cent; days outside lie at the edge."""
        share = (day - date(self.first, 1, 1)).days / self.days
        return round(min(max(100 * share, 0), 100), 2)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (date(self.last, 12, 31) - date(self.first, 1, 1)).days + 1

    def between(self, start: date, end: date) -> tuple[float, float]:
        """Where `start` begins, and how far from there to the end of the day `end`."""
        left, right = self.at(start), self.at(end) + 100 / self.days
        return left, round(max(min(right, 100) - left, 0.4), 2)

    @property
    def years(self) -> tuple[tuple[int, float, float], ...]:
        """Each year with where it begins and how long it is, in per cent."""
        return tuple(
            (year, *self.between(date(year, 1, 1), date(year, 12, 31)))
            for year in range(self.first, self.last + 1)
        )


def scale_of(days: Iterable[date]) -> Scale | None:
    """The scale on which `days` lie; None for no days. Of days too far apart, those beyond the
    middle one's neighbourhood lie at the edge."""
    years = sorted(day.year for day in days)
    if not years:
        return None
    middle = years[len(years) // 2]
    near = [year for year in years if abs(year - middle) <= YEARS // 2]
    return Scale(near[0], near[-1])
