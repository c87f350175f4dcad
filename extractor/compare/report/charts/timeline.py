"""Plans in time: when each was issued, the time that it plans for, and what is due when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from extractor.compare.matrices import Vintage
from extractor.compare.recurrences import in_words
from extractor.compare.report.charts.counting import Counted, Plan, counted_plans, name_of
from extractor.compare.report.charts.timescale import Scale, scale_of
from extractor.compare.rows import read
from extractor.pages.words import Pair

PLANS = 150
"""At most so many plans, those issued last; the table of plans has all."""


@dataclass(frozen=True, slots=True)
class Due:
    """A day on which something is due: where it lies, in per cent, and the tasks that are."""

    on: date
    x: float
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recurring:
    """Tasks that come again and again, and how often they do, in words."""

    how: Pair
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A plan. `bar` is where its period begins and how long it is, in per cent of the scale;
    `issued_x` where its day of issue lies."""

    province: Pair
    number: str | None
    issued_on: date | None
    issued_x: float | None
    period: tuple[date, date] | None
    bar: tuple[float, float] | None
    dues: tuple[Due, ...]
    recurring: tuple[Recurring, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the template draws: plans by province, each province's by day of issue. `key` ends the
    ids of its elements."""

    key: str
    lines: tuple[Line, ...]
    scale: Scale | None
    plans: int

    @property
    def left_out(self) -> int:
        """How many plans are not drawn."""
        return self.plans - len(self.lines)


class _Task(NamedTuple):
    id: str
    document: str
    due: date | None
    recurrence: str | None


def timeline_chart(tables: Mapping[str, Any], vintage: Vintage = "now") -> Timeline:
    """The counted plans with a day of issue or a period."""
    dated = [c for c in counted_plans(tables, vintage).values() if _days(c.plan)]
    last = {c.plan.id for c in sorted(dated, key=_begins, reverse=True)[:PLANS]}
    shown = [counted for counted in dated if counted.plan.id in last]
    scale = scale_of([day for counted in shown for day in _days(counted.plan)])
    if not scale:
        return Timeline(vintage, (), None, 0)
    tasks = _tasks(tables, {counted.plan.document for counted in shown})
    shown.sort(key=lambda counted: (counted.place[:2], _begins(counted), counted.plan.id))
    lines = tuple(_line(counted, tasks[counted.plan.document], scale) for counted in shown)
    return Timeline(vintage, lines, scale, len(dated))


def _days(plan: Plan) -> list[date]:
    return [day for day in (plan.issued_on, plan.period_start, plan.period_end) if day]


def _begins(counted: Counted) -> date:
    return _days(counted.plan)[0]


def _tasks(tables: Mapping[str, Any], documents: set[str]) -> dict[str, list[_Task]]:
    found: dict[str, list[_Task]] = defaultdict(list)
    for task in read(tables, "tasks", _Task):
        if task.document in documents:
            found[task.document].append(task)
    return found


def _line(counted: Counted, tasks: list[_Task], scale: Scale) -> Line:
    plan = counted.plan
    start, issued = plan.period_start, plan.issued_on
    period = (start, plan.period_end or start) if start else None
    return Line(
        province=name_of(counted.province),
        number=plan.number,
        issued_on=issued,
        issued_x=scale.at(issued) if issued else None,
        period=period,
        bar=scale.between(*period) if period else None,
        dues=_dues(tasks, scale),
        recurring=_recurring(tasks),
    )


def _dues(tasks: list[_Task], scale: Scale) -> tuple[Due, ...]:
    by_day: dict[date, list[str]] = defaultdict(list)
    for task in tasks:
        if task.due:
            by_day[task.due].append(task.id)
    return tuple(Due(day, scale.at(day), tuple(ids)) for day, ids in sorted(by_day.items()))


def _recurring(tasks: list[_Task]) -> tuple[Recurring, ...]:
    """What recurs most often first; what is said alike is told together."""
    by_words: dict[tuple[str, str], list[str]] = defaultdict(list)
    for task in tasks:
        if rule := task.recurrence:
            by_words[in_words(rule, "vi"), in_words(rule, "en")].append(task.id)
    ordered = sorted(by_words.items(), key=lambda item: -len(item[1]))
    return tuple(Recurring(Pair.of(*words), tuple(ids)) for words, ids in ordered)
