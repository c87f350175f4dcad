"""The queue: an archive's documents, those in conflict first, then those with most doubtful."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.feed.app.index import Index, matching
from extractor.feed.app.looks import Look
from extractor.feed.app.records import Summary

_NOTHING = Look(doubtful=0, fields=0, least=None, warnings=(), conflicts=0, settled=0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents are listed: those with a warning of this code and with all these words."""

    warning: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the queue, as `documents` with what there is to look at; `found` counts all."""

    documents: list[tuple[Summary, Look]]
    found: int


def queue(index: Index, wanted: Wanted, skip: int, most: int) -> Page:
    """`most` documents of the queue, after the first `skip`."""
    filters = {"warning": wanted.warning} if wanted.warning else {}
    where, values = matching(filters, wanted.text)
    rows = index.rows(
        f"SELECT summary, look FROM documents WHERE {where}"  # noqa: S608 - ours
        " ORDER BY conflicts DESC, doubtful DESC, document LIMIT ? OFFSET ?",
        [*values, most, skip],
    )
    [(found,)] = index.rows(f"SELECT count(*) FROM documents WHERE {where}", values)  # noqa: S608
    return Page([(Summary.model_validate_json(one), _look(look)) for one, look in rows], found)


def warnings(index: Index) -> list[tuple[str, int]]:
    """The codes of warnings that there are, and how many documents have each; the most first."""
    return index.rows(
        "SELECT value, count(*) FROM facets WHERE name = 'warning'"
        " GROUP BY value ORDER BY count(*) DESC, value"
    )


def in_conflict(index: Index) -> int:
    """How many documents have something to decide."""
    [(count,)] = index.rows("SELECT count(*) FROM documents WHERE conflicts > 0")
    return int(count)


def settled(index: Index) -> dict[str, int]:
    """How many corrections of each document are in no conflict; documents without are left out."""
    return dict(index.rows("SELECT document, settled FROM documents WHERE settled"))


def _look(said: str | None) -> Look:
    """None was made of a plan of a version that is not known here."""
    return Look.model_validate_json(said) if said else _NOTHING
