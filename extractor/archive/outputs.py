"""Plan JSON as files that people open: a view of the archive, written from its blobs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extractor.archive.jsonpaths import json_paths
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

    def show(self, key: str, plans: Sequence[str]) -> None:
        """Writes the plans of an input, each by its blob, and removes those that it had before.

        Raises `CannotWrite`."""
        if not self.written:
            return
        paths = json_paths(key, len(plans))
        for path, blob in zip(paths, plans, strict=True):
            plan = self.blobs.get(PLANS, blob)
            if plan is None:
                raise CannotWrite(key, "its plan is missing in the archive")
            self._write(key, path, plan)
        self._remove_others(key, frozenset(paths))

    def settle(
        self, rows: Iterable[Row], corrected: Collection[str], lost: list[str]
    ) -> Iterator[Row]:
        """Passes on all rows of the archive; on the way plans that are missing in the folder are
        written, with those of inputs that were `corrected`, and those of inputs that have none any
        more are removed. The keys of inputs whose plans cannot be shown, since their blobs are gone
        or damaged, are added to `lost`."""
        if not self.written:
            yield from rows
            return
        for row in rows:
            try:
                if row.state == "gone":
                    self.show(row.key, ())
                elif row.state == "done" and (row.key in corrected or not self._are_shown(row)):
                    self.show(row.key, row.published)
            except CannotWrite:
                lost.append(row.key)
            yield row

    def _are_shown(self, row: Row) -> bool:
        """Whether its plans stand there; a file that was lost with the power is empty."""
        paths = [self.folder / path for path in json_paths(row.key, len(row.documents))]
        return bool(paths) and all(path.exists() and path.stat().st_size for path in paths)

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
            self._remove(key, single)
        place = len(kept) if len(kept) > 1 else 0
        while self._remove(key, json_paths(key, place + 2)[place]):
            place += 1

    def _remove(self, key: str, path: Path) -> bool:
        """Whether there was such a file."""
        try:
            if (self.folder / path).is_file():
                (self.folder / path).unlink()
                return True
        except OSError as error:
            raise CannotWrite(key, error.strerror or type(error).__name__) from None
        return False
