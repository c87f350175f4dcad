"""Due dates against the plan's day and period; periods against themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

from extractor.compare.checks.view import Raised, View
from extractor.compare.rows import CampaignRow, PlanRow, TaskRow

_LATE = timedelta(days=366)  # reports come in the year after


def dues(view: View) -> Iterator[Raised]:
    """Each due date against the plan's own day and the end of its period."""
    for task in view.tasks:
        if task.due is not None:
            yield from _due(task, view.plans[task.document])


def _due(task: TaskRow, plan: PlanRow) -> Iterator[Raised]:
    """A plan of a year is often issued when some of its work is done: within its period all days
    may be."""
    due, issued, end = task.due, plan.issued_on, plan.period_end
    if due and issued and due < issued and (plan.period_start is None or due < plan.period_start):
        yield Raised("due_before_issue", task.id, {"due": due, "issued": issued}, (plan.id,))
    elif due and end and due - end > _LATE:
        yield Raised("due_after_period", task.id, {"due": due, "end": end}, (plan.id,))


def periods(view: View) -> Iterator[Raised]:
    """Periods of plans and campaigns that end before they begin."""
    own = (plan for plan in view.plans.values() if plan.same_as is None)
    rows: Iterator[PlanRow | CampaignRow] = chain(own, view.campaigns)
    for row in rows:
        start, end = row.period_start, row.period_end
        if start and end and start > end:
            yield Raised("period_reversed", row.id, {"start": start, "end": end})
