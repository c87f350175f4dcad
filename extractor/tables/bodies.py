"""The registry of bodies: ministries, provincial departments, Party and Front bodies, press …

A row whose name ends with *tỉnh*, *huyện* or *xã* stands for that body of every province,
district or commune. Its aliases leave that word out: what territory follows in the text says
which row of a family (*Hội Nông dân tỉnh*, *… huyện*, *… xã*) is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import product
from typing import Literal, cast

from extractor.document import Level
from extractor.tables import rows, split
from extractor.vietnamese import even, fold

Territory = Literal["tỉnh", "huyện", "xã"]
_TERRITORIES = ("tỉnh", "huyện", "xã")
_SEPARATOR = re.compile(r"\s*(?:\s[-–]\s|[-–,&/]|\svà\s)\s*")
_SYLLABLE = re.compile(r"[^\W_]+")
# Heads after which clerks shorten the rest to initials: Sở GD&ĐT, Đài PT-TH.
_SHORTENED = ("Sở", "Bộ", "Ban", "Phòng", "Đài", "Hội đồng", "Báo và Đài")
_SYMBOLS = ("Sở", "Bộ")  # heads whose bodies' symbols stand for them: SGDĐT, BYT
_FULL_FORMS = frozenset({"press"})  # levels whose full forms differ by province and are kept


@dataclass(frozen=True, slots=True)
class Body:
    """A row of the registry."""

    id: str
    name: str
    level: Level
    parent: str | None
    variants: tuple[str, ...]
    valid_from: date
    valid_to: date
    successors: tuple[str, ...]
    part: bool
    """Whether it is a part of its parent: a unit that is named with it."""

    @property
    def territory(self) -> Territory | None:
        """The territory that the row's name ends with."""
        last = self.name.rsplit(" ", 1)[-1]
        return cast(Territory, last) if last in _TERRITORIES else None

    @property
    def core(self) -> str:
        """The name without its territory."""
        return self.name.removesuffix(f" {self.territory}") if self.territory else self.name

    @property
    def keeps_form(self) -> bool:
        """Whether a full form in the text is as official as the registry's."""
        return self.level in _FULL_FORMS


@dataclass(frozen=True, slots=True)
class Alias:
    """A way to write the name of one or more rows of a family, without separators and *và*.

    `words` are its syllables as `even` gives them; `capitals` says of each whether it is an
    abbreviation in capitals; before the syllables `joints` a comma or dash may stand."""

    words: tuple[str, ...]
    capitals: tuple[bool, ...]
    joints: frozenset[int]
    bodies: tuple[Body, ...]

    @property
    def full(self) -> bool:
        """Whether it is the whole name of one of the rows."""
        return any(len(alias_words(body.core)) == len(self.words) for body in self.bodies)

    @property
    def short(self) -> bool:
        """Whether it holds an abbreviation."""
        return any(self.capitals)


def _body(row: dict[str, str]) -> Body:
    return Body(
        id=row["id"],
        name=row["name"],
        level=cast(Level, row["level"]),
        parent=row["parent"] or None,
        variants=split(row["variants"]),
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else date.min,
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max,
        successors=split(row["successors"]),
        part=row["part"] == "yes",
    )


@cache
def bodies() -> dict[str, Body]:
    """All rows by id."""
    return {row["id"]: _body(row) for row in rows("agencies")}


def _joined(initials: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Initials of consecutive parts, each apart or run together: TT TT, TTTT."""
    for breaks in product((True, False), repeat=len(initials) - 1):
        parts = [initials[0]]
        for apart, piece in zip(breaks, initials[1:], strict=True):
            if apart:
                parts.append(piece)
            else:
                parts[-1] += piece
        yield tuple(parts)


def _shortenings(rest: str) -> Iterator[str]:
    """Ways to shorten the parts of `rest`: *Tài nguyên và Môi trường* → TNMT, TN MT, TN Môi …"""
    parts = [_SYLLABLE.findall(part) for part in _SEPARATOR.split(rest)]
    for short in product((True, False), repeat=len(parts)):
        if not any(short) or any(s and len(p) < 2 for s, p in zip(short, parts, strict=True)):
            continue
        yield from _written(parts, short)


def _written(parts: Sequence[Sequence[str]], short: Sequence[bool]) -> Iterator[str]:
    initials = ["".join(word[0].upper() for word in part) for part in parts]
    if all(short):
        yield from (", ".join(words) for words in _joined(initials))
        return
    pieces = zip(short, initials, parts, strict=True)
    yield ", ".join(initial if cut else " ".join(part) for cut, initial, part in pieces)


def _forms(body: Body) -> Iterator[str]:
    """The writings of `body` that its aliases are made of, the name first."""
    yield body.name
    yield from body.variants
    for head in _SHORTENED:
        rest = body.core.removeprefix(f"{head} ")
        if rest != body.core:
            yield from (f"{head} {form}" for form in _shortenings(rest))
            if head in _SYMBOLS:
                yield "".join(word[0].upper() for word in alias_words(body.core))


def _joints(form: str) -> frozenset[int]:
    """The syllables of a form, without *và*, that come after a separator."""
    parts = [len(alias_words(part)) for part in _SEPARATOR.split(form)]
    return frozenset(sum(parts[:n]) for n in range(1, len(parts)))


def alias_words(form: str) -> list[str]:
    """The syllables of a written name that aliases are compared by: all but *và*."""
    return [word for word in _SYLLABLE.findall(form) if word.lower() != "và"]


@cache
def aliases() -> dict[tuple[str, ...], Alias]:
    """Aliases by their folded syllables."""
    found: dict[tuple[str, ...], Alias] = {}
    for body in bodies().values():
        for form in _forms(body):
            alias = _alias(form.removesuffix(f" {body.territory}"), body)
            key = tuple(fold(word) for word in alias.words)
            known = found.get(key, alias)
            more = () if body in known.bodies else (body,)
            joints = known.joints | alias.joints
            found[key] = replace(known, bodies=(*known.bodies, *more), joints=joints)
    return found


def _alias(form: str, body: Body) -> Alias:
    words = alias_words(form)
    capitals = tuple(len(word) > 1 and word.isupper() for word in words)
    return Alias(tuple(even(word) for word in words), capitals, _joints(form), (body,))


def choose(alias: Alias, territory: Territory | None, on: date | None) -> Body | None:
    """The row of the family that the territory in the text (and the day) points to; None where
    the text does not say which."""
    day = on or date.max
    rows_ = [b for b in alias.bodies if on is None or b.valid_from <= day <= b.valid_to]
    rows_ = rows_ or list(alias.bodies)
    fitting = [b for b in rows_ if b.territory == territory] if territory else []
    if fitting:
        return fitting[0]
    settled = [b for b in rows_ if b.territory is None]
    if settled:
        return settled[0]
    return rows_[0] if territory is None and len({b.territory for b in rows_}) == 1 else None


def body_named(text: str, on: date | None = None) -> Body | None:
    """The row that `text` is a name or variant of, whatever its case, marks and separators."""
    words = alias_words(text)
    key = tuple(fold(word) for word in words)
    if key in aliases():
        return choose(aliases()[key], None, on)
    territory = next((t for t in _TERRITORIES if key and key[-1] == fold(t)), None)
    alias = aliases().get(key[:-1])
    return choose(alias, cast(Territory, territory), on) if alias and territory else None
