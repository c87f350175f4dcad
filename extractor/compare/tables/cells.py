"""Texts as cells of a workbook: within the limits of a cell, and what XML can hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 32_767
"""Characters that a cell can hold, as UTF-16 counts them."""
CUT = " […]"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Cut:
    """A cell that was longer than a cell can be."""

    sheet: str
    row: int
    column: str
    characters: int


def cell_text(text: str) -> str:
    """`text` as XML can hold it: a mark of replacement (U+FFFD) for each control character, and
    one kind of line end."""
    return _LINE_END.sub("\n", _ILLEGAL.sub("\ufffd", text))


def shortened(text: str) -> str:
    """`text` where it fits into a cell, else as much as fits, and a mark."""
    if length(text) <= LONGEST:
        return text
    kept = text.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))]
    return kept.decode("utf-16-le", errors="ignore") + CUT


def length(text: str) -> int:
    """The characters of `text` as UTF-16 counts them."""
    return len(text) + sum(c > "\uffff" for c in text)
