"""Which plan has words of which, passage beside passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from extractor.compare.report.model import Kept, Report, Row
from extractor.compare.report.naming import Name, Names
from extractor.vietnamese import collation_key

PAIRS = 150
PASSAGES = 5
LETTERS = 1200
"""Characters of a passage that are shown."""
SHARES = 2000
Side = Literal["same", "removed", "added"]
_WORD = re.compile(r"\s+|[^\s\w]|\w+")
_SIDES = ["from_document", "document"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that two documents have. `left` and `right` are the same text in pieces, each of
    which is in both or in one only."""

    left: tuple[tuple[Side, str], ...]
    right: tuple[tuple[Side, str], ...]
    percent: int
    documents: int
    section: str | None
    from_section: str | None
    characters: int

    @property
    def cut(self) -> bool:
        """Whether only its beginning is shown."""
        return self.characters > LETTERS


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents with passages in common; `direction` says whether `left` came first."""

    left: Name
    right: Name
    direction: str
    characters: int
    passages: Kept


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a plan is reused, in percent of its characters."""

    plan: Name
    characters: int
    reused: int
    template: int
    nearest: Name | None
    nearest_percent: int


@dataclass(frozen=True, slots=True)
class Reuse:
    """Pairs with most characters in common first; shares by province."""

    pairs: Kept
    shares: Kept


def view(report: Report, names: Names) -> Reuse:
    """See `Reuse`. What is nobody's makes no pair."""
    import pyarrow.compute as pc

    table = report.tables["passages"]
    own = table.filter(pc.invert(table["template"]))
    own = own.append_column("length", pc.utf8_length(own["text"]))
    pairs = own.group_by(_SIDES).aggregate([("length", "sum"), ("length", "count")])
    order = [("length_sum", "descending"), *((side, "ascending") for side in _SIDES)]
    longest = pairs.sort_by(order).slice(0, PAIRS).to_pylist()
    kept = tuple(_pair(pair, _between(own, pair), names) for pair in longest)
    return Reuse(Kept(kept, pairs.num_rows, "passages"), _shares(report, names))


def _between(passages: Any, pair: Row) -> list[dict[str, Any]]:
    """The longest passages of a pair of documents, in the order of the later one."""
    import pyarrow.compute as pc

    same = [pc.equal(passages[side], pair[side]) for side in _SIDES]
    found: list[dict[str, Any]] = passages.filter(pc.and_(*same)).to_pylist()
    found.sort(key=lambda row: (-row["length"], row["start"] or 0))
    return sorted(found[:PASSAGES], key=lambda row: int(row["start"] or 0))


def _pair(pair: Row, passages: Sequence[Row], names: Names) -> Pair:
    left, right = (names[pair[side]] for side in _SIDES)
    return Pair(
        left=left,
        right=right,
        direction=passages[0]["direction"],
        characters=pair["length_sum"],
        passages=Kept(tuple(map(_passage, passages)), pair["length_count"], "passages"),
    )


def _passage(row: Row) -> Passage:
    left, right = (_shortened(row[key]) for key in ("from_text", "text"))
    pieces = list(_compared(_WORD.findall(left), _WORD.findall(right)))
    return Passage(
        left=tuple(piece for piece in pieces if piece[0] != "added"),
        right=tuple(piece for piece in pieces if piece[0] != "removed"),
        percent=int(100 * row["likeness"]),
        documents=row["documents"],
        section=row["section"],
        from_section=row["from_section"],
        characters=row["length"],
    )


def _shortened(text: str) -> str:
    return text if len(text) <= LETTERS else text[:LETTERS].rsplit(None, 1)[0] + " …"


def _compared(left: list[str], right: list[str]) -> Iterator[tuple[Side, str]]:
    """The words of both in order, in as few pieces as may be."""
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(left[a:b])
            continue
        yield from _piece("removed", left[a:b])
        yield from _piece("added", right[c:d])


def _piece(side: Side, words: Iterable[str]) -> Iterator[tuple[Side, str]]:
    if text := "".join(words):
        yield side, text


def _shares(report: Report, names: Names) -> Kept:
    rows = sorted(report.rows("reuse"), key=lambda row: -row["reused"] / max(row["characters"], 1))
    shares = [_share(row, names) for row in rows[:SHARES]]
    shares.sort(key=lambda share: (collation_key(share.plan.then.text), share.plan.document))
    return Kept(tuple(shares), len(rows), "reuse")


def _share(row: Row, names: Names) -> Share:
    nearest = row["nearest"]
    length = max(row["characters"], 1)
    return Share(
        plan=names[row["document"]],
        characters=row["characters"],
        reused=round(100 * row["reused"] / length),
        template=round(100 * row["template"] / length),
        nearest=names.get(nearest),
        nearest_percent=round(100 * (row["nearest_share"] or 0)),
    )
