"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes them."""
    _make_inputs()
    _make_documents()
    _make_links()
    _make_runs()


def _make_inputs() -> None:
    op.create_table(
        "inputs",
        sa.Column("key", _NAME, primary_key=True),
        sa.Column("folded", _NAME, nullable=False),
        sa.Column("root", _NAME, nullable=False),
        sa.Column("location", sa.Text, nullable=False),
        sa.Column("stamp", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("status", sa.Text),
        sa.Column("code", sa.Text),
        sa.Column("sentence", sa.Text),
        sa.Column("warnings", sa.JSON, nullable=False),
        sa.Column("sha256", sa.Text),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("reading", sa.Text),
        sa.Column("parser", sa.Text),
        sa.Column("run", sa.Integer),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("seen_by", sa.Integer, nullable=False),
        sa.Column("seen_at", sa.Float, nullable=False),
        sa.Column("finished_at", sa.Float),
    )
    _make_partial_index(
        "inputs_waiting", ["root", "attempts", "key"], "state = 'pending' AND run IS NULL"
    )
    _make_partial_index("inputs_claimed", ["run"], "state = 'pending' AND run IS NOT NULL")
    _make_partial_index("inputs_folded", ["folded"], "state <> 'gone'", unique=True)


def _make_partial_index(
    name: str, columns: list[str], condition: str, *, unique: bool = False
) -> None:
    where = sa.text(condition)
    op.create_index(
        name, "inputs", columns, unique=unique, sqlite_where=where, postgresql_where=where
    )


def _make_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("key", _NAME, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("plan_id", sa.Text, nullable=False),
        sa.Column("blob", sa.Text, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
    )
    op.create_index("documents_plan_id", "documents", ["plan_id"])


def _make_links() -> None:
    op.create_table(
        "links",
        sa.Column("key", _NAME, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("kind", _NAME, primary_key=True),
        sa.Column("other_key", _NAME, primary_key=True),
        sa.Column("other_place", sa.Integer, primary_key=True),
    )


def _make_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("machine", sa.Text, nullable=False),
        sa.Column("pid", sa.Integer, nullable=False),
        sa.Column("process_started", sa.Text, nullable=False),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("started_at", sa.Float, nullable=False),
        sa.Column("heartbeat_at", sa.Float, nullable=False),
        sa.Column("ended_at", sa.Float),
        sa.Column("found", sa.Integer, nullable=False),
        sa.Column("json", sa.Boolean),
        sa.Column("linked_at", sa.Float),
    )
