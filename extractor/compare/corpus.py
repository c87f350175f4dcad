"""A corpus: the documents of an archive, as plans, as tidy tables, as frames."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.compare.model import Member, Unread
from extractor.compare.sources import archived, from_folder
from extractor.errors import MissingFile, MissingPart, NoPlans, NoSuchDocument
from extractor.vietnamese import fold

if TYPE_CHECKING:
    from extractor.compare.reuse import Text
    from extractor.compare.tables import Tables

Documents = Callable[[], Iterator[Member | Unread]]


class Corpus:
    """Documents to compare. They are read from where they lie each time they are gone through;
    the tables are made once."""

    def __init__(self, name: str, documents: Documents) -> None:
        self._name = name
        self._documents = documents

    @classmethod
    def open(
        cls, place: str | Path, *, store: str | None = None, blobs: str | None = None
    ) -> Corpus:
        """The corpus in the archive at `place`, the folder given to `kehoach extract --out`, or in
        a folder of plan JSON. `store` and `blobs` are URLs where these lie elsewhere.

        Raises `MissingFile` where there is nothing, `NoPlans` where nothing there is a plan, and
        while it is gone through `CannotStore`."""
        place = Path(place)
        database = store or place / "archive.sqlite"
        if store or Path(database).exists():
            documents = partial(archived, database, blobs or str(place.absolute() / "blobs"))
        elif place.is_dir():
            documents = partial(from_folder, place)
        else:
            raise MissingFile(str(place))
        if not any(isinstance(document, Member) for document in documents()):
            raise NoPlans(str(place))
        return cls(str(place), documents)

    def documents(self) -> Iterator[Member | Unread]:
        """All documents, and inputs without one, in the order of their keys."""
        return self._documents()

    def members(self) -> Iterator[Member]:
        """All documents, in the order of their keys."""
        return (document for document in self._documents() if isinstance(document, Member))

    def only(self, *, title: str | None = None, years: Collection[int] = ()) -> Corpus:
        """The documents whose titles have the words of `title`, whatever their case and marks, and
        that are of one of `years`; inputs without a plan might be such, and stay.

        Raises `NoPlans` where none is left."""
        words = fold(title or "").split()

        def wanted(found: Member | Unread) -> bool:
            if isinstance(found, Unread):
                return True
            here = frozenset(fold(found.plan.title or "").split())
            return here.issuperset(words) and (not years or found.year in years)

        made = Corpus(self._name, lambda: filter(wanted, self._documents()))
        if next(made.members(), None) is None:
            raise NoPlans(self._name, "none with such a title and year")
        return made

    def named(self, documents: Sequence[str]) -> list[Member]:
        """The documents of these keys, in this order.

        Raises `NoSuchDocument`."""
        wanted = set(documents)
        found = {member.document: member for member in self.members() if member.document in wanted}
        for document in documents:
            if document not in found:
                raise NoSuchDocument(self._name, document)
        return [found[document] for document in documents]

    def texts(self) -> Iterator[Text]:
        """The words of the documents that stand for themselves, for text reuse."""
        from extractor.compare.reuse import text_of

        return (text_of(m.document, m.plan) for m in self.members() if m.same_as is None)

    @cached_property
    def tables(self) -> Tables:
        """What the plans say, as tidy tables."""
        from extractor.compare.tables import build

        unread: list[Unread] = []
        return build(_parted(self._documents(), unread), unread)

    def pandas(self, name: str) -> Any:
        """The table `name` as a pandas frame."""
        return self.tables[name].to_pandas(types_mapper=_nullable, date_as_object=False)

    def polars(self, name: str) -> Any:
        """The table `name` as a Polars frame. Raises `MissingPart` without the extra `polars`."""
        try:
            import polars
        except ModuleNotFoundError:
            raise MissingPart("Polars", "polars") from None
        return polars.from_arrow(self.tables[name])


def _parted(documents: Iterator[Member | Unread], unread: list[Unread]) -> Iterator[Member]:
    """The documents with a plan; the others are added to `unread` on the way."""
    for document in documents:
        if isinstance(document, Member):
            yield document
        else:
            unread.append(document)


def _nullable(kind: Any) -> Any:
    """pandas' own types for numbers and truth values that may be missing: never a float."""
    import pandas as pd
    import pyarrow as pa

    known = {
        pa.int8(): pd.Int8Dtype(),
        pa.int16(): pd.Int16Dtype(),
        pa.int32(): pd.Int32Dtype(),
        pa.int64(): pd.Int64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    return known.get(kind)
