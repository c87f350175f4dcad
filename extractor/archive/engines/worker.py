"""What a Dask worker has of a run: its work, and a sandbox to do it in."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from distributed import Worker, WorkerPlugin, get_worker

from extractor.archive.isolation.sandbox import Done, Sandbox
from extractor.errors import EngineMismatch
from extractor.settings import Bounds

_IDLE = 60.0
"""Seconds without work after which a sandbox is closed when another run has work: its driver may
have been killed. It is opened again if that was wrong."""


class Sandboxed(WorkerPlugin):
    """The work of one run, sent to each worker once. See `Sandbox` for the rest."""

    def __init__(
        self,
        work: Callable[[Any], Any],
        bounds: Bounds,
        *,
        version: Callable[[], str],
        warm_up: Callable[[], object],
        quiet: bool,
    ) -> None:
        self._work = work
        self._bounds = bounds
        self._version = version
        self._expected = version()
        self._warm_up = warm_up
        self._quiet = quiet

    def setup(self, worker: Worker) -> None:
        """On a worker, before its first task."""
        self._address = worker.address
        self._found = self._version()
        self._lock = threading.Lock()
        self._sandbox: Sandbox | None = None
        self._running = 0
        self._used = 0.0

    def teardown(self, worker: Worker) -> None:
        """At the end of the run, or of the worker: ends what still runs."""
        with self._lock:
            self._close()

    def check(self) -> None:
        """Raises `EngineMismatch` where the worker has another version than the driver."""
        if self._found != self._expected:
            detail = f"{self._found} there, {self._expected} here"
            raise EngineMismatch(self._address, detail)

    def run(self, item: Any) -> Done[Any, Any]:
        """The work on the item, in the sandbox."""
        with self._opened() as sandbox:
            return sandbox.run(self._work, item)

    def rest(self) -> None:
        """Closes the sandbox if nobody uses it."""
        with self._lock:
            if not self._running and time.monotonic() - self._used > _IDLE:
                self._close()

    @contextmanager
    def _opened(self) -> Iterator[Sandbox]:
        with self._lock:
            if self._sandbox is None:
                sandbox = Sandbox(self._bounds, warm_up=self._warm_up, quiet=self._quiet)
                self._sandbox = sandbox.__enter__()
            sandbox = self._sandbox
            self._running += 1
        try:
            yield sandbox
        finally:
            with self._lock:
                self._running -= 1
                self._used = time.monotonic()

    def _close(self) -> None:
        if self._sandbox:
            self._sandbox.__exit__(None, None, None)
            self._sandbox = None


def do(name: str, item: Any) -> Done[Any, Any]:
    """The task: the work of the run called `name`. Raises `EngineMismatch`."""
    plugins = _plugins(get_worker())
    plugins[name].check()
    for other in plugins.keys() - {name}:
        plugins[other].rest()
    return plugins[name].run(item)


def check(name: str, dask_worker: Worker) -> None:
    """Called on each worker at the start of the run called `name`. Raises `EngineMismatch`."""
    _plugins(dask_worker)[name].check()


def _plugins(worker: Worker) -> dict[str, Sandboxed]:
    """The runs that the worker knows."""
    return {n: plugin for n, plugin in worker.plugins.items() if isinstance(plugin, Sandboxed)}
