"""The whole server, as a process of its own that is killed in the end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

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
    """Serves the archive until the context ends; then it is killed, with nothing put in order."""
    port = _free_port()
    command = [sys.executable, "-c", start, "serve", str(archive.out), "--port", str(port), *given]
    process = subprocess.Popen(command, start_new_session=True)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            until(lambda: _answers(client))
            yield Running(client, process)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


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


def _answers(client: httpx.Client) -> bool:
    with suppress(httpx.TransportError):
        return client.get("/v1/health").status_code == 200
    return False


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
