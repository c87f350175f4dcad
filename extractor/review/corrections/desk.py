"""The corrections of an archive: made, withdrawn, and what has become of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from extractor.archive.jsonpaths import json_paths
from extractor.archive.outputs import Outputs
from extractor.archive.publishing import BlobPublisher
from extractor.archive.store import Blobs, Kept, Standing, Store, open_store
from extractor.archive.work import PLANS
from extractor.errors import NoSuchCorrection, NoSuchDocument
from extractor.plan import Plan
from extractor.plan.publish import from_json
from extractor.review.corrections.applying import Outcome, apply, publish
from extractor.review.corrections.making import Author, correct
from extractor.review.corrections.model import Change, Correction
from extractor.review.corrections.values import NotCorrectable


@contextmanager
def open_desk(folder: Path, database: Path | str, blobs: str) -> Iterator[Desk]:
    """The desk of the archive in `folder`, with this database and this place of blobs."""
    kept = Blobs(blobs)
    with open_store(database, publisher=BlobPublisher(kept, publish)) as store:
        yield Desk(store, kept, folder)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where people correct the documents of an archive: its store, opened with a publisher, its
    blobs, and the folder with its plan JSON."""

    store: Store
    blobs: Blobs
    folder: Path

    def correct(
        self, document: str, op: Change, pointer: str, to: JsonValue, author: Author
    ) -> Correction:
        """Makes a correction of what is published of `document`, and publishes it. Raises
        `NotCorrectable` and `NoSuchDocument`."""
        standing = self._standing(document)
        made = correct(self._plan(standing.published, document), document, op, pointer, to, author)
        content = made.model_dump(mode="json")
        if not self.store.add_correction(Kept(made.id, document, content, made.replaces)):
            raise NotCorrectable("The document has changed meanwhile: look at it again.")
        self._show(standing.key)
        return made

    def withdraw(self, document: str, id_: str) -> bool:
        """Publishes `document` without this correction of it; whether it did count."""
        if not any(kept.id == id_ for kept in self.store.corrections(document)):
            return False
        withdrawn = self.store.withdraw_correction(id_)
        if standing := self.store.document(document):
            self._show(standing.key)
        return withdrawn

    def find(self, beginning: str) -> Correction:
        """The one correction that counts and whose id begins so. Raises `NoSuchCorrection`."""
        found = [kept for kept in self.store.corrections() if kept.id.startswith(beginning)]
        if len(found) != 1:
            raise NoSuchCorrection(str(self.folder), f"{len(found)} ids begin with {beginning!r}")
        return _read(found)[0]

    def of(self, document: str) -> list[tuple[Correction, Outcome]]:
        """The corrections of a document that count, and what became of each in what was extracted
        last. All are lost where the document is gone, or its plan is."""
        corrections = _read(self.store.corrections(document))
        standing = self.store.document(document)
        data = self.blobs.get(PLANS, standing.blob) if standing else None
        if data is None:
            return [(each, Outcome(each.id, "lost")) for each in corrections]
        outcomes = apply(from_json(data.decode(), document), corrections).outcomes
        return list(zip(corrections, outcomes, strict=True))

    def all(self) -> Iterator[tuple[Correction, Outcome]]:
        """All of the archive that count, by documents."""
        for document in sorted({kept.document for kept in self.store.corrections()}):
            yield from self.of(document)

    def to_decide(self) -> Iterator[tuple[Correction, Outcome]]:
        """Those that are in conflict or lost."""
        return (one for one in self.all() if one[1].state in ("conflict", "lost"))

    def _standing(self, document: str) -> Standing:
        standing = self.store.document(document)
        if standing is None:
            raise NoSuchDocument(document)
        return standing

    def _plan(self, blob: str, document: str) -> Plan:
        data = self.blobs.get(PLANS, blob)
        if data is None:
            raise NoSuchDocument(document)
        return from_json(data.decode(), document)

    def _show(self, key: str) -> None:
        """Where plan JSON is written as files, those of the input are as published."""
        published = [each.published for each in self.store.standing(key)]
        written = any((self.folder / path).exists() for path in json_paths(key, len(published)))
        Outputs(self.folder, self.blobs, written).show(key, published)


def _read(kept: list[Kept]) -> list[Correction]:
    return [Correction.model_validate(each.content) for each in kept]
