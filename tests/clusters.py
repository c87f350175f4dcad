"""Clusters for tests: `kehoach cluster` in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import processes

KEHOACH = Path(sys.executable).with_name("kehoach")


@contextmanager
def trial_cluster(temporary: Path) -> Iterator[subprocess.Popen[str]]:
    """A cluster of two workers, killed in the end. Its temporary files go into `temporary`."""
    path = os.pathsep.join(filter(None, sys.path))
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": path}
    with subprocess.Popen(
        [KEHOACH, "cluster", "--workers", "2", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        yield process
        process.kill()


def address_of(cluster: subprocess.Popen[str]) -> str:
    """Where it can be reached, once it can."""
    assert cluster.stdout
    found = re.search(r"dask://127\.0\.0\.1:\d+", cluster.stdout.readline())
    assert found
    return found[0]


def workers(cluster: subprocess.Popen[str]) -> list[int]:
    """Its processes that have a fork server, or may have."""
    return [
        pid
        for pid in processes.children(cluster.pid)
        if "--multiprocessing-fork" in processes.command(pid)
    ]
