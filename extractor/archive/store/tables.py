"""The tables of the store. A change here takes a migration too: see `migrations`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    literal_column,
    text,
)

from extractor.archive.store.answers import State

metadata = MetaData()

Name = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that is ordered by code points, on both databases alike."""
Number = BigInteger().with_variant(Integer, "sqlite")
"""A number that SQLite finds rows by, without an index beside the table."""


class Sentence(TypeDecorator[str]):
    """Text that may quote what is wrong with a file: no database takes NUL or half a character."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """What is stored."""
        if value is None:
            return None
        return value.replace("\0", "\\0").encode("utf-8", "backslashreplace").decode()


inputs = Table(
    "inputs",
    metadata,
    Column("key", Name, primary_key=True),
    Column("folded", Name, nullable=False),  # the key without case
    Column("root", Name, nullable=False),
    Column("location", Text, nullable=False),
    Column("stamp", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("status", Text),
    Column("code", Text),
    Column("sentence", Sentence),
    Column("warnings", JSON, nullable=False),
    Column("sha256", Text),
    Column("pages", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("reading", Text),  # the versions that made the outcome: none where discovery gave it
    Column("parser", Text),
    Column("run", Integer),  # has it in hand, or has finished it
    Column("attempts", Integer, nullable=False),
    Column("seen_by", Integer, nullable=False),  # the run that found it last, and when
    Column("seen_at", Float, nullable=False),
    Column("finished_at", Float),
)


def in_state(state: State) -> ColumnElement[bool]:
    """Whether an input is in `state`: written out, since a database uses a partial index only for
    a condition that it can read, not for a parameter."""
    return inputs.c.state == literal_column(f"'{state}'")


# Partial indexes: what is done costs no room in them, so that a claim costs the same with a
# thousand rows and a million.
Index(
    "inputs_waiting",
    inputs.c.root,
    inputs.c.attempts,
    inputs.c.key,
    sqlite_where=text("state = 'pending' AND run IS NULL"),
    postgresql_where=text("state = 'pending' AND run IS NULL"),
)
Index(
    "inputs_claimed",
    inputs.c.run,
    sqlite_where=text("state = 'pending' AND run IS NOT NULL"),
    postgresql_where=text("state = 'pending' AND run IS NOT NULL"),
)
# Results are named after keys, and some file systems take `a` and `A` for one.
Index(
    "inputs_folded",
    inputs.c.folded,
    unique=True,
    sqlite_where=text("state <> 'gone'"),
    postgresql_where=text("state <> 'gone'"),
)

documents = Table(
    "documents",
    metadata,
    Column("key", Name, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("plan_id", Text, nullable=False),
    Column("blob", Text, nullable=False),
    Column("facts", JSON, nullable=False),
)

Index("documents_plan_id", documents.c.plan_id)

# The last change of each document that is or was: one that changes again moves to a new `seq`.
feed = Table(
    "feed",
    metadata,
    Column("document", Name, primary_key=True),
    Column("key", Name, nullable=False),
    Column("place", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("plan_id", Text, nullable=False),
    Column("blob", Text, nullable=False),  # the plan as it was extracted
    Column("published", Text, nullable=False),  # the same with corrections
    Column("removed", Boolean, nullable=False),
)

Index("feed_seq", feed.c.seq, unique=True)
Index("feed_key", feed.c.key)

# A random mark for each time that rows of the feed were written, under the number of the last of
# them. Copies of an archive have the same marks up to where they part, and no others: by the mark
# at a number it is told which history the number is of, also when its row has moved on.
marks = Table(
    "marks",
    metadata,
    Column("seq", Number, primary_key=True, autoincrement=False),
    Column("mark", Text, nullable=False),
)

# Those that were withdrawn stay, as who said what; they count no longer.
corrections = Table(
    "corrections",
    metadata,
    Column("id", Name, primary_key=True),
    Column("key", Name, nullable=False),
    Column("document", Name, nullable=False),
    Column("replaces", Name),
    Column("content", JSON, nullable=False),
    Column("added_at", Float, nullable=False),
    Column("withdrawn_at", Float),
)

Index("corrections_key", corrections.c.key)
Index("corrections_document", corrections.c.document)

links = Table(
    "links",
    metadata,
    Column("key", Name, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("kind", Name, primary_key=True),
    Column("other_key", Name, primary_key=True),
    Column("other_place", Integer, primary_key=True),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("host", Text, nullable=False),
    Column("machine", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("process_started", Text, nullable=False),
    Column("engine", Text, nullable=False),
    Column("started_at", Float, nullable=False),
    Column("heartbeat_at", Float, nullable=False),
    Column("ended_at", Float),
    Column("found", Integer, nullable=False),
    Column("json", Boolean),  # whether it wrote plan JSON as files
    Column("linked_at", Float),
)
