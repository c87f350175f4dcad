"""What an export can be, and what it tells of itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """`jsonl` and `xlsx` are files, the others folders."""

    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    EDXML = "edxml"
    ND30 = "nd30"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person should know of a field of an exported document. Codes are stable:
    `too_long`, `several`, `replaced_characters`, `number_not_parted`."""

    document: str
    code: str
    field: str
    detail: str

    def __str__(self) -> str:
        return f"{self.document}: {self.field}: {self.detail} ({self.code})"


@dataclass(frozen=True, slots=True)
class Written:
    """How many documents were written, and what is to be known of them."""

    documents: int
    notices: Sequence[Notice] = ()
