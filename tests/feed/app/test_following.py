"""Whoever follows the changes has an exact copy, whatever happens meanwhile."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from archives import Archive
from fastapi.testclient import TestClient

from extractor.archive.model import Made, Outcome, Versions
from extractor.archive.store import Blobs, Store, open_store
from extractor.archive.work import PLANS

from .conftest import app_of
from .stranger import Stranger

LATER = Versions("r1", "p2")


def test_a_stream_gives_what_the_pages_give(client: TestClient) -> None:
    answer = client.get("/v1/changes.ndjson", params={"plans": "true"})
    assert answer.headers["content-type"] == "application/x-ndjson"
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert lines == client.get("/v1/changes", params={"plans": "true"}).json()["changes"]
    rest = client.get("/v1/changes.ndjson", params={"cursor": lines[0]["cursor"]}).text
    assert [json.loads(line)["document"] for line in rest.splitlines()] == [lines[1]["document"]]
    assert client.get("/v1/changes.ndjson", params={"cursor": lines[1]["cursor"]}).text == ""


def test_a_cursor_of_another_archive(
    archive: Archive, client: TestClient, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = Archive(tmp_path_factory.mktemp("other"))
    other.add("y.txt")
    other.run()
    with (
        open_store(other.out / "archive.sqlite") as store,
        TestClient(app_of(other, store), base_url="http://localhost") as others,
    ):
        cursor = others.get("/v1/changes").json()["cursor"]
    for path in ("/v1/changes", "/v1/changes.ndjson"):
        for wrong in (cursor, "A" * 36):
            answer = client.get(path, params={"cursor": wrong})
            assert (answer.status_code, answer.json()["code"]) == (404, "bad_cursor")
        assert client.get(path, params={"cursor": "../x"}).status_code == 422


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/archive.sqlite"
    make: Callable[[], str] = request.getfixturevalue("new_postgresql_store")
    return make()


def test_readers_lose_nothing_while_six_write(place: str, tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    blobs = Blobs(str(archive.out / "blobs"))
    with (
        open_store(place) as store,
        TestClient(app_of(archive, store), base_url="http://localhost") as client,
        ThreadPoolExecutor(10) as threads,
    ):
        writing = [threads.submit(_write, store, blobs, writer) for writer in range(6)]
        reading = [threads.submit(_follow, client, writing) for _ in range(4)]
        plans = [future.result() for future in reading]
        written = {key: plan for future in writing for key, plan in future.result().items()}
    assert len(written) == 60
    assert all(found == written for found in plans)


def _write(store: Store, blobs: Blobs, writer: int) -> dict[str, Any]:
    """Ten documents of a writer's own, each finished twice."""
    from extractor.archive.model import Found

    root, written = f"/{writer}", {}
    with store.begin() as run:
        for number, again in ((n, again) for again in (0, 1) for n in range(10)):
            key = f"{writer}/{number}.txt"
            plan = {"schema_version": "1.1", "id": key, "again": again}
            digest = blobs.put(PLANS, json.dumps(plan).encode())
            stamp = str(again)
            store.see(run, root, [Found(key, f"file:///{key}", stamp)], LATER)
            (task,) = store.claim(run, 1, [root])
            made = (Made(key, digest, {}),)
            outcome = Outcome(key, task.location, "extracted", LATER, documents=made)
            assert store.finish(run, [outcome]) == {key}
            written[key] = plan
    return written


def _follow(client: TestClient, writing: list[Any]) -> dict[str, Any]:
    stranger = Stranger()
    for _ in count():
        ended = all(future.done() for future in writing)
        stranger.catch_up(client.get, most=7)
        if ended:
            break
    return stranger.plans
