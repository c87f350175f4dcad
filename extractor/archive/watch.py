"""Whoever looks on while a run goes."""

from __future__ import annotations

from typing import Protocol

from extractor.archive.model import Outcome


class Watch(Protocol):
    """Is told what happens."""

    def looking(self, found: int) -> None:
        """So many inputs were found so far."""
        ...

    def begin(self, total: int) -> None:
        """So many are to be read."""
        ...

    def done(self, outcome: Outcome) -> None:
        """One is done, and its outcome is safe."""
        ...
