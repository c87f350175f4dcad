"""Alembic runs this: the scripts work within the transaction that `migrate` has begun."""

from __future__ import annotations

from alembic import context

from extractor.archive.store.schema import VERSION_TABLE
from extractor.archive.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
context.run_migrations()
