"""Matrices as tables for files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from extractor.compare.matrices.model import Axis, Matrix, Vintage
from extractor.compare.tables import codebook

WIDE = 200
"""How many columns are spelled out: those that the most plans name."""


def cells(matrices: Mapping[Vintage, Mapping[str, Matrix]]) -> Any:
    """All matrices as one long Arrow table, a row a cell: of the columns that the most plans name
    all cells, of the others those that name something."""
    rows = (
        {"matrix": name, "vintage": vintage, **cell}
        for vintage, named in matrices.items()
        for name, matrix in named.items()
        for cell in _cells(matrix)
    )
    return pa.Table.from_pylist(list(rows), codebook()["cells"].schema)


def wide(matrix: Matrix) -> Any:
    """A matrix as an Arrow table: a row a province, a column an item, how many of its plans name
    it: 0 where none does, null where that is not known; `blank` says why."""
    columns = matrix.columns[:WIDE]
    often = Counter(column.name for column in columns)
    made: dict[str, Any] = {
        "row_id": pa.array([row.id for row in matrix.rows], pa.string()),
        "row": pa.array([row.name for row in matrix.rows], pa.string()),
        "plans": pa.array([row.plans for row in matrix.rows], pa.int32()),
        "blank": pa.array([matrix.blank[row.id] for row in matrix.rows], pa.string()),
    }
    for column in columns:
        name = column.name if often[column.name] == 1 else f"{column.name} [{column.id}]"
        made[name] = pa.array([_count(matrix, row, column) for row in matrix.rows], pa.int32())
    return pa.table(made)


def _cells(matrix: Matrix) -> Iterator[dict[str, Any]]:
    rows = {row.id: row for row in matrix.rows}
    usual = {column.id for column in matrix.columns[:WIDE]}
    order = {row: place for place, row in enumerate(rows)}
    others: dict[str, list[str]] = {}
    for row_id, column_id in matrix.cells.named:
        if column_id not in usual:
            others.setdefault(column_id, []).append(row_id)
    for column in matrix.columns:
        spelled = rows if column.id in usual else sorted(others[column.id], key=order.__getitem__)
        yield from (_cell(matrix, rows[id], column) for id in spelled)


def _cell(matrix: Matrix, row: Axis, column: Axis) -> dict[str, Any]:
    cell = matrix.cells[row.id, column.id]
    return {
        "row_id": row.id,
        "row": row.name,
        "column_id": column.id,
        "column": column.name,
        "state": cell.state,
        "plans": cell.plans,
        "times": cell.times,
        "standing": cell.standing,
        "rows": cell.rows,
    }


def _count(matrix: Matrix, row: Axis, column: Axis) -> int | None:
    cell = matrix.cells[row.id, column.id]
    return cell.plans if cell.state in ("named", "absent") else None
