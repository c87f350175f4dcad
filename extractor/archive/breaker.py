"""Stops a run whose machine is broken: no engine, a full disk, a damaged installation. Such
failures say nothing about the documents, and 200,000 of them help nobody."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

from extractor.archive.model import Outcome
from extractor.errors import (
    BrokenMachine,
    CannotStore,
    CannotWrite,
    Crashed,
    ExtractorError,
    FullDisk,
    InternalError,
    MissingEngine,
)
from extractor.settings import MIB

OF_THE_MACHINE = frozenset({MissingEngine.code, CannotWrite.code, CannotStore.code})
"""Failures that are never the document's fault: a few in the whole run are enough."""
A_FEW = 3
SUSPICIOUS = frozenset({InternalError.code, Crashed.code})
"""Failures that may be the document's, but not of so many in a row, in the same words."""
IN_A_ROW = 20


ROOM = 256 * MIB
"""On the disk, below which a run is not begun and does not go on: the database needs some to end
well."""


class Breaker:
    """Hears of every outcome of a run, in the order in which they come."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._last = ""
        self._row = 0

    def after(self, outcome: Outcome) -> ExtractorError | None:
        """Why the run should stop after `outcome`, if it should."""
        words = (outcome.sentence or "").removeprefix(outcome.key)
        self._row = self._row + 1 if words == self._last else 1
        self._last = words
        if outcome.code in OF_THE_MACHINE:
            self._counts[outcome.code] += 1
            if self._counts[outcome.code] >= A_FEW:
                return BrokenMachine(f"{A_FEW} documents", words.lstrip(": "))
        if outcome.code in SUSPICIOUS and self._row >= IN_A_ROW:
            return BrokenMachine(f"{IN_A_ROW} documents in a row", words.lstrip(": "))
        return None

    def room(self, folder: Path) -> ExtractorError | None:
        """Why the run should stop for want of room in `folder`, if it should."""
        free = shutil.disk_usage(folder).free
        return FullDisk(str(folder), f"{free // MIB} MiB are free") if free < ROOM else None
