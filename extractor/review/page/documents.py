"""The documents of an archive, as far as their pages depend on them; no plan is opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from extractor.archive.inputs.places import local_path, parts
from extractor.archive.jsonpaths import document_names
from extractor.archive.store import Blobs, Row, open_store
from extractor.archive.work import PLANS
from extractor.compare.model import Unread
from extractor.compare.sources import PENDING
from extractor.errors import MissingFile, NoPlans
from extractor.plan import Plan
from extractor.plan.publish import from_file, from_json
from extractor.review.corrections import Correction, Outcome, apply
from extractor.review.page.decisions import Told

_Contents = tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document that gets a page. `published` is the SHA-256 of its plan JSON, which lies in
    `plans`: blobs, or a file by itself. `read` is that of the plan as it was read, over which its
    `corrections` are put; `location` is where its source was found, empty where nobody knows."""

    name: str
    plans: Blobs | Path
    published: str
    read: str = ""
    location: str = ""
    corrections: _Contents = ()

    def __str__(self) -> str:
        """As errors name it."""
        return self.name

    def plan(self) -> Plan | None:
        """What is published; None where it is lost. Raises `NotPlanJson`."""
        if isinstance(self.plans, Path):
            return from_file(self.plans)
        return self._plan(self.plans, self.published)

    def told(self) -> Told:
        """Its corrections, and what has become of each."""
        if isinstance(self.plans, Path) or not self.corrections:
            return ()
        given = [Correction.model_validate(content) for content in self.corrections]
        read = self._plan(self.plans, self.read)
        if read is None:
            return [(each, Outcome(each.id, "lost")) for each in given]
        return list(zip(given, apply(read, given).outcomes, strict=True))

    def stamps(self) -> list[tuple[int, int] | None]:
        """What changes with its source, where that lies on this machine."""
        urls = [url for url, _ in parts(self.location)] if self.location else []
        return [_stamp(local_path(url)) for url in urls]

    def _plan(self, blobs: Blobs, digest: str) -> Plan | None:
        data = blobs.get(PLANS, digest)
        return None if data is None else from_json(data.decode(), self.name)


def documents_in(
    place: Path, store: str | None = None, blobs: str | None = None
) -> list[Document | Unread]:
    """The documents of the archive at `place`, or of a folder of plan JSON, and inputs without one.
    `store` and `blobs` are URLs where these lie elsewhere.

    Raises `MissingFile` where there is nothing, `NoPlans` where nothing is a document, and
    `CannotStore`."""
    database = store or place / "archive.sqlite"
    if store or Path(database).exists():
        found = list(_archived(database, Blobs(blobs or str(place.absolute() / "blobs"))))
    elif place.is_dir():
        found = list(_in_folder(place))
    else:
        raise MissingFile(str(place))
    if not any(isinstance(each, Document) for each in found):
        raise NoPlans(str(place))
    return found


def _archived(database: Path | str, blobs: Blobs) -> Iterator[Document | Unread]:
    with open_store(database) as store:
        corrections: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for kept in store.corrections():
            corrections[kept.document].append(kept.content)
        for row in store.rows():
            if row.state != "gone" and row.status != "skipped":
                yield from _of_row(row, blobs, corrections)


def _of_row(
    row: Row, blobs: Blobs, corrections: Mapping[str, list[Mapping[str, Any]]]
) -> Iterator[Document | Unread]:
    if not row.documents:
        waiting = f"{row.key}: it is still to be read. Run `kehoach extract` again."
        yield Unread(row.key, row.code or PENDING, row.sentence or waiting)
    names = document_names(row.key, len(row.documents))
    for name, made, published in zip(names, row.documents, row.published, strict=True):
        given = tuple(corrections.get(name, ()))
        yield Document(name, blobs, published, made.blob, row.location, given)


def _in_folder(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.rglob("*.json")):
        name = path.relative_to(folder).as_posix().removesuffix(".json")
        yield Document(name, path, sha256(path.read_bytes()).hexdigest())


def _stamp(path: Path | None) -> tuple[int, int] | None:
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns) if found else None
