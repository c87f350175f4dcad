"""`kehoach schema`: the contract as JSON Schema."""

from __future__ import annotations

import typer


def schema() -> None:
    """Print the JSON Schema of the plan JSON."""
    from extractor.plan.publish import schema_text

    typer.echo(schema_text(), nl=False)
