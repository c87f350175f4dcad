"""What is seen of a run, on stderr: a bar with counts and time left on a terminal, plain lines
elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from extractor.archive.extracting import Outcome
from extractor.plan.glance import clean

Report = Callable[[Outcome], None]


@contextmanager
def progress(total: int, *, debug: bool) -> Iterator[Report]:
    """A function that is told each outcome of `total`, as it comes."""
    shown = _bar(total, debug) if sys.stderr.isatty() else _lines(total, debug)
    with shown as report:
        yield report


@contextmanager
def _lines(total: int, debug: bool) -> Iterator[Report]:
    done = 0

    def report(outcome: Outcome) -> None:
        nonlocal done
        done += 1
        typer.echo(f"[{done}/{total}] {_sentence(outcome, debug)}", err=True)

    yield report


@contextmanager
def _bar(total: int, debug: bool) -> Iterator[Report]:
    from rich import progress as bars
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True)
    columns = (
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TextColumn("{task.fields[failures]}"),
        bars.TimeElapsedColumn(),
        bars.TextColumn("left"),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Reading", total=total, failures="")
        failures = 0

        def report(outcome: Outcome) -> None:
            nonlocal failures
            if outcome.status == "failed":
                failures += 1
                bar.update(task, failures=f"{failures} failed")
                bar.console.print(Text(_sentence(outcome, debug)), soft_wrap=True)
            bar.advance(task)

        yield report


def _sentence(outcome: Outcome, debug: bool) -> str:
    if outcome.status != "failed":
        return f"{outcome.status}: {clean(str(outcome.input))}"
    trace = f"\n{outcome.trace}" if debug and outcome.trace else ""
    return f"failed: {clean(outcome.sentence or '')}{trace}"
