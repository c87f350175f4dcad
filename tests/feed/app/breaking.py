"""What breaks those who read records by an older schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]


def breaks(old: Schema, new: Schema) -> list[str]:
    """Places at which what `new` describes is no longer what readers of `old` expect. A new field
    and a new value of a list of values are none; a new type is."""
    return list(_breaks(old, new, old, new, "", frozenset()))


def _breaks(
    old: Schema, new: Schema, old_root: Schema, new_root: Schema, at: str, seen: frozenset[str]
) -> Iterator[str]:
    if ref := old.get("$ref"):
        if ref in seen:
            return
        seen |= {ref}
    old, new = _resolved(old, old_root), _resolved(new, new_root)
    if _types(old, old_root) != _types(new, new_root):
        yield f"{at}: another type"
        return
    for name in set(old.get("required", ())) - set(new.get("required", ())):
        yield f"{at}/{name}: may be missing"
    for name, field in old.get("properties", {}).items():
        if name not in new.get("properties", {}):
            yield f"{at}/{name}: is gone"
        else:
            found = new["properties"][name]
            yield from _breaks(field, found, old_root, new_root, f"{at}/{name}", seen)
    if isinstance(old.get("items"), dict):
        found = new.get("items", {})
        yield from _breaks(old["items"], found, old_root, new_root, f"{at}/*", seen)
    for one, other in zip(old.get("anyOf", ()), new.get("anyOf", ()), strict=False):
        yield from _breaks(one, other, old_root, new_root, at, seen)


def _resolved(schema: Schema, root: Schema) -> Schema:
    while ref := schema.get("$ref"):
        schema = root["$defs"][ref.rpartition("/")[2]]
    return schema


def _types(schema: Schema, root: Schema) -> list[str]:
    parts = schema.get("anyOf")
    if parts is None:
        return [str(schema.get("type"))]
    return [kind for part in parts for kind in _types(_resolved(part, root), root)]
