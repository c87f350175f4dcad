"""Ctrl-C, and the system's wish that a run should end: what is in hand is finished first."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from extractor.errors import ExtractorError


class Stop:
    """Whether the run was asked to end: by a signal, or because it is of no use to go on."""

    signal: int | None = None
    broken: ExtractorError | None = None

    @property
    def asked(self) -> bool:
        """Nothing new should be begun."""
        return self.signal is not None or self.broken is not None


@contextmanager
def stoppable() -> Iterator[Stop]:
    """The first Ctrl-C (or SIGTERM) asks the run to end; another one ends it at once, as a
    `KeyboardInterrupt`."""
    stop = Stop()

    def ask(number: int, _: FrameType | None) -> None:
        if stop.signal is not None:
            raise KeyboardInterrupt
        stop.signal = number

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
