"""The tables `assignments`, `assignees`, `tasks` and `targets`: who is to do what, by when."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.compare.linking import link_agency
from extractor.compare.tables.context import Context, Row
from extractor.plan import Agency, Assignment, Target


def assignment_rows(context: Context) -> Iterator[Row]:
    """A row for each node that gives work."""
    for place, assignment in enumerate(context.plan.assignments):
        yield context.row(
            ("assignments", place),
            assignment.at,
            assignment.section,
            heading=context.headings.get(assignment.section or ""),
            mode=assignment.mode,
            agencies=_names(assignment.agencies),
            partners=_names(assignment.partners),
            tasks=len(assignment.tasks),
        )


def assignee_rows(context: Context) -> Iterator[Row]:
    """A row for each body of each assignment."""
    for place, assignment in enumerate(context.plan.assignments):
        parts = (("agencies", "doer"), ("partners", "partner"))
        for field, part in parts:
            for number, agency in enumerate(getattr(assignment, field)):
                yield context.row(
                    ("assignments", place, field, number),
                    agency.at or assignment.at,
                    assignment.section,
                    assignment=context.id("assignments", place),
                    part=part,
                    mode=assignment.mode,
                    **_agency(context, agency),
                )


def _agency(context: Context, agency: Agency) -> Row:
    link = link_agency(agency, context.plan.issued_on)
    return {
        "text": agency.text,
        "name": agency.name,
        "agency_id": link.id,
        "agency_name": link.name,
        "unit": agency.unit,
        "level": agency.level,
        "link": link.how,
        "likeness": link.likeness,
    }


def task_rows(context: Context) -> Iterator[Row]:
    """A row for each piece of work."""
    for place, assignment in enumerate(context.plan.assignments):
        shared = {
            "assignment": context.id("assignments", place),
            "mode": assignment.mode,
            "agencies": _names(assignment.agencies),
            "agency_ids": _ids(context, assignment),
            "partners": _names(assignment.partners),
        }
        for number, task in enumerate(assignment.tasks):
            yield context.row(
                ("assignments", place, "tasks", number),
                task.at,
                task.section,
                text=task.text,
                due=task.due,
                recurrence=task.recurrence,
                **shared,
            )


def target_rows(context: Context) -> Iterator[Row]:
    """A row for each figure to reach, also outside of assigned work."""
    tasks = _tasks_by_target(context)
    for place, target in enumerate(context.plan.targets):
        yield context.row(
            ("targets", place),
            target.at,
            target.section,
            task=tasks.get(_key(target)),
            text=target.text,
            value=target.value,
            unit=target.unit,
            bound=target.bound,
            per=target.per,
        )


def _tasks_by_target(context: Context) -> dict[tuple[object, ...], str]:
    return {
        _key(target): context.id("assignments", place, "tasks", number)
        for place, assignment in enumerate(context.plan.assignments)
        for number, task in enumerate(assignment.tasks)
        for target in task.targets
    }


def _key(target: Target) -> tuple[object, ...]:
    return (target.at.start, target.at.end, target.value, target.unit)


def _names(agencies: tuple[Agency, ...]) -> list[str]:
    return [agency.name for agency in agencies]


def _ids(context: Context, assignment: Assignment) -> list[str]:
    links = (link_agency(agency, context.plan.issued_on) for agency in assignment.agencies)
    return [link.id for link in links if link.id]
