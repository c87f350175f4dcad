"""Following an archive: its changes a page at a time, each with the cursor to go on from."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.archive.store import Change, Store
from extractor.errors import BadCursor
from extractor.feed.cursor import decode, encode


@dataclass(frozen=True, slots=True)
class Page:
    """Changes in order. `cursor` stands after the last of them; where there are none, ask again
    with it later."""

    changes: tuple[Change, ...]
    cursor: str


def follow(store: Store, cursor: str | None, most: int) -> Page:
    """Up to `most` changes after `cursor`; without one, from the start.

    Raises `BadCursor`: also for a place that the archive has not come to, since it was put back to
    an older state."""
    archive = store.archive_id()
    after = 0 if cursor is None else decode(cursor, archive)
    changes = tuple(store.changes(after, most))
    if cursor is not None and not changes and store.last_change() < after:
        raise BadCursor(ascii(cursor), "the archive was put back to an older state")
    return Page(changes, encode(changes[-1].seq if changes else after, archive))
