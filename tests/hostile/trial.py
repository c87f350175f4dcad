"""A file read in a child process with limits, and how that ended."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

MIB = 1024 * 1024
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["hostile.warm"])
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
        return tried_file(path, limits)


def tried_file(path: Path, limits: Limits = Limits()) -> Trial:
    """The file at `path`, read in a child."""
    mine, theirs = _FORKS.Pipe(duplex=False)
    child = _FORKS.Process(target=_read, args=(path, limits, theirs))
    start = time.perf_counter()
    child.start()
    theirs.close()
    try:
        ending, detail, peak = mine.recv() if mine.poll(limits.seconds) else ("timeout", "", 0)
    except EOFError:
        child.join()
        ending, detail, peak = "died", f"exit code {child.exitcode}", 0
    seconds = time.perf_counter() - start
    mine.close()
    child.kill()
    child.join()
    return Trial(ending, detail, round(seconds, 2), peak)


def _read(path: Path, limits: Limits, pipe: Connection) -> None:
    used = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (used + limits.memory,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what native libraries complain of
    ending, detail = _outcome(path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 // MIB
    pipe.send((ending, detail, peak))


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
