"""Which plan has words of which, passage beside passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from extractor.compare.report.model import Kept, Report, Row
from extractor.compare.report.naming import Name, Names
from extractor.vietnamese import collation_key

PAIRS = 200
PASSAGES = 8
LETTERS = 1200
"""Characters of a passage that are shown."""
Side = Literal["same", "removed", "added"]
_WORD = re.compile(r"\s+|[^\s\w]|\w+")


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
    shares: tuple[Share, ...]


def view(report: Report, names: Names) -> Reuse:
    """See `Reuse`."""
    passages = sorted((p for p in report.rows("passages") if not p["template"]), key=_documents)
    groups = [list(group) for _, group in groupby(passages, key=_documents)]
    groups.sort(key=lambda group: (-sum(map(_length, group)), _documents(group[0])))
    pairs = tuple(_pair(group, names) for group in groups[:PAIRS])
    shares = [_share(row, names) for row in report.rows("reuse") if row["document"] in names]
    shares.sort(key=lambda share: (collation_key(str(share.plan.then.vi)), share.plan.document))
    return Reuse(Kept(pairs, len(groups), "passages"), tuple(shares))


def _documents(passage: Row) -> tuple[str, str]:
    return passage["from_document"], passage["document"]


def _length(passage: Row) -> int:
    return len(passage["text"])


def _pair(passages: Sequence[Row], names: Names) -> Pair:
    left, right = _documents(passages[0])
    longest = sorted(passages, key=lambda p: (-_length(p), p["start"] or 0))[:PASSAGES]
    shown = tuple(_passage(p) for p in sorted(longest, key=lambda p: int(p["start"] or 0)))
    return Pair(
        left=names[left],
        right=names[right],
        direction=passages[0]["direction"],
        characters=sum(map(_length, passages)),
        passages=Kept(shown, len(passages), "passages"),
    )


def _passage(row: Row) -> Passage:
    left, right = (_shortened(row[key]) for key in ("from_text", "text"))
    pieces = list(_compared(_WORD.findall(left), _WORD.findall(right)))
    return Passage(
        left=tuple(piece for piece in pieces if piece[0] != "added"),
        right=tuple(piece for piece in pieces if piece[0] != "removed"),
        percent=round(100 * row["likeness"]),
        documents=row["documents"],
        section=row["section"],
        from_section=row["from_section"],
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
