"""`kehoach cluster`: a small cluster on this machine, for trying."""

from __future__ import annotations

import signal
import threading
from typing import Annotated

import typer

from extractor.cli.failing import exit_status


def cluster(
    context: typer.Context,
    workers: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Processes [default: the cores it may use]."),
    ] = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The scheduler's port; 0: any that is free.")
    ] = 8786,
) -> None:
    """Start a cluster on this machine, for trying; Ctrl-C ends it.

    Only this machine can reach it. How to set up a real one: docs/cluster.md."""
    from extractor.archive.engines.cores import usable_cores
    from extractor.archive.engines.trial import trial_cluster

    stop = threading.Event()
    with (
        exit_status(context, "kehoach cluster"),
        trial_cluster(workers or usable_cores(), port) as address,
    ):
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        typer.echo(f"kehoach extract … --engine {address}")
        stop.wait()
