"""The work on this machine."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import TypeVar

from extractor.archive.engines.window import in_window
from extractor.archive.isolation.sandbox import Done, Sandbox
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
        self.name = f"{jobs} processes" if jobs > 1 else "one process"
        self._jobs = jobs
        self._open = partial(Sandbox, bounds, quiet=quiet)
        self._warm_up = warm_up

    def run(
        self, work: Callable[[Item], Result], items: Iterable[Item], *, many: bool = True
    ) -> Generator[Done[Item, Result] | None, None, None]:
        """See `Engine`."""
        warm_up = self._warm_up if many else tuple
        # The sandbox is closed first: that ends the work that the threads wait for.
        with ThreadPoolExecutor(self._jobs) as threads, self._open(warm_up=warm_up) as sandbox:

            def submit(item: Item) -> Future[Done[Item, Result]]:
                return threads.submit(sandbox.run, work, item)

            # One more is at hand for the child that is free while a result is stored.
            with closing(in_window(submit, items, lambda: self._jobs + 1)) as ended:
                for end in ended:
                    yield end and end[1].result()
