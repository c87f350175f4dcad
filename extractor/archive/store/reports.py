"""What the store tells of an archive, a page of rows at a time: memory stays flat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, delete, func, insert, select, tuple_

from extractor.archive.model import Link, Made, Status, Versions
from extractor.archive.store.answers import Count, Record, Row
from extractor.archive.store.batches import batches
from extractor.archive.store.tables import documents, feed, in_state, inputs, links

PAGE = 1000
"""Rows that are in memory at a time."""
Place = tuple[str, int]


def rows_after(connection: Connection, key: str, status: Status | None) -> list[Row]:
    """The next page of rows after `key`: of inputs that are done and have `status`, or of all."""
    query = select(inputs).where(inputs.c.key > key).order_by(inputs.c.key).limit(PAGE)
    if status is not None:
        query = query.where(in_state("done"), inputs.c.status == status)
    return _rows(connection, query)


def row_of(connection: Connection, key: str) -> Row | None:
    """The row of one input; None for one that was never found."""
    return next(iter(_rows(connection, select(inputs).where(inputs.c.key == key))), None)


def counts(connection: Connection, roots: Iterable[str] | None) -> tuple[Count, ...]:
    """How many inputs are in which state, with which outcome."""
    kinds = (inputs.c.state, inputs.c.status, inputs.c.code)
    sums = (func.count(), func.sum(inputs.c.pages), func.sum(inputs.c.seconds))
    query = select(*kinds, *sums).group_by(*kinds)
    if roots is not None:
        query = query.where(inputs.c.root.in_(list(roots)))
    found = [Count(*row) for row in connection.execute(query)]
    return tuple(sorted(found, key=lambda c: (c.state, c.status or "", c.code or "")))


def records_after(connection: Connection, place: Place) -> list[Record]:
    """The next page of documents after `place`, of inputs that are not gone."""
    at = (documents.c.key, documents.c.place)
    query = (
        select(*at, inputs.c.sha256, documents.c.facts)
        .join_from(documents, inputs, documents.c.key == inputs.c.key)
        .where(tuple_(*at) > tuple_(*place), ~in_state("gone"))
        .order_by(*at)
        .limit(PAGE)
    )
    return [Record(*row) for row in connection.execute(query)]


def replace_links(connection: Connection, new: Iterable[Link]) -> None:
    """Puts `new` in the place of all links."""
    connection.execute(delete(links))
    for batch in batches(new, PAGE):
        rows = [
            {
                "key": link.key,
                "place": link.place,
                "kind": link.kind,
                "other_key": link.other_key,
                "other_place": link.other_place,
            }
            for link in batch
        ]
        connection.execute(insert(links), rows)


def links_after(connection: Connection, last: Link | None) -> list[Link]:
    """The next page of links after `last`, in order."""
    query = select(links).order_by(*links.c).limit(PAGE)
    if last is not None:
        after = (last.key, last.place, last.kind, last.other_key, last.other_place)
        query = query.where(tuple_(*links.c) > tuple_(*after))
    return [Link(*row) for row in connection.execute(query)]


def _rows(connection: Connection, query: Select[Any]) -> list[Row]:
    rows = connection.execute(query).mappings().all()
    made = _documents(connection, [row["key"] for row in rows])
    return [_row(row, made[row["key"]]) for row in rows]


def _documents(
    connection: Connection, keys: Sequence[str]
) -> defaultdict[str, list[tuple[Made, str]]]:
    """The documents of these inputs, each with what is published of it."""
    stands = and_(feed.c.key == documents.c.key, feed.c.place == documents.c.place, ~feed.c.removed)
    query = (
        select(documents, feed.c.published)
        .outerjoin_from(documents, feed, stands)
        .where(documents.c.key.in_(keys))
        .order_by(documents.c.key, documents.c.place)
    )
    made: defaultdict[str, list[tuple[Made, str]]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        one = Made(row["plan_id"], row["blob"], row["facts"])
        made[row["key"]].append((one, row["published"] or one.blob))
    return made


def _row(row: RowMapping, made: Sequence[tuple[Made, str]]) -> Row:
    read = row["reading"] is not None
    return Row(
        key=row["key"],
        root=row["root"],
        location=row["location"],
        state=row["state"],
        status=row["status"],
        code=row["code"],
        sentence=row["sentence"],
        warnings=tuple(row["warnings"]),
        sha256=row["sha256"],
        pages=row["pages"],
        seconds=row["seconds"],
        versions=Versions(row["reading"], row["parser"]) if read else None,
        attempts=row["attempts"],
        finished_at=row["finished_at"],
        documents=tuple(one for one, _ in made),
        published=tuple(published for _, published in made),
    )
