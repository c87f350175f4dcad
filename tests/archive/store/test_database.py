"""The database: made, upgraded, shared, and what is said where it fails."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, inspect, text

from extractor.archive.model import Found, Made, Outcome, Versions
from extractor.archive.store import Store, open_store, schema
from extractor.archive.store.database import Database
from extractor.archive.store.schema import NEWEST, VERSION_TABLE, migrate, revision
from extractor.archive.store.tables import metadata
from extractor.errors import CannotStore

V1 = Versions("reading 1", "parser 1")
FORK = get_context("fork")
LATER = f"""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{NEWEST}"


def upgrade():
    op.add_column("inputs", sa.Column("added", sa.Text, server_default="yes"))
"""


def fill(store: Store, number: int) -> None:
    with store.begin() as run:
        store.see(run, "in", found(number), V1)


def found(number: int) -> list[Found]:
    return [Found(f"{i:05}.pdf", f"file:///in/{i:05}.pdf", "1") for i in range(number)]


def done(key: str, facts: str = "") -> Outcome:
    return Outcome(key, "", "extracted", V1, documents=(Made("p", "b", {"facts": facts}),))


def test_the_migrations_make_the_tables(place: str) -> None:
    database = Database(place)
    with database.writing() as connection:
        assert revision(connection) == NEWEST
        migrated = description(connection)
        connection.execute(text(f"DROP TABLE {VERSION_TABLE}"))
        metadata.drop_all(connection)
        metadata.create_all(connection)
        assert migrated == description(connection)
    database.close()


def description(connection: Connection) -> list[tuple[Any, ...]]:
    if connection.dialect.name == "sqlite":
        query = f"SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '%{VERSION_TABLE}%'"
        return sorted(
            (name, " ".join((sql or "").split())) for name, sql in connection.execute(text(query))
        )
    columns = f"""SELECT table_name, column_name, data_type, collation_name, is_nullable
        FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name <> '{VERSION_TABLE}'"""
    indexes = f"""SELECT indexname, indexdef FROM pg_indexes
        WHERE schemaname = current_schema() AND tablename <> '{VERSION_TABLE}'"""
    return sorted(
        tuple(map(str, row))
        for query in (columns, indexes)
        for row in connection.execute(text(query))
    )


def test_the_newest_revision_is_named() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [NEWEST]


def test_an_older_store_is_upgraded_and_a_newer_one_refused(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(place) as store:
        fill(store, 3)
    later = tmp_path / "later"
    (later / "versions").mkdir(parents=True)
    for script in (schema.MIGRATIONS / "env.py", *(schema.MIGRATIONS / "versions").glob("v*.py")):
        (later / script.relative_to(schema.MIGRATIONS)).write_text(script.read_text())
    (later / "versions" / "v9999_later.py").write_text(LATER)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", later)
        database = Database(place)
        with database.writing() as connection:
            migrate(connection, place, "9999")
            assert revision(connection) == "9999"
            rows = connection.execute(text("SELECT key, added FROM inputs ORDER BY key")).all()
        database.close()
    assert rows == [("00000.pdf", "yes"), ("00001.pdf", "yes"), ("00002.pdf", "yes")]
    with pytest.raises(CannotStore, match=r"a newer kehoach made it \(revision 9999\)"):
        open_store(place)


def test_a_migration_that_fails_changes_nothing(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(schema.MIGRATIONS, broken, ignore=shutil.ignore_patterns("__pycache__"))
    first = broken / "versions" / "v0001_first.py"
    first.write_text(first.read_text().replace("    _make_runs()\n", "    1 / 0\n"))
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", broken)
        with pytest.raises(ZeroDivisionError):
            open_store(place)
    with open_store(place) as store, store._database.reading() as connection:
        assert "runs" in inspect(connection).get_table_names()


def test_several_open_a_new_store_at_once(place: str) -> None:
    processes = [FORK.Process(target=opened, args=(place,)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4
    with open_store(place) as store:
        assert store.counts() == ()


def opened(place: str) -> None:
    with open_store(place) as store, store.begin():
        pass


def test_writers_that_are_killed_lose_nothing(place: str, tmp_path: Path) -> None:
    """Three runs work on one archive; one after the other is killed and another begins."""
    number, dice = 400, random.Random(4)
    with open_store(place) as store:
        fill(store, number)
    begun = iter(range(100))
    killed = set()

    def start() -> tuple[int, Any]:
        name = next(begun)
        process = FORK.Process(target=write, args=(place, tmp_path / f"log{name}"))
        process.start()
        return name, process

    writers = dict(start() for _ in range(3))
    for _ in range(15):
        time.sleep(dice.uniform(0.01, 0.12))
        name = dice.choice(list(writers))
        writers[name].kill()
        writers.pop(name).join()
        killed.add(name)
        writers |= [start()]
    for process in writers.values():
        process.join(timeout=30)
        assert process.exitcode == 0
    claims, finished = read_logs(tmp_path)
    with open_store(place) as store:
        states = {row.key: (row.state, row.status, len(row.documents)) for row in store.rows()}
        assert store.activity().pending == 0
    assert states == {item.key: ("done", "extracted", 1) for item in found(number)}
    assert len(finished) == len(set(finished)), "nothing was recorded twice"
    assert any(len(claimers) > 1 for claimers in claims.values()), "some were killed over work"
    for claimers in claims.values():
        assert set(claimers[:-1]) <= killed, "only what a dead run held is given to another"


def write(place: str, log: Path) -> None:
    """A run: it tells of each claim and each outcome that was acknowledged."""
    with log.open("ab", buffering=0) as told, open_store(place) as store, store.begin() as run:
        while store.activity().pending:
            for task in store.claim(run, 3):
                told.write(f"{time.monotonic_ns()} claimed {task.key}\n".encode())
                time.sleep(0.01)
                for key in store.finish(run, [done(task.key)]):
                    told.write(f"{time.monotonic_ns()} finished {key}\n".encode())
            run.beat()


def read_logs(folder: Path) -> tuple[dict[str, list[int]], list[str]]:
    """Which runs have claimed each key, in order of time; the keys that were acknowledged."""
    claims, finished = defaultdict(list), []
    lines = [
        (int(line.split()[0]), line.split()[1:], int(log.name.removeprefix("log")))
        for log in folder.glob("log*")
        for line in log.read_text().splitlines()
    ]
    for _, (what, key), name in sorted(lines):
        if what == "claimed":
            claims[key].append(name)
        else:
            finished.append(key)
    return claims, finished


def test_a_full_disk_and_then_room(tmp_path: Path) -> None:
    with open_store(tmp_path / "archive.sqlite") as store:
        fill(store, 200)
        run = store.begin()
        tasks = store.claim(run, 200)
        limit(store, "(SELECT 1)")
        with pytest.raises(CannotStore, match=r"the disk is full: make room"):
            store.finish(run, [done(task.key, facts="x" * 1000) for task in tasks])
        assert store.activity().pending == 200
        limit(store, None)
        run.end()
        with store.begin() as later:
            again = store.claim(later, 200)
            assert again == tasks
            store.finish(later, [done(task.key, facts="x" * 1000) for task in again])
        assert store.activity().pending == 0


def limit(store: Store, full: str | None) -> None:
    """Lets the file grow no further, or again."""
    with store._database.writing() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {1 if full else 2**30}")


def test_a_store_that_another_holds(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    open_store(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_store(path, patience=0.05) as store:
        with pytest.raises(CannotStore, match="another program holds it locked"):
            store.begin()
        assert store.counts() == (), "to look at it is always possible"
        other.rollback()
        store.begin()
    other.close()


def test_a_server_where_another_holds_the_store(new_postgresql_store: Callable[[], str]) -> None:
    url = new_postgresql_store()
    with open_store(url) as store, open_store(url, patience=0.05) as other:
        with store._database.writing(), pytest.raises(CannotStore, match="holds it locked"):
            other.begin()
        other.begin()


@pytest.mark.parametrize("content", [b"no database" * 100, b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "archive.sqlite"
    path.write_bytes(content)
    with pytest.raises(CannotStore, match=r"archive\.sqlite: .*its file is damaged: restore"):
        open_store(path)


def test_a_file_that_is_damaged_later(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    with open_store(path) as store:
        fill(store, 2000)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(random.Random(1).randbytes(path.stat().st_size - 4096))
    with pytest.raises(CannotStore, match="its file is damaged"), open_store(path) as store:
        list(store.rows())


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(CannotStore, match=r"out/archive\.sqlite"):
        open_store(tmp_path / "out" / "archive.sqlite")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://nobody:secret@/x?host=/nowhere", "the server cannot be reached"),
        ("mysql://host/x", "only sqlite and postgresql"),
        ("what is this", "no URL of a database"),
    ],
)
def test_a_place_where_no_store_can_be(url: str, said: str) -> None:
    with pytest.raises(CannotStore, match=said) as caught:
        open_store(url)
    assert "secret" not in str(caught.value)
    assert (caught.value.code, caught.value.exit_status) == ("cannot_store", 22)


def test_a_database_that_is_not_there(postgresql: str) -> None:
    with pytest.raises(CannotStore, match="no such database: create it first"):
        open_store(postgresql.replace("/postgres?", "/elsewhere?"))


def test_without_the_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(CannotStore, match=r"pip install kehoach\[postgresql\]"):
        open_store("postgresql://host/archive")


def test_a_server_that_is_stopped_and_started_again(
    new_postgresql_store: Callable[[], str],
) -> None:
    url = new_postgresql_store()
    with open_store(url) as store, open_store(url) as other:
        with store._database.reading() as connection:
            backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with other._database.writing() as connection:
            connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": backend})
        fill(store, 1)
        assert store.activity().pending == 1


def test_paths_may_hold_anything(tmp_path: Path) -> None:
    path = tmp_path / "100 % ?mode=ro#đ" / "archive.sqlite"
    with open_store(path) as store:
        fill(store, 1)
    assert path.is_file()


def test_sqlite_writes_through_to_the_disk(tmp_path: Path) -> None:
    with open_store(tmp_path / "archive.sqlite") as store, store._database.reading() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 2


def test_the_start_of_a_command_loads_no_database() -> None:
    code = """if True:
        import sys
        import extractor.archive.store, extractor.cli.main
        from extractor.archive.store import Blobs
        assert not {"sqlalchemy", "alembic", "fsspec", "psycopg"} & set(sys.modules)
        """
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ)


def test_a_store_that_is_up_to_date_opens_without_alembic(tmp_path: Path) -> None:
    open_store(tmp_path / "archive.sqlite").close()
    code = f"""if True:
        import sys, pathlib
        from extractor.archive.store import open_store
        open_store(pathlib.Path({str(tmp_path / "archive.sqlite")!r})).close()
        assert "alembic" not in sys.modules
        """
    subprocess.run([sys.executable, "-c", code], check=True)


def test_ctrl_c_in_a_transaction_leaves_it_undone(place: str) -> None:
    with open_store(place) as store:
        fill(store, 5)

        def interrupted() -> Any:
            yield found(6)[5]
            signal.raise_signal(signal.SIGINT)

        run = store.begin()
        with pytest.raises(KeyboardInterrupt):
            store.see(run, "in", interrupted(), V1)
        assert store.activity().pending == 5
        assert len(store.claim(run, 9)) == 5


def test_a_claim_neither_sorts_nor_walks_through_what_is_done(tmp_path: Path) -> None:
    """So it costs the same in an archive of any size."""
    statements: list[tuple[str, Any]] = []
    with open_store(tmp_path / "archive.sqlite") as store:
        fill(store, 5)
        engine = store._database._engine
        event.listen(engine, "before_cursor_execute", lambda *a: statements.append((a[2], a[3])))
        with store.begin() as run:
            store.claim(run, 2, roots=["in"])
            store.claim(run, 2)
            run.beat()
        with store._database.reading() as connection:
            plans = [
                str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all())
                for statement, values in statements
                if statement.startswith(('SELECT inputs."key"', "UPDATE inputs SET run"))
            ]
    assert len(plans) == 5, "two claims, two updates, one release"
    assert not [plan for plan in plans if "TEMP B-TREE" in plan or "SCAN inputs'" in plan]


OPENER = """
import sys, time
from pathlib import Path
from extractor.archive.store import open_store
folder, began = Path(sys.argv[1]), float(sys.argv[2])
for number in range(40):
    time.sleep(max(0.0, began + number * 0.05 - time.time()))
    with open_store(folder / f"{number}.sqlite") as store, store.begin():
        pass
"""


def test_a_new_store_is_opened_by_several_at_once(tmp_path: Path) -> None:
    """SQLite says at once, and does not wait, that a file is locked which gets its log."""
    began = str(time.time() + 2)
    openers = [
        subprocess.Popen([sys.executable, "-c", OPENER, tmp_path, began], stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    assert [opener.communicate()[1] for opener in openers] == [b""] * 4
