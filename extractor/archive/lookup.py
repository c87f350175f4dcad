"""What lies at the given paths, set against what the archive knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractor.archive.inputs.discover import discover
from extractor.archive.inputs.fetch import list_zip
from extractor.archive.inputs.zips import Member
from extractor.archive.isolation.sandbox import Sandbox
from extractor.archive.model import Found, Versions
from extractor.archive.stopping import Stop
from extractor.archive.store import Run, Seen, Store
from extractor.archive.watch import Watch
from extractor.errors import BrokenFile, NoDocuments


@dataclass
class LookUp:
    """A look at some paths. `may_be_empty`: whether a folder where nothing lies now is taken as it
    is. `counts` says how many inputs were `skipped` or have `failed` when they were found, how many
    are `unchanged` and how many `gone`."""

    store: Store
    versions: Versions
    out: Path
    force: bool
    watch: Watch
    stop: Stop
    sandbox: Sandbox
    may_be_empty: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    _closed: list[str] = field(default_factory=list)
    """What was found and cannot be opened now: nobody knows what is gone from it."""

    def enter(self, run: Run, root: str) -> None:
        """Enters what lies at `root`; what lay there before and does no more is gone.

        Raises `MissingFile`, `UnreadableFile`, `NoDocuments` or `OutputClash`."""
        found = self._found(root)
        seen = self.store.see(run, root, found, self.versions, force=self.force)
        if not self.stop.asked:
            self._count(root, seen)
            self.counts["gone"] += self.store.entomb(run, root, spare=self._closed)

    def compare(self, root: str) -> None:
        """Counts what `enter` would enter, also what is `new`, `changed`, or made by another
        version (`outdated`), and enters nothing.

        Raises what `enter` does, but for `OutputClash`."""
        found = self._found(root)
        seen, gone = self.store.compare(root, found, self.versions, force=self.force)
        self._count(root, seen)
        self.counts += Counter(
            new=seen.new, changed=seen.changed, outdated=seen.outdated, waiting=seen.waiting
        )
        self.counts["gone"] += gone

    def _count(self, root: str, seen: Seen) -> None:
        """A folder that is empty now is rather a drive that is not there: nothing is gone."""
        if not (seen.to_do or seen.unchanged or self._closed or self.may_be_empty):
            raise NoDocuments(root)
        self.counts["unchanged"] += seen.unchanged

    def _found(self, root: str) -> Iterator[Found]:
        """What is found at `root`, told to whoever looks on, until the run is asked to end."""
        self._closed.clear()
        for number, item in enumerate(discover(root, self.out, self._list_zip), 1):
            if item.status:
                self.counts[item.status] += 1
            if item.status == "failed":
                self._closed.append(f"{item.key.rstrip('/')}/")
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
