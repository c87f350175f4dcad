"""A matrix as a table of counts, darker where a larger share of a row's plans names the item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extractor.compare.matrices import MODES, Axis, Matrix, Mode, State
from extractor.compare.report.charts.counting import name_of
from extractor.compare.report.charts.flags import Flag, flags_in, worst
from extractor.compare.report.charts.shades import share_step
from extractor.pages.words import Pair

COLUMNS = 40
"""At most so many columns; those that fewest plans name are told in words."""


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """An item, and how many provinces' plans name it."""

    name: Pair
    provinces: int


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Where a row and a column meet. `step` is 0 to 5; `modes` are those in which a body is given
    work; `rows` the rows of the table that are counted."""

    state: State
    plans: int
    step: int
    flag: Flag | None
    modes: tuple[Mode, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A province with the number of its plans."""

    id: str
    name: Pair
    plans: int
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class Heatmap:
    """What the template draws. `key` ends the ids of its elements; `turned` where the columns'
    names are too long to stand over them unturned; `without_plan` are provinces without a row."""

    key: str
    rows: tuple[HeatRow, ...]
    columns: tuple[HeatColumn, ...]
    left_out: tuple[HeatColumn, ...]
    without_plan: tuple[Pair, ...]
    turned: bool

    @property
    def states(self) -> frozenset[State]:
        """The states in use, for the legend."""
        return frozenset(cell.state for row in self.rows for cell in row.cells)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags in use, for the legend."""
        return flags_in(cell.flag for row in self.rows for cell in row.cells)

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes in use, for the legend."""
        used = {mode for row in self.rows for cell in row.cells for mode in cell.modes}
        return tuple(mode for mode in MODES if mode in used)


def heatmap(key: str, matrix: Matrix, modes: Mapping[Mode, Matrix] | None = None) -> Heatmap:
    """`matrix` for the page. `modes`: the same for one mode each, of which cells bear the signs."""
    rows = [row for row in matrix.rows if row.plans]
    shown = matrix.columns[:COLUMNS]
    columns = [_column(matrix, rows, column) for column in matrix.columns]
    return Heatmap(
        key=key,
        rows=tuple(
            HeatRow(
                id=row.id,
                name=name_of(row),
                plans=row.plans,
                cells=tuple(_cell(matrix, modes or {}, row, column) for column in shown),
            )
            for row in rows
        ),
        columns=tuple(columns[:COLUMNS]),
        left_out=tuple(columns[COLUMNS:]),
        without_plan=tuple(name_of(row) for row in matrix.rows if not row.plans),
        turned=any(len(column.name) > 10 for column in shown),
    )


def _column(matrix: Matrix, rows: list[Axis], column: Axis) -> HeatColumn:
    cells = (matrix.cells[row.id, column.id] for row in rows)
    return HeatColumn(name_of(column), sum(cell.state == "named" for cell in cells))


def _cell(matrix: Matrix, modes: Mapping[Mode, Matrix], row: Axis, column: Axis) -> HeatCell:
    cell = matrix.cells[row.id, column.id]
    return HeatCell(
        state=cell.state,
        plans=cell.plans,
        step=share_step(cell.plans, row.plans),
        flag=worst([cell.standing]),
        modes=tuple(mode for mode, other in modes.items() if _names(other, row, column)),
        rows=cell.rows,
    )


def _names(matrix: Matrix, row: Axis, column: Axis) -> bool:
    cell = matrix.cells.get((row.id, column.id))
    return cell is not None and cell.state == "named"
