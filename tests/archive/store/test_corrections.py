"""Corrections in the store: what is published always has them, whoever writes meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from extractor.archive.model import Found, Made, Outcome, Versions
from extractor.archive.store import Kept, Store, open_store

V1 = Versions("reading 1", "parser 1")
EACH = 8


def publisher(document: str, blob: str, contents: Sequence[Mapping[str, Any]]) -> str:
    return " ".join([blob, *(content["says"] for content in contents)])


def do(store: Store, key: str, *blobs: str) -> None:
    """A run finds and finishes an input."""
    documents = tuple(Made(f"id {blob}", blob) for blob in blobs)
    with store.begin() as run:
        store.see(run, "in", [Found(key, f"file:///in/{key}", "1")], V1, force=True)
        assert [task.key for task in store.claim(run, 10)] == [key]
        assert store.finish(run, [Outcome(key, "", "extracted", V1, documents=documents)])


def kept(number: str, document: str = "a.pdf", replaces: str | None = None) -> Kept:
    return Kept(number, document, {"says": number}, replaces)


def published(store: Store, key: str = "a.pdf") -> dict[str, str]:
    return {each.document: each.published for each in store.standing(key)}


def test_they_come_in_the_order_in_which_they_were_made(place: str) -> None:
    with open_store(place, publisher=publisher) as store:
        assert not store.add_correction(kept("c1"))
        do(store, "a.pdf", "one")
        assert store.add_correction(kept("c1")) and store.add_correction(kept("c2"))
        assert published(store) == {"a.pdf": "one c1 c2"}
        assert store.add_correction(kept("c3", replaces="c1"))
        assert not store.add_correction(kept("c4", replaces="c1"))
        assert published(store) == {"a.pdf": "one c2 c3"}
        assert [each.id for each in store.corrections("a.pdf", withdrawn=True)] == ["c1"]
        assert store.corrected() == store.corrected(["a.pdf", "b.pdf"]) == {"a.pdf"}


def test_a_file_that_is_now_split_keeps_them(place: str) -> None:
    """Each of its documents is offered them: which one they are about, their evidence tells."""
    with open_store(place, publisher=publisher) as store:
        do(store, "a.pdf", "one")
        store.add_correction(kept("c1"))
        do(store, "a.pdf", "first", "second")
        names = sorted(published(store))
        assert published(store) == {names[0]: "first c1", names[1]: "second c1"}
        store.add_correction(kept("c2", names[1]))
        assert published(store) == {names[0]: "first c1", names[1]: "second c1 c2"}
        do(store, "a.pdf", "one")
        assert published(store) == {"a.pdf": "one c1 c2"}


def test_none_is_lost_between_people_and_runs(place: str) -> None:
    with open_store(place, publisher=publisher) as store:
        do(store, "a.pdf", "reading 0")

    def person(name: int) -> None:
        with open_store(place, publisher=publisher) as store:
            for number in range(EACH):
                assert store.add_correction(kept(f"p{name}.{number}"))

    def extractor() -> None:
        with open_store(place, publisher=publisher) as store:
            for number in range(1, EACH + 1):
                do(store, "a.pdf", f"reading {number}")

    with ThreadPoolExecutor(4) as pool:
        for work in [pool.submit(extractor), *(pool.submit(person, name) for name in range(3))]:
            work.result()
    with open_store(place, publisher=publisher) as store:
        said = [each.id for each in store.corrections("a.pdf")]
        assert len(said) == 3 * EACH
        assert published(store) == {"a.pdf": " ".join([f"reading {EACH}", *said])}
        (change,) = store.changes(0, 10)
        assert change.published == published(store)["a.pdf"]
