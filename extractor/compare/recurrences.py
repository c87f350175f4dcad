"""Recurrences for readers: an RFC 5545 RRULE in words and as days of the calendar."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import cache
from typing import Literal

from extractor.tables import table

Language = Literal["vi", "en"]
_SHOWN = frozenset({"MONTHLY", "YEARLY"})
_MONTHS = range(1, 13)


@cache
def in_words(rule: str, language: Language) -> str:
    """The RRULE as a person would say it: *ngày 25 hằng tháng*, *on the 25th of each month*; itself
    where it has none of the forms of `data/compare/recurrences.toml`."""
    for form in table("compare/recurrences")["form"]:
        if match := re.fullmatch(form["rule"], rule):
            return str(form[language]).format(**_fillers(match.groupdict(), language))
    return rule


def _fillers(groups: dict[str, str], language: Language) -> dict[str, str]:
    words = table("compare/recurrences")[language]
    ordinal = "{}th" if language == "en" else "{}"
    defaults = {"days": ordinal}
    return {
        name: _listed(
            [
                words.get(name, {}).get(item, defaults.get(name, "{}").format(item))
                for item in items
            ],
            words["and"],
        )
        for name, items in ((name, values.split(",")) for name, values in groups.items())
    }


def _listed(items: list[str], last: str) -> str:
    """`a, b and c`."""
    head = ", ".join(items[:-1])
    return f"{head} {last} {items[-1]}" if head else items[-1]


def names_day(rule: str) -> bool:
    """Whether the rule says on which day: *hằng quý* does not."""
    return "BYMONTHDAY" in rule or "BYDAY" in rule


def days_of(rule: str, start: date, end: date) -> tuple[date, ...]:
    """The days from `start` to `end`, both included, on which the work falls due.

    A rule that names no day (*hằng quý*, *trong tháng 3 hằng năm*) is due on the last day of the
    quarter, month or year, as *trong quý II* is. None for work of every day or week: that is no
    date to wait for. As RFC 5545 has it, a month without the day (30 in February) is left out."""
    from dateutil.rrule import rrulestr

    if _parts(rule).get("FREQ") not in _SHOWN or end < start:
        return ()
    found = rrulestr(_dated(rule), dtstart=datetime.combine(start, time()))
    return tuple(day.date() for day in found.between(*_bounds(start, end), inc=True))


def _bounds(start: date, end: date) -> tuple[datetime, datetime]:
    return datetime.combine(start, time()), datetime.combine(end, time())


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.split(";") if "=" in part)


def _dated(rule: str) -> str:
    """The rule with a day, where it has none."""
    if names_day(rule):
        return rule
    parts = _parts(rule)
    step = int(parts.get("INTERVAL", "1"))
    if parts["FREQ"] == "YEARLY":
        months = _ends(parts.get("BYMONTH", "12"))
        return f"FREQ=YEARLY;INTERVAL={step};BYMONTH={months};BYMONTHDAY=-1"
    if len(_MONTHS) % step:
        return f"{rule};BYMONTHDAY=-1"
    return f"FREQ=YEARLY;BYMONTH={','.join(map(str, _MONTHS[step - 1 :: step]))};BYMONTHDAY=-1"


def _ends(months: str) -> str:
    """The last month of each run: 12 of *10,11,12*."""
    listed = {int(month) for month in months.split(",")}
    return ",".join(str(month) for month in sorted(listed) if month + 1 not in listed)
