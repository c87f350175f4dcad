"""The feed of changes, with a row for each document that there is; what tells archives apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, groupby
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from extractor.archive.jsonpaths import document_names

revision = "0002"
down_revision = "0001"

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_PAGE = 1000

_inputs = sa.table("inputs", sa.column("key"), sa.column("state"))
_documents = sa.table("documents", *map(sa.column, ("key", "place", "plan_id", "blob")))


def upgrade() -> None:
    """Makes and fills them."""
    feed = op.create_table(
        "feed",
        sa.Column("document", _NAME, primary_key=True),
        sa.Column("key", _NAME, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("plan_id", sa.Text, nullable=False),
        sa.Column("blob", sa.Text, nullable=False),
        sa.Column("published", sa.Text, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
    )
    op.create_index("feed_seq", "feed", ["seq"], unique=True)
    op.create_index("feed_key", "feed", ["key"])
    archive = op.create_table("archive", sa.Column("id", sa.Text, primary_key=True))
    connection = op.get_bind()
    connection.execute(sa.insert(archive).values(id=uuid4().hex))
    numbers = count(1)
    for page in _pages(connection):
        if rows := [row | {"seq": next(numbers)} for row in _rows(page)]:
            connection.execute(sa.insert(feed), rows)


def _pages(connection: sa.Connection) -> Iterator[list[Any]]:
    """The documents of inputs that are not gone, in order, those of an input on one page."""
    last = ""
    while True:
        keys = sa.select(_inputs.c.key).where(_inputs.c.state != "gone", _inputs.c.key > last)
        page = connection.execute(keys.order_by(_inputs.c.key).limit(_PAGE)).scalars().all()
        if not page:
            return
        rows = sa.select(_documents).where(_documents.c.key.in_(page))
        yield list(connection.execute(rows.order_by(_documents.c.key, _documents.c.place)))
        last = page[-1]


def _rows(page: list[Any]) -> Iterator[dict[str, Any]]:
    for key, of_key in groupby(page, key=lambda document: document.key):
        made = list(of_key)
        for name, document in zip(document_names(key, len(made)), made, strict=True):
            yield {
                "document": name,
                "key": key,
                "place": document.place,
                "plan_id": document.plan_id,
                "blob": document.blob,
                "published": document.blob,
                "removed": False,
            }
