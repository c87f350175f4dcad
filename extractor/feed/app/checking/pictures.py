"""Pictures of pages: drawn in a process of its own within limits, as documents are read, for they
may be hostile; kept in a folder that does not grow over a bound."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from threading import Lock
from uuid import uuid4

from extractor.archive.inputs.fetch import fetched
from extractor.archive.isolation.sandbox import Done
from extractor.archive.model import Task
from extractor.errors import CannotWrite, Crashed, OutOfMemory, TimedOut
from extractor.feed.app.checking.showing import IMAGES
from extractor.plan import Plan
from extractor.review.page.page import Picture, Sources
from extractor.review.page.pictures import draw
from extractor.settings import DEFAULT, MIB, Bounds

BOUNDS = Bounds(seconds=120, cpu_seconds=120)
"""As `kehoach extract` has them, but for the time: a person waits."""
MOST = 1024 * MIB
"""Bytes of pictures that are kept."""
_ITS_OWN = (TimedOut, OutOfMemory, Crashed)
"""What is the document's own fault, and would be so again."""
_FOLDER = re.compile(r"[0-9a-f]{32}")
_NOTE = "pages.json"
NAME = "^[0-9a-f]{32}$"
"""What a folder of pictures is called."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, and into which folder."""

    plan: Plan
    task: Task
    folder: Path

    def __str__(self) -> str:
        return self.task.key


Run = Callable[[Callable[[Drawing], Sources], Drawing], Done[Drawing, Sources]]
"""Does it elsewhere: `Sandbox.run`."""


class Pictures:
    """The pictures in `folder`, which `run` draws."""

    def __init__(self, folder: Path, run: Run, most: int = MOST) -> None:
        self._folder = folder
        self._run = run
        self._most = most
        self._lock = Lock()

    def of(self, plan: Plan, task: Task | None, base: str) -> Sources:
        """What stands on the left of a plan's page, its pictures at addresses that begin with
        `base`; drawn where that was not done before."""
        if plan.source.media_type.startswith("text/"):
            return Sources("text")
        name = _name_of(plan)
        sources = self._known(name) or self._drawn(plan, task, name)
        pictures = [
            replace(p, address=p.address and f"{base}/{name}/{p.number}") for p in sources.pictures
        ]
        return Sources(sources.shown, pictures, IMAGES)

    def file(self, name: str, number: int) -> Path | None:
        """The file of a picture, if it is there."""
        path = self._folder / name / f"{number}.webp"
        return path if _FOLDER.fullmatch(name) and path.is_file() else None

    def _known(self, name: str) -> Sources | None:
        folder = self._folder / name
        try:
            said = json.loads((folder / _NOTE).read_text("utf-8"))
            pictures = [Picture(**{**p, "pixels": tuple(p["pixels"])}) for p in said["pictures"]]
            os.utime(folder)  # those that nobody looks at go first
        except (OSError, ValueError, LookupError, TypeError):
            return None
        return Sources(said["shown"], pictures)

    def _drawn(self, plan: Plan, task: Task | None, name: str) -> Sources:
        if task is None:
            return Sources("gone")
        draft = self._folder / f".{uuid4().hex}"
        try:
            draft.mkdir(parents=True)
            done = self._run(drawn, Drawing(plan, task, draft))
            if done.error and not isinstance(done.error, _ITS_OWN):
                return Sources("gone")
            sources = done.result or Sources("broken")
            if sources.shown in ("pictures", "broken"):
                self._keep(draft, name, sources)
        except OSError as error:
            raise CannotWrite(str(draft), error.strerror or type(error).__name__) from None
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        return sources

    def _keep(self, draft: Path, name: str, sources: Sources) -> None:
        """Another request may have drawn the same meanwhile: that is as good."""
        draft.mkdir(exist_ok=True)
        (draft / _NOTE).write_text(json.dumps(asdict(sources)), "utf-8")
        with self._lock:
            with suppress(OSError):
                draft.rename(self._folder / name)
            self._trim(name)

    def _trim(self, spared: str) -> None:
        """Removes those that were not looked at for longest."""
        folders = [f for f in self._folder.iterdir() if _FOLDER.fullmatch(f.name)]
        sizes = {folder: _size(folder) for folder in folders}
        left = sum(sizes.values())
        for folder in sorted(folders, key=lambda each: each.stat().st_mtime):
            if left <= self._most:
                return
            if folder.name != spared:
                shutil.rmtree(folder, ignore_errors=True)
                left -= sizes[folder]


def drawn(drawing: Drawing) -> Sources:
    """Draws; called in a process of its own."""
    with fetched(drawing.task, DEFAULT.limits) as files:
        return draw(drawing.plan, files, drawing.folder, DEFAULT)


def _name_of(plan: Plan) -> str:
    """Of the file and the pages of it that the plan is on: of several plans in one file each has
    its own."""
    pages = [page.page for page in plan.source.pages]
    said = json.dumps([plan.source.sha256, plan.source.media_type, pages])
    return sha256(said.encode()).hexdigest()[:32]


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())
