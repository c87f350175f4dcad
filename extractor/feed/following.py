"""Following an archive: its changes a page at a time, each with the cursor to go on from."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.archive.store import Change, Place, Store
from extractor.feed.cursor import decode, encode, refused


@dataclass(frozen=True, slots=True)
class Page:
    """Changes in order. `cursor` stands after the last of them; where there are none, ask again
    with it later."""

    changes: tuple[Change, ...]
    cursor: str


def follow(store: Store, cursor: str | None, most: int) -> Page:
    """Up to `most` changes after `cursor`; without one, from the start.

    Raises `BadCursor`: also for a place in a history that was lost when the archive was put back
    to an older state."""
    after = store.first_place() if cursor is None else _known(store, cursor)
    changes = tuple(store.changes(after.seq, most))
    return Page(changes, encode(changes[-1].place if changes else after))


def _known(store: Store, cursor: str) -> Place:
    place = decode(cursor)
    if store.place(place.seq) != place:
        raise refused(cursor, "it is of another archive, or of what was lost of this one")
    return place
