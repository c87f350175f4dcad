"""How `kehoach serve` does while 50 readers follow an archive that 6 processes write to: what is
lost, how long answers take, how its memory grows. `sh scripts/bench serve [SECONDS] [URL]`: that of
an empty PostgreSQL database; without one it is SQLite."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles

import httpx

from extractor.archive.model import Found, Made, Outcome, Versions
from extractor.archive.store import Blobs, open_store
from extractor.archive.work import PLANS

READERS, WRITERS, DOCUMENTS = 50, 6, 40
SECONDS = 120
PORT = 8637
URL = f"http://127.0.0.1:{PORT}"
PAUSE = 0.2
"""Seconds between two writes of a writer, and at most between two requests of a reader."""
EXAMPLE = Path(__file__).parents[1] / "schemas" / "plan.example.json"
NOW = Versions("r", "p")


def main(seconds: float = SECONDS, url: str | None = None) -> None:
    """Serves a made archive, and prints a line for each measure."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        place = url or f"sqlite:///{out}/archive.sqlite"
        open_store(place).close()
        server = _serve(out, place)
        try:
            _measure(out, place, server.pid, seconds)
        finally:
            server.terminate()
            server.wait()


def _measure(out: Path, place: str, pid: int, seconds: float) -> None:
    until = time.time() + seconds
    spawn = get_context("spawn").Process
    writers = [spawn(target=_write, args=(out, place, n, until)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    with ThreadPoolExecutor(READERS + 1) as threads:
        memory = threads.submit(_memory, pid, until)
        readers = [threads.submit(_Reader(n).follow, until + 2) for n in range(READERS)]
        took = [one for reader in readers for one in reader.result()[0]]
        copies = [reader.result()[1] for reader in readers]
    for writer in writers:
        writer.join()
    with open_store(place) as store:
        truth = {c.document: c.published for c in store.changes(0, 10**6)}
        changes = store.last_change()
    wrong = sum(copy != truth for copy in copies)
    took.sort()
    print(f"{changes:,} changes of {len(truth)} documents; readers without an exact copy: {wrong}")
    print(
        f"{len(took):,} answers, {len(took) / seconds:.0f} a second: median {median(took):.0f} ms,"
        f" p99 {quantiles(took, n=100)[98]:.0f} ms, longest {took[-1]:.0f} ms"
    )
    grown = memory.result()
    print("memory (MiB) after each tenth of the time: " + ", ".join(f"{m:.0f}" for m in grown))
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


class _Reader:
    """Follows the changes, and asks for a document and a list now and then."""

    def __init__(self, number: int) -> None:
        token = {"Authorization": f"Bearer {_token(number)}"}
        self._client = httpx.Client(base_url=URL, headers=token, timeout=60)
        self._took: list[float] = []
        self._copy: dict[str, str | None] = {}
        self._cursor: str | None = None

    def follow(self, until: float) -> tuple[list[float], dict[str, str | None]]:
        """What each answer took in milliseconds, and the copy."""
        while (left := until - time.time()) > 0:
            self._catch_up()
            if self._copy:
                self._ask(f"/v1/documents/{random.choice(list(self._copy))}")
                self._ask("/v1/documents?text=ke%20hoach&limit=20")
            time.sleep(min(left, random.uniform(0, PAUSE)))
        self._catch_up()
        return self._took, self._copy

    def _catch_up(self) -> None:
        more = True
        while more:
            place = f"&cursor={self._cursor}" if self._cursor else ""
            page = json.loads(self._ask(f"/v1/changes?limit=100{place}"))
            self._copy |= {one["document"]: one["sha256"] for one in page["changes"]}
            self._cursor, more = page["cursor"], page["more"]

    def _ask(self, path: str) -> bytes:
        began = time.perf_counter()
        answer = self._client.get(path)
        self._took.append((time.perf_counter() - began) * 1000)
        answer.raise_for_status()
        return answer.content


def _write(out: Path, place: str, writer: int, until: float) -> None:
    """Changes documents of its own, one after the other, until the time is over."""
    example = EXAMPLE.read_text("utf-8")
    blobs = Blobs(str(out / "blobs"))
    with open_store(place) as store, store.begin() as run:
        turn = 0
        while time.time() < until:
            turn += 1
            key = f"{writer}/{turn % DOCUMENTS}.txt"
            blob = blobs.put(
                PLANS, re.sub(r'"id": "', f'"id": "{turn}-', example, count=1).encode()
            )
            store.see(run, f"/{writer}", [Found(key, f"file:///{key}", str(turn))], NOW)
            (task,) = store.claim(run, 1, [f"/{writer}"])
            made = (Made(f"{turn}", blob),)
            store.finish(run, [Outcome(key, task.location, "extracted", NOW, documents=made)])
            time.sleep(PAUSE)


def _memory(pid: int, until: float) -> list[float]:
    status = Path(f"/proc/{pid}/status")
    began, sizes = time.time(), []
    for tenth in range(1, 11):
        time.sleep(max(0, began + (until - began) * tenth / 10 - time.time()))
        sizes.append(int(status.read_text().partition("VmRSS:")[2].split()[0]) / 1024)
    return sizes


def _serve(out: Path, place: str) -> subprocess.Popen[bytes]:
    tokens = out / "tokens"
    lines = (f"r{n} {sha256(_token(n).encode()).hexdigest()}\n" for n in range(READERS))
    tokens.write_text("".join(lines))
    start = "from extractor.cli.main import run; run()"
    given = ["serve", str(out), "--store", place, "--port", str(PORT), "--tokens", str(tokens)]
    server = subprocess.Popen([sys.executable, "-c", start, *given])
    _wait(lambda: httpx.get(f"{URL}/v1/health").status_code == 200)
    return server


def _wait(is_there: Callable[[], bool]) -> None:
    for _ in range(300):
        try:
            if is_there():
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise TimeoutError("the server does not start")


def _token(reader: int) -> str:
    return f"reader-{reader}"


if __name__ == "__main__":
    main(*map(float, sys.argv[1:2]), *sys.argv[2:3])
