"""What findings say, in two languages, from the templates of `data/compare/checks.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from extractor.tables import table

Grade = Literal["impossible", "doubtful"]
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its stable code, how sure it is, and its messages."""

    code: str
    grade: Grade
    vi: str
    en: str

    def message_vi(self, values: Mapping[str, object], *, misread: bool) -> str:
        """The Vietnamese message with `values` filled in; `misread` adds that it may be so."""
        filled = self.vi.format_map({k: _vietnamese(v) for k, v in values.items()})
        return f"{filled} {table('compare/checks')['misreading']['vi']}" if misread else filled

    def message_en(self, values: Mapping[str, object], *, misread: bool) -> str:
        """The English message, likewise."""
        filled = self.en.format_map({k: _english(v) for k, v in values.items()})
        return f"{filled} {table('compare/checks')['misreading']['en']}" if misread else filled


@cache
def checks() -> dict[str, Check]:
    """All checks by code, in the order of the file."""
    return {
        row["code"]: Check(row["code"], row["grade"], row["vi"], row["en"])
        for row in table("compare/checks")["check"]
    }


def _vietnamese(value: object) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _english(value: object) -> str:
    if isinstance(value, date):
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return str(value)
