"""An archive in a folder, with an engine that works in the tests' own process."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import Any

from pydantic import JsonValue

from extractor.archive.isolation.sandbox import Done
from extractor.archive.model import Outcome, Task, Versions
from extractor.archive.publishing import BlobPublisher
from extractor.archive.run import Request, Summary, run_archive
from extractor.archive.store import Blobs, Store, open_store
from extractor.archive.work import Job
from extractor.review.corrections import Author, Correction, Desk, publish
from extractor.settings import DEFAULT

PLAN = Path(__file__).parent / "cli" / "plan.txt"
NOW = Versions("r1", "p1")
Work = Callable[[Task], Outcome]


class Here:
    """An engine in this process. `before` is called with each task."""

    name = "here"

    def __init__(self, before: Callable[[Task], object] = str) -> None:
        self.read: list[str] = []
        self._before = before

    def run(
        self, work: Work, items: Iterable[Task], *, many: bool
    ) -> Generator[Done[Task, Outcome] | None]:
        for item in items:
            yield None
            self._before(item)
            self.read.append(item.key)
            yield Done(item, work(item))


class Ends(Here):
    """An engine in which every item comes to this error."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error: Any = error

    def run(
        self, work: Work, items: Iterable[Task], *, many: bool
    ) -> Generator[Done[Task, Outcome] | None]:
        for item in items:
            self.read.append(item.key)
            yield Done(item, error=self._error)


class Silent:
    """A `Watch` that only counts."""

    total = told = 0

    def looking(self, found: int) -> None:
        pass

    def begin(self, total: int) -> None:
        self.total = total

    def done(self, outcome: Outcome) -> None:
        self.told += 1


class Archive:
    """An archive in a folder, and runs into it."""

    def __init__(self, folder: Path) -> None:
        self.inputs, self.out = folder / "in", folder / "out"
        self.inputs.mkdir()
        self.database: Path | str = self.out / "archive.sqlite"
        self.blobs = Blobs(str(self.out / "blobs"))
        self.watch = Silent()

    def add(self, *names: str, text: str = "") -> None:
        """A plan under each name, each a little different, or `text`."""
        for name in names:
            path = self.inputs / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text or f"{PLAN.read_text('utf-8')}\nBản {name}\n", "utf-8")

    def run(
        self,
        engine: Any = None,
        *,
        versions: Versions = NOW,
        roots: tuple[str, ...] | None = None,
        **wishes: Any,
    ) -> Summary:
        self.engine = engine or Here()
        self.watch = Silent()
        job = Job(self.blobs, DEFAULT, versions)
        given = (str(self.inputs),) if roots is None else roots
        request = Request(self.out, given, **wishes)
        with self.open_store() as store:
            return run_archive(request, store, self.engine, job, self.watch)

    def correct(self, document: str, pointer: str, to: JsonValue) -> Correction:
        """Somebody puts `to` there."""
        author = Author("an", datetime.datetime(2025, 3, 1, tzinfo=datetime.UTC), "see the scan")
        with self.open_store() as store:
            desk = Desk(store, self.blobs, self.out)
            return desk.correct(document, "replace", pointer, to, author)

    def open_store(self) -> Store:
        return open_store(self.database, publisher=BlobPublisher(self.blobs, publish))

    @property
    def rows(self) -> dict[str, dict[str, Any]]:
        lines = (self.out / "results.jsonl").read_text("utf-8").splitlines()
        return {row["key"]: row for row in map(json.loads, lines)}

    @property
    def states(self) -> dict[str, str]:
        return {key: row["code"] or row["status"] for key, row in self.rows.items()}

    @property
    def shown(self) -> set[str]:
        blobs = self.out / "blobs"
        paths = (p for p in self.out.rglob("*.json") if blobs not in p.parents)
        return {path.relative_to(self.out).as_posix() for path in paths}
