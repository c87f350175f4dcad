"""Forms (`data/feed/*.toml`): which fields a document system asks for, in which order, how long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from extractor.feed.export.exchange.header import Header, Value
from extractor.feed.export.exchange.xml import Element, legal
from extractor.tables import table

TOO_LONG = "too_long"
SEVERAL = "several"
REPLACED = "replaced_characters"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: the elements that lead to it, of which `each` stands once for each value; which
    value is put there; of `several`, whether all are, the first or none; how long it may be."""

    path: tuple[str, ...]
    each: str | None
    value: str
    several: Literal["all", "first", "none"]
    most: int | None

    @property
    def name(self) -> str:
        """Its path in one word."""
        return "/".join(self.path)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be known about a field as it was filled in."""

    field: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Form:
    """Fields in their order. `date` is how days are written, `prefix` stands before each name."""

    fields: tuple[Field, ...]
    date: str
    namespace: str | None
    prefix: str

    def fill(self, root: Element, header: Header) -> list[Remark]:
        """Puts into `root` what is known. Remarks on what is longer than the form allows, which is
        there all the same; on what there was no room for; and on what XML cannot hold."""
        remarks: list[Remark] = []
        for field in self.fields:
            values = [self._text(value) for value in header.values(field.value)]
            if len(values) > 1 and field.several != "all":
                kept = 1 if field.several == "first" else 0
                remarks += _left_out(field, values[kept:])
                values = values[:kept]
            for value in filter(None, values):
                text = legal(value)
                self._leaf(root, field).text = text
                remarks += _remarks(field, value, text)
        return remarks

    def _leaf(self, root: Element, field: Field) -> Element:
        """A new element at the end of the path, below those of it that are there already."""
        at = root
        for name in field.path[:-1]:
            there = at.children and at.children[-1].name == self.prefix + name
            at = at.children[-1] if there and name != field.each else at.add(self.prefix + name)
        return at.add(self.prefix + field.path[-1])

    def _text(self, value: Value) -> str:
        """A value as the form wants it; empty where it is not known."""
        if isinstance(value, date):
            return self.date.format(value)
        return "" if value is None else str(value)


@cache
def form(name: str) -> Form:
    """The form in `data/feed/<name>.toml`."""
    data = table(f"feed/{name}")
    fields = tuple(_field(entry) for entry in data["field"] if "value" in entry)
    return Form(fields, data["date"], data.get("namespace"), data.get("prefix", ""))


def _field(entry: dict[str, Any]) -> Field:
    """`To*/OrganName`: an asterisk marks the element that stands once for each value."""
    parts = entry["path"].split("/")
    each = next((part[:-1] for part in parts if part.endswith("*")), None)
    path = tuple(part.removesuffix("*") for part in parts)
    return Field(path, each, entry["value"], entry.get("several", "all"), entry.get("most"))


def _left_out(field: Field, values: list[str]) -> Iterator[Remark]:
    others = "; ".join(filter(None, values))
    if others:
        yield Remark(field.name, SEVERAL, f"there is room for one, left out: {others}")


def _remarks(field: Field, value: str, text: str) -> Iterator[Remark]:
    if field.most is not None and len(text) > field.most:
        yield Remark(field.name, TOO_LONG, f"{len(text)} characters, {field.most} are allowed")
    if text.count("\ufffd") > value.count("\ufffd"):
        yield Remark(field.name, REPLACED, "for what XML cannot hold there is U+FFFD")
