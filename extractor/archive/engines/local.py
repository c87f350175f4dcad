"""The work on this machine."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from itertools import islice
from typing import TypeVar

from extractor.archive.sandbox import Done, Sandbox
from extractor.settings import Bounds

Item = TypeVar("Item")
Result = TypeVar("Result")


class Local:
    """An `Engine` of `jobs` children at a time. For the others see `Sandbox`."""

    def __init__(
        self,
        jobs: int,
        bounds: Bounds,
        *,
        warm_up: Callable[[], object] = tuple,
        quiet: bool = True,
    ) -> None:
        self._jobs = jobs
        self._open = partial(Sandbox, bounds, warm_up=warm_up, quiet=quiet)

    def run(
        self, work: Callable[[Item], Result], items: Iterable[Item]
    ) -> Generator[Done[Item, Result], None, None]:
        """See `Engine`."""
        items = iter(items)
        running: set[Future[Done[Item, Result]]] = set()
        with ThreadPoolExecutor(self._jobs) as threads, self._open() as sandbox:
            while True:
                for item in islice(items, self._jobs - len(running)):
                    running.add(threads.submit(sandbox.run, work, item))
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
