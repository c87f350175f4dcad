"""OCR results kept in a file, by what was read and how: a change anywhere behind the engine never
reads a page again.

The engine's own output is kept, not the words made of it, so that `parse_tsv` may change too. A
cache is only ever a help: whatever is wrong with its file, the picture is read."""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
import weakref
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import numpy as np

from extractor.reading.ocr import Grey, Mode, Tesseract, parameters

SCHEMA = 1
"""Of the file (`user_version`): one with another is begun anew."""
_MOST_BLOCKS = 2**21  # of 4 KiB: some 800,000 pages; a full cache keeps what it has
_PATIENCE = 2.0  # seconds for another process to finish its write, which takes a millisecond
_LOG = logging.getLogger(__name__)


class Memory(Protocol):
    """Where an engine's output is kept."""

    def get(self, key: bytes) -> str | None:
        """What was put under `key`, if it is still there."""
        ...

    def put(self, key: bytes, table: str) -> None:
        """Keeps `table` under `key`."""
        ...


class Cached(Tesseract):
    """A Tesseract that reads each picture once."""

    def __init__(self, engine: Tesseract, memory: Memory) -> None:
        self.name = engine.name
        self.model = engine.model
        self._engine = engine
        self._memory = memory

    def tsv(self, picture: Grey, dpi: int, mode: Mode) -> str:
        """See `Tesseract`."""
        key = key_of(self._engine, picture, dpi, mode)
        table = self._memory.get(key)
        if table is None:
            table = self._engine.tsv(picture, dpi, mode)
            self._memory.put(key, table)
        return table


def key_of(engine: Tesseract, picture: Grey, dpi: int, mode: Mode) -> bytes:
    """A hash of all that the engine's output depends on. BLAKE2b takes 6 ms for a page at
    300 dpi; SHA-256 is as fast only on processors with instructions for it."""
    asked = (mode,) if mode == "choices" else ()
    settings = (engine.name, engine.model, *parameters(mode), *asked, dpi, picture.shape)
    digest = hashlib.blake2b(json.dumps(settings).encode(), digest_size=16)
    digest.update(np.ascontiguousarray(picture).data)
    return digest.digest()


class Store:
    """Tables in an SQLite file that several processes may use at once, each with its own `Store`.

    No method raises for the file's sake: what cannot be read or written is logged once, and done
    without from then on. A damaged file is removed, for the next process to begin anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._readable = self._writable = True

    def get(self, key: bytes) -> str | None:
        """See `Memory`."""
        if not self._readable:
            return None
        try:
            query = "SELECT packed FROM tables WHERE key = ?"
            row = self._connected().execute(query, (key,)).fetchone()
            return zlib.decompress(row[0]).decode() if row else None
        except (sqlite3.Error, OSError) as error:
            self._readable = False
            self._fail(error)
        except (zlib.error, UnicodeDecodeError, TypeError):
            _LOG.warning("%s: a damaged table is made again", self._path)
        return None

    def put(self, key: bytes, table: str) -> None:
        """See `Memory`."""
        if not self._writable:
            return
        try:
            row = (key, zlib.compress(table.encode()))
            self._connected().execute("INSERT OR REPLACE INTO tables VALUES (?, ?)", row)
        except (sqlite3.Error, OSError) as error:
            self._fail(error)

    def _connected(self) -> sqlite3.Connection:
        """The connection, made when it is first needed: text needs no cache."""
        if self._connection is None:
            try:
                self._connection = _opened(self._path)
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise
                _LOG.warning("%s: the damaged OCR cache is begun anew (%s)", self._path, error)
                _remove(self._path)
                self._connection = _opened(self._path)
            weakref.finalize(self, self._connection.close)
        return self._connection

    def _fail(self, error: Exception) -> None:
        """Nothing more is written; a read-only file, or a full one, may still be read."""
        if self._writable:
            _LOG.warning("%s: the OCR cache cannot be used (%s)", self._path, error)
        self._writable = False
        if _is_damage(error):
            self._readable = False
            _remove(self._path)


def _opened(path: Path) -> sqlite3.Connection:
    """A connection to the file, which is made if need be.

    It has no write-ahead log: writes are rare, network drives have no shared memory, and here one
    file is all that a run leaves. Nothing waits for the disk: a power cut may damage the file, and
    a cache may be lost."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(
        path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA max_page_count = {_MOST_BLOCKS}")
        if _version(connection) != SCHEMA:
            _begin_anew(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _begin_anew(connection: sqlite3.Connection) -> None:
    """Makes the table, unless another process has made it meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    if _version(connection) != SCHEMA:
        connection.execute("DROP TABLE IF EXISTS tables")
        connection.execute("CREATE TABLE tables (key BLOB PRIMARY KEY, packed BLOB NOT NULL)")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _is_damage(error: Exception) -> bool:
    """Whether it is the file's content that is wrong; locks, permissions and full disks are
    `OperationalError`s."""
    return type(error) is sqlite3.DatabaseError


def _remove(path: Path) -> None:
    for name in (path, path.with_name(f"{path.name}-journal")):
        with suppress(OSError):
            name.unlink()
