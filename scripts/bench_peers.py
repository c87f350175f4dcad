"""What reading costs beside other programs: seconds a scanned page, on the same files in one run.

Each takes its turn in every round, and its best round counts: what else runs on the machine makes
wall seconds longer, CPU seconds only a little. `plain_tesseract.py` is Tesseract by itself."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pypdfium2 as pdfium
from samples import CORPUS, ROOT, make, split

ROUNDS = 2
ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}
_PR_SET_CHILD_SUBREAPER = 36  # <sys/prctl.h>
Command = list[str]


@dataclass(frozen=True, slots=True)
class Peer:
    """Commands that read all files, and what is set in their environment."""

    name: str
    commands: Sequence[Command]
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seconds:
    """What a run took."""

    wall: float
    cpu: float


def main() -> None:
    """A row of the table for each program, then where the time of kehoach goes."""
    adopt_orphans()
    with tempfile.TemporaryDirectory() as folder:
        paths = files(Path(folder))
        pages = sum(len(pdfium.PdfDocument(path)) for path in paths)
        print(f"{len(paths)} files, {pages} pages, {os.cpu_count()} cores")
        peers = contestants(paths, Path(folder))
        turns = [{peer.name: run(peer) for peer in peers} for _ in range(ROUNDS)]
        print(table([peer.name for peer in peers], turns, pages))
        print(f"Load of the machine in the end: {os.getloadavg()[0]:.1f}.")
        share = not_recognition(paths)
    print(f"Of kehoach's CPU seconds, {share:.0%} are not spent in Tesseract.")


def files(folder: Path) -> list[Path]:
    """The samples in the repository; two more development documents, made as office and archive
    scans."""
    first, second, *_ = split("dev")
    make([first], ["office"], folder)
    make([second], ["archive"], folder)
    return sorted([*(CORPUS / "samples").glob("*.pdf"), *folder.glob("*/*.pdf")])


def contestants(paths: Sequence[Path], folder: Path) -> list[Peer]:
    """Everything that is timed; kehoach comes first."""
    named = [str(path) for path in paths]
    program = str(Path(sys.executable).parent / "kehoach")
    kehoach = [program, "extract", *named, "--no-ocr-cache", "--out", str(folder / "out"), "--jobs"]
    plain = [sys.executable, str(ROOT / "scripts" / "plain_tesseract.py")]
    peers = [
        Peer("kehoach, one process", [[*kehoach, "1"]]),
        Peer("kehoach, two processes", [[*kehoach, "2"]]),
        Peer("pytesseract as it comes", [[*plain, "1", *named]]),
        Peer("pytesseract, one thread, two processes", [[*plain, "2", *named]], ONE_THREAD),
    ]
    if not shutil.which("ocrmypdf"):
        print("NOT MEASURED: OCRmyPDF is not installed (Debian: apt-get install ocrmypdf).")
        return peers
    ocrmypdf = ["ocrmypdf", "--quiet", "--deskew", "-l", "vie"]
    each = [[*ocrmypdf, name, str(folder / "searchable.pdf")] for name in named]
    return [*peers, Peer("OCRmyPDF --deskew", each)]


def run(peer: Peer) -> Seconds:
    """Run the commands of a program and see what they took, all their processes together."""
    environment = {k: v for k, v in os.environ.items() if k not in ONE_THREAD} | peer.environment
    began, before = time.perf_counter(), spent()
    for command in peer.commands:
        subprocess.run(command, check=True, capture_output=True, env=environment)
        wall = time.perf_counter() - began
        reap()
    print(f"  {peer.name}: {wall:.0f} s, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
    return Seconds(wall, spent() - before)


def adopt_orphans() -> None:
    """Make processes that outlive the command that began them (multiprocessing's fork server)
    children of this one, so that their time is seen."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def reap() -> None:
    """Wait until no child is left."""
    with suppress(ChildProcessError):
        while True:
            os.wait()


def spent() -> float:
    """CPU seconds of all children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def table(names: Sequence[str], turns: Sequence[dict[str, Seconds]], pages: int) -> str:
    """The Markdown table: the best round of each, a page, and beside the first one."""
    best = [
        Seconds(min(t[name].wall for t in turns), min(t[name].cpu for t in turns)) for name in names
    ]
    rows = [
        f"| {name} | {took.cpu / pages:.2f} | {took.cpu / best[0].cpu:.2f}"
        f" | {took.wall / pages:.2f} | {took.wall / best[0].wall:.2f} |"
        for name, took in zip(names, best, strict=True)
    ]
    head = "| | CPU s a page | ratio | wall s a page | ratio |\n| --- | --- | --- | --- | --- |"
    return "\n".join([head, *rows])


def not_recognition(paths: Sequence[Path]) -> float:
    """The share of kehoach's CPU seconds outside the OCR engine, once everything is loaded."""
    from extractor.pipeline import extract
    from extractor.reading.ocr import InProcess

    inside = 0.0
    recognise = InProcess.tsv

    def timed(*arguments: Any) -> str:
        nonlocal inside
        began = time.process_time()
        result = recognise(*arguments)
        inside += time.process_time() - began
        return result

    extract(paths[0])
    began = time.process_time()
    with patch.object(InProcess, "tsv", timed):
        for path in paths:
            extract(path)
    return 1 - inside / (time.process_time() - began)


if __name__ == "__main__":
    main()
