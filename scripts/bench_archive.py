"""What an archive costs beside the reading: a run's overhead, what a second process gains, a second
run over what is unchanged, and how database and time grow with the number of inputs (drawn as
`docs/archive.png`)."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import matplotlib as mpl
from samples import CORPUS, ROOT
from soak import unlike

from extractor.archive.isolation.sandbox import Done
from extractor.archive.linking.facts import facts
from extractor.archive.model import Made, Outcome, Task, Versions
from extractor.archive.run import Request, run_archive
from extractor.archive.store import Blobs, open_store
from extractor.archive.work import PAGES, PLANS, Job
from extractor.pipeline import extract
from extractor.plan import Plan
from extractor.settings import DEFAULT

mpl.use("Agg")
from matplotlib import pyplot as plt

KEHOACH = Path(sys.executable).with_name("kehoach")
TEXT = ROOT / "tests" / "cli" / "plan.txt"
SCANS = (6, 14)
ROUNDS = 2
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
UNCHANGED = 10_000
PICTURE = ROOT / "docs" / "archive.png"
IN_PROCESS = "import sys; from extractor import extract; [extract(name) for name in sys.argv[1:]]"


def main() -> None:
    """Prints one line a measurement; `bench_archive.py store` measures the store alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "store" not in sys.argv[1:]:
            overhead(folder)
        growth(folder / "growth")


# --- beside the reading ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of a command: of the processors, with all that it started, and on the clock."""

    cpu: float
    wall: float

    def __sub__(self, other: Times) -> Times:
        return Times(self.cpu - other.cpu, self.wall - other.wall)


def overhead(folder: Path) -> None:
    """Scans in one process without an archive, in a run with one process, and with two: what some
    more of them take, so that no start counts; the best of some rounds."""
    few, many = (scans(folder / str(count), count) for count in SCANS)
    plain = [sys.executable, "-c", IN_PROCESS]
    alone = best(lambda: [*plain, *many.iterdir()]) - best(lambda: [*plain, *few.iterdir()])
    one, two = (
        best(partial(run_of, folder, many, jobs)) - best(partial(run_of, folder, few, jobs))
        for jobs in (1, 2)
    )
    print(
        f"{SCANS[1] - SCANS[0]} more scans without an archive: {alone.cpu:5.1f} s CPU,"
        f" {alone.wall:5.1f} s wall"
    )
    print(
        f"in a run, one process:           {one.cpu:5.1f} s CPU, {one.wall:5.1f} s wall:"
        f" {one.cpu / alone.cpu - 1:+.1%} CPU, {one.wall / alone.wall - 1:+.1%} wall"
    )
    print(
        f"in a run, two processes:         {two.cpu:5.1f} s CPU, {two.wall:5.1f} s wall:"
        f" {one.wall / two.wall:.2f} times as fast as one"
    )


def scans(folder: Path, count: int) -> Path:
    """A folder of so many sample scans, no two of the same bytes."""
    folder.mkdir()
    samples = sorted((CORPUS / "samples").glob("*.pdf"))
    for number, path in enumerate(islice(cycle(samples), count)):
        unlike(path, folder / f"{number}.pdf", number)
    return folder


def run_of(folder: Path, inputs: Path, jobs: int) -> list[object]:
    """A run into a new archive that may not use what another one has read."""
    out = Path(tempfile.mkdtemp(dir=folder))
    return [KEHOACH, "extract", inputs, "--out", out, "--no-ocr-cache", "--jobs", jobs]


def best(command: Callable[[], list[object]]) -> Times:
    """The least of some rounds."""
    times = [timed(command()) for _ in range(ROUNDS)]
    return Times(min(t.cpu for t in times), min(t.wall for t in times))


def timed(command: list[object]) -> Times:
    """What a command takes."""
    began = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return Times(usage.ru_utime + usage.ru_stime, time.monotonic() - began)


# --- how it grows ----------------------------------------------------------------------------


class Stub:
    """An engine that reads nothing: each input gives a plan that was made before, as if just
    read. What is left is what the archive costs."""

    name = "stub"

    def __init__(self, plan: Plan, blobs: Blobs) -> None:
        self._plan = plan
        self._text = plan.model_dump_json()
        self._facts = facts(plan).to_json()
        self._blobs = blobs

    def run(
        self, _: object, items: Iterable[Task], *, many: bool
    ) -> Generator[Done[Task, Outcome]]:
        """See `Engine`."""
        for task in items:
            digest = hashlib.sha256(task.key.encode()).hexdigest()
            self._blobs.put_named(PAGES, digest, self._text.encode())
            text = self._text.replace(self._plan.source.name, task.key)
            made = Made(
                f"{self._plan.id}-{digest[:9]}", self._blobs.put(PLANS, text.encode()), self._facts
            )
            yield Done(task, Outcome(task.key, task.location, "extracted", NOW, sha256=digest,
                                     pages=1, documents=(made,)))  # fmt: skip


NOW = Versions("stub", "stub")


class Nobody:
    """Does not look on."""

    def looking(self, found: int) -> None:
        """See `Watch`."""

    def begin(self, total: int) -> None:
        """See `Watch`."""

    def done(self, outcome: Outcome) -> None:
        """See `Watch`."""


def growth(folder: Path) -> None:
    """Runs over ever more inputs, of which only the new ones are read, and one more over those
    that have not changed."""
    inputs, out = folder / "in", folder / "out"
    job = Job(Blobs(str(out / "blobs")), DEFAULT, NOW)
    engine = Stub(extract(TEXT), job.blobs)
    request = Request(out, (str(inputs),), json=False)
    rows, have = [], 0
    for size in SIZES:
        add_inputs(inputs, have, size)
        began = time.monotonic()
        with open_store(out / "archive.sqlite") as store:
            run_archive(request, store, engine, job, Nobody())
        seconds = time.monotonic() - began
        bytes_ = sum(path.stat().st_size for path in out.glob("archive.sqlite*"))
        rows.append((size, 1000 * seconds / (size - have), bytes_ / size / 1024))
        print(
            f"{size:7,} inputs: {rows[-1][1]:6.2f} ms a new one,"
            f" {rows[-1][2]:6.2f} KiB of database an input, {resident():4.0f} MiB"
        )
        have = size
        if size == UNCHANGED:
            again(out, inputs)
    draw(rows)


def again(out: Path, inputs: Path) -> None:
    """The command itself, over what is unchanged: for it, the stub's version is the current one."""
    began = time.monotonic()
    job = Job(Blobs(str(out / "blobs")), DEFAULT, NOW)
    with open_store(out / "archive.sqlite") as store:
        run_archive(Request(out, (str(inputs),), json=False), store, Unused(), job, Nobody())
    print(f"{UNCHANGED:7,} unchanged: {time.monotonic() - began:6.2f} s in all")


class Unused(Stub):
    """An engine that must not be asked for anything."""

    def __init__(self) -> None:
        pass

    def run(
        self, _: object, items: Iterable[Task], *, many: bool
    ) -> Generator[Done[Task, Outcome]]:
        """See `Engine`."""
        for task in items:
            raise AssertionError(task)
        yield from ()


def add_inputs(folder: Path, first: int, end: int) -> None:
    """Small files, a thousand in a folder."""
    for number in range(first, end):
        path = folder / f"{number // 1000:04}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(number))


def resident() -> float:
    """MiB of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def draw(rows: list[tuple[int, float, float]]) -> None:
    """Cost and size of an input, by the number of inputs."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
    sizes = [row[0] for row in rows]
    for axes, values, label in (
        (left, [row[1] for row in rows], "milliseconds a new input, without reading"),
        (right, [row[2] for row in rows], "KiB of database an input"),
    ):
        axes.plot(sizes, values, "o-", color="#1f5fa8")
        axes.set(xscale="log", xlabel="inputs in the archive", title=label)
        axes.set_ylim(0, 1.3 * max(values))
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(axis="y", alpha=0.3)
    figure.savefig(PICTURE, dpi=110)


if __name__ == "__main__":
    main()
