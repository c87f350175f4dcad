"""The feed: a numbered row for each document that is or was, which stands at its last change.

Numbers grow in the order in which transactions are committed, since whoever writes holds the
store's one lock until then: who has seen a number can see all that are smaller."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    bindparam,
    func,
    insert,
    select,
    update,
)

from extractor.archive.jsonpaths import document_names
from extractor.archive.model import Made
from extractor.archive.store.answers import Change, Place, Standing
from extractor.archive.store.tables import documents, feed, inputs, marks

_Values = dict[str, Any]
_STANDING = ("key", "place", "blob", "removed")
"""What tells whether a document has changed."""


def note(connection: Connection, made: Mapping[str, Sequence[Made]]) -> None:
    """Notes which documents the inputs of these keys have from now on. One that is as it was keeps
    its number; one that was extracted alike, also before it was removed, keeps what is published.
    """
    rows = {row["document"]: row for key, of_key in made.items() for row in _rows(key, of_key)}
    beside = feed.c.key.in_(list(made)) | feed.c.document.in_(list(rows))
    changed = []
    for known in connection.execute(select(feed).where(beside)).mappings():
        row = rows.pop(known["document"], {**known, "removed": True})
        if row["blob"] == known["blob"]:
            row["published"] = known["published"]
        if any(row[name] != known[name] for name in _STANDING):
            changed.append(row)
    _write(connection, changed, list(rows.values()))


def bring_back(connection: Connection, keys: Sequence[str]) -> None:
    """Notes that these inputs, which were gone, have their documents again."""
    made: dict[str, list[Made]] = {}
    found = select(documents).where(documents.c.key.in_(keys)).order_by(documents.c.place)
    for row in connection.execute(found):
        made.setdefault(row.key, []).append(Made(row.plan_id, row.blob))
    note(connection, made)


def bury(connection: Connection, of: ColumnElement[bool]) -> None:
    """Notes that the documents of the inputs for which `of` holds are no more."""
    keys = select(inputs.c.key).where(of)
    standing = select(feed).where(feed.c.key.in_(keys), ~feed.c.removed)
    rows = connection.execute(standing).mappings()
    _write(connection, [{**row, "removed": True} for row in rows], [])


def publish(connection: Connection, row: RowMapping, published: str) -> None:
    """Publishes `published` of the document that stands in this row of the feed."""
    if row["published"] != published:
        _write(connection, [{**row, "published": published}], [])


def changes_after(connection: Connection, after: int, most: int) -> list[Change]:
    """The next changes after the number `after`, in order."""
    rows = _CHANGES.where(feed.c.seq > after).order_by(feed.c.seq).limit(most)
    return [_change(row) for row in connection.execute(rows).mappings()]


def change_of(connection: Connection, document: str) -> Change | None:
    """The last change of a document; None for one that never was."""
    found = _CHANGES.where(feed.c.document == document)
    row = connection.execute(found).mappings().one_or_none()
    return None if row is None else _change(row)


def of_key(key: str) -> ColumnElement[bool]:
    """Of the input `key`."""
    return feed.c.key == key


def of_name(document: str) -> ColumnElement[bool]:
    """With this name."""
    return feed.c.document == document


def standing(connection: Connection, of: ColumnElement[bool]) -> list[Standing]:
    """The documents that are there and for which `of` holds, in order."""
    columns = (feed.c.document, feed.c.key, feed.c.plan_id, feed.c.blob, feed.c.published)
    rows = connection.execute(select(*columns).where(of, ~feed.c.removed).order_by(feed.c.place))
    return [Standing(*row) for row in rows]


def place(connection: Connection, seq: int) -> Place | None:
    """The place after the change with this number; None where there is none yet."""
    mark = connection.execute(_mark_at(seq)).scalar()
    return None if mark is None else Place(seq, mark)


def first_place(connection: Connection) -> Place:
    """The place before all changes."""
    return Place(0, connection.execute(_mark_at(0)).scalar_one())


def last_place(connection: Connection) -> Place:
    """The place after the last change. No number is ever given twice."""
    last = select(func.max(marks.c.seq)).scalar_subquery()
    row = connection.execute(select(marks.c.seq, marks.c.mark).where(marks.c.seq == last))
    return Place(*row.one())


def _mark_at(seq: ColumnElement[int] | int) -> Select[Any]:
    """The mark of what was written together with the change of this number."""
    return select(marks.c.mark).where(marks.c.seq >= seq).order_by(marks.c.seq).limit(1)


_CHANGES = select(feed, _mark_at(feed.c.seq).scalar_subquery().label("mark"))


def _change(row: RowMapping) -> Change:
    published = None if row["removed"] else row["published"]
    return Change(row["seq"], row["document"], row["plan_id"], published, row["mark"])


def _rows(key: str, made: Sequence[Made]) -> Iterator[_Values]:
    for place, document in enumerate(document_names(key, len(made))):
        yield {
            "document": document,
            "key": key,
            "place": place,
            "plan_id": made[place].plan_id,
            "blob": made[place].blob,
            "published": made[place].blob,
            "removed": False,
        }


def _write(connection: Connection, changed: Sequence[_Values], new: Sequence[_Values]) -> None:
    """Writes rows that are known and rows that are not, each with a number of its own; all of them
    with one mark."""
    if not (changed or new):
        return
    last = last_place(connection).seq
    numbers = count(last + 1)
    if changed:
        rows = [
            row | {"the_document": row["document"], "seq": next(numbers)}
            for row in _sorted(changed)
        ]
        columns: _Values = {column.name: bindparam(column.name) for column in feed.c}
        one = update(feed).where(feed.c.document == bindparam("the_document"))
        connection.execute(one.values(columns), rows)
    if new:
        connection.execute(insert(feed), [row | {"seq": next(numbers)} for row in _sorted(new)])
    last += len(changed) + len(new)
    connection.execute(insert(marks).values(seq=last, mark=uuid4().hex))


def _sorted(rows: Sequence[_Values]) -> list[_Values]:
    return sorted(rows, key=lambda row: str(row["document"]))
