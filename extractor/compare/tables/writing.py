"""What the files have in common: their tables, and lists in one cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from extractor.compare.tables.codebook import codebook_table

SEPARATOR = " | "
"""Between the items of a list in one cell. Bullets have commas and semicolons of their own."""


def with_codebook(tables: Mapping[str, Any]) -> dict[str, Any]:
    """The tables, after the codebook that describes them."""
    return {"codebook": codebook_table(tables), **tables}


def rows_of(table: Any) -> Iterator[tuple[Any, ...]]:
    """The rows as tuples of Python values, lists as one text."""
    for batch in table.to_batches(max_chunksize=10_000):
        yield from zip(*(_values(column) for column in batch.columns), strict=True)


def joined(items: Iterable[object]) -> str:
    """A list as one text. A bar within an item becomes a broken bar."""
    return SEPARATOR.join("" if item is None else str(item).replace("|", "¦") for item in items)


def _values(column: Any) -> list[Any]:
    values: list[Any] = column.to_pylist()
    if any(isinstance(value, list) for value in values):
        return [joined(value or ()) for value in values]
    return values
