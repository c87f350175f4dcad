"""Runs over many made documents, some of them hostile, while driver and workers are killed: what
`bench_soak.py` and a test share."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import jsonschema
from bench import made, variant
from samples import ROOT

sys.path.insert(0, str(ROOT / "tests"))
from hostile import KINDS

from extractor.archive.store.files import DRAFTS
from extractor.plan.publish import from_json

KEHOACH = Path(sys.executable).with_name("kehoach")
HOSTILE = 0.05
SCANS = 0.1
PDFS = 0.15
ZIPPED = 0.05
MARK = "KEHOACH_SOAK"
"""An environment variable that all processes of a run inherit, and by which they are found."""
PATIENCE = 5.0
"""Seconds that the processes of a killed run have to end."""


# --- what is read ----------------------------------------------------------------------------


def make_inputs(folder: Path, count: int, chance: random.Random, *, heavy: bool) -> None:
    """`count` inputs below `folder`: plans as text (some of them in a zip file), as PDF and as
    scanned pages, no two alike, and one in twenty hostile: `heavy` ones, that take all they may of
    time or memory, among them or not."""
    folder.mkdir()
    hostile, scans, pdfs, zipped = (round(count * part) for part in (HOSTILE, SCANS, PDFS, ZIPPED))
    kinds = [kind for _, kind in sorted(KINDS.items()) if heavy or not kind.heavy]
    for number, kind in enumerate(islice(cycle(chance.sample(kinds, len(kinds))), hostile)):
        (folder / f"{number:04}-hostile{kind.suffix}").write_bytes(kind.make())
    for number, path in enumerate(islice(cycle(_scans()), scans)):
        unlike(path, folder / f"scan-{number:04}{path.suffix}", number)
    for number, path in enumerate(islice(cycle(made(folder / "made", "pdf")), pdfs)):
        unlike(path, folder / f"digital-{number:04}.pdf", number)
    texts = [path.read_text("utf-8") for path in made(folder / "made", "text")]
    shutil.rmtree(folder / "made")
    rest = count - hostile - scans - pdfs
    with zipfile.ZipFile(folder / "old.zip", "w", zipfile.ZIP_DEFLATED) as file:
        for number, text in enumerate(islice(cycle(texts), rest)):
            path = folder / f"{number % 7}" / f"text-{number:04}.txt"
            path.parent.mkdir(exist_ok=True)
            variant(text, number, path)
            if number < zipped:
                file.write(path, path.name)
                path.unlink()


def _scans() -> list[Path]:
    """The pictures of single pages among the sample scans."""
    return sorted(path for path in (ROOT / "corpus" / "samples").rglob("*") if path.is_file())


def unlike(path: Path, copy: Path, number: int) -> None:
    """A copy with other bytes that says the same: what follows a file's end is not read."""
    copy.write_bytes(path.read_bytes() + b"\n%" + str(number).encode())


# --- runs, and what becomes of them ----------------------------------------------------------


@dataclass
class Soak:
    """An archive that is made by runs which are killed. `found` collects what is wrong."""

    inputs: Path
    out: Path
    temp: Path
    options: Sequence[str]
    found: list[str] = field(default_factory=list)
    memory: list[tuple[int, int]] = field(default_factory=list)
    """Inputs done, and the resident KiB of the run's own process and its server then."""

    @contextmanager
    def run(self) -> Iterator[subprocess.Popen[bytes]]:
        """A run in a process of its own; no process and no file of it outlives it."""
        self.temp.mkdir(exist_ok=True)
        mark = f"{os.getpid()}-{time.monotonic_ns()}"
        command = [KEHOACH, "extract", self.inputs, "--out", self.out, *self.options]
        environment = {**os.environ, MARK: mark, "TMPDIR": str(self.temp)}
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
            try:
                yield process
            finally:
                process.kill()
        deadline = time.monotonic() + PATIENCE
        while (left := _marked(mark)) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.found += [f"an orphan: process {pid} {_command(pid)}" for pid in left]
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def killed(self, after: float, chance: random.Random, *, workers: float) -> None:
        """A run that is killed after so many seconds, its workers now and then before."""
        with self.run() as process:
            self._disturb(process, after, chance, workers)

    def to_the_end(self, chance: random.Random, *, workers: float, seconds: float) -> int:
        """A run until it ends; its exit status. Memory is noted on the way."""
        with self.run() as process:
            if not self._disturb(process, seconds, chance, workers):
                self.found.append(f"the last run had not ended after {seconds:.0f} s")
            return process.poll() if process.poll() is not None else -1

    def _disturb(
        self,
        process: subprocess.Popen[bytes],
        seconds: float,
        chance: random.Random,
        workers: float,
    ) -> bool:
        """Waits, and kills one of the run's other processes every `workers` seconds or so."""
        end = time.monotonic() + seconds
        victim_at = time.monotonic() + chance.expovariate(1 / workers) if workers else end
        while time.monotonic() < end:
            if process.poll() is not None:
                return True
            if time.monotonic() > victim_at:
                victims = _children(process.pid)
                if victims:
                    with suppress(ProcessLookupError):
                        os.kill(chance.choice(victims), signal.SIGKILL)
                victim_at = time.monotonic() + chance.expovariate(1 / workers)
            self._note_memory(process.pid)
            time.sleep(0.2)
        return process.poll() is not None

    def _note_memory(self, pid: int) -> None:
        resident = sum(_resident(one) for one in [pid, *_children(pid)[:1]])
        self.memory.append((self.done(), resident))

    def done(self) -> int:
        """How many inputs have an outcome."""
        store = self.out / "archive.sqlite"
        if not store.exists():
            return 0
        with suppress(sqlite3.Error):
            connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
            try:
                query = "SELECT count(*) FROM inputs WHERE state = 'done'"
                return int(connection.execute(query).fetchone()[0])
            finally:
                connection.close()
        return self.memory[-1][0] if self.memory else 0

    def slope(self) -> float:
        """By how many KiB an input the memory grows, over the second half of the inputs."""
        half = max(done for done, _ in self.memory) / 2
        points = [(done, size) for done, size in self.memory if done > half]
        mean_x = sum(x for x, _ in points) / len(points)
        mean_y = sum(y for _, y in points) / len(points)
        spread = sum((x - mean_x) ** 2 for x, _ in points)
        return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0

    # --- what must be true in the end ---

    def check(self, count: int) -> Counter[str]:
        """The outcomes by class. Each input has one; every plan is whole and as the contract says;
        nothing is left over."""
        rows = [json.loads(line) for line in (self.out / "results.jsonl").read_text().splitlines()]
        keys = Counter(row["key"] for row in rows)
        if len(keys) != count:
            self.found.append(f"{len(keys)} inputs have an outcome, not {count}")
        self.found += [f"{key} has {n} outcomes" for key, n in keys.items() if n > 1]
        self.found += [f"{r['key']} is {r['status']}" for r in rows if r["status"] == "pending"]
        schema = jsonschema.Draft202012Validator(
            json.loads((ROOT / "schemas" / "plan.schema.json").read_text("utf-8"))
        )
        for row in rows:
            for document in row["documents"]:
                self._check_plan(self.out / document["json"], schema)
        left = [path for path in self.temp.rglob("*") if not path.is_dir()]
        left += [path for path in self.out.rglob("*") if path.parent.name == DRAFTS]
        self.found += [f"left over: {path}" for path in left]
        return Counter(row["code"] or row["status"] for row in rows)

    def _check_plan(self, path: Path, schema: jsonschema.Draft202012Validator) -> None:
        try:
            text = path.read_text("utf-8")
            from_json(text, path.name)
            schema.validate(json.loads(text))
        except Exception as error:
            self.found.append(f"{path}: {type(error).__name__}: {str(error)[:200]}")


def contents(out: Path) -> dict[str, bytes]:
    """All that an archive shows, by name."""
    names = [*out.rglob("*.json"), out / "results.jsonl", out / "links.csv"]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in names}


# --- processes -------------------------------------------------------------------------------


def _marked(mark: str) -> list[int]:
    """The processes that have inherited this mark."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (folder / "environ").read_bytes().split(b"\0")
            if wanted in words and _state(int(folder.name)) not in "ZX":
                found.append(int(folder.name))
    return found


def _children(pid: int) -> list[int]:
    """The processes below `pid`, nearest first."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            parents.setdefault(int(fields[1]), []).append(int(folder.name))
    below = sorted(parents.get(pid, []))
    for one in below:
        below.extend(sorted(parents.get(one, [])))
    return below


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return "X"


def _command(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()[:80]
    return ""


def _resident(pid: int) -> int:
    """Resident memory of a process in KiB."""
    with suppress(OSError, IndexError, ValueError):
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") // 1024
    return 0
