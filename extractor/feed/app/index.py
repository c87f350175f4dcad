"""The search index: a follower of the feed, in a file of its own.

It holds nothing that the archive does not: of another form or another history, it is made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from extractor.archive.store import Blobs, Change, Place, Store
from extractor.archive.work import PLANS
from extractor.errors import CannotStore, NotPlanJson
from extractor.feed.app.facets import facets_of, folded, words_of, year_of
from extractor.feed.app.looks import look_of
from extractor.feed.app.records import Summary
from extractor.plan import Plan
from extractor.plan.publish import from_json

_FORM = "2"
"""Raise it when what is kept of a plan changes."""
_BATCH = 50
_PATIENCE = 60.0
_TABLES = (
    "CREATE TABLE standing (form TEXT NOT NULL, seq INTEGER NOT NULL, mark TEXT NOT NULL)",
    "CREATE TABLE documents (id INTEGER PRIMARY KEY, document TEXT NOT NULL UNIQUE,"
    " plan_id TEXT NOT NULL, summary TEXT, look TEXT, conflicts INTEGER,"
    " doubtful INTEGER, settled INTEGER)",
    "CREATE INDEX documents_plan_id ON documents (plan_id)",
    "CREATE INDEX documents_queue ON documents (conflicts DESC, doubtful DESC, document)",
    "CREATE TABLE facets (name TEXT NOT NULL, value TEXT NOT NULL, id INTEGER NOT NULL,"
    " PRIMARY KEY (name, value, id)) WITHOUT ROWID",
    "CREATE INDEX facets_id ON facets (id)",
    "CREATE VIRTUAL TABLE words USING fts5 (folded, tokenize = 'unicode61')",
)


class Index:
    """The index in the file at `path`, of the archive with this store and these blobs. Whatever
    goes wrong with it is a `CannotStore`."""

    def __init__(self, path: Path, store: Store, blobs: Blobs) -> None:
        self._path = path
        self._store = store
        self._blobs = blobs
        self._lock = Lock()
        with self._opened() as connection:
            connection.execute("PRAGMA journal_mode = WAL")

    def follow(self) -> None:
        """Takes in what has changed until now; costs one question where nothing has. Who asks while
        another one does that is answered from what is there, and does not wait."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            last = self._store.last_place()
            while not self._has(last):
                self._take()
        finally:
            self._lock.release()

    def find(
        self, filters: Mapping[str, str], words: str | None, after: str, most: int
    ) -> list[Summary]:
        """Up to `most` documents whose keys come after `after` that every filter lets through and
        that hold all of `words`, in order of their keys."""
        where, values = matching(filters, words)
        found = self.rows(
            f"SELECT summary FROM documents WHERE {where} AND document > ?"  # noqa: S608 - ours
            " ORDER BY document LIMIT ?",
            [*values, after, most],
        )
        return [Summary.model_validate_json(row[0]) for row in found]

    def of_plan(self, plan_id: str) -> list[Summary] | None:
        """The documents of a plan, in order of their keys; None where there never was one."""
        query = "SELECT summary FROM documents WHERE plan_id = ? ORDER BY document"
        found = self.rows(query, [plan_id])
        return [Summary.model_validate_json(row[0]) for row in found if row[0]] if found else None

    def rows(self, query: str, values: Sequence[str | int] = ()) -> list[tuple[Any, ...]]:
        """What is found by a query of ours."""
        with self._opened() as connection:
            return connection.execute(query, values).fetchall()

    def _has(self, last: Place) -> bool:
        """Whether all changes up to `last` are taken in, and none that the archive lacks."""
        with self._opened() as connection:
            here = _standing(connection)
        return here == last or (here.seq > last.seq and here == self._store.place(here.seq))

    def _take(self) -> None:
        """Takes in the next changes, in one transaction with where the index stands."""
        with self._writing() as connection:
            here = _standing(connection)
            if here != self._store.place(here.seq):
                _empty(connection)
                here = self._store.first_place()
            changes = self._store.changes(here.seq, _BATCH)
            for change in changes:
                self._enter(connection, change)
            here = changes[-1].place if changes else here
            connection.execute("DELETE FROM standing")
            row = (_FORM, here.seq, here.mark)
            connection.execute("INSERT INTO standing VALUES (?, ?, ?)", row)

    def _enter(self, connection: sqlite3.Connection, change: Change) -> None:
        plan = self._plan(change)
        summary = _summary(change, plan)
        look = look_of(plan) if plan else None
        connection.execute(
            "INSERT INTO documents (document, plan_id, summary, look, conflicts, doubtful,"
            " settled) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (document) DO UPDATE"
            " SET plan_id = excluded.plan_id, summary = excluded.summary, look = excluded.look,"
            " conflicts = excluded.conflicts, doubtful = excluded.doubtful,"
            " settled = excluded.settled",
            (
                change.document,
                change.plan_id,
                summary and summary.model_dump_json(),
                look and look.model_dump_json(),
                *((look.conflicts, look.doubtful, look.settled) if look else (0, 0, 0)),
            ),
        )
        (id,) = connection.execute(
            "SELECT id FROM documents WHERE document = ?", (change.document,)
        ).fetchone()
        connection.execute("DELETE FROM facets WHERE id = ?", (id,))
        connection.execute("DELETE FROM words WHERE rowid = ?", (id,))
        if plan:
            rows = [(name, value, id) for name, value in facets_of(plan)]
            connection.executemany("INSERT INTO facets VALUES (?, ?, ?)", rows)
            connection.execute(
                "INSERT INTO words (rowid, folded) VALUES (?, ?)", (id, words_of(plan))
            )

    def _plan(self, change: Change) -> Plan | None:
        """The plan of a document; None where it is gone, lost, or of a version not known here."""
        data = self._blobs.get(PLANS, change.published) if change.published else None
        if data is None:
            return None
        try:
            return from_json(data.decode(), change.document)
        except NotPlanJson:
            return None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._opened() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own for each use: opening one takes less than a query."""
        try:
            with closing(sqlite3.connect(self._path, _PATIENCE, isolation_level=None)) as opened:
                yield opened
        except sqlite3.Error as error:
            raise CannotStore(str(self._path), str(error)) from None


def matching(filters: Mapping[str, str], words: str | None) -> tuple[str, list[str | int]]:
    """The condition that documents are there, that every filter lets them through and that they
    hold all of `words`; and its values."""
    query, values = ["summary IS NOT NULL"], list[str | int]()
    for name, value in filters.items():
        query.append("AND id IN (SELECT id FROM facets WHERE name = ? AND value = ?)")
        values += [name, folded(value)]
    if words:
        query.append("AND id IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(_match(words))
    return " ".join(query), values


def _standing(connection: sqlite3.Connection) -> Place:
    """The place up to which all is taken in; in a file that is new or of another form, nowhere."""
    try:
        query = "SELECT seq, mark FROM standing WHERE form = ?"
        row = connection.execute(query, (_FORM,)).fetchone()
    except sqlite3.OperationalError:  # a file that is new, or much older
        row = None
    return Place(*row) if row else Place(0, "")


def _empty(connection: sqlite3.Connection) -> None:
    for table in ("standing", "documents", "facets", "words"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in _TABLES:
        connection.execute(statement)


def _match(words: str) -> str:
    """The words as FTS5 takes them: whatever they are, none is an operator. Words between
    quotation marks follow one another."""
    parts: list[str] = []
    for place, said in enumerate(folded(words).split('"')):
        kept = "".join(c if c.isalnum() else " " for c in said).split()
        parts += [" ".join(kept)] if place % 2 and kept else kept
    return " ".join(f'"{part}"' for part in parts) or '""'


def _summary(change: Change, plan: Plan | None) -> Summary | None:
    """How lists have a document; None for one that is gone."""
    if change.published is None:
        return None
    province = plan.province if plan else None
    return Summary(
        document=change.document,
        plan_id=change.plan_id,
        sha256=change.published,
        title=plan and plan.title,
        number=plan and plan.number,
        issued_on=plan.issued_on.isoformat() if plan and plan.issued_on else None,
        year=plan and year_of(plan),
        type=plan.document_type.code if plan and plan.document_type else None,
        issuer=plan.issuer.name if plan and plan.issuer else None,
        province_then=province and province.name,
        province_now=province.current.name if province and province.current else None,
    )
