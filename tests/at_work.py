"""Engines as tests watch them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from typing import TypeVar

from extractor.archive.engines import Engine
from extractor.archive.isolation.sandbox import Done

Item = TypeVar("Item")
Result = TypeVar("Result")


def done_by(
    engine: Engine, work: Callable[[Item], Result], items: Iterable[Item]
) -> Generator[Done[Item, Result], None, None]:
    """What the engine does, without the moments in which nothing ends."""
    with closing(engine.run(work, items)) as ends:
        for done in ends:
            if done:
                yield done
