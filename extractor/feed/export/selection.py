"""What is exported: the documents of an archive as they stand, or those that have changed since a
cursor; or the plans in a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractor.archive.store import Blobs, Change, Store, open_store
from extractor.archive.work import PLANS
from extractor.compare.corpus import Corpus
from extractor.compare.model import Member, Unread
from extractor.compare.sources import Standing, standing_in
from extractor.errors import BadCursor, CannotStore
from extractor.feed.following import follow
from extractor.plan.publish import from_json

_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Selection:
    """Documents, in the order of their keys and read as they are gone through; those that are no
    more since the cursor; the cursor to begin from next, which a folder has not."""

    members: Iterator[Member]
    removed: Sequence[Change] = ()
    cursor: str | None = None
    unread: list[Unread] = field(default_factory=list)
    """Files of a folder that are no plan, added as the members are gone through."""


def select(
    place: Path, *, store: str | None = None, blobs: str | None = None, since: str | None = None
) -> Selection:
    """What the archive or folder at `place` has; of an archive, what has changed `since`.

    Raises `BadCursor`, `CannotStore`, and what `Corpus.open` raises."""
    database = store or place / "archive.sqlite"
    if store or Path(database).exists():
        with open_store(database) as opened:
            return _changed(opened, Blobs(blobs or str(place.absolute() / "blobs")), since)
    if since is not None:
        raise BadCursor(str(place), "a folder of plan JSON keeps no record of changes")
    return _folder(Corpus.open(place))


def _changed(store: Store, blobs: Blobs, since: str | None) -> Selection:
    """Each document once, at the last of its changes."""
    last: dict[str, Change] = {}
    page = follow(store, since, _PAGE)
    while page.changes:
        last |= {change.document: change for change in page.changes}
        page = follow(store, page.cursor, _PAGE)
    changes = [last[document] for document in sorted(last)]
    removed = [change for change in changes if change.removed] if since is not None else []
    return Selection(_members(changes, blobs, standing_in(store)), removed, page.cursor)


def _members(changes: Sequence[Change], blobs: Blobs, standing: Standing) -> Iterator[Member]:
    """Raises `CannotStore` for a plan that is lost: whoever goes on from the cursor would never be
    told of it."""
    for change in changes:
        if change.published is not None:
            data = blobs.get(PLANS, change.published)
            if data is None:
                missing = f"the plan of {change.document} is missing: run `kehoach extract`"
                raise CannotStore(blobs.place, missing)
            yield standing.member(change.document, from_json(data.decode(), change.document))


def _folder(corpus: Corpus) -> Selection:
    unread: list[Unread] = []

    def members() -> Iterator[Member]:
        for found in corpus.documents():
            if isinstance(found, Member):
                yield found
            else:
                unread.append(found)

    return Selection(members(), unread=unread)
