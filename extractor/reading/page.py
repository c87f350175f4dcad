"""What a reader gives: pages of lines and tables in reading order, before they become text.

Every reader (text, PDF text layer, OCR) makes these; `assemble.py` makes the `Document`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.document import Box, Method, Zone
from extractor.errors import BrokenFile


class Change(NamedTuple):
    """What a word was `before` it was put right, and by which rule it was; `words`: how many it
    became."""

    before: str
    rule: str
    words: int = 1


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A run of characters without a space (in plain text: a whole line). `box` in points from
    the page's top left, `confidence` 0–1. `change`: what was read at first, where
    that was put right."""

    text: str
    box: Box | None = None
    confidence: float = 1.0
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A printed line.

    `gap`: a blank line, or clearly more space than between the lines of a paragraph, is above it.
    `indent`: it begins clearly right of its column's left edge. `full`: it reaches the right
    edge of its column, so that the next line may go on with it. `centred`: it stands centred in
    its column, short of both edges. For plain text without layout, `indent` and `centred` are
    False and `full` is None (not known)."""

    words: tuple[ReadWord, ...]
    zone: Zone = "body"
    bold: bool = False
    gap: bool = False
    indent: bool = False
    full: bool | None = None
    centred: bool = False

    @property
    def text(self) -> str:
        """The line's words, parted by single spaces."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell: its lines, top to bottom. `spanned`: drawn as one with the cell above it."""

    lines: tuple[ReadLine, ...] = ()
    spanned: bool = False


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table, or the part of one that stands on this page. All rows have as many cells.
    `header` rows come first. `ruled`: it has drawn lines (or markup) and is no guess."""

    rows: tuple[tuple[ReadCell, ...], ...]
    header: int = 0
    ruled: bool = True


class Unread(NamedTuple):
    """Where on a page there is writing that no word accounts for: its box in points, and how
    many lines it has."""

    box: Box
    lines: int


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page in reading order: letterhead (left column, then right), body and tables, recipients,
    signature; lines of the zones `footnote` and `stamp` last. Running page numbers are left out.
    Size in points (0 for plain text), `confidence` 0–1, `warnings` as (code, message)."""

    number: int
    method: Method
    blocks: tuple[ReadLine | ReadTable, ...]
    width: float = 0.0
    height: float = 0.0
    confidence: float = 1.0
    warnings: tuple[tuple[str, str], ...] = ()
    unread: tuple[Unread, ...] = ()


def unreadable(
    number: int, method: Method, message: str, size: tuple[float, float] = (0.0, 0.0)
) -> ReadPage:
    """A page of which nothing could be read, and why."""
    warning = ("page_unreadable", message)
    return ReadPage(number, method, (), *size, confidence=0.0, warnings=(warning,))


def not_all_damaged(pages: Sequence[ReadPage], name: str) -> tuple[ReadPage, ...]:
    """The pages of the file of this name. Raises `BrokenFile` if none of them could be opened."""
    if all(page.width == 0 and not page.blocks for page in pages):
        raise BrokenFile(name, "none of its pages can be opened")
    return tuple(pages)


def mean_confidence(blocks: Iterable[ReadLine | ReadTable]) -> float | None:
    """The mean over all letters that belong to the document; None without any."""
    words = [word for block in blocks for word in _words(block)]
    letters = sum(len(word.text) for word in words)
    total = sum(word.confidence * len(word.text) for word in words)
    return round(total / letters, 3) if letters else None


def _words(block: ReadLine | ReadTable) -> Iterable[ReadWord]:
    """The words of a block that belong to the document."""
    if isinstance(block, ReadLine):
        return block.words if block.zone != "stamp" else ()
    cells = (cell for row in block.rows for cell in row)
    return (word for cell in cells for line in cell.lines for word in line.words)
