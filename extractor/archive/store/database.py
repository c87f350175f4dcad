"""The database behind a store: SQLite or PostgreSQL, opened, migrated, and safe to write to.

On both, one transaction at a time writes: `BEGIN IMMEDIATE` in SQLite, a lock of the store's own in
PostgreSQL. Transactions are short, and so none can dead-lock with another, and what holds on one
database holds on the other."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError

from extractor.archive.store.schema import NEWEST, migrate, revision
from extractor.archive.store.trouble import told_as_cannot_store
from extractor.errors import CannotStore

PATIENCE = 60.0
"""Seconds to wait while others write."""
_PAUSE = 0.01
_LOCK = int.from_bytes(b"kehoach")
_READ_ONLY = "kehoach_read_only"


class Database:
    """An opened database. All that goes wrong with it is a `CannotStore`."""

    def __init__(self, place: str | Path, patience: float = PATIENCE) -> None:
        url = _url_of(place)
        self.name = url.database or "" if _is_sqlite(url) else url.render_as_string()
        self._engine = _engine(url, self.name, patience)
        try:
            self._bring_up_to_date()
        except BaseException:
            self.close()
            raise

    def _bring_up_to_date(self) -> None:
        with self.reading() as connection:
            if revision(connection) == NEWEST:
                return  # without waiting for those that write
        with self.writing() as connection:
            migrate(connection, self.name)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that no other one writes beside."""
        with told_as_cannot_store(self.name), self._engine.begin() as connection:
            if not _is_sqlite(self._engine.url):
                connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that waits for nobody."""
        reader = self._engine.execution_options(**{_READ_ONLY: True})
        with told_as_cannot_store(self.name), reader.begin() as connection:
            yield connection

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()


def now(connection: Connection) -> float:
    """Seconds since 1970, UTC: by the server's clock where several machines share the store."""
    if connection.dialect.name == "sqlite":
        return time.time()
    clock = select(func.extract("epoch", func.clock_timestamp()))
    return float(connection.execute(clock).scalar_one())


def _url_of(place: str | Path) -> URL:
    if isinstance(place, Path):
        return URL.create("sqlite", database=str(place))
    try:
        url = make_url(place)
    except ArgumentError:
        raise CannotStore(place, "this is no URL of a database: sqlite or postgresql") from None
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    return url


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _engine(url: URL, name: str, patience: float) -> Engine:
    if _is_sqlite(url):
        return _sqlite(url, name, patience)
    if url.get_backend_name() == "postgresql":
        return _postgresql(url, name, patience)
    raise CannotStore(name, "only sqlite and postgresql are known")


def _sqlite(url: URL, name: str, patience: float) -> Engine:
    try:
        Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStore(name, error.strerror or type(error).__name__) from None
    engine = create_engine(url, connect_args={"timeout": patience})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # `_begin` says when a transaction begins, and which
        _keep_a_log(connection, patience)
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get(_READ_ONLY, False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _keep_a_log(connection: Any, patience: float) -> None:
    """Gives a new file its write-ahead log. SQLite does not wait for the others who open it at the
    same moment, but says at once that it is locked."""
    deadline = time.monotonic() + patience
    while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)


def _postgresql(url: URL, name: str, patience: float) -> Engine:
    # A prepared statement keeps the plan that was best when its table was empty.
    unprepared = {"prepare_threshold": None}
    try:
        engine = create_engine(url, pool_pre_ping=True, connect_args=unprepared)
    except ImportError:
        detail = "PostgreSQL's driver is not installed: pip install kehoach[postgresql]"
        raise CannotStore(name, detail) from None
    milliseconds = round(patience * 1000)

    # A driver that is stopped or cut off within a transaction must not keep the others waiting.
    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {milliseconds}")
            cursor.execute(f"SET idle_in_transaction_session_timeout = {milliseconds // 2}")
        connection.commit()

    return engine
