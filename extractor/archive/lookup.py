"""What lies at the given paths, set against what the archive knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractor.archive.discover import discover
from extractor.archive.fetch import list_zip
from extractor.archive.model import Found, Versions
from extractor.archive.sandbox import Sandbox
from extractor.archive.stopping import Stop
from extractor.archive.store import Run, Store
from extractor.archive.watch import Watch
from extractor.archive.zips import Member
from extractor.errors import BrokenFile, NoDocuments


@dataclass
class LookUp:
    """A look at some paths. `counts` says how many inputs were `skipped` or have `failed` when
    they were found, how many are `unchanged` and how many `gone`."""

    store: Store
    run: Run
    versions: Versions
    out: Path
    force: bool
    watch: Watch
    stop: Stop
    sandbox: Sandbox
    counts: Counter[str] = field(default_factory=Counter)

    def look(self, root: str) -> None:
        """Enters what lies at `root`. What lay there before and does no more is gone, unless it
        is in a folder that cannot be listed now.

        Raises `MissingFile`, `UnreadableFile`, `NoDocuments` or `OutputClash`."""
        closed: list[str] = []
        found = self._watched(discover(root, self.out, self._list_zip), closed)
        seen = self.store.see(self.run, root, found, self.versions, force=self.force)
        if self.stop.asked:
            return
        if not seen.to_do + seen.unchanged + self.counts["failed"]:
            raise NoDocuments(root)
        self.counts["unchanged"] += seen.unchanged
        self.counts["gone"] += self.store.entomb(self.run, root, spare=closed)

    def _watched(self, found: Iterator[Found], closed: list[str]) -> Iterator[Found]:
        """What is found, told to whoever looks on, until the run is asked to end. Folders and zip
        files that could not be opened are noted in `closed`."""
        for number, item in enumerate(found, 1):
            if item.status:
                self.counts[item.status] += 1
                if item.status == "failed":
                    closed.append(f"{item.key.rstrip('/')}/")
            self.watch.looking(number)
            yield item
            if self.stop.asked:
                return

    def _list_zip(self, location: str) -> tuple[Member, ...]:
        """Lists a zip file in a process of its own: its table may be a bomb too."""
        done = self.sandbox.run(list_zip, location)
        if done.error or done.result is None:
            raise done.error or BrokenFile(location)
        return done.result
