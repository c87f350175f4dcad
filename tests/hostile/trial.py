"""A file read in a child process with limits, and how that ended.

A server, started once, has loaded readers and language side and forks a child for each file."""

from __future__ import annotations

import atexit
import json
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

MIB = 1024 * 1024
FINDINGS = frozenset({"raised", "died", "timeout", "memory", "invalid"})
"""Endings that no input may bring about: a bare exception, a native abort, no end, too much
memory, and a plan that breaks the contract."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may take: wall-clock seconds, and memory beyond what it has at its start."""

    seconds: float = 60.0
    memory: int = 3072 * MIB


@dataclass(frozen=True, slots=True)
class Trial:
    """How a file ended: `plan`, the code of an `ExtractorError`, or one of `FINDINGS`; for these
    `detail` says where."""

    ending: str
    detail: str
    seconds: float
    peak_mib: int

    @property
    def is_finding(self) -> bool:
        """Whether something in the program must be put right."""
        return self.ending in FINDINGS


def tried(data: bytes, name: str, limits: Limits = Limits()) -> Trial:
    """`data` read as a file of this name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        asked = json.dumps([str(path), *asdict(limits).values()])
        server = _server()
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(f"{asked}\n")
        server.stdin.flush()
        return Trial(*json.loads(server.stdout.readline()))


@cache
def _server() -> subprocess.Popen[str]:
    places = os.pathsep.join(filter(None, sys.path))
    server = subprocess.Popen(
        [sys.executable, "-m", "hostile.trial"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=os.environ | {"PYTHONPATH": places},
    )  # fmt: skip
    atexit.register(server.kill)
    return server


# --- in the server -----------------------------------------------------------------------------


def _serve(requests: Iterable[str]) -> None:
    _warm_up()
    for request in requests:
        path, seconds, memory = json.loads(request)
        sys.stdout.write(json.dumps(_in_child(Path(path), Limits(seconds, memory))) + "\n")
        sys.stdout.flush()


def _warm_up() -> None:
    import pdfplumber  # noqa: F401

    import extractor.reading.pdf
    import extractor.reading.pictures
    import extractor.reading.scan  # noqa: F401

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.txt"
        path.write_text("KẾ HOẠCH\n1. Các xã tổ chức thi đua (12/KH-UBND).\n" * 3, "utf-8")
        _outcome(path)


def _in_child(path: Path, limits: Limits) -> tuple[str, str, float, int]:
    mine, theirs = os.pipe()
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        try:
            _limit(limits.memory)
            os.write(theirs, json.dumps(_outcome(path)).encode())
        finally:
            os._exit(0)
    os.close(theirs)
    in_time, _, _ = select.select([mine], [], [], limits.seconds)
    said = os.read(mine, 65536) if in_time else b""
    os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    os.close(mine)
    ended = f"status {os.waitstatus_to_exitcode(status)}"
    ending, detail = json.loads(said or json.dumps(["died" if in_time else "timeout", ended]))
    return ending, detail, round(time.perf_counter() - start, 2), used.ru_maxrss * 1024 // MIB


def _limit(memory: int) -> None:
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + memory,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _outcome(path: Path) -> tuple[str, str]:
    from pydantic import ValidationError

    from extractor.errors import ExtractorError
    from extractor.pipeline import extract
    from extractor.plan import Plan

    try:
        plan = extract(path)
        Plan.model_validate_json(plan.model_dump_json())
    except ExtractorError as error:
        return error.code, error.detail
    except ValidationError as error:
        return "invalid", str(error)[:500]
    except MemoryError:
        return "memory", _last_places()
    except Exception:
        return "raised", _last_places()
    return "plan", " ".join(sorted({warning.code for warning in plan.warnings}))


def _last_places() -> str:
    """The error, and the innermost lines of the program before it."""
    kind, error, places = sys.exc_info()
    frames = traceback.extract_tb(places)
    own = [frame for frame in frames if "extractor" in Path(frame.filename).parts][-2:]
    where = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(own))
    return f"{kind.__name__ if kind else ''} at {where}: {error}"[:400]


if __name__ == "__main__":
    _serve(sys.stdin)
