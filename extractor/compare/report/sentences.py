"""The sentences that the page carries: of the rows that something on it points to."""

from __future__ import annotations

from typing import Any

from extractor.compare.report.evidence import Evidence
from extractor.compare.report.model import Report
from extractor.compare.report.naming import Names

COLUMNS = ["id", "document", "section", "page", "sentence"]


def carried(report: Report, names: Names, evidence: Evidence) -> dict[str, list[Any]]:
    """`documents`: what each is called, in both languages, and its key. `rows`, by their numbers:
    document, pointer into its JSON, section, page, sentence; none where no table has the row."""
    found = _rows(report, evidence)
    places: dict[str, int] = {}
    rows: list[list[Any] | None] = []
    for identifier in evidence.numbers:
        row = found.get(identifier)
        if row is None or row["document"] not in names:
            rows.append(None)
            continue
        place = places.setdefault(row["document"], len(places))
        pointer = identifier.removeprefix(row["document"])
        rows.append([place, pointer, row["section"], row["page"], row["sentence"]])
    called = [(names[document].full, document) for document in places]
    return {
        "documents": [[full.text, full.en.unescape(), document] for full, document in called],
        "rows": rows,
    }


def _rows(report: Report, evidence: Evidence) -> dict[str, dict[str, Any]]:
    """The rows that are pointed to, each from the first table that has it: those that were made of
    others (the ledger, findings) use their ids. A plan itself shows its title."""
    found: dict[str, dict[str, Any]] = {}
    for name, table in report.tables.items():
        if name == "plans":
            found.update((plan["id"], _plan(plan)) for plan in report.plans)
        elif set(COLUMNS) <= set(table.schema.names):
            kept = table.select(COLUMNS).filter(_within(table["id"], evidence))
            for row in kept.to_pylist():
                found.setdefault(row["id"], row)
    return found


def _within(ids: Any, evidence: Evidence) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.is_in(ids, value_set=pa.array(list(evidence.numbers), pa.string()))


def _plan(plan: dict[str, Any]) -> dict[str, Any]:
    return {
        "document": plan["document"],
        "section": None,
        "page": 1 if plan["pages"] else None,
        "sentence": plan["title"],
    }
