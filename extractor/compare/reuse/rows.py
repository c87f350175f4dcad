"""The tables of text reuse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from rapidfuzz.distance import Indel

from extractor.compare.reuse.clauses import Clauses, Ints
from extractor.compare.reuse.runs import Flags, Passage
from extractor.compare.reuse.text import Text
from extractor.vietnamese import even

PASSAGES = pa.schema(
    [
        ("document", pa.string()),
        ("section", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("text", pa.string()),
        ("from_document", pa.string()),
        ("from_section", pa.string()),
        ("from_start", pa.int64()),
        ("from_end", pa.int64()),
        ("from_text", pa.string()),
        ("likeness", pa.float64()),
        ("direction", pa.string()),
        ("documents", pa.int64()),
        ("template", pa.bool_()),
    ]
)
REUSE = pa.schema(
    [
        ("document", pa.string()),
        ("characters", pa.int64()),
        ("reused", pa.int64()),
        ("shared", pa.int64()),
        ("template", pa.int64()),
        ("nearest", pa.string()),
        ("nearest_share", pa.float64()),
    ]
)
BATCH = 5_000  # rows
ENOUGH = 50  # letters: two plans may come upon fewer by themselves

LONG = 30_000  # characters

Row = dict[str, Any]


class Writer:
    """Collects passages and adds up what they cover; rows become Arrow as they come."""

    def __init__(
        self, texts: Sequence[Text], clauses: Clauses, documents: Ints, template: Flags
    ) -> None:
        """`documents`: in how many of them a clause stands; `template`: whether it is nobody's."""
        self._texts, self._clauses = texts, clauses
        self._documents, self._template = documents, template
        self._reused = np.zeros(len(documents), bool)
        self._shared = np.zeros(len(documents), bool)
        self._with: list[Counter[int]] = [Counter() for _ in texts]
        self._rows: list[Row] = []
        self._batches: list[Any] = []

    def add(self, document: int, passages: Iterable[Passage]) -> None:
        """The passages of a document."""
        for passage in passages:
            if self._letters(passage) < ENOUGH:
                continue
            row = self._row(document, passage)
            self._rows.append(row)
            if not passage.template:
                self._count(document, passage, earlier=row["direction"] == "earlier")
        if len(self._rows) >= BATCH:
            self._flush()

    def _row(self, document: int, passage: Passage) -> Row:
        here = self._side(document, passage.start, passage.end)
        there = self._side(passage.source, passage.from_start, passage.from_end)
        return {
            **here,
            **{f"from_{name}": value for name, value in there.items()},
            "likeness": round(_likeness(here["text"], there["text"]), 4),
            "direction": _direction(self._texts[passage.source], self._texts[document]),
            "documents": max(2, int(self._documents[passage.start : passage.end].min())),
            "template": passage.template,
        }

    def _letters(self, passage: Passage) -> int:
        keys = self._clauses.key[passage.start : passage.end].tolist()
        return sum(len(self._clauses.keys[key]) for key in keys)

    def _side(self, document: int, first: int, end: int) -> Row:
        text = self._texts[document]
        place = int(self._clauses.start[first]), int(self._clauses.end[end - 1])
        return {
            "document": text.document,
            "section": text.section(*place),
            "start": place[0] if text.grounded else None,
            "end": place[1] if text.grounded else None,
            "text": text.text[slice(*place)],
        }

    def _count(self, document: int, passage: Passage, *, earlier: bool) -> None:
        here = slice(passage.start, passage.end)
        there = slice(passage.from_start, passage.from_end)
        self._reused[here] |= earlier & ~self._template[here]
        self._shared[here] |= ~self._template[here]
        self._shared[there] |= ~self._template[there]
        self._with[document][passage.source] += self._length(here)
        self._with[passage.source][document] += self._length(there)

    def _length(self, part: slice) -> int:
        length = self._clauses.end[part] - self._clauses.start[part]
        return int(length[~self._template[part]].sum())

    def _flush(self) -> None:
        self._batches.append(pa.Table.from_pylist(self._rows, PASSAGES))
        self._rows = []

    def passages(self) -> Any:
        """The table of passages."""
        self._flush()
        return pa.concat_tables(self._batches).combine_chunks()

    def reuse(self) -> Any:
        """The table of documents."""
        rows = [self._totals(document) for document in range(len(self._texts))]
        return pa.Table.from_pylist(sorted(rows, key=lambda row: row["document"]), REUSE)

    def _totals(self, document: int) -> Row:
        part = slice(*self._clauses.first[document : document + 2].tolist())
        length = self._clauses.end[part] - self._clauses.start[part]
        characters = len(self._texts[document].text)
        nearest, shared = next(iter(self._with[document].most_common(1)), (None, 0))
        return {
            "document": self._texts[document].document,
            "characters": characters,
            "reused": int(length[self._reused[part]].sum()),
            "shared": int(length[self._shared[part]].sum()),
            "template": int(length[self._template[part]].sum()),
            "nearest": None if nearest is None else self._texts[nearest].document,
            "nearest_share": round(shared / characters, 4) if characters else 0.0,
        }


def _direction(source: Text, text: Text) -> str:
    """The day of the source beside that of the document."""
    if source.issued_on is None or text.issued_on is None:
        return "unknown"
    return "same_day" if source.issued_on == text.issued_on else "earlier"


def _likeness(one: str, other: str) -> float:
    """Of the words themselves: a lost mark counts, case, white space and where a tone stands do
    not. The beginning stands for a text that is longer than a plan."""
    return Indel.normalized_similarity(_evened(one[:LONG]), _evened(other[:LONG]))


def _evened(text: str) -> str:
    return " ".join(even(text).split())
