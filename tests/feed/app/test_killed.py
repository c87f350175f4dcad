"""The whole server, as a process that is killed."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import httpx
from archives import PLAN, Archive

START = "from extractor.cli.main import run; run()"
BYTES = {"Content-Type": "application/octet-stream"}


@contextmanager
def server(archive: Archive) -> Iterator[httpx.Client]:
    """Serves the archive until the context ends; then it is killed, with nothing put in order."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", START, "serve", str(archive.out), "--port", str(port)]
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            _wait(client)
            yield client
    finally:
        process.kill()
        process.wait()


def _wait(client: httpx.Client) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(httpx.TransportError):
            if client.get("/v1/health").status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError("the server does not start")


def test_an_upload_is_whole_or_not_there(archive: Archive) -> None:
    uploaded = archive.out / "uploads" / "uploaded"
    with server(archive) as client:
        host, port = client.base_url.host, client.base_url.port or 0
        with socket.create_connection((host, port)) as half:
            half.sendall(
                b"POST /v1/jobs?name=x.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n"
                b"Content-Type: application/octet-stream\r\n\r\nhalf"
            )
            while not list(uploaded.glob(".*/x.txt")):
                time.sleep(0.01)
            job = client.post(
                "/v1/jobs", params={"name": "y.txt"}, content=PLAN.read_bytes(), headers=BYTES
            ).json()
    with server(archive) as client:
        deadline = time.monotonic() + 90
        while client.get(f"/v1/jobs/{job['id']}").json()["state"] == "queued":
            assert time.monotonic() < deadline
            time.sleep(0.2)
        done = client.get(f"/v1/jobs/{job['id']}").json()
        assert (done["state"], done["documents"]) == ("done", [job["key"]])
        there = [one["document"] for one in client.get("/v1/documents").json()["documents"]]
        assert there == ["a/x.txt", "b.txt", job["key"]]
