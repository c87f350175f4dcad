"""Where temporary files go: a folder for each process, which is gone with it.

A process holds a lock on its folder for as long as it lives, so that a sweep never takes the
folder of a live one for left over: not after a restart, nor from another container, where process
numbers mean something else."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.errors import CannotWrite


@contextmanager
def workroom() -> Iterator[Path]:
    """A new folder for this process's temporary files, removed in the end; first, those of
    processes that were killed are swept away.

    Raises `CannotWrite`."""
    sweep()
    own, lock = _make(_everyones())
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)
        os.close(lock)


@contextmanager
def room(within: Path) -> Iterator[Path]:
    """A folder in a workroom for the temporary files of one document.

    Raises `CannotWrite`."""
    try:
        own = Path(tempfile.mkdtemp(dir=within))
    except OSError as error:
        raise CannotWrite(str(within), error.strerror or type(error).__name__) from None
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)


def sweep() -> None:
    """Removes the workrooms of this user's processes that are gone.

    Raises `CannotWrite`."""
    everyones = _everyones()
    with _locked(everyones):
        for path in everyones.iterdir():
            try:
                lock = _lock(path, fcntl.LOCK_NB)
            except OSError:  # its process lives
                continue
            shutil.rmtree(path, ignore_errors=True)
            os.close(lock)


def _make(everyones: Path) -> tuple[Path, int]:
    """A folder named for the process, and the lock on it. The folder around it is locked
    meanwhile, for nobody may sweep the new one before it has its own lock."""
    try:
        with _locked(everyones):
            own = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=everyones))
            return own, _lock(own)
    except OSError as error:
        raise CannotWrite(str(everyones), error.strerror or type(error).__name__) from None


def _everyones() -> Path:
    """The folder of all workrooms of this user, which nobody else may enter."""
    path = Path(tempfile.gettempdir(), f"kehoach-{os.getuid()}")
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        found = path.lstat()
    except OSError as error:
        raise CannotWrite(str(path), error.strerror or type(error).__name__) from None
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise CannotWrite(str(path), "it is not this user's own folder, closed to others")
    return path


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    lock = _lock(path)
    try:
        yield
    finally:
        os.close(lock)


def _lock(path: Path, how: int = 0) -> int:
    """A descriptor that holds the lock on a folder until it is closed."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | how)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
