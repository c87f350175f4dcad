"""JSON Pointer (RFC 6901): the name of one place in a JSON document."""

from __future__ import annotations

import re
from typing import Any

PATTERN = "^(/([^/~]|~[01])*)*$"
"""What a pointer looks like."""
_INDEX = re.compile(r"0|[1-9][0-9]{0,9}")


def resolve(value: Any, pointer: str) -> Any:
    """What stands at `pointer` in `value`; "" is the whole.

    Raises `LookupError` where there is nothing."""
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            value = value[name]
        elif isinstance(value, list) and _INDEX.fullmatch(name):
            value = value[int(name)]
        else:
            raise LookupError(pointer)
    return value
