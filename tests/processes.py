"""What tests ask about processes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that is only not waited for yet does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def gone(pids: Iterable[int], seconds: float) -> bool:
    """Whether all of the processes end within so many seconds."""
    deadline = time.monotonic() + seconds
    left = list(pids)
    while left and time.monotonic() < deadline:
        time.sleep(0.05)
        left = [pid for pid in left if is_alive(pid)]
    return not left


def children(pid: int) -> list[int]:
    """The processes that the process has started, whichever of its threads did."""
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, path.read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def servers() -> list[int]:
    """This process's servers of sandboxes; it may have other children, a database's say."""
    return [pid for pid in children(os.getpid()) if "forkserver" in command(pid)]


def command(pid: int) -> str:
    """The command line of a process; nothing where it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except (FileNotFoundError, ProcessLookupError):
        return ""
