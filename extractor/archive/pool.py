"""Children that work on one item at a time. A child that dies takes only its own item with it:
the pools of the standard library lose all pending work then."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

PRELOAD = "extractor.archive.preload"
# One process a core: threads of the libraries inside would only get in one another's way.
ONE_THREAD = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """Item `index` is done: with a result, or with `error`: the last line of what went wrong
    inside, with `trace`, the whole of it (empty where the child died)."""

    index: int
    result: Result | None = None
    error: str = ""
    trace: str = ""


@dataclass(slots=True)
class _Child:
    process: BaseProcess
    pipe: Connection
    index: int = -1


def run(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int, *, quiet: bool = True
) -> Generator[Done[Result], None, None]:
    """`work(item)` for each item in up to `jobs` processes, in the order in which they end.

    `work`, items and results must be picklable. `quiet` silences what the libraries print in the
    children. Closing the iterator ends the children."""
    start = partial(_start, _context(), work, quiet)
    pending = deque(enumerate(items))
    children: list[_Child] = []
    try:
        for _ in range(min(jobs, len(items))):
            children.append(start())
            _feed(children[-1], pending.popleft())
        while children:
            for child in _ready(children):
                yield _collect(child)
                children.remove(child)
                if not pending or not child.process.is_alive():
                    _stop(child)
                if pending:
                    children.append(child if child.process.is_alive() else start())
                    _feed(children[-1], pending.popleft())
    finally:
        for child in children:
            child.process.terminate()
            _stop(child)


def _context() -> ForkServerContext | SpawnContext:
    """Children are forked from a server that has the pipeline loaded; where there is none, they
    load it themselves."""
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PRELOAD])
    return context


def _start(
    context: ForkServerContext | SpawnContext, work: Callable[[Any], Any], quiet: bool
) -> _Child:
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work, quiet), daemon=True)
    process.start()
    theirs.close()
    return _Child(process, ours)


def _feed(child: _Child, task: tuple[int, Any]) -> None:
    child.index, item = task
    with suppress(ConnectionError):  # it has died: `_collect` will find its pipe closed
        child.pipe.send(item)


def _ready(children: Sequence[_Child]) -> list[_Child]:
    """The children that have answered or died; waits for the first."""
    readable = set(wait([child.pipe for child in children]))
    return [child for child in children if child.pipe in readable]


def _collect(child: _Child) -> Done[Any]:
    """What `child` has to say about its item; a closed pipe means that it died over it."""
    try:
        result, error, trace = child.pipe.recv()
    except (EOFError, ConnectionError):
        child.process.join()
        return Done(child.index, error=f"its process ended with status {child.process.exitcode}")
    return Done(child.index, result, error, trace)


def _stop(child: _Child) -> None:
    child.pipe.close()  # an idle child reads the end of its pipe, and ends
    child.process.join()


def _serve(pipe: Connection, work: Callable[[Any], Any], quiet: bool) -> None:
    """The child: answers each item until the pipe is closed. Ctrl-C is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if quiet:
        _silence()
    while True:
        try:
            item = pipe.recv()
        except (EOFError, ConnectionError):
            return
        try:
            answer = (work(item), "", "")
        except Exception as error:
            answer = (None, f"{type(error).__name__}: {error}", traceback.format_exc())
        pipe.send(answer)


def _silence() -> None:
    """The libraries' own messages (native ones too) would break into the progress bar."""
    sink = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(sink, descriptor)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
