"""What is seen of a run, on stderr: a bar with counts and time left on a terminal, plain lines
elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from extractor.archive.model import Outcome
from extractor.plan.glance import clean

if TYPE_CHECKING:
    from rich.progress import Progress

    from extractor.archive.watch import Watch

_EVERY = 1_000  # inputs: how often a file of messages hears of the search
_PATIENCE = 2.0  # seconds before it hears of it at all


@contextmanager
def progress(*, debug: bool) -> Iterator[Watch]:
    """Shows what it is told, while the context lasts."""
    if not sys.stderr.isatty():
        yield _Lines(debug)
        return
    from rich import progress as bars
    from rich.console import Console

    columns = (
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TextColumn("{task.fields[failures]}"),
        bars.TimeElapsedColumn(),
        bars.TextColumn("left"),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar, debug)


class _Lines:
    """One line an outcome."""

    def __init__(self, debug: bool) -> None:
        self._debug = debug
        self._began = time.monotonic()
        self._total = self._done = 0

    def looking(self, found: int) -> None:
        """See `Watch`; a short search is not worth a line."""
        if found % _EVERY == 0 and time.monotonic() - self._began > _PATIENCE:
            typer.echo(f"{found:,} found", err=True)

    def begin(self, total: int) -> None:
        """See `Watch`."""
        self._total = total

    def done(self, outcome: Outcome) -> None:
        """See `Watch`."""
        self._done += 1
        count = f"[{self._done}/{self._total}]"
        typer.echo(f"{count} {_sentence(outcome, self._debug)}", err=True)


class _Bar:
    """A bar, with a line above it for each failure."""

    def __init__(self, bar: Progress, debug: bool) -> None:
        self._bar = bar
        self._debug = debug
        self._failures = 0
        self._task = bar.add_task("Looking", total=None, failures="")

    def looking(self, found: int) -> None:
        """See `Watch`."""
        self._bar.update(self._task, completed=found)

    def begin(self, total: int) -> None:
        """See `Watch`."""
        self._bar.reset(self._task, description="Reading", total=total)

    def done(self, outcome: Outcome) -> None:
        """See `Watch`."""
        from rich.text import Text

        if outcome.status == "failed":
            self._failures += 1
            self._bar.update(self._task, failures=f"{self._failures} failed")
            self._bar.console.print(Text(_sentence(outcome, self._debug)), soft_wrap=True)
        self._bar.advance(self._task)


def _sentence(outcome: Outcome, debug: bool) -> str:
    if outcome.status != "failed":
        return f"{outcome.status}: {clean(outcome.key)}"
    trace = f"\n{outcome.trace}" if debug and outcome.trace else ""
    return f"failed: {clean(outcome.sentence or '')}{trace}"
