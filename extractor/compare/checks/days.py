"""Anniversaries: the number printed, the years printed, the registry's year, the plan's years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from extractor.compare.checks.view import Raised, View
from extractor.compare.rows import EventRow, PlanRow
from extractor.tables import table
from extractor.tables.days import Day, days
from extractor.vietnamese import fold

# `(3/2/1930 - 03/02/2021)` behind a name: the same day in two years.
_PRINTED = regex.compile(
    r"[\s,.:]*\(\s*(?:ngay\s+)?(?P<day>\d{1,2}\s*[/.-]\s*\d{1,2})\s*[/.-]\s*(?P<since>\d{4})"
    r"(?:\s*(?:-|den)\s*(?P<again>\d{1,2}\s*[/.-]\s*\d{1,2})\s*[/.-]\s*(?P<until>\d{4}))?\s*\)"
)
_LONG_PAST = 10  # years
_SURE = 0.95  # likeness of a name without a date to the registered one
_LINKS = regex.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class _Years:
    """The years printed with an event's date."""

    since: int | None = None
    until: int | None = None


def anniversaries(view: View) -> Iterator[Raised]:
    """Each day that a plan marks; of several things wrong with one the surest."""
    for event in view.events:
        plan = view.plans[event.document]
        years = _printed(event, plan)
        found = (
            _sum(event, years)
            or _founding(event, years)
            or _year(event, years, plan)
            or _date(event)
        )
        if found:
            yield found


def _sum(event: EventRow, years: _Years) -> Raised | None:
    """The number against the two years printed with it."""
    if not (event.anniversary and years.since and years.until):
        return None
    difference = years.until - years.since
    if difference == event.anniversary:
        return None
    values = {"name": event.name, "printed": event.anniversary, "years": difference}
    return Raised(
        "anniversary_sum", event.id, {**values, "since": years.since, "until": years.until}
    )


def _founding(event: EventRow, years: _Years) -> Raised | None:
    """The first year printed against the registry's."""
    since, known = years.since, _founded(event)
    if since is None or not known or since in known:
        return None
    return Raised(
        "founding_year", event.id, {"name": event.name, "since": since, "founded": known[0]}
    )


def _year(event: EventRow, years: _Years, plan: PlanRow) -> Raised | None:
    """The year of the anniversary against the years of the plan. One that comes next is no error:
    plans look forward to it."""
    known, span = _founded(event), _span(plan)
    since = years.since or (known[0] if len(known) == 1 else None)
    if span is None or since is None or event.anniversary is None:
        return None
    reached, (first, last) = since + event.anniversary, span
    if first <= reached <= last + 1:
        return None
    values = {"name": event.name, "printed": event.anniversary, "since": since, "year": reached}
    return Raised(
        "anniversary_year", event.id, {**values, "first": first, "last": last}, (plan.id,)
    )


def _date(event: EventRow) -> Raised | None:
    """A day with a name that is the registry's, on another date."""
    named = _named().get(_key(event.name))
    if named is None or event.date is None or event.lunar or named.lunar:
        return None
    month, day = map(int, event.date.split("-"))
    if (month, day) == (named.month, named.day):
        return None
    values = {"date": f"{day}/{month}", "listed": f"{named.day}/{named.month}"}
    return Raised("day_differs", event.id, {"name": event.name, **values})


def _span(plan: PlanRow) -> tuple[int, int] | None:
    """The first and the last year of a plan; that of its issue where it names none."""
    days = [day for day in (plan.period_start, plan.period_end) if day]
    if not days and plan.issued_on:
        days = [plan.issued_on]
    return (min(days).year, max(days).year) if days else None


def _printed(event: EventRow, plan: PlanRow) -> _Years:
    """The years printed with the date. One alone is the first one only where it is long past: a
    plan may also print the day's date in its own time, `(20/11/2023)`."""
    sentence, name, span = fold(event.sentence or ""), fold(event.name), _span(plan)
    start = sentence.find(name)
    match = _PRINTED.match(sentence, start + len(name)) if start >= 0 else None
    if match is None:
        return _Years()
    since, until = int(match["since"]), match["until"]
    if until is None and (span is None or span[0] - since < _LONG_PAST):
        return _Years()
    return _Years(since, int(until) if until else None)


def _founded(event: EventRow) -> tuple[int, ...]:
    """The years from which the day may count; none where it is not sure which day is meant."""
    day = next((day for day in days() if day.id == event.day_id), None)
    if day is None or day.founded is None or event.lunar:
        return ()
    if event.date is None and (event.likeness or 0.0) < _SURE:
        return ()
    words = fold(event.name)
    other = next((years for phrase, years in _others() if phrase.search(words)), None)
    return other if other is not None else (day.founded,)


@cache
def _others() -> tuple[tuple[regex.Pattern[str], tuple[int, ...]], ...]:
    return tuple(
        (regex.compile(rf"(?<!\w){row['words']}(?!\w)"), tuple(row.get("years", ())))
        for row in table("compare/checks")["counts_from"]
    )


@cache
def _named() -> dict[str, Day]:
    """Days by the key of their names; those that share one are left out."""
    found: dict[str, list[Day]] = {}
    for day in days():
        found.setdefault(_key(day.name), []).append(day)
    return {key: same[0] for key, same in found.items() if len(same) == 1}


def _key(name: str) -> str:
    return " ".join(_LINKS.split(fold(name))).removeprefix("ngay ").strip()
