"""The whole server, as a process of its own that is killed in the end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import httpx
from archives import Archive

from .conftest import TOKENS

START = "from extractor.cli.main import run; run()"


@dataclass(frozen=True)
class Running:
    """A server that answers: who asks it, and its process, the first of its group."""

    client: httpx.Client
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """Kills it and all that it has started, as when the power fails."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def running(archive: Archive, *given: str, start: str = START) -> Iterator[Running]:
    """Serves the archive until the context ends; then it is killed, with nothing put in order.
    The port is the one that the server says, and it answers there as soon as it has said so."""
    command = [sys.executable, "-c", start, "serve", str(archive.out), "--port", "0", *given]
    with TemporaryFile() as said:
        process = subprocess.Popen(command, start_new_session=True, stderr=said)
        try:
            until(lambda: _address(said) is not None)
            with httpx.Client(base_url=str(_address(said)), timeout=60) as client:
                assert client.get("/v1/health").status_code == 200
                yield Running(client, process)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            sys.stderr.write(_text(said))  # pytest shows it where a test fails


def tokens_file(folder: Path) -> Path:
    """The file for `--tokens`."""
    file = folder / "tokens"
    file.write_text("".join(f"{name} {digest}\n" for name, digest in TOKENS.items()))
    return file


def until(is_so: Callable[[], bool], seconds: float = 90) -> None:
    """Waits until it is so."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it does not come to it"
        time.sleep(0.02)


def _address(said: IO[bytes]) -> str | None:
    found = re.search(r"at (http://127\.0\.0\.1:\d+)/review/\n", _text(said))
    return found[1] if found else None


def _text(said: IO[bytes]) -> str:
    """All that was said so far; the server writes at the end, wherever we read."""
    return os.pread(said.fileno(), 1 << 20, 0).decode("utf-8", "replace")
