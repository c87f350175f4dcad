"""Where the documents of a corpus come from: an archive, or a folder of plan JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from extractor.archive.jsonpaths import document_names
from extractor.archive.linking.facts import facts
from extractor.archive.linking.links import Record, links
from extractor.archive.linking.records import linkable
from extractor.archive.store import Blobs, Row, Store, open_store
from extractor.archive.work import PLANS
from extractor.compare.model import Member, Unread
from extractor.errors import NotPlanJson
from extractor.plan import Plan
from extractor.plan.publish import from_file, from_json

PENDING = "pending"
LOST = "plan_lost"
_SAME = ("duplicate_of", "rescan_of")
_PART = ("continues", "appendix_of")


@dataclass(slots=True)
class _Standing:
    """Documents that do not stand for themselves, and the document that they belong to."""

    same_as: dict[str, str] = field(default_factory=dict)
    part_of: dict[str, str] = field(default_factory=dict)

    def member(self, document: str, plan: Plan) -> Member:
        return Member(document, plan, self.same_as.get(document), self.part_of.get(document))


def archived(database: Path | str, blobs: str) -> Iterator[Member | Unread]:
    """The documents of an archive and its inputs without one, in the order of their keys. Inputs
    that are gone, and files of kinds that are not read, are none.

    Raises `CannotStore`."""
    kept = Blobs(blobs)
    with open_store(database) as store:
        standing = _standing_in(store)
        for row in store.rows():
            if row.state != "gone" and row.status != "skipped":
                yield from _of_row(row, kept, standing)


def _of_row(row: Row, blobs: Blobs, standing: _Standing) -> Iterator[Member | Unread]:
    if not row.documents:
        waiting = f"{row.key}: it is still to be read. Run `kehoach extract` again."
        yield Unread(row.key, row.code or PENDING, row.sentence or waiting)
    names = document_names(row.key, len(row.documents))
    for document, published in zip(names, row.published, strict=True):
        data = blobs.get(PLANS, published)
        yield (
            standing.member(document, from_json(data.decode(), document))
            if data is not None
            else Unread(document, LOST, f"{document}: its plan is missing. Run `kehoach extract`.")
        )


def _standing_in(store: Store) -> _Standing:
    """From the facts that are kept beside the plans, none of which is opened."""
    records = list(linkable(store))
    count = Counter(record.key for record in records)

    def name(key: str, place: int) -> str:
        return document_names(key, count[key])[place]

    standing = _Standing()
    for link in links(records):
        one, other = name(link.key, link.place), name(link.other_key, link.other_place)
        if link.kind in _SAME:
            standing.same_as.setdefault(one, other)
        elif link.kind in _PART:
            standing.part_of.setdefault(one, other)
    return standing


def from_folder(folder: Path) -> Iterator[Member | Unread]:
    """The plans in the JSON files below `folder`, in the order of their paths; a file that is no
    plan JSON is one without a plan. Each file is read twice: first to see which are the same."""
    paths = sorted(folder.rglob("*.json"))
    standing = _standing_of(folder, paths)
    for path in paths:
        try:
            yield standing.member(_name(folder, path), from_file(path))
        except NotPlanJson as error:
            yield Unread(path.relative_to(folder).as_posix(), error.code, str(error))


def _standing_of(folder: Path, paths: Iterable[Path]) -> _Standing:
    """Only which plans are the same: names of JSON files tell nothing of their documents' order."""
    standing = _Standing()
    for link in links(_records(folder, paths)):
        if link.kind in _SAME:
            standing.same_as[link.key] = link.other_key
    return standing


def _records(folder: Path, paths: Iterable[Path]) -> Iterator[Record]:
    for path in paths:
        try:
            plan = from_file(path)
        except NotPlanJson:
            continue
        digest = sha256(path.read_bytes()).hexdigest()
        yield Record(_name(folder, path), 0, digest, facts(plan))


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix().removesuffix(".json")
