"""The registry of movements (phong trào thi đua, cuộc vận động), `data/campaigns.csv`.

A province puts its own name where the national one says *Cả nước* or *Việt Nam*, changes link
words and marks and adds or drops the period: a movement is known by its core words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

import regex

from extractor.document import Scope
from extractor.scan import match_at
from extractor.tables import rows, split
from extractor.vietnamese import fold

_SHARE = 0.3  # of a name's words that the core must make up
_WORD = re.compile(r"\w+")
_ANY_SUBJECT = r"(?!(?:nhu|la|gom|va|do|cua|nhat)\s)\w+(?:\s+\w+){0,4}"
_BETWEEN_WORDS = r"[\s,;.\-–]+"


@dataclass(frozen=True, slots=True)
class Movement:
    """A row. `cores` are alternatives; of one all parts must stand in a name, and none of
    `barred`. `start` and `end` are years."""

    id: str
    name: str
    scope: Scope
    start: int | None
    end: int | None
    cores: tuple[tuple[str, ...], ...]
    barred: tuple[str, ...]
    forms: tuple[str, ...]

    def core_in(self, words: str) -> tuple[str, ...]:
        """The parts of the longest core that stand in `words`; empty where none does."""
        if any(part in words for part in self.barred):
            return ()
        found = (core for core in self.cores if all(part in words for part in core))
        return max(found, key=_length, default=())

    def runs_in(self, year: int) -> bool:
        """Whether it was on in `year`, as far as is known."""
        return (self.start or year) <= year <= (self.end or year)


@cache
def movements() -> tuple[Movement, ...]:
    """All movements."""
    return tuple(
        Movement(
            id=row["id"],
            name=row["name"],
            scope=cast(Scope, row["scope"]),
            start=int(row["start"]) if row["start"] else None,
            end=int(row["end"]) if row["end"] else None,
            cores=tuple(tuple(core.split("+")) for core in split(row["core"])),
            barred=split(row["barred"]),
            forms=split(row["forms"]),
        )
        for row in rows("campaigns")
    )


def words_of(name: str) -> str:
    """The words of a name, folded, parted by single spaces: the form in which two writings of
    one name are equal."""
    return " ".join(_WORD.findall(fold(name)))


def movement_named(name: str, year: int | None) -> Movement | None:
    """The movement of which `name` is a form. Of two with one core (a movement and its
    successor) the one that was on in `year`, else the later one."""
    words = words_of(name)
    scored = [(_length(core), m) for m in movements() if (core := m.core_in(words))]
    least = _SHARE * len(words.split())
    best = max((length for length, _ in scored), default=0)
    named = [movement for length, movement in scored if length == best and length >= least]
    running = [m for m in named if year is not None and m.runs_in(year)]
    best_known = running or named
    return best_known[-1] if best_known else None


def form_at(folded: str, start: int) -> int | None:
    """Where the form of a known movement that begins at `start` ends; None where none begins."""
    match = match_at(_forms(), folded, start)
    return match.end() if match else None


@cache
def _forms() -> regex.Pattern[str]:
    """Every form of every movement, longer ones first; `*` stands for the body that a province
    puts in."""
    forms = {form for movement in movements() for form in (movement.name, *movement.forms)}
    patterns = sorted(map(_form_pattern, forms), key=len, reverse=True)
    return regex.compile(f"(?:{'|'.join(patterns)})(?!\\w)")


def _form_pattern(form: str) -> str:
    """A body stands right before what it does: no semicolon of a list comes between."""
    rest = form.removeprefix("*")
    parts = (_ANY_SUBJECT if part == "*" else part for part in re.findall(r"\w+|\*", fold(rest)))
    subject = "" if rest == form else rf"(?:{_ANY_SUBJECT}\s+)?"
    return subject + _BETWEEN_WORDS.join(parts)


def _length(core: tuple[str, ...]) -> int:
    return sum(len(part.split()) for part in core)
