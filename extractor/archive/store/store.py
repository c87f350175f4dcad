"""The store of an archive: what it says is law, and nothing else writes to the database. Of the
processes of a run only the one that drives it uses it; others follow the changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Connection

from extractor.archive.model import Found, Link, Outcome, Status, Task, Versions
from extractor.archive.store import correcting, feeding, reports, runs, seeing, working
from extractor.archive.store.answers import (
    Activity,
    Change,
    Count,
    Kept,
    Place,
    Record,
    Row,
    Seen,
    Standing,
)
from extractor.archive.store.batches import batches
from extractor.archive.store.correcting import Publisher
from extractor.archive.store.database import PATIENCE, Database
from extractor.archive.store.seeing import Look

BATCH = 1000
"""Inputs that are seen in one transaction."""
T = TypeVar("T")
P = ParamSpec("P")


def open_store(
    place: str | Path, *, patience: float = PATIENCE, publisher: Publisher | None = None
) -> Store:
    """The store in the SQLite file at `place`, or at a URL (`postgresql://host/archive`), made or
    upgraded where that is needed. It waits for other writers up to `patience` seconds. `publisher`
    makes the plans of corrected documents: whoever may finish or correct one gives it.

    Raises `CannotStore`, as all that a store does."""
    return Store(Database(place, patience), publisher)


class Store:
    """What was found in an archive, and what became of it. Methods that change it are one
    transaction each, `see` one a batch: whatever they have returned from outlives a crash."""

    def __init__(self, database: Database, publisher: Publisher | None = None) -> None:
        self._database = database
        self._publisher = publisher

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes it."""
        self._database.close()

    def begin(self, engine: str = "local") -> Run:
        """Begins a run of this process. What dead runs had in hand is free."""
        with self._database.writing() as connection:
            number = runs.begin(connection, engine)
        return Run(self._database, number)

    def decide_json(self, run: Run, wish: bool | None, small: int) -> bool:
        """Whether `run` writes plan JSON as files: as is wished, else as the last run did, else
        where the archive has up to `small` inputs."""
        with self._database.writing() as connection:
            return runs.decide_json(connection, run.number, wish, small)

    def see(
        self,
        run: Run,
        root: str,
        found: Iterable[Found],
        versions: Versions,
        *,
        force: bool = False,
    ) -> Seen:
        """Enters what `run` has found under `root`: what is new or changed, or was made by other
        versions, is pending from now on; with `force` all is.

        Raises `OutputClash` where two inputs would have the same result: those of two roots with
        the same key, or keys that differ in case alone."""
        look = Look(run.number, root, versions, force)
        verdicts: Counter[str] = Counter()
        for batch in batches(found, BATCH):
            with self._database.writing() as connection:
                verdicts += seeing.see(connection, look, batch)
        return Seen(**verdicts)

    def compare(
        self, root: str, found: Iterable[Found], versions: Versions, *, force: bool = False
    ) -> tuple[Seen, int]:
        """What `see` would give, and how many inputs `entomb` would mark; nothing is entered."""
        look = Look(0, root, versions, force)
        verdicts: Counter[str] = Counter()
        for batch in batches(found, BATCH):
            verdicts += self._read(seeing.compare, look, batch)
        known = verdicts.pop("known", 0)
        there = sum(count.inputs for count in self.counts([root]) if count.state != "gone")
        return Seen(**verdicts), there - known

    def entomb(self, run: Run, root: str, spare: Iterable[str] = ()) -> int:
        """Marks inputs under `root` as gone that neither `run` nor a later one has seen, but for
        those whose keys begin with one of `spare`; how many.

        Only for after the whole root was seen."""
        with self._database.writing() as connection:
            return seeing.entomb(connection, run.number, root, spare)

    def claim(self, run: Run, most: int, roots: Collection[str] | None = None) -> list[Task]:
        """Up to `most` pending inputs for `run`, in order of root and key, those last that killed
        runs had in hand. No two runs are given the same one."""
        with self._database.writing() as connection:
            return working.claim(connection, run.number, most, roots)

    def finish(self, run: Run, outcomes: Sequence[Outcome]) -> frozenset[str]:
        """Records what became of inputs; gives the keys of those that are recorded.

        The others were no longer in the hand of `run`: they have changed or gone meanwhile, or
        `run` was taken for dead and another one has them."""
        with self._database.writing() as connection:
            keys = working.finish(connection, run.number, outcomes)
            correcting.publish(connection, keys, self._publisher)
            return keys

    def release(self, run: Run) -> None:
        """Lets go of what `run` has in hand."""
        with self._database.writing() as connection:
            runs.release(connection, [run.number])

    def retry(self, codes: Collection[str], roots: Collection[str] | None = None) -> int:
        """Makes inputs pending again that have failed with one of `codes`; their number."""
        with self._database.writing() as connection:
            return working.retry(connection, codes, roots)

    def redo(self, keys: Sequence[str]) -> None:
        """Makes inputs pending again whose plans were lost."""
        for batch in batches(keys, BATCH):
            with self._database.writing() as connection:
                working.redo(connection, batch)

    def rows(self, status: Status | None = None, *, after: str = "") -> Iterator[Row]:
        """The inputs after the key `after`, in order: those that are done and have `status`, or
        all. What changes meanwhile may be told as it was or as it is."""
        last: Row | None = None
        while page := self._read(reports.rows_after, after if last is None else last.key, status):
            yield from page
            last = page[-1]

    def row(self, key: str) -> Row | None:
        """The input `key`; None where it was never found."""
        return self._read(reports.row_of, key)

    def counts(self, roots: Collection[str] | None = None) -> tuple[Count, ...]:
        """How many inputs are in which state, with which outcome."""
        return self._read(reports.counts, roots)

    def activity(self) -> Activity:
        """What goes on in the archive now, by whichever run."""
        return self._read(runs.activity)

    def records(self) -> Iterator[Record]:
        """The documents of inputs that are not gone, in order of key and place."""
        place: reports.Place = ("", -1)
        while page := self._read(reports.records_after, place):
            yield from page
            place = (page[-1].key, page[-1].place)

    def needs_links(self) -> bool:
        """Whether an input was done or has gone since links were made."""
        return self._read(runs.needs_links)

    def replace_links(self, run: Run, links: Iterable[Link]) -> None:
        """Puts `links` in the place of all links there were."""
        with self._database.writing() as connection:
            runs.note_links(connection, run.number)
            reports.replace_links(connection, links)

    def links(self) -> Iterator[Link]:
        """All links, in order."""
        last: Link | None = None
        while page := self._read(reports.links_after, last):
            yield from page
            last = page[-1]

    def changes(self, after: int, most: int) -> list[Change]:
        """Up to `most` changes of documents after the one with number `after` (from 0), in order.

        Who follows them loses nothing, however many write: a number is given only when all that
        have smaller ones are there. A document stands at its last change alone."""
        return self._read(feeding.changes_after, after, most)

    def change_of(self, document: str) -> Change | None:
        """The last change of a document; None for one that never was."""
        return self._read(feeding.change_of, document)

    def last_change(self) -> int:
        """The number of the last change; 0 where there is none."""
        return self.last_place().seq

    def first_place(self) -> Place:
        """The place before all changes."""
        return self._read(feeding.first_place)

    def last_place(self) -> Place:
        """The place after the last change."""
        return self._read(feeding.last_place)

    def place(self, seq: int) -> Place | None:
        """The place after the change with number `seq`, whose document may have changed again
        since; None where the archive has not come there."""
        return self._read(feeding.place, seq)

    def standing(self, key: str) -> list[Standing]:
        """The documents of an input that are there, in order."""
        return self._read(feeding.standing, feeding.of_key(key))

    def document(self, name: str) -> Standing | None:
        """The document of this name, if it is there."""
        return next(iter(self._read(feeding.standing, feeding.of_name(name))), None)

    def add_correction(self, correction: Kept) -> bool:
        """Adds a correction and publishes its document with it; whether that is there, and what
        the correction replaces still counts."""
        with self._database.writing() as connection:
            return correcting.add(connection, correction, self._publisher)

    def withdraw_correction(self, id_: str) -> bool:
        """Publishes the document without this correction; whether it did count."""
        with self._database.writing() as connection:
            return correcting.withdraw(connection, id_, self._publisher)

    def corrections(self, document: str | None = None, *, withdrawn: bool = False) -> list[Kept]:
        """The corrections of a document, or of all, that count, the older first; or those that
        were withdrawn or replaced."""
        return self._read(correcting.kept, document, withdrawn=withdrawn)

    def correction(self, id_: str) -> Kept | None:
        """The correction of this id, if it counts."""
        return self._read(correcting.correction, id_)

    def corrected_documents(self) -> dict[str, int]:
        """How many corrections count for each document that has any."""
        return self._read(correcting.counted)

    def corrected(self, keys: Collection[str] | None = None) -> frozenset[str]:
        """The keys of inputs (among `keys`) that have had corrections."""
        return self._read(correcting.corrected, keys)

    def _read(
        self, answer: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What `answer` gives in a transaction of its own: none stays open between pages."""
        with self._database.reading() as connection:
            return answer(connection, *args, **kwargs)


class Run:
    """A run of this process, which holds what it has claimed as long as it lives."""

    def __init__(self, database: Database, number: int) -> None:
        self._database = database
        self.number = number

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        self.end()

    def beat(self) -> None:
        """Says that the run lives, at least every minute. What dead runs had in hand is free."""
        with self._database.writing() as connection:
            runs.beat(connection, self.number)

    def end(self) -> None:
        """Ends the run; what it has in hand is free."""
        with self._database.writing() as connection:
            runs.end(connection, self.number)
