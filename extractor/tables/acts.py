"""Documents that plans cite: their kinds, the codes in their numbers, and laws by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from extractor.tables import rows, split
from extractor.vietnamese import fold

NATIONAL_CONGRESS = "Đại hội đại biểu toàn quốc của Đảng"
"""Whose resolutions are cited by the congress's number."""
JOINT = frozenset({"TTLT", "NQLT", "KHLT"})


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document. `printed` are the codes that stand for it in numbers, the usual one
    first; `bare` says that it may be cited by its number alone (*Chỉ thị số 05*)."""

    code: str
    name: str
    names: tuple[str, ...]
    printed: tuple[str, ...]
    bare: bool
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Issuer:
    """What a code in a number stands for. `kind`: `state`, `local`, `party`, `front`. `rank`: a
    body carries out what bodies of a lower rank number decide."""

    code: str
    name: str
    kind: str
    rank: int


@dataclass(frozen=True, slots=True)
class NamedAct:
    """One version of an act that is cited by its name. The number and day are empty where they
    were not looked up."""

    type: str
    title: str
    also: tuple[str, ...]
    number: str | None
    issued_on: date | None


@cache
def document_types() -> tuple[DocumentType, ...]:
    """All kinds of documents that can be cited."""
    return tuple(
        DocumentType(
            code=row["code"],
            name=row["name"],
            names=(row["name"], *split(row["also"])),
            printed=split(row["printed"]),
            bare=row["bare"] == "yes",
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )
        for row in rows("cited_types")
    )


@cache
def type_of_word() -> dict[str, str]:
    """From the folded word for a kind to its code: `nghi dinh` → `NĐ`."""
    return {fold(name): kind.code for kind in document_types() for name in kind.names}


@cache
def types_of_code() -> dict[str, tuple[str, ...]]:
    """From a code in a number to the kinds that it may stand for, the usual one first: `QĐ` →
    `QĐ`, `QyĐ`."""
    found: dict[str, list[str]] = {}
    for kind in document_types():
        for code in kind.printed:
            found.setdefault(code, []).append(kind.code)
    return {
        code: tuple(sorted(kinds, key=lambda kind: kind != code)) for code, kinds in found.items()
    }


@cache
def issuers() -> dict[str, Issuer]:
    """The issuers that codes in numbers stand for, by code."""
    return {
        row["code"]: Issuer(row["code"], row["name"], row["kind"], int(row["rank"]))
        for row in rows("symbols")
    }


def rank_of(code: str) -> int | None:
    """How high the body stands that a number's code names; None where it is not listed."""
    return issuers()[code].rank if code in issuers() else None


@cache
def named_acts() -> tuple[NamedAct, ...]:
    """Laws, codes, ordinances and the Constitution: one row for each version."""
    return tuple(
        NamedAct(
            type=row["type"],
            title=row["title"],
            also=split(row["also"]),
            number=row["number"] or None,
            issued_on=_day(row["issued_on"]),
        )
        for row in rows("acts")
    )


@cache
def _versions() -> dict[str, tuple[NamedAct, ...]]:
    found: dict[str, list[NamedAct]] = {}
    for act in named_acts():
        for title in (act.title, *act.also):
            found.setdefault(title_key(title), []).append(act)
    return {key: tuple(acts) for key, acts in found.items()}


def title_key(title: str) -> str:
    """A form in which spellings of one title are equal: letters and digits only, folded."""
    return "".join(c for c in fold(title) if c.isalnum())


def act_of(title: str, year: int | None, issued_on: date | None = None) -> NamedAct | None:
    """The version of a named act that `issued_on`, or else `year`, picks out; None where the
    title is not listed or the time does not tell."""
    for act in _versions().get(title_key(title), ()):
        if act.issued_on is None:
            continue
        if act.issued_on == issued_on or (issued_on is None and act.issued_on.year == year):
            return act
    return None


def listed_title(title: str) -> str | None:
    """The full title as the table spells it, None where it is not listed."""
    acts = _versions().get(title_key(title))
    return acts[0].title if acts else None


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
