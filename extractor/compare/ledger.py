"""The ledger of obligations: who is to do what, by when or how often, to reach what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from extractor.compare.recurrences import in_words
from extractor.compare.rows import read, sorted_table
from extractor.compare.tables import codebook
from extractor.vietnamese import collation_key

_NEVER = date.max


class _Plan(NamedTuple):
    document: str
    counted: bool
    number: str | None
    title: str | None


class _Assignee(NamedTuple):
    id: str
    assignment: str
    part: str
    name: str
    agency_id: str | None
    agency_name: str | None
    start: int | None


class _Task(NamedTuple):
    id: str
    document: str
    assignment: str
    province: str | None
    province_now: str | None
    year: int | None
    text: str
    due: date | None
    recurrence: str | None
    mode: str
    section: str | None
    page: int | None
    box: str | None
    start: int | None
    end: int | None
    confidence: float | None
    sentence: str | None


class _Target(NamedTuple):
    task: str | None
    text: str


def ledger(tables: Mapping[str, Any]) -> Any:
    """A row for each body and each of its tasks, of plans that count: an Arrow table, by province,
    then by the day on which it is due; what comes again, and what has no time, after that.

    `id` is the assignee's row, `task_id` the task's; `agency` the registry's name, else the one
    `written`; place and sentence are the task's. A partner who is named within one task of several
    is listed with that task alone."""
    plans = {plan.document: plan for plan in read(tables, "plans", _Plan) if plan.counted}
    rows = (
        _row(plans[task.document], assignee, task, target)
        for assignee, task, target in _obligations(tables)
        if task.document in plans
    )
    return sorted_table(rows, _order, codebook()["ledger"].schema)


def plan_name(number: str | None, title: str | None, document: str) -> str:
    """What a plan is called in lists: number and title."""
    return ", ".join(filter(None, (number, title))) or document


def _obligations(tables: Mapping[str, Any]) -> Iterator[tuple[_Assignee, _Task, str | None]]:
    targets: defaultdict[str, list[str]] = defaultdict(list)
    for target in read(tables, "targets", _Target):
        if target.task:
            targets[target.task].append(target.text)
    tasks: defaultdict[str, list[_Task]] = defaultdict(list)
    for task in read(tables, "tasks", _Task):
        tasks[task.assignment].append(task)
    for assignee in read(tables, "assignees", _Assignee):
        for task in _tasks_of(assignee, tasks[assignee.assignment]):
            yield assignee, task, "; ".join(dict.fromkeys(targets[task.id])) or None


def _tasks_of(assignee: _Assignee, tasks: list[_Task]) -> list[_Task]:
    """All tasks of the assignment; of a partner that is named within one, that one."""
    if assignee.part == "partner":
        return [task for task in tasks if _names(task, assignee)] or tasks
    return tasks


def _names(task: _Task, assignee: _Assignee) -> bool:
    """Whether the body is named within the task."""
    if task.start is None or task.end is None or assignee.start is None:
        return False
    return task.start <= assignee.start < task.end


def _row(plan: _Plan, assignee: _Assignee, task: _Task, target: str | None) -> dict[str, Any]:
    rule = task.recurrence
    return {
        **task._asdict(),
        "id": assignee.id,
        "task_id": task.id,
        "plan": plan_name(plan.number, plan.title, plan.document),
        "agency": assignee.agency_name or assignee.name,
        "agency_id": assignee.agency_id,
        "written": assignee.name,
        "part": assignee.part,
        "task": task.text,
        "recurrence_vi": rule and in_words(rule, "vi"),
        "recurrence_en": rule and in_words(rule, "en"),
        "target": target,
    }


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Rows of unknown province come last."""
    province = row["province"]
    return (
        province is None,
        collation_key(province or ""),
        row["due"] or _NEVER,
        row["recurrence"] is None,
        collation_key(row["agency"]),
        row["part"],
        row["document"],
        row["start"] or 0,
    )
