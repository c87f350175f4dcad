"""When acts were in force, and what replaced, repealed or amended them
(`data/compare/act_versions.csv`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from extractor.tables import rows, split


@dataclass(frozen=True, slots=True)
class Version:
    """An act while it stood. `valid_from` and `valid_to` are its first and last day, None where
    not known. An act without a last day was known to stand until `checked`; what holds after is
    not known. `number` is None for the Constitution."""

    id: str
    type: str
    number: str | None
    issued_on: date | None
    subject: str | None
    valid_from: date | None
    valid_to: date | None
    replaced_by: tuple[str, ...]
    repealed_by: tuple[str, ...]
    amended_by: tuple[str, ...]
    checked: date | None


@cache
def versions() -> dict[str, Version]:
    """All rows by the id of the act."""
    return {row["id"]: _version(row) for row in rows("compare/act_versions")}


def _version(row: dict[str, str]) -> Version:
    return Version(
        id=row["id"],
        type=row["type"],
        number=row["number"] or None,
        issued_on=_day(row["issued_on"]),
        subject=row["subject"] or None,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        replaced_by=split(row["replaced_by"]),
        repealed_by=split(row["repealed_by"]),
        amended_by=split(row["amended_by"]),
        checked=_day(row["checked"]),
    )


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
