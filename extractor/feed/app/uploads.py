"""Uploaded files: each in a folder of its own below the archive, read by a run in another process.

A job is its folder, moved into place at one stroke when all of the file is on the disk: whatever
is killed when, it is there or it is not. How it stands is what the archive's store says of its
file."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import AsyncIterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from http import HTTPStatus
from json import dumps, loads
from pathlib import Path, PurePosixPath
from threading import Event, Lock, Thread
from uuid import uuid4

from anyio import fail_after
from anyio.to_thread import run_sync

from extractor.archive.inputs.folders import is_passed_over
from extractor.archive.jsonpaths import document_names, fitting
from extractor.archive.store import Row, Store
from extractor.errors import CannotStore
from extractor.feed.app.problems import Refused, not_found
from extractor.feed.app.records import JobRecord
from extractor.reading import SUFFIXES
from extractor.settings import MIB

FOLDER = "uploads"
"""Below the archive: what is uploaded, a root of the archive."""
Work = Sequence[str]
"""The command that reads what was uploaded."""
_KINDS = "|".join(
    letters for suffix in sorted(SUFFIXES) for letters in (suffix[1:], suffix[1:].upper())
)
NAME = rf"^[^/\\\x00-\x1f\x7f.~][^/\\\x00-\x1f\x7f]*\.({_KINDS})$"
"""The name of a file that a run reads, without a folder."""
_UPLOADED = "uploaded"
_NOTE = ".job.json"
_LEFT_BEHIND = 60 * 60.0
"""Seconds after which a folder that is still being filled counts as left behind."""
_AGAIN = 30.0
"""Seconds until a run is tried again that has left something to do."""
_GRACE = 20.0
"""Seconds for a run to finish what it has in hand."""


@dataclass(frozen=True, slots=True)
class UploadBounds:
    """What may be uploaded. `seconds`, `memory` (MiB) and `pages` bound the reading of one file,
    `upload_seconds` the upload itself."""

    file_bytes: int = 50 * MIB
    pages: int = 500
    seconds: int = 600
    memory: int = 3072
    upload_seconds: float = 300.0
    waiting: int = 100


@dataclass(frozen=True, slots=True)
class _Note:
    """What is kept of a job beside its file."""

    name: str
    owner: str


class Uploads:
    """The jobs of the archive at `out`, and the thread that has them done."""

    def __init__(self, out: Path, store: Store, work: Work, bounds: UploadBounds) -> None:
        self._folder = out / FOLDER / _UPLOADED
        self._store = store
        self._work = work
        self.bounds = bounds
        self._waiting: set[str] = set()
        self._lock = Lock()
        self._wake = Event()
        self._stopped = False
        self._run: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._work_off, name="uploads", daemon=True)

    def start(self) -> None:
        """Goes on with what was waiting when the last server ended."""
        for folder in self._folder.iterdir() if self._folder.is_dir() else ():
            if not folder.name.startswith("."):
                self._waiting.add(folder.name)
            elif time.time() - folder.stat().st_mtime > _LEFT_BEHIND:
                shutil.rmtree(folder)
        self._forget_done()
        if self._waiting:
            self._wake.set()
        self._thread.start()

    def stop(self) -> None:
        """Ends the run, if any; what it leaves waits for the next server."""
        with self._lock:
            self._stopped = True
            if self._run:
                self._run.send_signal(signal.SIGTERM)
        self._wake.set()
        self._thread.join(_GRACE)
        if self._run and self._run.poll() is None:
            self._run.kill()

    async def receive(self, name: str, owner: str, body: AsyncIterable[bytes]) -> JobRecord:
        """The job for a file, which is on the disk. Raises `Refused`."""
        if is_passed_over(PurePosixPath(name)):
            detail = "Files of this name are passed over."
            raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "bad_name", detail)
        if len(self._waiting) >= self.bounds.waiting:
            raise _refused_for_now()
        job = uuid4().hex
        draft = self._folder / f".{job}"
        try:
            with fail_after(self.bounds.upload_seconds):
                await self._fill(draft / fitting(name), body)
            await run_sync(_settle, draft, self._folder / job, _Note(name, owner))
        except TimeoutError:
            raise Refused(
                HTTPStatus.REQUEST_TIMEOUT, "upload_timeout", "The upload took too long."
            ) from None
        except OSError as error:
            raise CannotStore(str(draft), error.strerror or type(error).__name__) from None
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        with self._lock:
            self._waiting.add(job)
        self._wake.set()
        return self.find(job, owner)

    def find(self, job: str, owner: str) -> JobRecord:
        """How a job stands. Raises `Refused`, also for a job of somebody else."""
        note = self._note(job)
        if note is None or note.owner != owner:
            raise not_found("job")
        key = f"{_UPLOADED}/{job}/{fitting(note.name)}"
        return _record(job, note.name, key, self._store.row(key))

    async def _fill(self, path: Path, body: AsyncIterable[bytes]) -> None:
        path.parent.mkdir(parents=True)
        left = self.bounds.file_bytes
        with path.open("xb") as file:
            async for part in body:
                left -= len(part)
                if left < 0:
                    raise too_large(self.bounds)
                file.write(part)

    def _note(self, job: str) -> _Note | None:
        with suppress(FileNotFoundError):
            return _Note(**loads((self._folder / job / _NOTE).read_text("utf-8")))
        return None

    def _forget_done(self) -> None:
        """Leaves those in `_waiting` that are still to be read."""
        with self._lock:
            waiting = sorted(self._waiting)
        done = {job for job in waiting if not self._is_queued(job)}
        with self._lock:
            self._waiting -= done

    def _is_queued(self, job: str) -> bool:
        note = self._note(job)
        return note is not None and self.find(job, note.owner).state == "queued"

    def _work_off(self) -> None:
        """Has runs read what waits, one after the other, until the server stops."""
        while not self._stopped:
            self._wake.wait(_AGAIN if self._waiting else None)
            self._wake.clear()
            with self._lock:
                if self._stopped:
                    return
                if self._waiting:
                    self._run = subprocess.Popen(self._work, stdin=subprocess.DEVNULL)  # noqa: S603
            if self._run:
                self._run.wait()
                with suppress(CannotStore):  # it is asked again
                    self._forget_done()
                self._run = None


def too_large(bounds: UploadBounds) -> Refused:
    """More than is taken."""
    detail = f"A file may have up to {bounds.file_bytes:,} bytes."
    return Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", detail)


def _refused_for_now() -> Refused:
    after = {"Retry-After": str(int(_AGAIN))}
    detail = "As many files wait as may: try again later."
    return Refused(HTTPStatus.TOO_MANY_REQUESTS, "queue_full", detail, after)


def _settle(draft: Path, folder: Path, note: _Note) -> None:
    """Moves a whole job into its place, where it outlives a power cut."""
    (draft / _NOTE).write_text(dumps(asdict(note), ensure_ascii=False), "utf-8")
    for path in (*draft.iterdir(), draft):
        _flush(path)
    draft.rename(folder)
    _flush(folder.parent)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _record(job: str, name: str, key: str, row: Row | None) -> JobRecord:
    if row is None or row.state == "pending":
        return JobRecord(id=job, name=name, key=key, state="queued")
    if row.state == "gone":
        return JobRecord(id=job, name=name, key=key, state="gone")
    return JobRecord(
        id=job,
        name=name,
        key=key,
        state="done" if row.status == "extracted" else "failed",
        code=row.code,
        detail=row.sentence,
        documents=document_names(key, len(row.documents)),
    )
