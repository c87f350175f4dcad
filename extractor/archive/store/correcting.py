"""What people have corrected, beside what was extracted. What it means is not known here: a store
keeps it as JSON, and asks a `Publisher` for the plan that comes of it.

All is done in the transaction of the change, within the store's one lock: no reading of a document
is ever published without the corrections that it has by then."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from extractor.archive.store import feeding
from extractor.archive.store.answers import Kept
from extractor.archive.store.database import now
from extractor.archive.store.tables import corrections, feed


class Publisher(Protocol):
    """Makes the published plans of an archive."""

    def __call__(self, document: str, blob: str, contents: Sequence[Mapping[str, Any]]) -> str:
        """The SHA-256 of the plan JSON that `contents` of corrections make of `blob`."""


class NoPublisher(LookupError):
    """A store has corrections, and whoever opened it gave no `Publisher`."""


def add(connection: Connection, kept: Kept, publisher: Publisher | None) -> bool:
    """Adds a correction, in the place of the one that it replaces; whether there is its document,
    and is or was what it replaces."""
    standing = (feed.c.document == kept.document) & ~feed.c.removed
    key = connection.execute(select(feed.c.key).where(standing)).scalar()
    if key is None or (kept.replaces and not _end(connection, kept.replaces)):
        return False
    connection.execute(
        insert(corrections).values(
            id=kept.id, key=key, document=kept.document, replaces=kept.replaces,
            content=dict(kept.content), added_at=now(connection),
        )
    )  # fmt: skip
    publish(connection, [key], publisher)
    return True


def withdraw(connection: Connection, id_: str, publisher: Publisher | None) -> bool:
    """Lets a correction count no longer; whether it did."""
    key = _end(connection, id_)
    if key is not None:
        publish(connection, [key], publisher)
    return key is not None


def publish(connection: Connection, keys: Collection[str], publisher: Publisher | None) -> None:
    """Publishes the documents of these inputs anew that are or were corrected."""
    found = connection.execute(select(corrections).where(corrections.c.key.in_(keys))).mappings()
    rows = list(found)
    if not rows:
        return
    if publisher is None:
        raise NoPublisher(rows[0]["key"])
    corrected = feed.c.key.in_({row["key"] for row in rows})
    documents = connection.execute(select(feed).where(corrected)).mappings().all()
    standing = {document["document"] for document in documents if not document["removed"]}
    for document in documents:
        contents = [row["content"] for row in _in_order(rows) if _is_of(row, document, standing)]
        blob = document["blob"]
        published = publisher(document["document"], blob, contents) if contents else blob
        if document["removed"]:  # nothing is told of it; it is so when it comes back
            gone = feed.c.document == document["document"]
            connection.execute(update(feed).where(gone).values(published=published))
        else:
            feeding.publish(connection, document, published)


def _is_of(row: RowMapping, document: RowMapping, standing: Collection[str]) -> bool:
    """Whether a correction counts for a document: its own, or, where the input is now split into
    others, each of them. Which of those it is about, its evidence tells."""
    if row["withdrawn_at"] is not None or row["key"] != document["key"]:
        return False
    return row["document"] == document["document"] or row["document"] not in standing


def kept(
    connection: Connection, document: str | None = None, *, withdrawn: bool = False
) -> list[Kept]:
    """The corrections of a document, or all: those that count, in the order in which they came;
    or those that were withdrawn or replaced."""
    ended = corrections.c.withdrawn_at
    query = select(corrections).where(ended.is_not(None) if withdrawn else ended.is_(None))
    if document is not None:
        query = query.where(corrections.c.document == document)
    rows = connection.execute(query).mappings().all()
    return [
        Kept(row["id"], row["document"], row["content"], row["replaces"]) for row in _in_order(rows)
    ]


def correction(connection: Connection, id_: str) -> Kept | None:
    """The correction of this id, if it counts."""
    counts = (corrections.c.id == id_) & corrections.c.withdrawn_at.is_(None)
    row = connection.execute(select(corrections).where(counts)).mappings().one_or_none()
    if row is None:
        return None
    return Kept(row["id"], row["document"], row["content"], row["replaces"])


def counted(connection: Connection) -> dict[str, int]:
    """How many corrections count for each document that has any."""
    document, ended = corrections.c.document, corrections.c.withdrawn_at
    query = select(document, func.count()).where(ended.is_(None)).group_by(document)
    return {row[0]: row[1] for row in connection.execute(query)}


def corrected(connection: Connection, keys: Collection[str] | None = None) -> frozenset[str]:
    """Which of these inputs, or of all, have had corrections."""
    query = select(corrections.c.key).distinct()
    if keys is not None:
        query = query.where(corrections.c.key.in_(keys))
    return frozenset(connection.execute(query).scalars())


def _end(connection: Connection, id_: str) -> str | None:
    """The key of the input whose correction it was; None where it did not count."""
    counts = (corrections.c.id == id_) & corrections.c.withdrawn_at.is_(None)
    key = connection.execute(select(corrections.c.key).where(counts)).scalar()
    connection.execute(update(corrections).where(counts).values(withdrawn_at=now(connection)))
    return key


def _in_order(rows: Iterable[RowMapping]) -> list[RowMapping]:
    return sorted(rows, key=lambda row: (row["added_at"], row["id"]))
