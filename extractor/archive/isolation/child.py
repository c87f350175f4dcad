"""A sandbox's processes as it sees them: the server that forks, and a child."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing.connection import wait
from pathlib import Path
from typing import cast

from extractor.archive.isolation import forkserver
from extractor.archive.isolation.forkserver import HEAD, NUMBER, Answer, Orders

# One process a core: threads of the libraries inside would only get in one another's way.
ONE_THREAD = dict.fromkeys(("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
_START = (
    "import sys; sys.path[:] = {path!r}; from {module} import main; main({descriptor}, {lifeline})"
)
_WARM = 120.0
"""Seconds until the server forks; the pipeline is warm after three."""
_MOMENT = 1.0
"""Seconds for a server to be gone whose descriptors are closed."""
_LAST = 10.0
"""Seconds until a killed process is gone; one that waits for a dead network drive may never be."""
_PART = 65536


class Died(Exception):
    """A child has ended without an answer: `status` is its exit status, or minus the signal's
    number (None: nobody saw it, for its server has ended too), `peak` the most memory in bytes
    that it had, `words` are what it wrote to stderr."""

    def __init__(self, status: int | None, peak: int = 0, words: str = "") -> None:
        super().__init__(status, peak, words)
        self.status = status
        self.peak = peak
        self.words = words

    @property
    def is_innocent(self) -> bool:
        """Whether it was ended from outside."""
        return self.status in (None, -signal.SIGKILL)


class Server:
    """The process that children are forked from, see `forkserver`. Its temporary files go into
    `folder`."""

    def __init__(self, orders: Orders, folder: Path) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        lifeline, self._lifeline = os.pipe()
        with theirs:
            descriptor = theirs.fileno()
            start = _START.format(
                path=sys.path,
                module=forkserver.__name__,
                descriptor=descriptor,
                lifeline=lifeline,
            )
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-c", start],
                stdin=subprocess.DEVNULL,
                pass_fds=[descriptor, lifeline],
                env={**ONE_THREAD, **os.environ, "TMPDIR": str(folder)},
                start_new_session=True,  # Ctrl-C is for the command, which ends its children
            )
        os.close(lifeline)
        with suppress(ConnectionError):  # it has ended: `is_alive` says so
            self._control.send(pickle.dumps(orders))

    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._process.poll() is None

    def check(self) -> None:
        """Raises `RuntimeError` if it has ended by itself: whatever is asked for then, it fails."""
        with suppress(subprocess.TimeoutExpired):
            status = self._process.wait(_MOMENT)
            if status != -signal.SIGKILL:
                raise RuntimeError(f"the server of processes ends with status {status}")

    def request(self, descriptors: list[int]) -> None:
        """Asks for a child that is given `descriptors`; nobody answers if the server has ended."""
        with suppress(ConnectionError):
            socket.send_fds(self._control, [b"1"], descriptors)

    def close(self) -> None:
        """Ends it, and it ends its children."""
        self._control.close()
        os.close(self._lifeline)
        try:
            self._process.wait(_LAST)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Child:
    """A child that was asked for. `stays`: it takes another item."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._pid = 0
        self.stays = False
        self._pipe, pipe = socket.socketpair()
        self._status, status = os.pipe()
        self._words, words = os.pipe()
        for end in (self._words, words):
            os.set_blocking(end, False)  # what does not fit is lost, and nobody waits
        server.request([pipe.fileno(), status, words])
        pipe.close()
        os.close(status)
        os.close(words)

    def is_alive(self) -> bool:
        """Whether an idle child still runs."""
        return not wait([self._status], 0)

    def ask(self, request: bytes, seconds: float) -> Answer:
        """The answer to the request. Raises `TimeoutError`, `EOFError` if the child dies, and
        `RuntimeError` if there can be none."""
        if not self._pid:
            self._pid = self._forked()
        deadline = time.monotonic() + seconds
        received = bytearray()
        length = 0
        self._pipe.settimeout(seconds)
        try:
            self._pipe.sendall(NUMBER.pack(len(request)) + request)
        except ConnectionError:
            raise EOFError from None
        while len(received) < HEAD.size + length:
            received += self._part(deadline)
            if len(received) >= HEAD.size:
                length, self.stays = HEAD.unpack_from(received)
        self._read_words()  # they are about an item that has ended well
        return cast(Answer, pickle.loads(memoryview(received)[HEAD.size :]))  # noqa: S301

    def end(self) -> Died:
        """Ends the child with all that it has started, and says how it ended."""
        if self._pid:
            _kill(self._pid)
        status, peak = (self._numbers(2, _LAST) if self._pid else ()) or (None, 0)
        words = self._read_words()
        self.close()
        return Died(status, peak, words)

    def close(self) -> None:
        """Lets go of a child that has ended, or will with its server."""
        self._pipe.close()
        os.close(self._status)
        os.close(self._words)

    def _forked(self) -> int:
        """The number of the process. Raises `EOFError` if there is none, and `RuntimeError`."""
        numbers = self._numbers(1, _WARM)
        if not numbers:
            self._server.check()
            raise EOFError
        return numbers[0]

    def _numbers(self, count: int, seconds: float) -> tuple[int, ...]:
        """What the server says of the child; nothing if it has ended, or takes too long."""
        if not wait([self._status], seconds):
            return ()
        found = os.read(self._status, count * NUMBER.size)
        return tuple(number for (number,) in NUMBER.iter_unpack(found))

    def _part(self, deadline: float) -> bytes:
        ready = wait([self._pipe, self._status], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError
        with suppress(ConnectionError):
            if self._pipe in ready and (part := self._pipe.recv(_PART)):
                return part
        raise EOFError

    def _read_words(self) -> str:
        try:
            return os.read(self._words, _PART).decode("utf-8", "replace")
        except BlockingIOError:
            return ""


def _kill(pid: int) -> None:
    """Kills the process and its group, which it founds as the first thing that it does."""
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError):
            kill(pid, signal.SIGKILL)
