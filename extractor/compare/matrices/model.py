"""A matrix: what is named where, each cell with the rows of the tables that it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

State = Literal["named", "absent", "unsure", "no_plan"]
"""`absent`: no plan of the province names it, and all were fully read; `unsure`: none names it, but
in one of them there may be more than was read; `no_plan`: no document of the province counts."""
Vintage = Literal["then", "now"]
"""Provinces as they were on the day of each plan (the 63 until 30 June 2025), or those of today."""
Mode = Literal["assigned", "requested", "general", "partner"]
"""How a body comes by work: by an assignment of its mode, or as a partner of who does it."""

UNKNOWN = "?"
"""The row of documents whose province is not known; it comes last."""
UNLISTED = "~"
"""How the id of a name begins that no registry lists."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A row or a column. `plans`: of a row how many count, of a column how many name it."""

    id: str
    name: str
    name_en: str | None = None
    plans: int = 0

    @property
    def listed(self) -> bool:
        """Whether a registry has it."""
        return not self.id.startswith(UNLISTED)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many plans name it, how often, in which rows of the matrix's table.

    `standing` is of cited acts: of what an act was on the days of the plans that cite it, the first
    of `not_yet` (not issued), `repealed`, `replaced`, `pending`, `unknown`, `in_force`."""

    state: State
    plans: int = 0
    times: int = 0
    rows: tuple[str, ...] = ()
    standing: str | None = None


class Cells(Mapping[tuple[str, str], Cell]):
    """All cells by the ids of row and column. Only those that name something take room."""

    def __init__(
        self,
        named: Mapping[tuple[str, str], Cell],
        blank: Mapping[str, State],
        columns: tuple[str, ...],
    ) -> None:
        self.named = named
        self._blank = {row: Cell(state) for row, state in blank.items()}
        self._columns = dict.fromkeys(columns)

    def __getitem__(self, place: tuple[str, str]) -> Cell:
        if place in self.named:
            return self.named[place]
        row, column = place
        if column not in self._columns:
            raise KeyError(place)
        return self._blank[row]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((row, column) for row in self._blank for column in self._columns)

    def __len__(self) -> int:
        return len(self._blank) * len(self._columns)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows are provinces in the order of the alphabet, the unknown one last; columns are what the
    most plans name first. `blank` is the state of those cells of a row that name nothing; `table`
    is the one in which the rows of cells are."""

    name: str
    table: str
    rows: tuple[Axis, ...]
    columns: tuple[Axis, ...]
    cells: Cells
    blank: Mapping[str, State]

    @property
    def plans_by_row(self) -> Mapping[str, int]:
        """How many plans count for each row."""
        return {row.id: row.plans for row in self.rows}
