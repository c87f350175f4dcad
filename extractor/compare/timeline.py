"""The timeline of a corpus: when plans were issued and hold, and what is due on which day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from extractor.compare.ledger import plan_name
from extractor.compare.recurrences import days_of, in_words, names_day
from extractor.compare.rows import read, sorted_table
from extractor.compare.tables import codebook

_KINDS = ("issued", "period", "due", "recurs")


class _Plan(NamedTuple):
    id: str
    document: str
    province: str | None
    province_now: str | None
    year: int | None
    counted: bool
    number: str | None
    title: str | None
    issued_on: date | None
    period_start: date | None
    period_end: date | None


class _Task(NamedTuple):
    id: str
    document: str
    text: str
    due: date | None
    recurrence: str | None
    agencies: list[str]
    section: str | None
    page: int | None
    sentence: str | None


def timeline(tables: Mapping[str, Any]) -> Any:
    """What has a day, of plans that count: an Arrow table in the order of the days.

    `kind`: `issued`; `period` (from `date` to `until`, an open end is null; a plan whose period has
    no beginning has no row); `due`; `recurs`: a day on which work falls due again within the plan's
    period, from its issue on. `day_named` is false where the plan gives no day and the last one of
    the month, quarter or year is meant (*hằng quý*). Work of every day or week is in the ledger
    alone."""
    plans = {plan.document: plan for plan in read(tables, "plans", _Plan) if plan.counted}
    of_plans = (row for plan in plans.values() for row in _of_plan(plan))
    of_tasks = (
        row
        for task in read(tables, "tasks", _Task)
        if (plan := plans.get(task.document))
        for row in _of_task(plan, task)
    )
    return sorted_table(chain(of_plans, of_tasks), _order, codebook()["timeline"].schema)


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["date"], _KINDS.index(row["kind"]), row["document"]


def span_of(
    issued_on: date | None, start: date | None, end: date | None
) -> tuple[date, date] | None:
    """The days in which the work of a plan falls: its period from the issue on; without an end the
    rest of the year in which it begins. None where nothing has a date."""
    first = max((day for day in (issued_on, start) if day), default=None)
    if first is None:
        return (date(end.year, 1, 1), end) if end else None
    return first, end or date(first.year, 12, 31)


def _of_plan(plan: _Plan) -> Iterator[dict[str, Any]]:
    if plan.issued_on:
        yield _row(plan, "issued", plan.issued_on)
    if plan.period_start:
        yield _row(plan, "period", plan.period_start) | {"until": plan.period_end}


def _of_task(plan: _Plan, task: _Task) -> Iterator[dict[str, Any]]:
    given = {name: getattr(task, name) for name in ("id", "text", "agencies")}
    given |= {"section": task.section, "page": task.page, "sentence": task.sentence}
    if task.due:
        yield _row(plan, "due", task.due) | given | {"day_named": True}
    span = span_of(plan.issued_on, plan.period_start, plan.period_end)
    if rule := task.recurrence if span else None:
        assert span is not None
        words = {"recurrence_vi": in_words(rule, "vi"), "recurrence_en": in_words(rule, "en")}
        given |= words | {"day_named": names_day(rule)}
        for day in days_of(rule, *span):
            yield _row(plan, "recurs", day) | given


def _row(plan: _Plan, kind: str, day: date) -> dict[str, Any]:
    return {
        "id": plan.id,
        "document": plan.document,
        "province": plan.province,
        "province_now": plan.province_now,
        "year": plan.year,
        "plan": plan_name(plan.number, plan.title, plan.document),
        "kind": kind,
        "date": day,
    }
