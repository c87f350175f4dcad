"""What breaks those who read records by an older schema: all that does more than add.

Within a major version fields are added, and values to a list of values; nothing else changes. A
bound that is loosened breaks those who rely on it, one that is tightened those who compare with what
they have kept: neither is an addition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]

TOLD = frozenset({"$schema", "$id", "$defs", "title", "description", "default"})
"""What says nothing about the values; `$id` and the default of `schema_version` name a version."""
FIXED = frozenset(
    {"type", "format", "minimum", "maximum", "minItems", "maxItems", "pattern", "minLength",
     "maxLength"}
)  # fmt: skip
"""What stays as it is."""
FOLLOWED = frozenset(
    {"$ref", "properties", "required", "additionalProperties", "items", "prefixItems", "anyOf",
     "enum", "const"}
)  # fmt: skip
KNOWN = TOLD | FIXED | FOLLOWED
"""What is understood here; a schema with more than that is not compared."""


def breaks(old: Schema, new: Schema) -> list[str]:
    """Places at which what `new` describes is no longer what readers of `old` expect."""
    return list(_Comparison(old, new).of(old, new, "", frozenset()))


@dataclass(frozen=True)
class _Comparison:
    old_root: Schema
    new_root: Schema

    def of(self, old: Schema, new: Schema, at: str, seen: frozenset[str]) -> Iterator[str]:
        if ref := old.get("$ref"):
            if ref in seen:
                return
            seen |= {ref}
        old, new = _resolved(old, self.old_root), _resolved(new, self.new_root)
        unknown = (old.keys() | new.keys()) - KNOWN
        if unknown:
            raise NotImplementedError(f"{at}: {sorted(unknown)}")
        for word in FIXED:
            if old.get(word) != new.get(word):
                yield f"{at}: another {word}"
        yield from _values(old, new, at)
        yield from self._fields(old, new, at, seen)
        yield from self._elements(old, new, at, seen)
        yield from self._kinds(old.get("anyOf", []), new.get("anyOf", []), at, seen)

    def _fields(self, old: Schema, new: Schema, at: str, seen: frozenset[str]) -> Iterator[str]:
        before, now = old.get("properties", {}), new.get("properties", {})
        for name in before.keys() - now.keys():
            yield f"{at}/{name}: is gone"
        for name in before.keys() & now.keys():
            required = [name in schema.get("required", ()) for schema in (old, new)]
            if required != required[::-1]:
                yield f"{at}/{name}: " + ("may be missing" if required[0] else "is required")
            yield from self.of(before[name], now[name], f"{at}/{name}", seen)
        rest = [schema.get("additionalProperties", True) for schema in (old, new)]
        yield from self._same(rest[0], rest[1], f"{at}/*", seen)

    def _elements(self, old: Schema, new: Schema, at: str, seen: frozenset[str]) -> Iterator[str]:
        yield from self._same(old.get("items", True), new.get("items", True), f"{at}/-", seen)
        first, other = old.get("prefixItems", []), new.get("prefixItems", [])
        if len(first) != len(other):
            yield f"{at}: another number of elements"
        for number, (one, two) in enumerate(zip(first, other, strict=False)):
            yield from self.of(one, two, f"{at}/{number}", seen)

    def _same(self, old: Any, new: Any, at: str, seen: frozenset[str]) -> Iterator[str]:
        """Of what may be a schema or a mere yes or no."""
        if isinstance(old, dict) and isinstance(new, dict):
            yield from self.of(old, new, at, seen)
        elif old != new:
            yield f"{at}: is allowed or is not"

    def _kinds(
        self, old: list[Schema], new: list[Schema], at: str, seen: frozenset[str]
    ) -> Iterator[str]:
        """Of alternatives, in whatever order."""
        before, now = _by_kind(old), _by_kind(new)
        if before.keys() != now.keys():
            yield f"{at}: another choice of types"
        for kind in before.keys() & now.keys():
            yield from self.of(before[kind], now[kind], at, seen)


def _values(old: Schema, new: Schema, at: str) -> Iterator[str]:
    """Of a list of values; `const` names the version, and changes with it."""
    if ("enum" in old) != ("enum" in new) or ("const" in old) != ("const" in new):
        yield f"{at}: values are listed or are not"
    for value in old.get("enum", ()):
        if value not in new.get("enum", ()):
            yield f"{at}: {value!r} is gone"
    if old.get("const") != new.get("const") and at != "/schema_version":
        yield f"{at}: another value"


def _by_kind(alternatives: list[Schema]) -> dict[str, Schema]:
    """Alternatives by what tells them apart: a name, or a type."""
    apart = {str(one.get("$ref") or one.get("type")): one for one in alternatives}
    if len(apart) < len(alternatives):
        raise NotImplementedError("alternatives of one type")
    return apart


def _resolved(schema: Schema, root: Schema) -> Schema:
    while ref := schema.get("$ref"):
        schema = root["$defs"][ref.rpartition("/")[2]]
    return schema
