"""Days that plans commemorate (`data/commemorations.csv`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractor.tables import rows, split
from extractor.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Day:
    """A commemorative day. `lunar`: month and day are of the lunar calendar. `founded` is the
    year from which anniversaries count, None where that differs."""

    id: str
    month: int
    day: int
    lunar: bool
    name: str
    founded: int | None
    phrases: tuple[str, ...]

    def named_in(self, folded: str) -> bool:
        """Whether the folded words name the day."""
        return any(phrase in folded for phrase in self.phrases)


@cache
def days() -> tuple[Day, ...]:
    """All days."""
    return tuple(
        Day(
            id=row["id"],
            month=int(row["month"]),
            day=int(row["day"]),
            lunar=row["lunar"] == "yes",
            name=row["name"],
            founded=int(row["founded"]) if row["founded"] else None,
            phrases=tuple(map(fold, split(row["phrases"]))),
        )
        for row in rows("commemorations")
    )


def day_of(name: str, month: int | None, day: int | None) -> Day | None:
    """The day that `name` names; where a date is printed, one of that date. A date that does not
    fit any day of the name is a misprint or another event: then None, unless the name is sure to
    be the day's."""
    folded = " ".join(fold(name).split())
    named = [one for one in days() if one.named_in(folded)]
    dated = [one for one in named if (one.month, one.day) == (month, day)]
    if month is None:
        return max(named, key=lambda one: _longest(one, folded), default=None)
    return max(dated, key=lambda one: _longest(one, folded), default=None)


def day_phrase_at(folded: str) -> regex.Match[str] | None:
    """The first words in a folded text that name a day."""
    return _phrases().search(folded)


def _longest(day: Day, folded: str) -> int:
    return max(len(phrase) for phrase in day.phrases if phrase in folded)


@cache
def _phrases() -> regex.Pattern[str]:
    phrases = sorted({p for one in days() for p in one.phrases}, key=len, reverse=True)
    return regex.compile(rf"(?<!\w)(?:{'|'.join(map(regex.escape, phrases))})(?!\w)")
