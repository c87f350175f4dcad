"""Work that goes wrong in every way, in a module that children can import. Each takes an item; what
it has no use for is ignored."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from extractor.errors import BrokenFile

LEAK: list[bytes] = []


def call(item: tuple[Callable[..., Any], Any]) -> Any:
    """An item that says itself what is to be done."""
    work, argument = item
    return work(argument)


def spin(_: object) -> None:
    while True:
        pass


def spin_in_c(_: object) -> None:
    """Never lets another thread of the process run."""
    re.match(r"(a+)+$", "a" * 60 + "b")


def hang(_: object) -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals))
    time.sleep(1000)


def fill_memory(_: object) -> int:
    return len(bytearray(10 * 2**30))


def hide_lack_of_memory(_: object) -> None:
    """As a reader does that takes whatever goes wrong for damage."""
    try:
        bytearray(10 * 2**30)
    except Exception:
        raise BrokenFile("x.pdf") from None


def fill_memory_and_abort(share: int) -> None:
    """As native libraries do."""
    kept = bytearray(share)
    os.abort()
    del kept


def complain_and_abort(_: object) -> None:
    os.write(2, b"terminate called after throwing an instance of 'std::bad_alloc'\n")
    os.abort()


def refuse(name: str) -> None:
    raise BrokenFile(name, "no pages")


def kill_itself(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def segfault(_: object) -> None:
    ctypes.string_at(0)


def leave(status: int) -> None:
    os._exit(status)


def leave_at_once() -> None:
    os._exit(5)


def chatter(_: object) -> str:
    """More than any pipe holds, on both streams, around Python and through it."""
    for _ in range(100):
        for stream in (1, 2):
            with contextlib.suppress(BlockingIOError):
                os.write(stream, b"x" * 65536)
    sys.stdout.write("y" * 65536)
    sys.stderr.write("y" * 65536)
    return "done"


def write_too_much(size: int) -> None:
    with tempfile.TemporaryFile() as file:
        for _ in range(size):
            file.write(b"x" * 2**20)


def leak(megabytes: int) -> tuple[int, int]:
    """What earlier items have left, and the process."""
    found = len(LEAK)
    LEAK.append(b"x" * (megabytes * 2**20))
    return found, os.getpid()


def litter(kill: bool) -> str:
    """Leaves temporary files, and dies over it if asked to."""
    folder = tempfile.mkdtemp()
    Path(folder, "left").write_text("over")
    subprocess.run(["touch", Path(os.environ["TMPDIR"], "by a program")], check=True)
    if kill:
        os.kill(os.getpid(), signal.SIGSEGV)
    return folder


def bear(folder: str) -> None:
    """Starts two processes that outlive it, one of them in a session of its own; notes all numbers
    in `folder`."""
    for detached in (False, True):
        born = subprocess.Popen(["sleep", "1000"], start_new_session=detached)
        Path(folder, f"{born.pid}{'.detached' if detached else ''}").touch()
    Path(folder, str(os.getpid())).touch()
    Path(folder, str(os.getppid())).touch()


def bear_and_hang(folder: str) -> None:
    bear(folder)
    Path(folder, "ready").touch()
    time.sleep(1000)


def fork_and_die(_: object) -> None:
    """The copy holds all that the process had open."""
    if not os.fork():
        time.sleep(1000)
    os.abort()


def nap(number: int) -> int:
    time.sleep(0.05)
    return number * number


def nap_but(item: int) -> int:
    """Naps; over zero it hangs."""
    time.sleep(0.05 if item else 1000)
    return item


def limit_of(what: int) -> int:
    import resource

    return resource.getrlimit(what)[0]


def content(path: Path) -> str:
    return path.read_text()


def version_of_process() -> str:
    return str(os.getpid())
