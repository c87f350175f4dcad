"""Tables as Parquet: the types as they are, and the codebook within."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.compare.tables.codebook import Column, described
from extractor.compare.whole import whole


def write_parquet(tables: Mapping[str, Any], folder: Path) -> None:
    """`<name>.parquet` for each table. What the codebook says of a table and its columns is in the
    metadata `vi`, `en`, `unit`, `null_vi` and `null_en`.

    Raises `CannotWrite`."""
    for name, entry in described(tables).items():
        fields = [_field(column) for column in entry.columns]
        schema = pa.schema(fields, {"vi": entry.vi, "en": entry.en})
        with whole(folder / f"{name}.parquet") as draft:
            pq.write_table(tables[name].cast(schema), draft, compression="zstd")


def _field(column: Column) -> Any:
    words = ("vi", "en", "unit", "null_vi", "null_en")
    metadata = {word: text for word in words if (text := getattr(column, word))}
    return pa.field(column.name, column.arrow, metadata=metadata)
