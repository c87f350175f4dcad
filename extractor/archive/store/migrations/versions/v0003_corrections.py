"""What people have corrected."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "corrections",
        sa.Column("id", _NAME, primary_key=True),
        sa.Column("key", _NAME, nullable=False),
        sa.Column("document", _NAME, nullable=False),
        sa.Column("replaces", _NAME),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("added_at", sa.Float, nullable=False),
        sa.Column("withdrawn_at", sa.Float),
    )
    op.create_index("corrections_key", "corrections", ["key"])
    op.create_index("corrections_document", "corrections", ["document"])
