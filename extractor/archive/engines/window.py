"""What engines share: a few items in hand, whatever the number that is still to come."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_window(
    submit: Callable[[Item], Future[Result]], items: Iterable[Item], most: Callable[[], int]
) -> Generator[tuple[Item, Future[Result]], None, None]:
    """The items with their futures, in the order in which these end; up to `most()` are in hand.

    Closing it cancels what has not begun."""
    in_hand: dict[Future[Result], Item] = {}

    def ended(seconds: float | None = None) -> Generator[tuple[Item, Future[Result]], None, None]:
        for future in wait(in_hand, seconds, FIRST_COMPLETED).done:
            yield in_hand.pop(future), future

    try:
        for item in items:
            in_hand[submit(item)] = item
            yield from ended(0)  # the next item may be long in coming
            while len(in_hand) >= most():
                yield from ended()
        while in_hand:
            yield from ended()
    finally:
        for future in in_hand:
            future.cancel()
