"""Texts as cells of a workbook: within the limits of a cell, and what XML can hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 32_767
"""Characters that a cell can hold, as UTF-16 counts them."""
CUT = " […]"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MARKUP = re.compile(r"(?<=\A<)(?=r>)|(?<=_x)(?=[0-9A-Fa-f]{4}_)")
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


def fits(text: str) -> bool:
    """Whether a cell can hold `text`. Most texts are too short for a closer look."""
    return 2 * len(text) <= LONGEST or length(text) <= LONGEST


def shortened(text: str) -> str:
    """As much of a text that does not fit as does, and a mark."""
    kept = text.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))]
    return kept.decode("utf-16-le", errors="ignore") + CUT


def length(text: str) -> int:
    """The characters of `text` as UTF-16 counts them."""
    return len(text.encode("utf-16-le")) // 2


def runs(text: str) -> list[str]:
    """`text` in the runs in which it must be written. A text that looks like the markup of a run
    (`<r>`) is taken for it by XlsxWriter, one that looks like an escape (`_x0041_`) is taken for
    that by some readers and not by others; in several runs it can only be what it is."""
    first, *others = _MARKUP.split(text)
    if not others:
        return [text]
    last = others.pop()
    return [first, *others, last[:1], last[1:]]  # XlsxWriter wants three
