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
        return _from_json(path)
    from extractor.errors import opening
    from extractor.pipeline import extract

    with opening(str(path)):
        return extract(path)


def _from_json(path: Path) -> Plan:
    from extractor.errors import NotPlanJson, opening
    from extractor.plan.publish import from_json

    try:
        with opening(str(path)):
            return from_json(path.read_text("utf-8"), str(path))
    except UnicodeDecodeError:
        raise NotPlanJson(str(path), "it is not UTF-8") from None
