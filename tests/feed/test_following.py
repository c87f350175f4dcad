"""Following an archive by cursors."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.archive.model import Found, Made, Outcome, Versions
from extractor.archive.store import Change, Store, open_store
from extractor.errors import BadCursor
from extractor.feed.following import follow

V1 = Versions("reading 1", "parser 1")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "archive.sqlite") as opened:
        yield opened


def make(store: Store, *keys: str) -> None:
    with store.begin() as run:
        store.see(run, "in", [Found(key, "", "1") for key in keys], V1)
        tasks = store.claim(run, len(keys))
        made = [(task.key, (Made(task.key, f"plan of {task.key}"),)) for task in tasks]
        store.finish(run, [Outcome(key, "", "extracted", V1, documents=of) for key, of in made])


def test_page_after_page(store: Store) -> None:
    make(store, "a", "b", "c")
    first = follow(store, None, 2)
    assert first.changes == (
        Change(1, "a", "a", "plan of a"),
        Change(2, "b", "b", "plan of b"),
    )
    second = follow(store, first.cursor, 2)
    assert [change.document for change in second.changes] == ["c"]
    third = follow(store, second.cursor, 2)
    assert third.changes == ()
    assert third.cursor == second.cursor
    make(store, "d")
    assert [change.document for change in follow(store, third.cursor, 2).changes] == ["d"]


def test_one_may_begin_before_there_is_anything(store: Store) -> None:
    page = follow(store, None, 5)
    assert page.changes == ()
    make(store, "a")
    assert [change.document for change in follow(store, page.cursor, 5).changes] == ["a"]


def test_the_cursor_of_another_archive(store: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "other.sqlite") as other:
        make(other, "a")
        cursor = follow(other, None, 5).cursor
    with pytest.raises(BadCursor, match="of another archive"):
        follow(store, cursor, 5)


def test_an_archive_that_was_put_back(tmp_path: Path) -> None:
    path, copy = tmp_path / "archive.sqlite", tmp_path / "copy.sqlite"
    with open_store(path) as store:
        make(store, "a")
    shutil.copy(path, copy)
    with open_store(path) as store:
        kept = follow(store, None, 5).cursor
        make(store, "b")
        lost = follow(store, None, 5).cursor
    shutil.copy(copy, path)
    with open_store(path) as store:
        assert follow(store, kept, 5).changes == ()
        with pytest.raises(BadCursor, match="put back to an older state"):
            follow(store, lost, 5)
