"""Provinces then and now: the 63 units until 30 June 2025, the 34 since, and earlier ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, cast

from extractor.tables import rows, split
from extractor.vietnamese import fold

CodeList = Literal["63", "34"]
UnitKind = Literal["province", "city"]
_KIND_WORDS = re.compile(r"^(?:(?:tinh|thanh pho|thu do|tp|t p)\b[\s.]*)+(?=\w)")
_OF_LOWER = re.compile(r"\b(?:huyen|quan|xa|phuong|thi tran|dac khu|thon) $")
_BEGINNING = date.min
_END = date.max


@dataclass(frozen=True, slots=True)
class Unit:
    """A province or a centrally run city while it had one name, one kind and one code.

    `code` is the General Statistics Office's, in the list `code_list`; None for a unit older than
    the lists. `successors` are the units that its territory became part of."""

    id: str
    code_list: CodeList | None
    name: str
    kind: UnitKind
    code: str | None
    valid_from: date
    valid_to: date
    successors: tuple[str, ...]
    aliases: tuple[str, ...]

    def stood_on(self, day: date) -> bool:
        """Whether the unit existed on `day` (both bounds included)."""
        return self.valid_from <= day <= self.valid_to


def _unit(row: dict[str, str]) -> Unit:
    return Unit(
        id=row["id"],
        code_list=cast(CodeList, row["list"]) if row["list"] else None,
        name=row["name"],
        kind=cast(UnitKind, row["kind"]),
        code=row["code"] or None,
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else _BEGINNING,
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else _END,
        successors=split(row["successors"]),
        aliases=split(row["aliases"]),
    )


@cache
def units() -> dict[str, Unit]:
    """All units by id."""
    return {row["id"]: _unit(row) for row in rows("provinces")}


def place_key(text: str) -> str:
    """The form in which two writings of a province's name are equal: folded, without *tỉnh*,
    *thành phố*, *TP.* before it and without marks between its syllables."""
    folded = " ".join(re.findall(r"\w+", fold(text)))
    return _KIND_WORDS.sub("", folded)


@cache
def _by_key() -> dict[str, tuple[Unit, ...]]:
    """Units by the key of name and aliases, the latest first."""
    found: dict[str, list[Unit]] = {}
    for unit in units().values():
        for key in {place_key(name) for name in (unit.name, *unit.aliases)}:
            found.setdefault(key, []).append(unit)
    return {k: tuple(sorted(v, key=lambda u: u.valid_to, reverse=True)) for k, v in found.items()}


def province_names() -> Iterator[str]:
    """Every name and alias, as written; names that several units share come once."""
    return iter({name: None for unit in units().values() for name in (unit.name, *unit.aliases)})


def provinces_named(text: str) -> tuple[Unit, ...]:
    """All units that were ever called `text`, the latest first."""
    return _by_key().get(place_key(text), ())


def province_named(text: str, on: date | None) -> Unit | None:
    """The unit called `text` on the day `on`; the latest one where `on` is None; where none stood
    then, the last one before, else the first one after."""
    named = provinces_named(text)
    if on is None or not named:
        return named[0] if named else None
    standing = next((unit for unit in named if unit.stood_on(on)), None)
    before = next((unit for unit in named if unit.valid_to < on), None)
    return standing or before or named[-1]


def place_in(text: str) -> str | None:
    """The last province that a short text names, by its name in the registry: *Lai Châu* for
    *SỞ Y TẾ KIÊN GIANG*. A district's or commune's name that is a province's too is not one."""
    folded = " ".join(re.findall(r"\w+", fold(text)))
    found = [m for m in _any_name().finditer(folded) if not _OF_LOWER.search(folded[: m.start()])]
    return provinces_named(found[-1][0])[0].name if found else None


@cache
def _any_name() -> re.Pattern[str]:
    keys = sorted(_by_key(), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, keys)) + r")\b")


def current_of(unit: Unit) -> Unit | None:
    """The unit of today that `unit` is part of; None where its parts went different ways."""
    if unit.valid_to == _END:
        return unit
    ends = {current_of(units()[successor]) for successor in unit.successors}
    return ends.pop() if len(ends) == 1 else None
