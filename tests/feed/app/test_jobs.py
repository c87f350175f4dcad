"""Files that are uploaded are read, in another process, or are not there."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from typing import Any

import pytest
from archives import PLAN, Archive
from fastapi.testclient import TestClient

from extractor.feed.app.uploads import UploadBounds
from extractor.feed.app.work import command
from extractor.review.corrections import Author, Desk

from .conftest import TOKENS, Serve, bearer

BYTES = {"Content-Type": "application/octet-stream"}


def upload(client: TestClient, name: str, body: bytes, **headers: str) -> Any:
    return client.post("/v1/jobs", params={"name": name}, content=body, headers=BYTES | headers)


def ended(client: TestClient, job: str) -> dict[str, Any]:
    until(lambda: client.get(f"/v1/jobs/{job}").json()["state"] != "queued")
    record: dict[str, Any] = client.get(f"/v1/jobs/{job}").json()
    return record


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


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
        for headers, there in ((bearer("binh"), False), (bearer("an"), True)):
            assert client.get(f"/v1/jobs/{job}", headers=headers).status_code == (404, 200)[there]
            listed = client.get("/v1/jobs", headers=headers).json()["jobs"]
            assert [one["id"] for one in listed] == [job] * there
            removal = client.delete(f"/v1/jobs/{job}", headers=headers)
            assert removal.status_code == (404, 204)[there]


def test_jobs_are_listed_page_by_page_the_latest_first(serve: Serve) -> None:
    with serve() as client:
        jobs = [upload(client, f"{n}.txt", b"x").json() for n in range(5)]
        first = client.get("/v1/jobs", params={"limit": 2}).json()
        jobs.append(upload(client, "later.txt", b"x").json())  # moves no other
        assert first["jobs"] == jobs[4:2:-1]
    with serve() as client:
        second = client.get("/v1/jobs", params={"limit": 2, "cursor": first["next"]}).json()
        assert second["jobs"] == jobs[2:0:-1]
        last = client.get("/v1/jobs", params={"limit": 2, "cursor": second["next"]}).json()
        assert last == {"jobs": jobs[:1], "next": None}
        assert client.get("/v1/jobs").json() == {"jobs": jobs[::-1], "next": None}


def test_a_job_that_is_removed_takes_its_document_along(archive: Archive, serve: Serve) -> None:
    with serve(**working(archive, UploadBounds())) as client:
        job = ended(client, upload(client, "x.txt", PLAN.read_bytes()).json()["id"])
        (document,) = job["documents"]
        cursor = client.get("/v1/changes").json()["cursor"]
        assert client.delete(f"/v1/jobs/{job['id']}").status_code == 204
        assert client.delete(f"/v1/jobs/{job['id']}").status_code == 204
        removed = client.get(f"/v1/jobs/{job['id']}")
        assert (removed.status_code, removed.json()["code"]) == (410, "removed")
        assert client.get("/v1/jobs").json() == {"jobs": [], "next": None}
        until(lambda: client.get(f"/v1/documents/{document}").status_code == 410)
        (change,) = client.get("/v1/changes", params={"cursor": cursor}).json()["changes"]
        assert (change["document"], change["removed"]) == (document, True)
        left = [one["document"] for one in client.get("/v1/documents").json()["documents"]]
        assert left == ["a/x.txt", "b.txt"]


def test_a_removal_outlives_the_server(archive: Archive, serve: Serve) -> None:
    with serve(**working(archive, UploadBounds())) as client:
        job = ended(client, upload(client, "x.txt", PLAN.read_bytes()).json()["id"])
    with serve() as client:  # its runs do nothing
        assert client.delete(f"/v1/jobs/{job['id']}").status_code == 204
        assert client.get(f"/v1/documents/{job['key']}").status_code == 200
    with serve(**working(archive, UploadBounds())) as client:
        until(lambda: client.get(f"/v1/documents/{job['key']}").status_code == 410)
        assert client.get(f"/v1/jobs/{job['id']}").status_code == 410


def test_a_file_that_somebody_else_has_taken_out(archive: Archive, serve: Serve) -> None:
    with serve(**working(archive, UploadBounds())) as client:
        job = ended(client, upload(client, "x.txt", PLAN.read_bytes()).json()["id"])
        (archive.out / "uploads" / job["key"]).unlink()
        assert ended(client, job["id"])["state"] == "gone"
        assert [one["state"] for one in client.get("/v1/jobs").json()["jobs"]] == ["gone"]
    with serve(**working(archive, UploadBounds())) as client:
        until(lambda: client.get(f"/v1/documents/{job['key']}").status_code == 410)
        assert client.delete(f"/v1/jobs/{job['id']}").status_code == 204


def test_what_is_removed_before_it_is_read_is_never_read(archive: Archive, serve: Serve) -> None:
    with serve() as client:
        job = upload(client, "x.txt", PLAN.read_bytes()).json()["id"]
        assert client.delete(f"/v1/jobs/{job}").status_code == 204
    with serve(**working(archive, UploadBounds())) as client:
        other = ended(client, upload(client, "y.txt", PLAN.read_bytes()).json()["id"])
        assert other["state"] == "done"
        assert len(client.get("/v1/documents").json()["documents"]) == 3
        assert client.get(f"/v1/jobs/{job}").status_code == 410
    assert not list((archive.out / "uploads").rglob("x.txt"))


def test_a_corrected_upload_is_read_again(archive: Archive, serve: Serve) -> None:
    given = working(archive, UploadBounds())
    with serve(**given) as client:
        job = ended(client, upload(client, "x.txt", PLAN.read_bytes()).json()["id"])
        with archive.open_store() as store:
            desk = Desk(store, archive.blobs, archive.out)
            who = Author("an", datetime.datetime.now(datetime.UTC), "see the scan")
            desk.correct(job["key"], "replace", "/number", "59/KH-UBND", who)
        with archive.open_store() as store:  # as when it was read by another version
            store.redo([job["key"]])
        other = upload(client, "y.txt", PLAN.read_bytes()).json()
        assert ended(client, other["id"])["state"] == "done"
        until(lambda: client.get(f"/v1/jobs/{job['id']}").json()["state"] == "done")
        assert client.get(f"/v1/documents/{job['key']}").json()["number"] == "59/KH-UBND"


def test_a_job_outlives_the_server(archive: Archive, serve: Serve) -> None:
    with serve() as client:
        job = upload(client, "x.txt", PLAN.read_bytes()).json()["id"]
    draft = archive.out / "uploads" / "uploaded" / ".left"
    draft.mkdir()
    with serve(**working(archive, UploadBounds())) as client:
        assert ended(client, job)["state"] == "done"
        assert len(client.get("/v1/documents").json()["documents"]) == 3
