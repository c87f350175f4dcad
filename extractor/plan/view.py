"""How a `Plan` shows itself: one line, plain text, HTML for notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from extractor.plan.glance import Branch, Glance, Grid, clean, glance, headline, shorten
from extractor.plan.model import Plan

INDENT = "  "


def to_line(plan: Plan) -> str:
    """One line: type, number, date, title."""
    title = f": {shorten(plan.title, 80)}" if plan.title else ""
    return f"<Plan {clean(headline(plan))}{title}>"


def to_text(plan: Plan) -> str:
    """The plan at a glance as plain text."""
    view = glance(plan)
    return "\n".join(_text_lines(view)) + "\n"


def to_html(plan: Plan) -> str:
    """The plan at a glance as an HTML fragment; every word of the document is escaped."""
    view = glance(plan)
    facts = "".join(
        f"<tr><th style='text-align:left'>{escape(label)}</th><td>{escape(value)}</td></tr>"
        for label, value in view.facts
    )
    head = f"<h3>{escape(view.headline)}</h3><p><b>{escape(view.title)}</b></p>"
    grids = "".join(_html_grid(grid) for grid in view.grids)
    outline = f"<h4>Outline</h4>{_html_outline(view.outline)}" if view.outline else ""
    return f"<div class='kehoach-plan'>{head}<table>{facts}</table>{outline}{grids}</div>"


def _text_lines(view: Glance) -> Iterator[str]:
    yield view.headline
    if view.title:
        yield view.title
    width = max(len(label) for label, _ in view.facts)
    for label, value in view.facts:
        yield f"{INDENT}{label:<{width}}  {value}"
    if view.outline:
        yield from ("", "Outline", *_text_outline(view.outline, INDENT))
    for grid in view.grids:
        yield from ("", grid.title)
        yield from (INDENT + " | ".join(filter(None, row)) for row in grid.rows)


def _text_outline(branches: Iterable[Branch], indent: str) -> Iterator[str]:
    for branch in branches:
        role = f"  [{branch.role}]" if branch.role else ""
        yield f"{indent}{branch.label}  {branch.text}{role}"
        yield from _text_outline(branch.children, indent + INDENT)


def _html_outline(branches: Iterable[Branch]) -> str:
    items = "".join(
        f"<li><b>{escape(branch.label)}</b> {escape(branch.text)}"
        f"{f' <i>{escape(branch.role)}</i>' if branch.role else ''}"
        f"{_html_outline(branch.children)}</li>"
        for branch in branches
    )
    return f"<ul style='list-style:none'>{items}</ul>" if items else ""


def _html_grid(grid: Grid) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in grid.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in grid.rows
    )
    return f"<h4>{escape(grid.title)}</h4><table><tr>{head}</tr>{rows}</table>"
