"""Where the work is done: on this machine, or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from typing import Protocol, TypeVar

from extractor.archive.isolation.sandbox import Done

Item = TypeVar("Item")
Result = TypeVar("Result")


class Engine(Protocol):
    """Does the same work on many items, each in a sandbox. `name` is for people."""

    name: str

    def run(
        self, work: Callable[[Item], Result], items: Iterable[Item], *, many: bool = True
    ) -> Generator[Done[Item, Result] | None, None, None]:
        """`work(item)` for each item, in the order in which they end; None while nothing ends, so
        that the caller may see to other things. `many`: they are worth some preparation.

        Items are taken one by one as there is room, so that there may be millions. When they end,
        what is in hand is finished. Closing the iterator ends what still runs. Work, items and
        results must be picklable.

        Raises an `ExtractorError` if the engine itself fails; what is not done then has no
        `Done`."""
        ...
