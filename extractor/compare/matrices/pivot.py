"""From what was found in the tables to a matrix."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.compare.matrices.model import Axis, Cell, Cells, Matrix
from extractor.compare.matrices.provinces import Provinces
from extractor.vietnamese import collation_key

_STANDINGS = ("not_yet", "repealed", "replaced", "pending", "unknown", "in_force")


class Found(NamedTuple):
    """An item that a row of a table names: `id` and `name` are the item's."""

    document: str
    row: str
    id: str
    name: str
    times: int = 1
    standing: str | None = None


@dataclass
class _Tally:
    """What a cell counts so far."""

    documents: set[str] = field(default_factory=set)
    rows: list[str] = field(default_factory=list)
    times: int = 0
    standings: set[str | None] = field(default_factory=set)

    def add(self, found: Found) -> None:
        self.documents.add(found.document)
        self.rows.append(found.row)
        self.times += found.times
        self.standings.add(found.standing)

    def cell(self) -> Cell:
        standing = next((state for state in _STANDINGS if state in self.standings), None)
        return Cell("named", len(self.documents), self.times, tuple(self.rows), standing)


def pivot(
    name: str,
    table: str,
    found: Iterable[Found],
    provinces: Provinces,
    fixed: Sequence[Axis] = (),
) -> Matrix:
    """Count what was found in documents that count, by province. The columns are `fixed`, or what
    was found: that in the most plans first, then by the alphabet."""
    tallies: defaultdict[tuple[str, str], _Tally] = defaultdict(_Tally)
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item in found:
        row = provinces.row_of.get(item.document)
        if row is not None:
            tallies[row, item.id].add(item)
            names[item.id][item.name] += 1
    named = {place: tally.cell() for place, tally in tallies.items()}
    columns = _columns(named, names, fixed)
    return Matrix(
        name=name,
        table=table,
        rows=provinces.rows,
        columns=columns,
        cells=Cells(named, provinces.blank, tuple(column.id for column in columns)),
        blank=provinces.blank,
    )


def _columns(
    named: dict[tuple[str, str], Cell], names: dict[str, Counter[str]], fixed: Sequence[Axis]
) -> tuple[Axis, ...]:
    """A column is called as most rows call it."""
    plans: Counter[str] = Counter()
    for (_, column), cell in named.items():
        plans[column] += cell.plans
    if fixed:
        return tuple(Axis(axis.id, axis.name, axis.name_en, plans[axis.id]) for axis in fixed)
    axes = [Axis(id, most_used(written), None, plans[id]) for id, written in names.items()]
    return tuple(sorted(axes, key=lambda axis: (-axis.plans, collation_key(axis.name), axis.id)))


def most_used(written: Counter[str]) -> str:
    """The name that is used most often; among equals the one that says most."""
    return min(written, key=lambda name: (-written[name], -len(name), collation_key(name)))
