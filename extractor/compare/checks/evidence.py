"""The table of findings: each with the place where its row was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from extractor.compare.checks.view import Raised
from extractor.compare.checks.wording import checks
from extractor.compare.tables import codebook
from extractor.confidence import shipped

UNSURE = shipped().threshold
"""Values of less confidence may be misread."""
_SHARED = ("document", "province", "province_now", "year")
_PLACE = ("section", "page", "box", "start", "end", "confidence", "sentence")


def table_of(tables: Mapping[str, Any], raised: Sequence[Raised]) -> pa.Table:
    """`raised` as a table, in the order of documents and rows; the same thing once."""
    places = _places(tables, {one.row for one in raised})
    order = {code: n for n, code in enumerate(checks())}
    unique = {(one.row, one.check): one for one in raised}
    found = sorted(unique.values(), key=lambda one: (_natural(one.row), order[one.check]))
    return pa.Table.from_pylist(
        [_row(one, places[one.row]) for one in found], codebook()["findings"].schema
    )


def _row(one: Raised, place: dict[str, Any]) -> dict[str, Any]:
    check = checks()[one.check]
    confidence = place.get("confidence")
    misread = confidence is not None and confidence < UNSURE
    return {
        **place,
        "id": one.row,
        "check": one.check,
        "grade": check.grade,
        "message_vi": check.message_vi(one.values, misread=misread),
        "message_en": check.message_en(one.values, misread=misread),
        "against": list(one.against),
        "reading": "unsure" if misread else "clear",
    }


def _places(tables: Mapping[str, Any], rows: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Where the rows with these ids were read."""
    ids = pa.array(sorted(rows), pa.string())
    found: dict[str, dict[str, Any]] = {}
    for name in ("plans", "citations", "events", "tasks", "campaigns", "signatures"):
        table = tables[name].filter(pc.is_in(tables[name]["id"], ids))
        known = [column for column in (*_SHARED, *_PLACE) if column in table.column_names]
        places = table.select(known).to_pylist()
        found.update(zip(table["id"].to_pylist(), places, strict=True))
    return found


def _natural(row: str) -> list[tuple[int, str]]:
    """Rows in the order in which they stand: `…/9` before `…/10`."""
    document, _, pointer = row.partition("#")
    parts = pointer.split("/")
    return [(0, document), *((int(p), "") if p.isdigit() else (-1, p) for p in parts)]
