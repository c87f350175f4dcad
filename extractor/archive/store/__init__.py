"""What an archive keeps: a row for every input in a database, and beside it what was made.

The process that drives a run alone uses the `Store`; those that do the work only use `Blobs`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.archive.store.answers import (
    Activity,
    Change,
    Count,
    Kept,
    Place,
    Record,
    Row,
    RunActivity,
    Seen,
    Standing,
)
from extractor.archive.store.blobs import Blobs

if TYPE_CHECKING:
    from extractor.archive.store.store import Run, Store, open_store

__all__ = [
    "Activity",
    "Blobs",
    "Change",
    "Count",
    "Kept",
    "Place",
    "Record",
    "Row",
    "Run",
    "RunActivity",
    "Seen",
    "Standing",
    "Store",
    "open_store",
]


def __getattr__(name: str) -> Any:
    """`Store` brings SQLAlchemy, which neither the work nor the start of a command needs."""
    if name in ("Run", "Store", "open_store"):
        from extractor.archive.store import store

        return getattr(store, name)
    raise AttributeError(name)
