"""`kehoach status`: how an archive stands, also while a run goes."""

from __future__ import annotations

import typer

from extractor.cli.failing import exit_status
from extractor.cli.options import Out, StoreUrl
from extractor.cli.running import Where


def status(context: typer.Context, out: Out, store: StoreUrl = None) -> None:
    """Say how an archive stands.

    What is done, what has failed and why, which runs go on, how fast, and how long they take."""
    from extractor.archive.standing import standing
    from extractor.archive.store import open_store

    where = Where(out, store)
    with exit_status(context, out), open_store(where.known_database) as opened:
        for line in standing(opened.counts(), opened.activity()):
            typer.echo(line)
