"""Files that are uploaded are read, in another process, or are not there."""

from __future__ import annotations

import time
from typing import Any

import pytest
from archives import PLAN, Archive
from fastapi.testclient import TestClient

from extractor.feed.app.uploads import UploadBounds
from extractor.feed.app.work import command

from .conftest import TOKENS, Serve, bearer

BYTES = {"Content-Type": "application/octet-stream"}


def upload(client: TestClient, name: str, body: bytes, **headers: str) -> Any:
    return client.post("/v1/jobs", params={"name": name}, content=body, headers=BYTES | headers)


def ended(client: TestClient, job: str) -> dict[str, Any]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        record: dict[str, Any] = client.get(f"/v1/jobs/{job}").json()
        if record["state"] != "queued":
            return record
        time.sleep(0.1)
    raise AssertionError("the job does not end")


def working(archive: Archive, bounds: UploadBounds) -> dict[str, Any]:
    out = archive.out
    work = command(out, out / "archive.sqlite", str(out / "blobs"), bounds)
    return {"work": work, "bounds": bounds}


def test_an_uploaded_file_becomes_a_document(archive: Archive, serve: Serve) -> None:
    with serve(**working(archive, UploadBounds())) as client:
        answer = upload(client, "kế hoạch.txt", PLAN.read_bytes())
        assert answer.status_code == 202
        broken = upload(client, "x.pdf", b"no PDF").json()
        job = ended(client, answer.json()["id"])
        assert answer.headers["location"] == f"/v1/jobs/{job['id']}"
        assert (job["state"], job["documents"]) == ("done", [job["key"]])
        assert client.get(f"/v1/documents/{job['documents'][0]}").json()["number"]
        assert ended(client, broken["id"])["code"] == "broken_file"
        assert ended(client, broken["id"])["state"] == "failed"
        there = client.get("/v1/documents").json()["documents"]
    assert {one["document"] for one in there} == {"a/x.txt", "b.txt", job["key"]}


@pytest.mark.parametrize(
    ("name", "headers", "status"),
    [
        ("../x.pdf", {}, 422),
        ("/etc/x.pdf", {}, 422),
        ("a\\x.pdf", {}, 422),
        (".x.pdf", {}, 422),
        ("x\0.pdf", {}, 422),
        ("Thumbs.db.pdf", {}, 422),
        ("x.zip", {}, 422),
        ("x.pdf", {"Content-Type": "multipart/form-data"}, 415),
        ("x.pdf", {"Content-Length": "99999999999"}, 413),
    ],
)
def test_what_is_not_taken(
    archive: Archive, client: TestClient, name: str, headers: dict[str, str], status: int
) -> None:
    assert upload(client, name, b"x", **headers).status_code == status
    assert not list((archive.out / "uploads").rglob("*.*"))


def test_no_more_than_the_bounds(archive: Archive, serve: Serve) -> None:
    with serve(bounds=UploadBounds(file_bytes=10, waiting=1)) as client:
        answer = client.post(
            "/v1/jobs", params={"name": "x.txt"}, content=iter([b"12345678"] * 2), headers=BYTES
        )
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
        assert upload(client, "x.txt", b"1").status_code == 202
        full = upload(client, "x.txt", b"1")
        assert (full.status_code, full.json()["code"]) == (429, "queue_full")
        assert full.headers["retry-after"]
    assert len(list((archive.out / "uploads" / "uploaded").iterdir())) == 1


def test_another_ones_job_is_not_shown(serve: Serve) -> None:
    with serve(tokens=TOKENS) as client:
        job = upload(client, "x.txt", b"x", **bearer("an")).json()["id"]
        assert client.get(f"/v1/jobs/{job}", headers=bearer("an")).status_code == 200
        assert client.get(f"/v1/jobs/{job}", headers=bearer("binh")).status_code == 404


def test_a_job_outlives_the_server(archive: Archive, serve: Serve) -> None:
    with serve() as client:
        job = upload(client, "x.txt", PLAN.read_bytes()).json()["id"]
    draft = archive.out / "uploads" / "uploaded" / ".left"
    draft.mkdir()
    with serve(**working(archive, UploadBounds())) as client:
        assert ended(client, job)["state"] == "done"
        assert len(client.get("/v1/documents").json()["documents"]) == 3
