"""JSON Pointers (RFC 6901) into a plan's JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

END = "-"
"""As the last part: past the last element."""


def parts_of(pointer: str) -> tuple[str, ...]:
    """`/themes/0/label` → `themes`, `0`, `label`. Raises `ValueError` where it is no pointer."""
    if pointer and not pointer.startswith("/"):
        raise ValueError(pointer)
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])


def pointer_of(parts: Iterable[str | int]) -> str:
    """The pointer with these parts."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)


def is_index(part: str) -> bool:
    """Whether `part` counts elements: `0`, `12`."""
    return part.isascii() and part.isdigit() and (part == "0" or part[0] != "0")


def value_at(tree: Any, parts: Iterable[str]) -> Any:
    """What stands there. Raises `LookupError` where nothing does."""
    for part in parts:
        if isinstance(tree, list) and is_index(part):
            tree = tree[int(part)]
        elif isinstance(tree, dict):
            tree = tree[part]
        else:
            raise LookupError(part)
    return tree


def put(tree: Any, parts: tuple[str, ...], value: Any) -> None:
    """Puts `value` there; without parts, its fields into the object `tree`."""
    if not parts:
        tree.update(value)
        return
    holder = value_at(tree, parts[:-1])
    holder[int(parts[-1]) if isinstance(holder, list) else parts[-1]] = value


def split(parts: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The way to the innermost element of a list (or to the plan), and the fields within it."""
    last = max((place for place, part in enumerate(parts, 1) if is_index(part)), default=0)
    return parts[:last], parts[last:]
