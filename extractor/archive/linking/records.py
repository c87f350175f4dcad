"""The documents of a store, as links are found among them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from extractor.archive.linking.facts import Facts
from extractor.archive.linking.links import Record
from extractor.archive.store import Store


def linkable(store: Store) -> Iterator[Record]:
    """The documents that can be linked; one that another version left behind waits its turn."""
    for row in store.records():
        with suppress(KeyError, TypeError):
            yield Record(row.key, row.place, row.sha256 or "", Facts.from_json(row.facts))
