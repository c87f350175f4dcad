"""Work on a document in a child process with limits, so that a bad document harms nobody: crash,
hang, bomb or leak are the outcome of that document alone. For Linux.

A child is forked from a server that has loaded everything (`forkserver.py`). It works on one item
at a time, and ends after the first that took long or left anything behind; quick ones, as texts
are, follow one another in a child, for a fork costs as much as a page of text."""

from __future__ import annotations

import pickle
import re
import signal
import threading
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, Self, TypeVar

from extractor.archive.isolation.child import Child, Died, Server
from extractor.archive.isolation.forkserver import Answer, Orders
from extractor.archive.isolation.workroom import room, workroom
from extractor.errors import (
    Crashed,
    ExtractorError,
    InternalError,
    Killed,
    OutOfMemory,
    TimedOut,
)
from extractor.settings import MIB, Bounds

Item = TypeVar("Item")
Result = TypeVar("Result")

TRIES = 3
"""How often an item is begun whose child is killed from outside: who is short of memory kills the
innocent."""
_NEAR = 0.8
"""Of the memory that it may have: a process that crashes with more than this lacked memory."""
_LACK = re.compile(r"bad_alloc|out of memory|cannot allocate memory", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Done(Generic[Item, Result]):
    """`item` is done: with a result, or with an error that is named after it; `trace` says where
    in the program it came from."""

    item: Item
    result: Result | None = None
    error: ExtractorError | None = None
    trace: str = ""


class Closed(Exception):
    """The sandbox was closed while the work went on."""


class Sandbox:
    """Runs work in children within `bounds`, for any number of threads at once, each of which
    waits for its own. `warm_up` is called once in their server: children begin with what it has
    loaded. `quiet` silences what the libraries print in them.

    Leaving it ends all of them at once."""

    def __init__(
        self,
        bounds: Bounds,
        *,
        warm_up: Callable[[], object] = tuple,
        quiet: bool = True,
    ) -> None:
        self._bounds = bounds
        self._orders = Orders(bounds, warm_up, quiet)
        self._lock = threading.Lock()
        self._server: Server | None = None
        self._idle: list[Child] = []
        self._closed = False
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        """Raises `CannotWrite` where there is no room for temporary files."""
        self._workroom = self._stack.enter_context(workroom())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            self._closed = True
            if self._server:
                self._server.close()
            for child in self._idle:
                child.close()
        self._stack.close()

    def run(self, function: Callable[[Item], Result], item: Item) -> Done[Item, Result]:
        """`function(item)` in a child. Function, item and result must be picklable.

        Raises `Closed` if the sandbox is closed meanwhile."""
        try:
            answer = self._answer(function, item)
        except Closed:
            raise
        except Exception as error:
            return Done(item, error=self._named(str(item), error), trace=_trace(error))
        return Done(item, answer.result, answer.error, answer.trace)

    def _answer(self, function: Callable[[Item], Result], item: Item) -> Answer:
        """What a child answers, though some may be killed from outside.

        Raises `Died`, `TimeoutError`, `CannotWrite`, `Closed` and what pickling raises."""
        for _ in range(TRIES - 1):
            try:
                return self._tried(function, item)
            except Died as died:
                if not died.is_innocent:
                    raise
        return self._tried(function, item)

    def _tried(self, function: Callable[[Item], Result], item: Item) -> Answer:
        with room(self._workroom) as folder:
            request = pickle.dumps((str(folder), function, item))
            child = self._child()
            try:
                answer = child.ask(request, self._bounds.seconds)
            except BaseException as error:
                died = child.end()
                if self._closed:
                    raise Closed from None
                if isinstance(error, EOFError):
                    raise died from None
                raise
            self._keep(child)
        return answer

    def _child(self) -> Child:
        """An idle child, or one that is being forked."""
        with self._lock:
            if self._closed:
                raise Closed
            while self._idle:
                child = self._idle.pop()
                if child.is_alive():
                    return child
                child.end()
            if self._server and not self._server.is_alive():
                self._server.close()
                self._server = None
            self._server = self._server or Server(self._orders, self._workroom)
            return Child(self._server)

    def _keep(self, child: Child) -> None:
        """Keeps the child for another item, if it may."""
        with self._lock:
            if child.stays and not self._closed:
                self._idle.append(child)
                return
        child.end()

    def _named(self, name: str, error: Exception) -> ExtractorError:
        """The error by which a document's outcome is known."""
        if isinstance(error, ExtractorError):
            return error
        if isinstance(error, TimeoutError):
            return TimedOut(name, f"{self._bounds.seconds:g} seconds")
        if not isinstance(error, Died):  # what cannot be pickled, say
            return InternalError(name, f"{type(error).__name__}: {error}")
        if error.peak > _NEAR * self._bounds.memory_bytes or _LACK.search(error.words):
            return OutOfMemory(name, f"{self._bounds.memory_bytes // MIB:,} MiB")
        if error.is_innocent:
            return Killed(name, f"{TRIES} times")
        if error.status == -signal.SIGXCPU:
            return TimedOut(name, f"{self._bounds.cpu_seconds} seconds of computing")
        return Crashed(name, _how(error))


def _trace(error: Exception) -> str:
    if isinstance(error, Died):
        return error.words
    return "" if isinstance(error, TimeoutError) else traceback.format_exc()


def _how(died: Died) -> str:
    if died.status is not None and died.status < 0:
        return f"signal {signal.Signals(-died.status).name}"
    return f"exit status {died.status}"
