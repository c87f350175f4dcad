"""Marks, by which a history is told from another one of the same archive. What there is by now has
the archive's own id as its mark: places in it that others were given stay good."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")

_feed = sa.table("feed", sa.column("seq"))
_archive = sa.table("archive", sa.column("id"))


def upgrade() -> None:
    """Makes them."""
    marks = op.create_table(
        "marks",
        sa.Column("seq", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("mark", sa.Text, nullable=False),
    )
    connection = op.get_bind()
    last = connection.execute(sa.select(sa.func.max(_feed.c.seq))).scalar() or 0
    mark = connection.execute(sa.select(_archive.c.id)).scalar_one()
    connection.execute(sa.insert(marks).values(seq=last, mark=mark))
    op.drop_table("archive")
