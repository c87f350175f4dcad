"""The codebook (`data/compare/codebook.csv`): what tables and columns mean, in two languages.

It is the one place that knows the tables: their columns' order and types, what a missing value
means, which words a column may hold, and to which column of another table it points. A row without
a column is of a table: its `refers` are the columns that tell its rows apart, and its `type` is
`evidence` where it begins and ends with the columns of `(first)` and `(last)`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any

import pyarrow as pa

from extractor.tables import rows, split

_TYPES: dict[str, Any] = {
    "string": pa.string(),
    "bool": pa.bool_(),
    "int8": pa.int8(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "date": pa.date32(),
    "list<string>": pa.list_(pa.string()),
    "list<int8>": pa.list_(pa.int8()),
}
_FIRST, _LAST = "(first)", "(last)"
"""The columns with which each table of evidence begins and ends."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `values` are the only words that it may hold, where they are listed; `refers` is
    the `table.column` that it points to; `null_vi` and `null_en` say what a missing value means,
    and are empty where none is ever missing."""

    name: str
    type: str
    unit: str
    values: tuple[str, ...]
    refers: str
    vi: str
    en: str
    null_vi: str
    null_en: str

    @property
    def arrow(self) -> Any:
        """Its Arrow type."""
        return _TYPES[self.type]

    @property
    def is_list(self) -> bool:
        """Whether a cell holds several values, or none."""
        return self.type.startswith("list")

    @property
    def nullable(self) -> bool:
        """Whether a value may be missing."""
        return bool(self.null_en)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the codebook says of a table. `key` are the columns that tell its rows apart, where
    there are such."""

    name: str
    key: tuple[str, ...]
    vi: str
    en: str
    columns: tuple[Column, ...]

    @property
    def schema(self) -> Any:
        """Its Arrow schema."""
        return pa.schema([(column.name, column.arrow) for column in self.columns])

    def only(self, names: Sequence[str]) -> Entry:
        """The same of a table that has these columns.

        Raises `KeyError` for a column that is not in the codebook."""
        known = {column.name: column for column in self.columns}
        if unknown := set(names) - known.keys():
            raise KeyError(f"not in the codebook: {', '.join(unknown)} of {self.name}")
        return replace(self, columns=tuple(known[name] for name in names))


@cache
def codebook() -> dict[str, Entry]:
    """All tables by name, in the order in which they are shown."""
    heads = [row for row in rows("compare/codebook") if not row["column"]]
    return {
        head["table"]: Entry(
            name=head["table"],
            key=split(head["refers"]),
            vi=head["vi"],
            en=head["en"],
            columns=tuple(_columns(head)),
        )
        for head in heads
    }


def described(tables: Mapping[str, Any]) -> dict[str, Entry]:
    """What the codebook says of these tables, with the columns that they have.

    Raises `KeyError` for what is not in the codebook."""
    return {name: codebook()[name].only(table.column_names) for name, table in tables.items()}


def codebook_table(tables: Mapping[str, Any]) -> Any:
    """The codebook of these tables and of itself, as a table: a row for each table, and for each
    of its columns."""
    own = codebook()["codebook"]
    lines: list[dict[str, Any]] = []
    for entry in (own, *described(tables).values()):
        lines.append({"table": entry.name, "vi": entry.vi, "en": entry.en})
        lines += [{"table": entry.name, **_line(column)} for column in entry.columns]
    return pa.Table.from_pylist(lines, own.schema)


def _line(column: Column) -> dict[str, Any]:
    words = {name: text or None for name, text in asdict(column).items()}
    return words | {"column": column.name, "values": column.values}


def _columns(head: dict[str, str]) -> list[Column]:
    own = _of(head["table"])
    return [*_of(_FIRST), *own, *_of(_LAST)] if head["type"] == "evidence" else own


def _of(table: str) -> list[Column]:
    return [
        _column(row) for row in rows("compare/codebook") if row["table"] == table and row["column"]
    ]


def _column(row: dict[str, str]) -> Column:
    return Column(
        name=row["column"],
        type=row["type"],
        unit=row["unit"],
        values=split(row["values"]),
        refers=row["refers"],
        vi=row["vi"],
        en=row["en"],
        null_vi=row["null_vi"],
        null_en=row["null_en"],
    )
