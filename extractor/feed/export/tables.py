"""Plans as tidy tables, with one of the documents that are no more: CSV, XLSX, Parquet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from extractor.compare.tables import build, codebook, write_csv, write_parquet, write_xlsx
from extractor.feed.export.model import Format, Written
from extractor.feed.export.selection import Selection

_WRITERS: dict[Format, Callable[[Any, Path], None]] = {
    Format.CSV: write_csv,
    Format.XLSX: write_xlsx,
    Format.PARQUET: write_parquet,
}


def writer(form: Format) -> Callable[[Selection, Path], Written]:
    """What writes the tables in this format, as `extractor.compare.tables` does."""
    return partial(_write, _WRITERS[form])


def _write(write: Callable[[Any, Path], None], selection: Selection, to: Path) -> Written:
    """There is no table of inputs without a plan: an export is of documents alone."""
    tables = dict(build(selection.members, ()))
    del tables["unread"]
    write({**tables, "removed": _removed(selection)}, to)
    return Written(tables["plans"].num_rows)


def _removed(selection: Selection) -> Any:
    rows = [{"document": gone.document, "plan_id": gone.plan_id} for gone in selection.removed]
    return pa.Table.from_pylist(rows, codebook()["removed"].schema)
