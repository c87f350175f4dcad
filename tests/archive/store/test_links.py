"""Links are replaced as a whole, and told in order."""

from __future__ import annotations

import pytest

from extractor.archive.model import Link
from extractor.archive.store import Run, Store


def test_links_are_replaced_as_a_whole(store: Store, run: Run) -> None:
    first = [Link("b.pdf", 0, "duplicate_of", "a.pdf", 0), Link("a.pdf", 1, "replaces", "c.pdf", 0)]
    store.replace_links(run, iter(first))
    assert list(store.links()) == sorted(first)
    second = [Link(f"{number:05}.pdf", 0, "rescan_of", "a.pdf", 0) for number in range(2100)]
    store.replace_links(run, reversed(second))
    assert list(store.links()) == second


def test_links_stay_where_their_making_fails(store: Store, run: Run) -> None:
    kept = Link("b.pdf", 0, "duplicate_of", "a.pdf", 0)
    store.replace_links(run, [kept])
    with pytest.raises(ZeroDivisionError):
        store.replace_links(run, (Link("b.pdf", 1 // 0, "replaces", "a.pdf", 0) for _ in "x"))
    assert list(store.links()) == [kept]
