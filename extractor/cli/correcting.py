"""Corrections in words, for a terminal and for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from extractor.plan.glance import Grid, clean, printable, shorten
from extractor.review.corrections import Correction, Outcome
from extractor.review.corrections.things import words_of as printed
from extractor.review.corrections.values import bare

Pairs = Sequence[tuple[Correction, Outcome]]
_ID = 8  # letters of an id, enough to tell it from others
_LONGEST = 60
_NOTHING = "–"


def words_of(made: Correction) -> str:
    """What was done, in one line."""
    return clean(f"{made.document} {_change(made, made.pointer)}")


def grid_of(document: str, pairs: Pairs) -> Grid:
    """The corrections of a document as a table."""
    rows = tuple(
        (correction.id[:_ID], outcome.state, "\n".join(map(clean, _lines(correction, outcome))))
        for correction, outcome in pairs
    )
    return Grid(clean(document), ("Id", "State", "Correction"), rows)


def lines_of(pairs: Iterable[tuple[Correction, Outcome]]) -> Iterator[str]:
    """A JSON object for each, on a line; what could steer a terminal is escaped."""
    for correction, outcome in pairs:
        said = correction.model_dump(mode="json", exclude={"evidence", "origin"})
        found = {"outcome": outcome.state, "now_at": outcome.pointer, "now_read": outcome.read}
        line = json.dumps(said | found, ensure_ascii=False)
        yield "".join(c if printable(c) else json.dumps(c)[1:-1] for c in line)


def _lines(correction: Correction, outcome: Outcome) -> Iterator[str]:
    place = outcome.pointer if correction.op != "remove" else None
    yield _change(correction, place or correction.pointer)
    if outcome.state == "conflict":
        yield f"the last reading has: {_shown(outcome.read)}"
    yield f"by {correction.who}, {correction.when:%Y-%m-%d}"
    if correction.why:
        yield correction.why


def _change(correction: Correction, pointer: str) -> str:
    before = "added" if correction.op == "add" else _shown(correction.from_)
    after = "removed" if correction.op == "remove" else _shown(correction.to)
    return f"{pointer}: {before} → {after}"


def _shown(value: Any) -> str:
    """Words as they are, an object by what is printed of it, else JSON."""
    if value is None:
        return _NOTHING
    words = printed(value) if isinstance(value, dict) else value
    if not isinstance(words, str) or not words:
        words = json.dumps(bare(value), ensure_ascii=False)
    return shorten(words, _LONGEST)
