"""The process that a sandbox forks its children from: it has loaded what the work needs, and has
one thread, so that a fork is cheap and safe. And what a child does.

Whatever a child starts is ended with it: server and children adopt the orphans below them, so that
none gets away. The server ends, and all with it, when its sandbox's process is gone."""

from __future__ import annotations

import ctypes
import errno
import faulthandler
import fcntl
import gc
import math
import os
import pickle
import resource
import signal
import socket
import struct
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from extractor.errors import ExtractorError, InternalError, OutOfMemory
from extractor.settings import MIB, Bounds

NUMBER = struct.Struct("=q")
HEAD = struct.Struct("=q?")
"""Before an answer: its length, and whether the child takes another item or ends."""
LONGEST_ORDERS = 64 * 1024

_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36  # <sys/prctl.h>
_YOUNG = 1.0  # seconds of CPU time: a fork costs 20 ms of it
_SMALL = 64 * MIB
_KILLED_FIRST = "500"


@dataclass(frozen=True, slots=True)
class Orders:
    """What a server is told once: its children's `bounds`, how to `warm_up` so that they need not,
    and whether all of them are `quiet`."""

    bounds: Bounds
    warm_up: Callable[[], object]
    quiet: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What a child says of its item: a result, or the error that ended the work."""

    result: Any = None
    error: ExtractorError | None = None
    trace: str = ""


@dataclass(frozen=True, slots=True)
class _Server:
    """`children`: where to write how a child has ended, by its process number."""

    control: socket.socket
    wake: int
    orders: Orders
    children: dict[int, int]


def main(descriptor: int, lifeline: int) -> None:
    """Forks a child at each request until the other end of the socket `descriptor` is closed. Until
    it is warm, it ends with the other end of the pipe `lifeline`: it has no ear for the socket."""
    _end_with(lifeline)
    control = socket.socket(fileno=descriptor)
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)
    orders: Orders = pickle.loads(control.recv(LONGEST_ORDERS))  # noqa: S301
    if orders.quiet:
        _silence()
    with suppress(Exception):  # what is missing is for each document to say
        orders.warm_up()
    os.close(lifeline)
    gc.collect()
    gc.freeze()  # a collection in a child would copy all that is shared
    server = _Server(control, _woken_by_children(), orders, {})
    try:
        _run(server)
    finally:
        _end_all(server)


def _end_with(pipe: int) -> None:
    """Ends this process, whatever it is at, when the other end of the pipe is closed: the kernel
    then sends SIGIO, whose default action that is."""
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, fcntl.F_SETFL, os.O_NONBLOCK | os.O_ASYNC)
    with suppress(BlockingIOError):
        os._exit(len(os.read(pipe, 1)))  # it was closed before


def _run(server: _Server) -> None:
    while True:
        ready = wait([server.control, server.wake])
        if server.wake in ready:
            os.read(server.wake, 4096)
            _reap(server)
        if server.control in ready and not _fork(server):
            return


def _woken_by_children() -> int:
    """A descriptor that becomes readable when a child has ended."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.set_blocking(writer, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    return reader


def _fork(server: _Server) -> bool:
    """Forks a child as the next request says. False: there is none any more."""
    request, descriptors, _, _ = socket.recv_fds(server.control, 1, 3)
    if not request:
        return False
    for descriptor in descriptors:
        os.set_inheritable(descriptor, False)
    pipe, status, complaints = descriptors
    try:
        pid = os.fork()
    except OSError:  # too many processes: the sandbox finds the descriptors closed
        for descriptor in descriptors:
            os.close(descriptor)
        return True
    if not pid:
        _be_child(server, pipe, status, complaints)
    os.close(pipe)
    os.close(complaints)
    server.children[pid] = status
    _tell(status, pid)
    return True


def _reap(server: _Server) -> None:
    """Tells of the children that have ended, with all that they started."""
    for pid in _ended():
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        _, status, usage = os.wait4(pid, 0)
        if pid in server.children:
            pipe = server.children.pop(pid)
            _tell(pipe, os.waitstatus_to_exitcode(status), usage.ru_maxrss * 1024)
            os.close(pipe)
        _kill_strays(server)


def _ended() -> Iterator[int]:
    """The children that have ended. Each keeps its number while it is being looked at."""
    look = os.WEXITED | os.WNOHANG | os.WNOWAIT
    while True:
        try:
            found = os.waitid(os.P_ALL, 0, look)
        except ChildProcessError:
            return
        if found is None:
            return
        yield found.si_pid


def _kill_strays(server: _Server) -> None:
    """Ends the processes that ended children have left; their own children become strays next."""
    with suppress(OSError):
        for pid in map(int, Path("/proc/thread-self/children").read_text("ascii").split()):
            if pid not in server.children:
                os.kill(pid, signal.SIGKILL)


def _end_all(server: _Server) -> None:
    for pid in server.children:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    with suppress(ChildProcessError):
        while True:
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
            _reap(server)


def _tell(descriptor: int, *numbers: int) -> None:
    with suppress(BrokenPipeError):
        os.write(descriptor, b"".join(map(NUMBER.pack, numbers)))


def _be_child(server: _Server, pipe: int, status: int, complaints: int) -> None:
    """What the forked child does, from here to its end."""
    code = 1
    try:
        writer = signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for descriptor in (server.wake, writer, status, *server.children.values()):
            os.close(descriptor)
        server.control.close()
        _isolate(server.orders.bounds)
        if server.orders.quiet:
            os.dup2(complaints, 2)
        os.close(complaints)
        faulthandler.enable(2)
        _serve(socket.socket(fileno=pipe), server.orders.bounds)
        code = 0
    finally:
        os._exit(code)


def _isolate(bounds: Bounds) -> None:
    """A group of its own, which is killed as one; an end with its server's; limits."""
    server = os.getppid()
    os.setsid()
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != server:  # it has ended before it was watched
        os._exit(1)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_KILLED_FIRST, "ascii")
    if loaded := _pages("size"):
        _lower(resource.RLIMIT_AS, loaded + bounds.memory_bytes)
    _lower(resource.RLIMIT_FSIZE, bounds.file_bytes)
    _lower(resource.RLIMIT_NOFILE, bounds.open_files)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(what: int, limit: int) -> None:
    """Sets the limit that counts; the one up to which it may be raised stays."""
    _, highest = resource.getrlimit(what)
    if highest != resource.RLIM_INFINITY:
        limit = min(limit, highest)
    resource.setrlimit(what, (limit, highest))


def _serve(pipe: socket.socket, bounds: Bounds) -> None:
    """Answers one request after another while it is young, small and alone."""
    before = _pages("resident")
    stays = True
    with pipe.makefile("rwb") as stream:
        while stays and (length := stream.read(NUMBER.size)):
            request = stream.read(*NUMBER.unpack(length))
            _lower(resource.RLIMIT_CPU, math.ceil(time.process_time()) + bounds.cpu_seconds)
            answer, regular = _answer(request)
            stays = regular and _like_new(before)
            stream.write(HEAD.pack(len(answer), stays) + answer)
            stream.flush()


def _answer(request: bytes) -> tuple[bytes, bool]:
    """The answer, packed, and whether the work ended as it should: with a result, or an error of
    the kind that documents have."""
    argument: Any = None
    try:
        folder, function, argument = pickle.loads(request)  # noqa: S301
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        return pickle.dumps(Answer(function(argument))), True
    except BaseException as error:
        return pickle.dumps(_failure(str(argument), error)), isinstance(error, ExtractorError)


def _failure(name: str, error: BaseException) -> Answer:
    if _is_lack_of_memory(error):
        return Answer(error=OutOfMemory(name), trace=traceback.format_exc())
    if isinstance(error, ExtractorError):
        return Answer(error=error)
    bug = InternalError(name, f"{type(error).__name__}: {error}")
    return Answer(error=bug, trace=traceback.format_exc())


def _is_lack_of_memory(error: BaseException | None) -> bool:
    """Also where a reader took it for damage of the file."""
    while error:
        if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
            return True
        if "Insufficient memory" in str(error):  # OpenCV
            return True
        error = error.__cause__ or error.__context__
    return False


def _like_new(before: int) -> bool:
    """Whether what was done has left nothing behind that could reach the next document."""
    return (
        time.process_time() < _YOUNG
        and _pages("resident") - before < _SMALL
        and len(list(Path("/proc/self/task").iterdir())) == 1
        and not _has_children()
    )


def _has_children() -> bool:
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def _pages(kind: str) -> int:
    """The bytes of this process's address space (`size`), or of its memory (`resident`)."""
    numbers = Path("/proc/self/statm").read_text("ascii").split()
    return int(numbers[kind == "resident"]) * resource.getpagesize()


def _prctl(option: int, value: int) -> None:
    _LIBC.prctl(option, value, 0, 0, 0)


def _silence() -> None:
    """The libraries' own messages (native ones too) would break into the progress bar."""
    sink = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(sink, descriptor)
    os.close(sink)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
