"""`kehoach doctor`: what is installed, and what to do about what is missing."""

from __future__ import annotations

import typer

from extractor.cli.failing import exit_status


def doctor(context: typer.Context) -> None:
    """Say what is installed and what is missing.

    With versions, the hash of the OCR model, and what to do about what is missing."""
    from extractor import health

    with exit_status(context, "doctor"):
        checks = health.examine()
        for line in health.report(checks):
            typer.echo(line)
        raise typer.Exit(health.exit_status(checks))
