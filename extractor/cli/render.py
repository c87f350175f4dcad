"""A `Glance` as rich sets it on a terminal. Words of a document are never read as markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from extractor.plan.glance import Branch, Glance, Grid


def render(view: Glance) -> Iterator[RenderableType]:
    """The parts of `view`, top to bottom."""
    yield _header(view)
    if view.outline:
        tree = Tree(Text("Outline", style="bold"))
        _grow(tree, view.outline)
        yield tree
    yield from (table(grid) for grid in view.grids)


def _header(view: Glance) -> Panel:
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="cyan", no_wrap=True)
    facts.add_column()
    facts.add_row("", Text(view.title, style="bold"))
    for label, value in view.facts:
        facts.add_row(label, Text(value))
    return Panel(facts, title=Text(view.headline, style="bold"), title_align="left")


def _grow(tree: Tree, branches: Iterable[Branch]) -> None:
    for branch in branches:
        line = Text.assemble((branch.label, "bold cyan"), " ", branch.text)
        if branch.role:
            line.append(f"  {branch.role}", style="dim italic")
        _grow(tree.add(line), branch.children)


def table(grid: Grid) -> Table:
    """A table, its cells folded where they are long."""
    title = Text(grid.title, style="bold")
    made = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    for column in grid.columns:
        made.add_column(Text(column), overflow="fold")
    for row in grid.rows:
        made.add_row(*map(Text, row))
    return made
