"""Tables as CSV (RFC 4180, UTF-8), with the Data Package that describes them."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from extractor.compare.tables.datapackage import descriptor
from extractor.compare.tables.writing import rows_of, with_codebook
from extractor.compare.whole import whole

DATA_PACKAGE = "datapackage.json"


def write_csv(tables: Mapping[str, Any], folder: Path, *, bom: bool = False) -> None:
    """`<name>.csv` for each table, `codebook.csv` and `datapackage.json`. With `bom` the files
    begin with a byte order mark, by which Excel knows that they are UTF-8.

    Each cell is what the table says, nothing put before it: a program that takes `=1+1` in a CSV
    for a formula must be told that the column is text, or be given the XLSX. Lists are parted by
    ` | `, missing values are empty.

    Raises `CannotWrite`."""
    all_tables = with_codebook(tables)
    for name, table in all_tables.items():
        write_table(table, folder / f"{name}.csv", bom=bom)
    with whole(folder / DATA_PACKAGE) as draft:
        text = json.dumps(descriptor(all_tables), ensure_ascii=False, indent=2)
        draft.write_text(f"{text}\n", "utf-8")


def write_table(table: Any, path: Path, *, bom: bool = False) -> None:
    """One table as `write_csv` writes it. Raises `CannotWrite`."""
    encoding = "utf-8-sig" if bom else "utf-8"
    with whole(path) as draft, draft.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.column_names)
        writer.writerows(map(_text, row) for row in rows_of(table))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return value.isoformat() if isinstance(value, date) else str(value)
