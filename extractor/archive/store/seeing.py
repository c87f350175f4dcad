"""What was found against what is known: which inputs are to be done, and which are gone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from extractor.archive.inputs.places import is_there, shown
from extractor.archive.model import Found, Versions
from extractor.archive.store import feeding
from extractor.archive.store.database import now
from extractor.archive.store.tables import documents, in_state, inputs, runs
from extractor.errors import OutputClash, transient_codes

Verdict = Literal["new", "changed", "outdated", "waiting", "unchanged", "problem"]
_Values = dict[str, Any]

NO_OUTCOME: _Values = {"status": None, "code": None, "sentence": None, "warnings": []}
AGAIN: _Values = {"state": "pending", "run": None, **NO_OUTCOME}
TO_DO: _Values = {**AGAIN, "attempts": 0}
"""The sha256, the pages and the documents of the last outcome stay until the next."""
_NEVER_READ: _Values = {"sha256": None, "pages": 0, "seconds": 0.0, "reading": None, "parser": None}
_LAST = "\U0010ffff"
_NEW: _Values = {**TO_DO, **_NEVER_READ, "finished_at": None}


@dataclass(frozen=True, slots=True)
class Look:
    """What holds for all that a run finds under one root. `force` does again what is done."""

    run: int
    root: str
    versions: Versions
    force: bool = False


def see(connection: Connection, look: Look, batch: Sequence[Found]) -> Counter[str]:
    """Enters what was found. Raises `OutputClash`."""
    _refuse_clashes(connection, look, batch)
    batch = list({found.key: found for found in batch}.values())
    known = _known(connection, batch)
    moment = now(connection)
    writes = _Writes()
    verdicts: Counter[str] = Counter()
    for found in batch:
        row = known.get(found.key)
        verdict = judge(found, row, look)
        verdicts[verdict] += 1
        writes.add(_values(found, row, verdict, moment), found, row, look)
    writes.carry_out(connection, {"seen_by": look.run, "seen_at": moment})
    counted = update(runs).where(runs.c.id == look.run)
    connection.execute(counted.values(found=runs.c.found + len(batch)))
    return verdicts


def compare(connection: Connection, look: Look, batch: Sequence[Found]) -> Counter[str]:
    """The verdicts of `see`, and nothing entered; `known` counts inputs that are under the root."""
    known = _known(connection, batch)
    verdicts = Counter[str](judge(found, known.get(found.key), look) for found in batch)
    under = (row for row in known.values() if row["root"] == look.root and row["state"] != "gone")
    verdicts["known"] = sum(1 for _ in under)
    return verdicts


def judge(found: Found, row: RowMapping | None, look: Look) -> Verdict:
    """What `found` is beside the `row` that is known of it."""
    if found.status:
        return "problem"
    if row is None or row["state"] == "gone":
        return "new"
    if row["stamp"] != found.stamp:
        return "changed"
    if row["state"] == "pending":
        return "waiting"
    again = look.force or row["code"] in transient_codes()
    versions = Versions(row["reading"], row["parser"])
    return "outdated" if again or versions != look.versions else "unchanged"


def entomb(connection: Connection, look_run: int, root: str, spare: Iterable[str] = ()) -> int:
    """Marks as gone what lies under `root` and no run has seen since run `look_run` began: both by
    its number and by time, since clocks are set back and runs overlap. Keys that begin with one
    of `spare` count as seen."""
    began = select(runs.c.started_at).where(runs.c.id == look_run).scalar_subquery()
    unseen = (inputs.c.seen_by < look_run) & (inputs.c.seen_at < began)
    missed = (inputs.c.root == root) & (inputs.c.state != "gone") & unseen
    for beginning in spare:
        below = (inputs.c.key >= beginning) & (inputs.c.key < f"{beginning}{_LAST}")
        connection.execute(update(inputs).where(missed, below).values(seen_by=look_run))
    feeding.bury(connection, missed)
    tomb = {"state": "gone", "run": None, "finished_at": now(connection)}
    return connection.execute(update(inputs).where(missed).values(tomb)).rowcount


class _Writes:
    """The rows of a batch by the statement that writes them."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.inserts: list[_Values] = []
        self.updates: defaultdict[tuple[str, ...], list[_Values]] = defaultdict(list)
        self.unmade: list[str] = []
        self.back: list[str] = []

    def add(self, values: _Values, found: Found, row: RowMapping | None, look: Look) -> None:
        values |= {"root": look.root, "location": found.location, "stamp": found.stamp}
        if row is None:
            self.inserts.append({"key": found.key, "folded": found.key.casefold(), **values})
        elif all(row[name] == value for name, value in values.items() if name != "finished_at"):
            self.seen.append(found.key)
        else:
            self.updates[tuple(values)].append({"the_key": found.key, **values})
            if found.status:
                self.unmade.append(found.key)
            elif row["state"] == "gone":
                self.back.append(found.key)

    def carry_out(self, connection: Connection, mark: _Values) -> None:
        if self.inserts:
            connection.execute(insert(inputs), [row | mark for row in self.inserts])
        for names, rows in self.updates.items():
            changes: _Values = {name: bindparam(name) for name in names}
            changed = update(inputs).where(inputs.c.key == bindparam("the_key"))
            connection.execute(changed.values(**changes, **mark), rows)
        if self.seen:
            connection.execute(update(inputs).where(inputs.c.key.in_(self.seen)).values(mark))
        if self.unmade:
            feeding.bury(connection, inputs.c.key.in_(self.unmade))
            connection.execute(delete(documents).where(documents.c.key.in_(self.unmade)))
        if self.back:
            feeding.bring_back(connection, self.back)


def _values(found: Found, row: RowMapping | None, verdict: Verdict, moment: float) -> _Values:
    """What changes in the row of an input with this verdict."""
    if verdict == "problem":
        outcome = {"status": found.status, "code": found.code, "sentence": found.sentence}
        return {**_NEW, **outcome, "state": "done", "finished_at": moment}
    if row is None:
        return dict(_NEW)
    return dict(TO_DO) if verdict in ("new", "changed", "outdated") else {}


def _known(connection: Connection, batch: Sequence[Found]) -> dict[str, RowMapping]:
    """The rows of these keys, those that are gone too."""
    keys = [found.key for found in batch]
    rows = connection.execute(select(inputs).where(inputs.c.key.in_(keys))).mappings()
    return {row["key"]: row for row in rows}


def _refuse_clashes(connection: Connection, look: Look, batch: Sequence[Found]) -> None:
    """One result is never written over another's.

    A row of the same root that this run has not seen may be the same file under its former name:
    it makes way, and should it turn up after all, then that is the clash. One of another root that
    is not there any more is the same file: the archive has moved."""
    owners: dict[str, tuple[str, str]] = {}
    for found in batch:
        owner = owners.setdefault(found.key.casefold(), (found.key, found.location))
        _refuse(found, *owner)
    folded = in_folds(connection, list(owners))
    former = []
    for found in batch:
        row = folded.get(found.key.casefold())
        if row is None or (row["key"], row["location"]) == (found.key, found.location):
            continue
        elsewhere = row["root"] != look.root and is_there(row["location"])
        if elsewhere or row["seen_by"] == look.run:
            _refuse(found, row["key"], row["location"])
        elif row["key"] != found.key:
            former.append(row["key"])
    if former:
        renamed = inputs.c.key.in_(former)
        feeding.bury(connection, renamed)
        connection.execute(update(inputs).where(renamed).values(state="gone", run=None))


def in_folds(connection: Connection, folds: Sequence[str]) -> dict[str, RowMapping]:
    """The rows whose folded key is among `folds`, without those that are gone."""
    rows = select(inputs).where(inputs.c.folded.in_(folds), ~in_state("gone"))
    return {row["folded"]: row for row in connection.execute(rows).mappings()}


def _refuse(found: Found, key: str, location: str) -> None:
    if (key, location) != (found.key, found.location):
        raise OutputClash(shown(found.location), f"{shown(location)} gives {key} too")
