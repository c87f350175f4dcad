"""The whole server, as a process that is killed: an upload is there as a whole, or not at all."""

from __future__ import annotations

import os
import signal
import socket
from typing import Any

import httpx
import pytest
from archives import PLAN, Archive

from extractor.archive.store import open_store

from .running import START, running, until

BYTES = {"Content-Type": "application/octet-stream"}
WHOLE = PLAN.read_bytes()
# The server kills itself right before a step: Python tells of it (an audit event) just in time.
KILLS_ITSELF = f"""
import os, signal, sys

def look(event, given):
    if event == {{event!r}} and str(given[0]).endswith({{path!r}}) and "/uploaded" in str(given[0]):
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(look)
{START}
"""
BEFORE_THE_FILE = ("open", "/x.txt")
BEFORE_THE_NOTE = ("open", "/.job.json")
BEFORE_THE_MOVE = ("os.rename", "")
AFTER_THE_MOVE = ("open", "/uploaded")
BEFORE_THE_ANSWER = ("shutil.rmtree", "")


def upload(client: httpx.Client, name: str) -> Any:
    answer = client.post("/v1/jobs", params={"name": name}, content=WHOLE, headers=BYTES)
    assert answer.status_code == 202
    return answer.json()


def jobs(client: httpx.Client) -> list[Any]:
    listed: list[Any] = client.get("/v1/jobs").json()["jobs"]
    return listed


def all_done(client: httpx.Client) -> bool:
    return {job["state"] for job in jobs(client)} == {"done"}


def documents(client: httpx.Client) -> list[str]:
    listed = client.get("/v1/documents").json()["documents"]
    return [one["document"] for one in listed]


def test_killed_while_it_receives(archive: Archive) -> None:
    uploaded = archive.out / "uploads" / "uploaded"
    with running(archive) as server:
        address = (server.client.base_url.host, server.client.base_url.port or 0)
        with socket.create_connection(address) as half:
            half.sendall(
                b"POST /v1/jobs?name=x.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n"
                b"Content-Type: application/octet-stream\r\n\r\nhalf"
            )
            until(lambda: bool(list(uploaded.glob(".*/x.txt"))))
            job = upload(server.client, "y.txt")
            server.kill()
    with running(archive) as server:
        assert [one["id"] for one in jobs(server.client)] == [job["id"]]
        until(lambda: all_done(server.client))
        assert documents(server.client) == ["a/x.txt", "b.txt", job["key"]]


def test_killed_at_each_step_of_an_upload(archive: Archive) -> None:
    """What was moved into place is there, what was not is not; nothing is half there."""
    for (event, path), is_there in (
        (BEFORE_THE_FILE, False),
        (BEFORE_THE_NOTE, False),
        (BEFORE_THE_MOVE, False),
        (AFTER_THE_MOVE, True),
        (BEFORE_THE_ANSWER, True),
    ):
        before = set(_folders(archive))
        with running(archive, start=KILLS_ITSELF.format(event=event, path=path)) as server:
            with pytest.raises(httpx.TransportError):
                upload(server.client, "x.txt")
            assert server.process.wait(30) == -signal.SIGKILL
        assert len(set(_folders(archive)) - before) == is_there, (event, path)
    with running(archive) as server:
        assert len(jobs(server.client)) == 2
        until(lambda: all_done(server.client))
        for job in jobs(server.client):
            assert (archive.out / "uploads" / job["key"]).read_bytes() == WHOLE
            assert job["documents"] == [job["key"]]
        assert len(documents(server.client)) == 4


@pytest.mark.parametrize(("event", "is_there"), [("os.rename", True), ("os.remove", False)])
def test_killed_at_each_step_of_a_removal(archive: Archive, event: str, is_there: bool) -> None:
    with running(archive) as server:
        job = upload(server.client, "x.txt")
        until(lambda: all_done(server.client))
    with running(archive, start=KILLS_ITSELF.format(event=event, path="")) as server:
        with pytest.raises(httpx.TransportError):
            server.client.delete(f"/v1/jobs/{job['id']}")
        assert server.process.wait(30) == -signal.SIGKILL
    with running(archive) as server:
        if not is_there:
            until(lambda: len(documents(server.client)) == 2)
        assert (job["key"] in documents(server.client)) == is_there
        assert server.client.get(f"/v1/jobs/{job['id']}").status_code == (200 if is_there else 410)
        assert (archive.out / "uploads" / job["key"]).exists() == is_there


@pytest.mark.parametrize("power_fails", [True, False])
def test_killed_while_a_run_reads(archive: Archive, power_fails: bool) -> None:
    """With all that it has started, or alone: then its run goes on beside the next server's."""
    with running(archive) as server:
        job = upload(server.client, "x.txt")
        _wait_for_the_run(archive, job["key"])
        if power_fails:
            server.kill()
            with open_store(archive.out / "archive.sqlite") as store:
                row = store.row(job["key"])
            assert row is not None
            assert row.state == "pending"
        else:
            os.kill(server.process.pid, signal.SIGKILL)
        _is_done_once(archive, job)


def _is_done_once(archive: Archive, job: Any) -> None:
    with running(archive) as server:
        until(lambda: all_done(server.client))
        assert documents(server.client) == ["a/x.txt", "b.txt", job["key"]]
        changes = server.client.get("/v1/changes").json()["changes"]
        assert [one["document"] for one in changes].count(job["key"]) == 1


def _wait_for_the_run(archive: Archive, key: str) -> None:
    """Until a run has the input in hand."""
    with open_store(archive.out / "archive.sqlite") as store:
        until(lambda: any(run.claimed for run in store.activity().runs))
        assert store.row(key) is not None


def _folders(archive: Archive) -> list[str]:
    """The jobs on the disk."""
    uploaded = archive.out / "uploads" / "uploaded"
    if not uploaded.is_dir():
        return []
    return [path.name for path in uploaded.iterdir() if not path.name.startswith(".")]
