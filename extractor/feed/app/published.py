"""What an archive has published, read from its store and its blobs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json

from extractor.archive.store import Blobs, Change, Store
from extractor.archive.work import PLANS
from extractor.errors import CannotStore
from extractor.feed.app.problems import not_found, removed
from extractor.feed.app.records import ChangeRecord, Changes
from extractor.feed.cursor import encode
from extractor.feed.following import follow

PAGE_BYTES = 8 * 1024 * 1024
"""Of plans in a page of changes: it ends with the one that goes over."""
_STREAMED = 100


@dataclass(frozen=True, slots=True)
class Published:
    """The published side of an archive."""

    store: Store
    blobs: Blobs

    def change(self, document: str) -> Change:
        """The last change of a document that is there. Raises `Refused` where it is not."""
        found = None if "\0" in document else self.store.change_of(document)
        if found is None:
            raise not_found("document")
        if found.removed:
            raise removed("document")
        return found

    def plan(self, change: Change) -> bytes:
        """Its plan JSON, byte by byte. Raises `CannotStore` where it was lost: the next run makes
        it again."""
        data = self._bytes(change)
        if data is None:
            raise CannotStore(change.document, "its plan is missing")
        return data

    def changes(self, cursor: str | None, most: int, *, plans: bool) -> Changes:
        """A page of changes. Raises `BadCursor`."""
        page = follow(self.store, cursor, most)
        records: list[ChangeRecord] = []
        size = 0
        for change in page.changes:
            data = self._bytes(change) if plans else None
            size += len(data or b"")
            records.append(_record(change, encode(change.place), data))
            if size > PAGE_BYTES:
                break
        last = page.changes[len(records) - 1].seq if records else 0
        more = bool(records) and self.store.last_change() > last
        return Changes(
            changes=records, cursor=records[-1].cursor if records else page.cursor, more=more
        )

    def stream(self, cursor: str | None, *, plans: bool) -> Iterator[ChangeRecord]:
        """All changes after `cursor` until there are no more; memory stays flat. Raises
        `BadCursor`, before it gives anything."""
        page = self.changes(cursor, _STREAMED, plans=plans)

        def records() -> Iterator[ChangeRecord]:
            here = page
            while here.changes:
                yield from here.changes
                here = self.changes(here.cursor, _STREAMED, plans=plans)

        return records()

    def _bytes(self, change: Change) -> bytes | None:
        return None if change.published is None else self.blobs.get(PLANS, change.published)


def _record(change: Change, cursor: str, data: bytes | None) -> ChangeRecord:
    plan: dict[str, Any] | None = from_json(data) if data is not None else None
    return ChangeRecord(
        cursor=cursor,
        document=change.document,
        plan_id=change.plan_id,
        removed=change.removed,
        sha256=change.published,
        plan=plan,
    )
