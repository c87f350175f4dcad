"""A plan at a glance: the few things that a reader wants first, ready to be set as plain text,
HTML or a terminal's tables. All words are free of control characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.plan.model import Agency, Assignment, Citation, Period, Plan, Section, Task, Theme

SHORT = 160
"""Longest running text shown, in characters."""
FREQUENCIES = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
RULE_PARTS = {"BYMONTH": "month", "BYMONTHDAY": "day", "BYDAY": "on"}


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the outline: what is printed before it, its words, its role and what is below."""

    label: str
    text: str
    role: str
    children: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a title; every row has as many cells as there are columns."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """What is shown of a plan, from top to bottom."""

    headline: str
    title: str
    facts: tuple[tuple[str, str], ...]
    outline: tuple[Branch, ...]
    grids: tuple[Grid, ...]


def glance(plan: Plan) -> Glance:
    """The view of `plan`; empty facts and tables are left out."""
    grids = (_citations(plan), _campaigns(plan), _themes(plan), _work(plan), _warnings(plan))
    return Glance(
        headline=clean(headline(plan)),
        title=clean(plan.title or ""),
        facts=tuple((label, clean(value)) for label, value in _facts(plan) if value),
        outline=tuple(_branch(section) for section in plan.sections),
        grids=tuple(grid for grid in grids if grid.rows),
    )


def headline(plan: Plan) -> str:
    """Type, number and date, as far as the document says them."""
    kind = plan.document_type.name if plan.document_type else "Document of unknown type"
    day = plan.issued_on.isoformat() if plan.issued_on else "no date"
    return f"{kind} {plan.number or '(no number)'}, {day}"


def clean(text: str) -> str:
    """`text` on one line, without the control characters that could steer a terminal."""
    kept = (" " if c in "\n\t" else c for c in text if c in "\n\t" or printable(c))
    return " ".join("".join(kept).split())


def shorten(text: str, limit: int = SHORT) -> str:
    """`text` cut after a word, with an ellipsis, where it is longer than `limit` characters."""
    text = clean(text)
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0] + "…"


def printable(character: str) -> bool:
    """Whether it is no control character, nor one that turns, hides or breaks others."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _facts(plan: Plan) -> Iterator[tuple[str, str]]:
    yield "Issuer", "; ".join(a.name for a in (plan.issuer, *plan.co_issuers) if a)
    yield "Place", plan.place or ""
    yield "Province", _province(plan)
    yield "Period", _period(plan.period)
    yield "Motto", plan.motto or ""
    signers = (", ".join(filter(None, (s.name, s.position))) for s in plan.signatures)
    yield "Signed by", "; ".join(signers)
    yield "Recipients", str(len(plan.recipients) or "")
    yield "Appendices", "; ".join(a.label or a.title or "(no label)" for a in plan.appendices)
    yield "Source", f"{plan.source.name} ({plan.source.media_type}, {_pages(plan)})"
    yield "Corrections", str(len(plan.corrections) or "")


def _pages(plan: Plan) -> str:
    count = len(plan.source.pages)
    methods = sorted({page.method.replace("_", " ") for page in plan.source.pages})
    return f"{count} page{'s' * (count != 1)}" + (f", {', '.join(methods)}" if methods else "")


def _province(plan: Plan) -> str:
    province = plan.province
    if province is None:
        return ""
    today = province.current.name if province.current else ""
    return province.name if today in ("", province.name) else f"{province.name} (today {today})"


def _period(period: Period | None) -> str:
    if period is None:
        return ""
    return f"{period.start or '…'} to {period.end or '…'}"


def _branch(section: Section) -> Branch:
    words = section.heading or section.text
    children = tuple(_branch(child) for child in section.children)
    return Branch(clean(section.label), shorten(words, 100), section.role or "", children)


def _citations(plan: Plan) -> Grid:
    def row(citation: Citation) -> tuple[str, ...]:
        name = f"{citation.type} {citation.number}" if citation.number else citation.title or ""
        day = str(citation.issued_on or citation.year or "")
        where = _list(m.section or "preamble" for m in citation.mentions)
        return shorten(name), day, citation.issuer or "", citation.relation, where

    columns = ("Cited document", "Date", "Issuer", "Relation", "Where")
    return _grid("Citations", columns, map(row, plan.citations))


def _campaigns(plan: Plan) -> Grid:
    rows = ((c.name, c.scope, _period(c.period), c.id or "") for c in plan.campaigns)
    return _grid("Campaigns", ("Campaign", "Scope", "Period", "Registry"), rows)


def _themes(plan: Plan) -> Grid:
    def row(theme: Theme) -> tuple[str, ...]:
        when = "all year" if theme.all_year else ", ".join(map(str, theme.months))
        lead = (bullet.text for bullet in theme.topics or theme.content)
        return when, shorten("; ".join(lead)), str(len(theme.content))

    return _grid("Month by month", ("Months", "About", "Items"), map(row, plan.themes))


def _work(plan: Plan) -> Grid:
    rows = [row for assignment in plan.assignments for row in _assigned(assignment)]
    return _grid("Who does what until when", ("Section", "Who", "What", "When"), rows)


def _assigned(assignment: Assignment) -> Iterator[tuple[str, ...]]:
    """One row a task; the bodies stand in the first."""
    who = _who(assignment)
    for task in assignment.tasks:
        section = task.section or assignment.section or ""
        yield section, who, shorten(task.text), when(task)
        who = ""


def _who(assignment: Assignment) -> str:
    """Those who do it, whether they were asked or told to, and with whom."""
    who, partners = _names(assignment.agencies), _names(assignment.partners)
    if assignment.mode != "assigned":
        who = f"{who} ({assignment.mode})"
    return f"{who}, with {partners}" if partners else who


def _names(agencies: Iterable[Agency]) -> str:
    return "; ".join(f"{a.name} ({a.unit})" if a.unit else a.name for a in agencies)


def when(task: Task) -> str:
    """When a task is to be done: its due date and its recurrence in words."""
    due = f"by {task.due}" if task.due else ""
    return "; ".join(filter(None, (due, recurrence_in_words(task.recurrence or ""))))


def recurrence_in_words(rule: str) -> str:
    """An RFC 5545 RRULE, read aloud: `FREQ=MONTHLY;BYMONTHDAY=25` is `every month (day 25)`."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    unit = FREQUENCIES.get(parts.get("FREQ", ""))
    if unit is None:
        return rule
    interval = parts.get("INTERVAL", "1")
    every = f"every {unit}" if interval == "1" else f"every {interval} {unit}s"
    days = ", ".join(f"{name} {parts[key]}" for key, name in RULE_PARTS.items() if key in parts)
    return f"{every} ({days})" if days else every


def _warnings(plan: Plan) -> Grid:
    rows = ((w.code, w.message, str(w.page or "")) for w in plan.warnings)
    return _grid("Warnings", ("Code", "What to look at", "Page"), rows)


def _list(items: Iterable[str], limit: int = 4) -> str:
    """Distinct `items` in order, cut after `limit`."""
    unique = list(dict.fromkeys(items))
    return ", ".join(unique[:limit]) + (", …" if len(unique) > limit else "")


def _grid(title: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Grid:
    return Grid(title, columns, tuple(tuple(clean(cell) for cell in row) for row in rows))
