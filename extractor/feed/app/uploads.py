"""Uploaded files: each in a folder of its own below the archive, read by a run in another process.

A job is its folder, moved into place at one stroke when all of the file is on the disk: whatever
is killed when, it is there or it is not. How it stands is what the archive's store says of its
file; of a job that was removed nothing but a note is left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import AsyncIterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from http import HTTPStatus
from json import dumps, loads
from pathlib import Path, PurePosixPath
from secrets import token_hex
from threading import Event, Lock, Thread

from anyio import fail_after
from anyio.to_thread import run_sync

from extractor.archive.inputs.folders import is_passed_over
from extractor.archive.jsonpaths import document_names, fitting
from extractor.archive.store import Row, Store
from extractor.archive.store.files import LocalFiles
from extractor.errors import CannotStore
from extractor.feed.app.problems import Refused, not_found, removed
from extractor.feed.app.records import JobRecord, Jobs, JobState
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
    removed: bool = False
    """By its owner, who is told nothing of it any more."""

    @property
    def file(self) -> str:
        """What the file is called on the disk."""
        return fitting(self.name)

    def to_json(self) -> bytes:
        """As it is kept."""
        return dumps(asdict(self), ensure_ascii=False).encode()


class Uploads:
    """The jobs of the archive at `out`, and the thread that has them done."""

    def __init__(self, out: Path, store: Store, work: Work, bounds: UploadBounds) -> None:
        self._folder = out / FOLDER / _UPLOADED
        self._store = store
        self._work = work
        self.bounds = bounds
        self._notes: dict[str, _Note] = {}
        self._waiting: set[str] = set()
        self._lock = Lock()
        self._wake = Event()
        self._stopped = False
        self._run: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._work_off, name="uploads", daemon=True)

    def start(self) -> None:
        """Goes on with what was waiting when the last server ended."""
        for folder in self._folder.iterdir() if self._folder.is_dir() else ():
            if folder.name.startswith("."):
                if time.time() - folder.stat().st_mtime > _LEFT_BEHIND:
                    shutil.rmtree(folder)
            elif note := _note_in(folder):
                self._notes[folder.name] = note
                if note.removed:  # the last server may have been killed before it could
                    (folder / note.file).unlink(missing_ok=True)
        self._waiting = {job for job in self._notes if self._is_waiting(job)}
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
        job = _new_id()
        note = _Note(name, owner)
        draft = self._folder / f".{job}"
        try:
            with _told_as_cannot_store(draft):
                with fail_after(self.bounds.upload_seconds):
                    await self._fill(draft / note.file, body)
                await run_sync(_settle, draft, self._folder / job, note)
        except TimeoutError:
            raise Refused(
                HTTPStatus.REQUEST_TIMEOUT, "upload_timeout", "The upload took too long."
            ) from None
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        with self._lock:
            self._notes[job] = note
        self._have_done(job)
        return self.find(job, owner)

    def find(self, job: str, owner: str) -> JobRecord:
        """How a job stands. Raises `Refused`, also for a job of somebody else."""
        note = self._note(job, owner)
        if note.removed:
            raise removed("job")
        if not (self._folder / job / note.file).is_file():
            return _record(job, note, "gone")
        row = self._store.row(_key(job, note))
        if row is None or row.state != "done":
            return _record(job, note, "queued")
        return _ended(_record(job, note, "done"), row)

    def jobs(self, owner: str, before: str | None, most: int) -> Jobs:
        """Up to `most` jobs of the owner, the latest first; those that came before the job
        `before`."""
        with self._lock:
            notes = list(self._notes.items())
        own = (job for job, note in notes if note.owner == owner and not note.removed)
        found = sorted((job for job in own if before is None or job < before), reverse=True)
        page = [self.find(job, owner) for job in found[:most]]
        return Jobs(jobs=page, next=page[-1].id if len(found) > most else None)

    def remove(self, job: str, owner: str) -> None:
        """Takes a job and its file out: the next run, which begins at once, removes its documents.
        Raises `Refused`."""
        note = replace(self._note(job, owner), removed=True)
        folder = self._folder / job
        LocalFiles(self._folder).write(PurePosixPath(job, _NOTE), note.to_json())
        with self._lock:
            self._notes[job] = note
        with _told_as_cannot_store(folder):
            (folder / note.file).unlink(missing_ok=True)
            _flush(folder)
        self._have_done(job)

    async def _fill(self, path: Path, body: AsyncIterable[bytes]) -> None:
        path.parent.mkdir(parents=True)
        left = self.bounds.file_bytes
        with path.open("xb") as file:
            async for part in body:
                left -= len(part)
                if left < 0:
                    raise too_large(self.bounds)
                file.write(part)

    def _note(self, job: str, owner: str) -> _Note:
        note = self._notes.get(job)
        if note is None or note.owner != owner:
            raise not_found("job")
        return note

    def _have_done(self, job: str) -> None:
        """Has a run see what has become of the file of a job."""
        with self._lock:
            self._waiting.add(job)
        self._wake.set()

    def _forget_done(self) -> None:
        """Leaves those in `_waiting` of which a run has still something to do."""
        with self._lock:
            waiting = sorted(self._waiting)
        done = {job for job in waiting if not self._is_waiting(job)}
        with self._lock:
            self._waiting -= done

    def _is_waiting(self, job: str) -> bool:
        """Whether the file is still to be read, or what was read from it to be removed."""
        note = self._notes[job]
        row = self._store.row(_key(job, note))
        if (self._folder / job / note.file).is_file():
            return row is None or row.state != "done"
        return row is not None and row.state != "gone"

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
    (draft / _NOTE).write_bytes(note.to_json())
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


def _new_id() -> str:
    """Ids are in the order of time, so that a list of them is too; nobody can guess one."""
    return f"{time.time_ns():016x}{token_hex(8)}"


def _note_in(folder: Path) -> _Note | None:
    with suppress(FileNotFoundError, NotADirectoryError):  # it was put there by hand
        return _Note(**loads((folder / _NOTE).read_text("utf-8")))
    return None


@contextmanager
def _told_as_cannot_store(path: Path) -> Iterator[None]:
    """What the disk refuses is told as `CannotStore`."""
    try:
        yield
    except TimeoutError:  # an `OSError` too
        raise
    except OSError as error:
        raise CannotStore(str(path), error.strerror or type(error).__name__) from None


def _key(job: str, note: _Note) -> str:
    """The input's key in the archive."""
    return f"{_UPLOADED}/{job}/{note.file}"


def _record(job: str, note: _Note, state: JobState) -> JobRecord:
    return JobRecord(id=job, name=note.name, key=_key(job, note), state=state)


def _ended(record: JobRecord, row: Row) -> JobRecord:
    """The record of a job whose file was read."""
    outcome = {
        "state": "done" if row.status == "extracted" else "failed",
        "code": row.code,
        "detail": row.sentence,
        "documents": document_names(record.key, len(row.documents)),
    }
    return record.model_copy(update=outcome)
