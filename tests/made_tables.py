"""Small tables for tests: only what matters of a row is written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from extractor.compare.tables import Tables, codebook

_USUAL = {
    "citations": {
        "key": "", "type": "NĐ", "relation": "cites", "mentions": 1, "issuer_inferred": False,
        "link": "exact", "likeness": 1.0,
    },
    "events": {"lunar": False, "likeness": 1.0},
    "campaigns": {"name": "", "mentions": 1},
    "tasks": {"text": ""},
}  # fmt: skip


def tables_of(given: Mapping[str, Iterable[dict[str, Any]]]) -> Tables:
    """Tables as the codebook describes them with the given rows: what is not given is null or
    usual; the document is `a`. Documents that rows name have a row in `plans`."""
    rows = {
        name: [_row(name, n, row) for n, row in enumerate(given.get(name, ()))]
        for name in codebook()
    }
    known = {plan["document"] for plan in rows["plans"]}
    named = {row["document"] for name in _EVIDENCE for row in rows[name]}
    rows["plans"] += [
        _row("plans", 0, {"document": document}) for document in sorted(named - known)
    ]
    return Tables(
        {name: pa.Table.from_pylist(rows[name], entry.schema) for name, entry in codebook().items()}
    )


_EVIDENCE = ("citations", "events", "tasks", "campaigns", "signatures")


def _row(name: str, place: int, given: dict[str, Any]) -> dict[str, Any]:
    document = given.get("document", "a")
    if name == "plans":
        counted = given.get("same_as") is None
        return {"id": f"{document}#", "document": document, "counted": counted, **given}
    usual = {"id": f"{document}#/{name}/{place}", "document": document, "confidence": 1.0}
    return {**usual, **_USUAL.get(name, {}), **given}
