"""Following an archive by cursors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text

from extractor.archive.model import Found, Made, Outcome, Versions
from extractor.archive.store import Place, Store, open_store
from extractor.archive.store.database import Database
from extractor.archive.store.schema import migrate
from extractor.archive.store.tables import documents as documents_table
from extractor.archive.store.tables import feed, inputs, marks
from extractor.errors import BadCursor
from extractor.feed.cursor import encode
from extractor.feed.following import Page, follow

V1 = Versions("reading 1", "parser 1")
READ = count(1)
"""No two readings of a document are alike."""


@pytest.fixture(params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes places for new stores."""
    if request.param == "postgresql":
        make: Callable[[], str] = request.getfixturevalue("new_postgresql_store")
        return make
    numbers = count(1)
    return lambda: f"sqlite:///{tmp_path}/{next(numbers)}.sqlite"


@pytest.fixture
def place(new_place: Callable[[], str]) -> str:
    return new_place()


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place) as opened:
        yield opened


def make(store: Store, *keys: str) -> None:
    with store.begin() as run:
        store.see(run, "in", [Found(key, "", "1") for key in keys], V1, force=True)
        tasks = store.claim(run, len(keys))
        made = [(task.key, (Made(task.key, f"{next(READ)} of {task.key}"),)) for task in tasks]
        store.finish(run, [Outcome(key, "", "extracted", V1, documents=of) for key, of in made])


def test_page_after_page(store: Store) -> None:
    make(store, "a", "b", "c")
    first = follow(store, None, 2)
    assert [(change.seq, change.document) for change in first.changes] == [(1, "a"), (2, "b")]
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


def test_an_archive_that_was_put_back(place: str, new_place: Callable[[], str]) -> None:
    """Whether it has come beyond the cursor's number again, or not."""
    with open_store(place) as store:
        start = follow(store, None, 5).cursor
        make(store, "a", "b")
        kept = [start, follow(store, None, 1).cursor, follow(store, None, 5).cursor]
        older = copy_of(place, new_place())
        make(store, "c", "d")
        lost = [follow(store, kept[-1], most).cursor for most in (1, 2)]
    with open_store(older) as store:
        for more in ((), ("x",), ("y", "z")):
            make(store, *more)
            for cursor in lost:
                with pytest.raises(BadCursor, match="of what was lost"):
                    follow(store, cursor, 5)
        told = [documents(follow(store, cursor, 5)) for cursor in kept]
        assert told == [["a", "b", "x", "y", "z"], ["b", "x", "y", "z"], ["x", "y", "z"]]


def test_copies_that_go_on_apart(place: str, new_place: Callable[[], str]) -> None:
    """Up to where they part each takes the other's cursors, from there on none; also where the rows
    that the cursors were of have moved on."""
    with open_store(place) as one:
        make(one, "a", "b", "c")
        with open_store(copy_of(place, new_place())) as other:
            common = [follow(one, None, most).cursor for most in (1, 2, 3)]
            for store in (one, other):
                make(store, "a", "c", "d")  # what a cursor was of has moved on
            own = {store: follow(store, common[-1], 1).cursor for store in (one, other)}
            for store, stranger in ((one, other), (other, one)):
                told = [documents(follow(store, cursor, 9)) for cursor in common]
                assert told == [["b", "a", "c", "d"], ["a", "c", "d"], ["a", "c", "d"]]
                assert documents(follow(store, own[store], 9)) == ["c", "d"]
                with pytest.raises(BadCursor, match="of what was lost"):
                    follow(store, own[stranger], 9)


def test_a_cursor_from_before_there_were_marks(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It had the archive's id, which is now the mark of all that there was."""
    with monkeypatch.context() as patch:
        patch.setattr(Database, "_bring_up_to_date", of_third_revision)
        Database(place).close()
    with open_store(place) as store:
        cursor = encode(Place(2, "5f0c1a52d5b94f3e8a7e3c0d9b6e2f11"))
        make(store, "d")
        assert documents(follow(store, cursor, 9)) == ["c", "d"]
        assert documents(follow(store, None, 9)) == ["a", "b", "c", "d"]


def of_third_revision(database: Database) -> None:
    rows = ("a", 1), ("b", 2), ("c", 3)
    with database.writing() as connection:
        migrate(connection, database.name, "0003")
        connection.execute(text("UPDATE archive SET id = '5f0c1a52d5b94f3e8a7e3c0d9b6e2f11'"))
        for document, seq in rows:
            row = {"document": document, "key": document, "place": 0, "seq": seq, "plan_id": ""}
            row |= {"blob": "", "published": "", "removed": False}
            connection.execute(insert(feed).values(row))


def documents(page: Page) -> list[str]:
    return [change.document for change in page.changes]


def copy_of(place: str, new: str) -> str:
    """A store with what the one at `place` has, as a copy of its file or a dump would."""
    source, target = Database(place), Database(new)
    with source.reading() as there, target.writing() as here:
        for table in (inputs, documents_table, feed, marks):
            here.execute(delete(table))
            if rows := there.execute(select(table)).mappings().all():
                here.execute(insert(table), [dict(row) for row in rows])
    source.close()
    target.close()
    return new
