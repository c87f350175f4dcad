"""A report in which every text of a document wants to run."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyarrow as pa

from extractor.compare.graph import graph
from extractor.compare.matrices import left_out, matrices
from extractor.compare.report.model import Report

HOSTILE = (
    "</script><script>window.ran=1</script>\"'><img src=x onerror=window.ran=1>"
    "<svg onload=window.ran=1><a href=javascript:window.ran=1>{{7*7}}{% raw %}</title></style>"
    " onfocus=window.ran=1 autofocus --><!-- \u2028window.ran=1// ]]> &lt;script&gt;\n"
)
CODED = {
    "box", "check", "code", "date", "direction", "grade", "kind", "level", "link", "issuer_level",
    "mode", "part", "province_id", "province_now_id", "read_by", "recurrence", "relation", "role",
    "source_sha256",
}  # fmt: skip
"""Columns that hold words of a fixed list, and never a document's own."""


def turned(report: Report) -> Report:
    """`report` with hostile words before each text, and a row in each empty table."""
    documents = report.tables["plans"]["document"].to_pylist()
    tables = {name: _turned(table, documents) for name, table in report.tables.items()}
    return replace(
        report,
        tables=tables,
        matrices={vintage: matrices(tables, vintage=vintage) for vintage in report.matrices},
        left_out={
            vintage: _turned(_filled(left_out(tables, vintage=vintage)), documents)
            for vintage in report.left_out
        },
        graph=graph(tables),
    )


def _turned(table: pa.Table, documents: list[str]) -> pa.Table:
    columns = {
        field.name: pa.array(
            [
                _hostile(value, field.name, documents)
                for value in _filled(table)[field.name].to_pylist()
            ],
            field.type,
        )
        for field in table.schema
    }
    return pa.table(columns, table.schema)


def _hostile(value: Any, column: str, documents: list[str]) -> Any:
    if isinstance(value, list):
        return [_hostile(item, column, documents) for item in value]
    if not isinstance(value, str) or column in CODED or column.endswith("_state"):
        return value
    return HOSTILE + value


_VALUES = {"grade": "impossible", "kind": "agency", "issuer_level": "province", "item_id": "x"}


def _filled(table: pa.Table) -> pa.Table:
    """The table itself; with a row of its own where it has none."""
    if table.num_rows:
        return table
    row = {field.name: _value(field) for field in table.schema}
    return pa.Table.from_pylist([row], table.schema)


def _value(field: pa.Field) -> Any:
    if pa.types.is_string(field.type):
        return _VALUES.get(field.name, "x")
    if pa.types.is_list(field.type):
        return []
    return 1 if pa.types.is_integer(field.type) or pa.types.is_floating(field.type) else None
