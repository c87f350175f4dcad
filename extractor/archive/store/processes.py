"""Which process something belongs to, and whether that process still lives."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Process:
    """A process on one of several machines. `machine` tells apart machines and containers, also
    those that share a host name; `started` tells a process from a later one of the same number."""

    host: str
    machine: str
    pid: int
    started: str

    def is_gone(self) -> bool | None:
        """Whether it has ended; None where that cannot be seen from here."""
        if self.machine != _machine() or not self.started:
            return None
        return self.started != _started(self.pid)


def this_process() -> Process:
    """The one that asks."""
    pid = os.getpid()
    return Process(socket.gethostname(), _machine(), pid, _started(pid))


@cache
def _machine() -> str:
    """A hash of what names this machine and its space of process numbers: a container has its own
    space, in which the numbers of others mean nothing."""
    space = Path("/proc/self/ns/pid")
    parts = (
        socket.gethostname(),
        _text(Path("/etc/machine-id")),
        str(space.readlink()) if space.is_symlink() else "",
    )
    return sha256("\n".join(parts).encode()).hexdigest()[:12]


def _started(pid: int) -> str:
    """When process `pid` began: the start of the machine and the ticks since. Empty where there is
    none, where it is dead and only waits for its parent, and on systems without `/proc`."""
    stat = _text(Path(f"/proc/{pid}/stat"))
    if not stat:
        return ""
    state, *fields = stat.rpartition(")")[2].split()  # a name may hold anything, `)` too
    if state in "ZX":
        return ""
    boot = _text(Path("/proc/sys/kernel/random/boot_id"))
    return f"{boot[:8]}.{fields[18]}"


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""
