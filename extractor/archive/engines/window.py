"""What engines share: a few items in hand, whatever the number that is still to come."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

IDLE = 0.25
"""Seconds after which it is said that nothing has ended."""


def in_window(
    submit: Callable[[Item], Future[Result]], items: Iterable[Item], most: Callable[[], int]
) -> Generator[tuple[Item, Future[Result]] | None, None, None]:
    """The items with their futures, in the order in which these end; None while none does. Up to
    `most()` are in hand.

    Closing it cancels what has not begun."""
    in_hand: dict[Future[Result], Item] = {}

    def ended(seconds: float) -> Generator[tuple[Item, Future[Result]] | None, None, None]:
        done = wait(in_hand, seconds, FIRST_COMPLETED).done
        for future in done:
            yield in_hand.pop(future), future
        if seconds and not done:
            yield None

    try:
        for item in items:
            in_hand[submit(item)] = item
            yield from ended(0)  # the next item may be long in coming
            while len(in_hand) >= most():
                yield from ended(IDLE)
        while in_hand:
            yield from ended(IDLE)
    finally:
        for future in in_hand:
            future.cancel()
