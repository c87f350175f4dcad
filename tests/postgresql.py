"""A real PostgreSQL, from Debian's package, on a socket of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pytest


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a server that lasts as long as the tests; its superuser needs no password."""
    programs = _programs()
    if programs is None:
        pytest.skip("NOT CHECKED ON POSTGRESQL: it is not installed (apt-get install postgresql)")
    # Not in pytest's own folder: a socket's path has to be short, and the server another user.
    folder = Path(tempfile.mkdtemp(prefix="kehoach-pg-"))
    try:
        server = _start(programs, folder)
        try:
            yield _url(folder)
        finally:
            server.send_signal(signal.SIGINT)  # it drops its connections, then ends
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def new_postgresql_store(postgresql: str) -> Callable[[], str]:
    """Makes the URL of an empty schema of a database that sorts as Vietnamese does."""
    import psycopg

    numbers = count(1)
    with psycopg.connect(postgresql, autocommit=True) as connection:
        has_icu = connection.info.server_version >= 15_00_00
        order = "LOCALE_PROVIDER icu ICU_LOCALE 'vi'" if has_icu else ""
        connection.execute(f"CREATE DATABASE vietnamese TEMPLATE template0 {order}")
    url = postgresql.replace("/postgres?", "/vietnamese?")

    def make() -> str:
        name = f"s{next(numbers)}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"{url}&options={quote(f'-csearch_path={name}')}"

    return make


def _programs() -> Path | None:
    """The folder of the newest server's programs."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    return folders[-1].parent if folders else None


def _version(program: Path) -> int:
    return int(program.parts[-3])


def _start(programs: Path, folder: Path) -> subprocess.Popen[bytes]:
    """A server in `folder`, that ends with these tests even if they are killed."""
    with (folder / "log").open("wb") as log:
        as_user = _as_user(folder)
        data = folder / "data"
        subprocess.run(
            [*as_user, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
             "--locale=C.UTF-8", "--no-sync"],
            cwd=folder, stdout=log, stderr=log, check=True,
        )  # fmt: skip
        server = subprocess.Popen(
            [*as_user, programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=",
             "-c", "fsync=off", "-c", "full_page_writes=off"],
            cwd=folder, stdout=log, stderr=log,
        )  # fmt: skip
    _wait_for(server, folder)
    return server


def _as_user(folder: Path) -> list[str]:
    """What makes a program run as somebody else: PostgreSQL refuses to be run by root."""
    if os.getuid() != 0:
        return ["setpriv", "--pdeathsig=INT"] if shutil.which("setpriv") else []
    users = {user.pw_name: user for user in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    os.chown(folder, user.pw_uid, user.pw_gid)
    who = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return ["setpriv", *who, "--pdeathsig=INT"]


def _wait_for(server: subprocess.Popen[bytes], folder: Path) -> None:
    import psycopg

    deadline = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(_url(folder)).close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                server.kill()
                pytest.fail(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
            time.sleep(0.05)


def _url(folder: Path) -> str:
    return f"postgresql://postgres@/postgres?host={quote(str(folder), safe='')}"
