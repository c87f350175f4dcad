"""What people decide of an archive's documents: taken, withdrawn, and what is still to decide."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from pydantic import JsonValue
from pydantic_core import from_json

from extractor.archive.store import Change
from extractor.archive.work import PLANS
from extractor.errors import NoSuchDocument
from extractor.feed.app.index import Index
from extractor.feed.app.problems import Refused, not_found
from extractor.feed.app.published import Published
from extractor.feed.app.queue import settled
from extractor.review.corrections import (
    Author,
    Correction,
    Desk,
    NotCorrectable,
    Outcome,
)
from extractor.review.corrections.model import Change as Op
from extractor.review.corrections.pointers import END, parts_of, split, value_at

LONGEST = 100_000
"""Characters of a correction, as JSON."""
_AT_ONCE = 50
"""Documents that are looked through for a page of what is to decide."""
Decided = list[tuple[Correction, Outcome]]


@dataclass(frozen=True, slots=True)
class Wish:
    """A correction that somebody wants. `seen` is the SHA-256 of the plan JSON that they saw."""

    document: str
    op: Op
    pointer: str
    to: JsonValue
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Decisions:
    """The corrections of an archive, as they are asked for over HTTP."""

    desk: Desk
    published: Published
    index: Index

    def take(self, wish: Wish, who: str, why: str) -> Correction:
        """Makes a correction, and publishes its document with it. Raises `Refused`."""
        change = self.published.change(wish.document)
        _hold_to_bounds(wish, who, why)
        if wish.seen not in (None, change.published):
            self._hold_to_seen(wish, change)
        author = Author(who, datetime.now(UTC), why)
        try:
            return self.desk.correct(wish.document, wish.op, wish.pointer, wish.to, author)
        except NotCorrectable as error:
            raise not_correctable(str(error)) from None
        except NoSuchDocument:
            raise not_found("document") from None

    def withdraw(self, id_: str) -> str:
        """Lets a correction count no longer; its document. Raises `Refused`."""
        kept = self.desk.store.correction(id_)
        if kept is None or not self.desk.withdraw(kept.document, id_):
            raise not_found("correction")
        return kept.document

    def of(self, document: str) -> Decided:
        """The corrections of a document, and what has become of each. Raises `Refused` for a
        document that never was."""
        if "\0" in document or self.published.store.change_of(document) is None:
            raise not_found("document")
        return self._of(document)

    def to_decide(self, after: str, most: int) -> tuple[Decided, str | None]:
        """What is in conflict or lost in documents after the key `after`, in their order, and the
        key to go on after, if there may be more. A page ends with a document: one that has many
        makes it longer than `most`."""
        self.index.follow()
        waiting = self._waiting()
        waiting = waiting[bisect_right(waiting, after) :]
        found: Decided = []
        for number, document in enumerate(waiting, 1):
            found += [each for each in self._of(document) if each[1].state in ("conflict", "lost")]
            if number < len(waiting) and (len(found) >= most or number == _AT_ONCE):
                return found, document
        return found, None

    def _waiting(self) -> list[str]:
        """Documents of which some correction may not be settled, in order: their plans say so, and
        none is opened."""
        counts, done = self.published.store.corrected_documents(), settled(self.index)
        return sorted(document for document, n in counts.items() if done.get(document, 0) != n)

    def _of(self, document: str) -> Decided:
        try:
            return self.desk.of(document)
        except NoSuchDocument:  # its plan was lost, and the next run makes it again
            return []

    def _hold_to_seen(self, wish: Wish, change: Change) -> None:
        """Refuses what is about a place that is another one now than when it was looked at."""
        blobs = self.published.blobs
        seen = blobs.get(PLANS, wish.seen) if wish.seen and wish.seen.isalnum() else None
        same = seen is not None and _same_place(
            from_json(seen), from_json(self.published.plan(change)), wish.pointer
        )
        if not same:
            detail = "The document has changed meanwhile: look at it again."
            raise Refused(HTTPStatus.CONFLICT, "changed", detail)


def not_correctable(why: str) -> Refused:
    """What the contract does not allow."""
    return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, NotCorrectable.code, why)


def _same_place(seen: Any, now: Any, pointer: str) -> bool:
    """Whether the element of a list that the place belongs to, or what stands in the place, is the
    same in both readings of the one file. What is put past the end of a list finds it anyway."""
    if seen["source"]["sha256"] != now["source"]["sha256"]:
        return False
    try:
        parts = parts_of(pointer)
        at_end = parts[-1:] == (END,)
        way = split(parts)[0] or (() if at_end else parts)
        return bool((at_end and not way) or value_at(seen, way) == value_at(now, way))
    except (LookupError, ValueError):
        return False


def _hold_to_bounds(wish: Wish, who: str, why: str) -> None:
    """NUL has no place in a database."""
    said = json.dumps([wish.to, wish.pointer, who, why], ensure_ascii=False)
    if len(said) > LONGEST:
        raise not_correctable("That is too long.")
    if "\\u0000" in said:
        raise not_correctable("There is a NUL in it.")
    if not who.strip():
        raise not_correctable("Say who corrects it.")
