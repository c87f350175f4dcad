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
    from extractor.archive.extracting import read_plan

    return read_plan(path)


def _from_json(path: Path) -> Plan:
    from extractor.errors import MissingFile, NotPlanJson, UnreadableFile
    from extractor.plan.publish import from_json

    try:
        return from_json(path.read_text("utf-8"), str(path))
    except FileNotFoundError:
        raise MissingFile(str(path)) from None
    except UnicodeDecodeError:
        raise NotPlanJson(str(path), "it is not UTF-8") from None
    except OSError as error:
        raise UnreadableFile(str(path), error.strerror or type(error).__name__) from None
