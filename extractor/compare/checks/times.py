"""Due dates against the plan's day and period; periods against themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import chain

import regex

from extractor.compare.checks.view import Raised, View
from extractor.compare.rows import CampaignRow, PlanRow, TaskRow
from extractor.tables import table
from extractor.vietnamese import fold

_DATED = regex.compile(r"[/.-](?:19|20)\d\d")
_LATE = timedelta(days=366)  # reports come in the year after


def dues(view: View) -> Iterator[Raised]:
    """Each due date against the plan's own day and the end of its period."""
    for task in view.tasks:
        plan = view.plans[task.document]
        end, past = plan.period_end, _past(task, plan)
        if past:
            values = {"due": past, "issued": plan.issued_on}
            yield Raised("due_before_issue", task.id, values, (plan.id,))
        elif task.due and end and task.due - end > _LATE:
            yield Raised("due_after_period", task.id, {"due": task.due, "end": end}, (plan.id,))


def _past(task: TaskRow, plan: PlanRow) -> date | None:
    """The day by which the text wants work that was not yet given: the reader of due dates does
    not take it for one. A plan of a year is often issued when some of its work is done: within its
    period all days may be."""
    dated = plan.issued_on is not None and _DATED.search(task.text)
    match = _wanted().search(fold(task.text)) if dated else None
    if plan.issued_on is None or match is None:
        return None
    day = _day(match)
    begin = min(plan.issued_on, plan.period_start or plan.issued_on)
    copied = plan.issued_on.year - table("compare/checks")["due"]["copied"]
    return day if day and day < begin and day.year >= copied else None


def _day(match: regex.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


@cache
def _wanted() -> regex.Pattern[str]:
    return regex.compile(table("compare/checks")["due"]["wanted"])


def periods(view: View) -> Iterator[Raised]:
    """Periods of plans and campaigns that end before they begin."""
    own = (plan for plan in view.plans.values() if plan.same_as is None)
    rows: Iterator[PlanRow | CampaignRow] = chain(own, view.campaigns)
    for row in rows:
        start, end = row.period_start, row.period_end
        if start and end and start > end:
            yield Raised("period_reversed", row.id, {"start": start, "end": end})
