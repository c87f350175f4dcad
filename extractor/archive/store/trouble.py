"""What can go wrong with a database or a disk, in one sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from extractor.errors import CannotStore

_KNOWN = (
    ("disk is full", "the disk is full: make room"),
    ("no space left on device", "the disk is full: make room"),
    ("database is locked", "another program holds it locked: end that one"),
    ("lock timeout", "another program holds it locked: end that one"),
    ("malformed", "its file is damaged: restore a copy of it, or move it away"),
    ("is not a database", "its file is damaged: restore a copy of it, or move it away"),
    ("readonly database", "its file cannot be written: check the permissions"),
    ("read-only transaction", "the server only lets it be read: name another server"),
    ("unable to open database", "its file cannot be opened: check the folder's permissions"),
    ("disk i/o error", "its disk fails; SQLite needs a disk of this machine, not a network folder"),
    ("permission denied", "the server refuses: check the user's rights"),
    ("authentication failed", "the server refuses: check user and password"),
    ("fatal:  database", "the server has no such database: create it first"),
    ("fatal:  role", "the server has no such user: create it first"),
    ("connection", "the server cannot be reached: check that it runs"),
)
"""What SQLite and PostgreSQL say, in lower case, and what it means. The first one counts."""


@contextmanager
def told_as_cannot_store(name: str) -> Iterator[None]:
    """Turns what SQLAlchemy raises about the store `name` into `CannotStore`."""
    try:
        yield
    except SQLAlchemyError as error:
        raise CannotStore(name, detail_of(error)) from error


def detail_of(error: SQLAlchemyError) -> str:
    """What `error` means, or its first line where that is not known."""
    said = str(error.orig) if isinstance(error, DBAPIError) and error.orig else str(error)
    for sign, meaning in _KNOWN:
        if sign in said.lower():
            return meaning
    return said.strip().partition("\n")[0] or type(error).__name__
