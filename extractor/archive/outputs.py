"""Plan JSON as files that people open: a view of the archive, written from its blobs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extractor.archive.jsonpaths import json_paths
from extractor.archive.model import Made
from extractor.archive.store import Blobs, Row
from extractor.archive.store.files import LocalFiles
from extractor.archive.work import PLANS
from extractor.errors import CannotStore, CannotWrite


@dataclass(frozen=True, slots=True)
class Outputs:
    """The plan JSON below `folder`, where it is `written` at all."""

    folder: Path
    blobs: Blobs
    written: bool

    def show(self, key: str, documents: Sequence[Made]) -> None:
        """Writes the plans of an input, and removes those that it had before.

        Raises `CannotWrite`."""
        if not self.written:
            return
        paths = json_paths(key, len(documents))
        for path, made in zip(paths, documents, strict=True):
            plan = self.blobs.get(PLANS, made.blob)
            if plan is None:
                raise CannotWrite(key, "its plan is missing in the archive")
            self._write(key, path, plan)
        self._remove_others(key, frozenset(paths))

    def settle(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Passes on all rows of the archive; on the way plans that are missing in the folder are
        written, and those of inputs that have none any more are removed.

        Raises `CannotWrite`."""
        for row in rows:
            paths = json_paths(row.key, len(row.documents))
            if row.state == "gone":
                self.show(row.key, ())
            elif row.state == "done" and not all((self.folder / path).exists() for path in paths):
                self.show(row.key, row.documents)
            yield row

    def _write(self, key: str, path: Path, plan: bytes) -> None:
        """A plan that is lost with the power is written again by the next run."""
        try:
            LocalFiles(self.folder, durable=False).write(PurePosixPath(path), plan)
        except CannotStore as error:
            raise CannotWrite(key, error.detail) from None

    def _remove_others(self, key: str, kept: frozenset[Path]) -> None:
        """Removes what an input that had another number of documents has left."""
        (single,) = json_paths(key, 1)
        if single not in kept:
            (self.folder / single).unlink(missing_ok=True)
        place = len(kept) if len(kept) > 1 else 0
        while (path := self.folder / json_paths(key, place + 2)[place]).exists():
            path.unlink()
            place += 1
