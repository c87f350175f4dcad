"""How templates become HTML: what is put into them is escaped, what they lack is an error."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def environment(*templates: Path, **everywhere: object) -> Environment:
    """The templates in folders, of which the first that has one gives it; `everywhere` is known in
    all of them, in their macros too."""
    made = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(everywhere)
    return made
