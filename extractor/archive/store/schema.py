"""Brings a store's tables to what this version needs, by Alembic's scripts in `migrations`."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table

from extractor.errors import CannotStore

MIGRATIONS = Path(__file__).with_name("migrations")
VERSION_TABLE = "kehoach_version"
"""Not Alembic's usual name: a PostgreSQL database may hold others' tables too."""
NEWEST = "0004"
"""The last revision in `migrations`."""


def migrate(connection: Connection, name: str, target: str = NEWEST) -> None:
    """Makes or upgrades the tables within the transaction of `connection`, which holds off others
    that open the store `name` meanwhile. Raises `CannotStore` where a newer kehoach made it."""
    found = revision(connection)
    if found == target:
        return  # Alembic takes half a second to load: only where there is something to do

    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise CannotStore(name, f"a newer kehoach made it (revision {found}): update kehoach")
    command.upgrade(config, target)


def revision(connection: Connection) -> str | None:
    """The revision of the store's tables; None where there are none."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    version = table(VERSION_TABLE, column("version_num"))
    return connection.execute(select(version.c.version_num)).scalar()
