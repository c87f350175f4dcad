"""Files that are whole or not there: on a disk of this machine, or where fsspec goes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any, Protocol
from uuid import uuid4

from extractor.archive.store.processes import Process, this_process
from extractor.errors import CannotStore

DRAFTS = ".drafts"
"""The folder of what is being written. One for all, so that a sweep need not walk through half a
million files; on the same file system, so that what is whole is moved at one stroke."""
FORGOTTEN = 24 * 60 * 60.0
"""Seconds after which a draft of a process that cannot be seen from here counts as left behind."""


class Files(Protocol):
    """Small files below one place. All that goes wrong is a `CannotStore`."""

    def read(self, path: PurePosixPath, limit: int) -> bytes | None:
        """The first `limit` bytes of a file; None where there is none."""
        ...

    def write(self, path: PurePosixPath, data: bytes) -> None:
        """Writes a file, which is whole at any moment, and outlives a power cut from then on."""
        ...

    def sweep(self) -> int:
        """Removes drafts that were left behind; how many."""
        ...


class LocalFiles:
    """In a folder of this machine. What is not `durable` may be lost with the power, and is written
    a good deal faster."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self._folder = folder
        self._durable = durable

    def read(self, path: PurePosixPath, limit: int) -> bytes | None:
        """The first `limit` bytes of a file; None where there is none."""
        try:
            with (self._folder / path).open("rb") as file:
                return file.read(limit)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _cannot_store(self._folder / path, error) from None

    def write(self, path: PurePosixPath, data: bytes) -> None:
        """Writes a draft, and moves it to `path` when it is on the disk."""
        with self.draft(path) as draft:
            draft.write_bytes(data)

    @contextmanager
    def draft(self, path: PurePosixPath) -> Iterator[Path]:
        """A file to write, that takes the place of the one at `path` if the context ends well."""
        target = self._folder / path
        draft = self._folder / DRAFTS / _draft_name()
        try:
            _make_folder(draft.parent)
            _make_folder(target.parent)
            try:
                yield draft
                if self._durable:
                    _flush(draft)
                draft.replace(target)
            finally:
                draft.unlink(missing_ok=True)
            if self._durable:
                _flush(target.parent)
        except OSError as error:
            raise _cannot_store(target, error) from None

    def sweep(self) -> int:
        """Removes the drafts of processes that are gone; how many."""
        swept = 0
        with suppress(FileNotFoundError):
            for draft in (self._folder / DRAFTS).iterdir():
                if _is_left_behind(draft):
                    draft.unlink(missing_ok=True)
                    swept += 1
        return swept


class RemoteFiles:
    """Where fsspec goes. Object stores write whole files; of what others leave half-written, the
    checksum within tells."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._system, self._root = _opened(url)

    def read(self, path: PurePosixPath, limit: int) -> bytes | None:
        """The first `limit` bytes of a file; None where there is none."""
        try:
            data: bytes = self._system.cat_file(self._at(path), start=0, end=limit)
        except FileNotFoundError:
            return None
        except Exception as error:  # each of fsspec's file systems has errors of its own
            raise _cannot_store(f"{self._url}/{path}", error) from error
        return data

    def write(self, path: PurePosixPath, data: bytes) -> None:
        """Writes a file."""
        at = self._at(path)
        try:
            self._system.makedirs(at.rpartition("/")[0], exist_ok=True)
            self._system.pipe_file(at, data)
        except Exception as error:
            raise _cannot_store(f"{self._url}/{path}", error) from error

    def sweep(self) -> int:
        """None: there are no drafts."""
        return 0

    def _at(self, path: PurePosixPath) -> str:
        return f"{self._root.rstrip('/')}/{path}"


def _opened(url: str) -> tuple[Any, str]:
    """fsspec's file system for `url`, which may need a package of its own, and the path in it."""
    from fsspec.core import url_to_fs

    try:
        system, root = url_to_fs(url)
    except Exception as error:
        raise _cannot_store(url, error) from error
    return system, str(root)


def _cannot_store(place: Path | str, error: Exception) -> CannotStore:
    said = error.strerror if isinstance(error, OSError) else None
    return CannotStore(str(place), (said or str(error) or type(error).__name__).rstrip("."))


def _draft_name() -> str:
    """Tells which process writes it."""
    process = this_process()
    return f"{process.machine}-{process.pid}-{process.started}-{uuid4().hex[:8]}"


def _is_left_behind(draft: Path) -> bool:
    try:
        machine, pid, started, _ = draft.name.split("-")
        gone = Process("", machine, int(pid), started).is_gone()
    except ValueError:
        return False  # none of ours
    if gone is not None:
        return gone
    try:
        return draft.stat().st_mtime < time.time() - FORGOTTEN
    except FileNotFoundError:
        return False


def _make_folder(folder: Path) -> None:
    """Makes a folder that outlives a power cut, with those above it."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _flush(folder.parent)


def _flush(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
