"""What many provinces name and one does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.compare.report.model import VINTAGES, Kept, Report, Vintage
from extractor.compare.report.words import Pair
from extractor.vietnamese import collation_key

MOST = 1000
AT_LEAST = 3
"""Provinces that have to name a thing before it is worth saying that another does not."""
_KINDS = {
    "campaign": "province_campaign",
    "act": "province_act",
    "agency": "province_agency",
    "role": "province_role",
}


@dataclass(frozen=True, slots=True)
class Omission:
    """A thing that `named` of `of` provinces name. `state`: `absent`, or `unsure` where not all
    of this province's plans could be read. `rows`: where the others name it."""

    province: str
    kind: str
    item: str
    state: str
    named: int
    of: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Omissions:
    """By province, what most others name first; and the provinces, to choose from."""

    omissions: Kept
    provinces: tuple[tuple[str, Pair], ...]


def view(report: Report) -> dict[Vintage, Omissions]:
    """The omissions for each list of provinces."""
    return {vintage: _omissions(report, vintage) for vintage in VINTAGES}


def _omissions(report: Report, vintage: Vintage) -> Omissions:
    found = [
        omission
        for kind, name in _KINDS.items()
        if name in report.matrices
        for omission in _of(kind, report.matrices[name][vintage])
    ]
    found.sort(key=lambda o: (collation_key(o.province), -o.named / o.of, collation_key(o.item)))
    kept = Kept(tuple(found[:MOST]), len(found), "matrices")
    provinces = dict.fromkeys(omission.province for omission in kept.rows)
    return Omissions(kept, tuple((name, Pair.of(name, name)) for name in provinces))


def _of(kind: str, matrix: Any) -> Iterator[Omission]:
    of = sum(plans > 0 for plans in matrix.plans_by_row.values())
    for column in matrix.columns:
        cells = {row: matrix.cells.get((row.id, column.id)) for row in matrix.rows}
        named = [cell for cell in cells.values() if cell and cell.state == "named"]
        if len(named) < AT_LEAST or 2 * len(named) < of:
            continue
        rows = tuple(cell.rows[0] for cell in named if cell.rows)
        for row, cell in cells.items():
            if cell and cell.state in ("absent", "unsure"):
                yield Omission(row.name, kind, column.name, cell.state, len(named), of, rows)
