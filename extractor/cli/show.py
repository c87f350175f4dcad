"""`kehoach show`: a plan at a glance."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.failing import exit_status

if TYPE_CHECKING:
    from extractor.plan import Plan


def show(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="FILE|JSON", help="A document or a plan JSON.")],
) -> None:
    """Show a plan at a glance.

    Header, outline, citations, campaigns, months, who does what until when, warnings."""
    from rich.console import Console

    from extractor.cli.render import render
    from extractor.plan.glance import glance

    with exit_status(context, path):
        Console().print(*render(glance(load(path))), sep="\n")


def load(path: Path) -> Plan:
    """The plan in a plan JSON, or in a document, which is then read."""
    if path.suffix.lower() == ".json":
        from extractor.plan.publish import from_file

        return from_file(path)
    from extractor.errors import opening
    from extractor.pipeline import extract

    with opening(str(path)):
        return extract(path)
