"""The row above a table without rules that names its columns."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.document import union
from extractor.reading.gutters import Band, Columns, gaps
from extractor.reading.lines import Strip, Token
from extractor.reading.plainrun import counted
from extractor.reading.tables import names_a_column

_MOST_LINES = 5
_LONGEST = 70  # letters
_NEXT = 1.6  # in ems: from one line to the next
_NO_NAME = regex.compile(r"[:…]|\.{2}|[;.]$|^[-–+•*]")
_DIGIT = regex.compile(r"\d")
_LETTER = regex.compile(r"\p{L}")


def named_columns(lines: Sequence[Strip], first: int) -> tuple[int, list[Band]] | None:
    """Where the row of names that begins with a line ends, and the white between its cells. None
    if the line begins no such row."""
    found: tuple[int, list[Band]] | None = None
    most = 1
    for last in range(first + 1, min(first + _MOST_LINES, len(lines)) + 1):
        block = lines[first:last]
        white = gaps(block)
        if len(white) < most or (len(block) > 1 and not _goes_on(block)):
            break
        most = len(white)
        if are_names(_cells(block, white)):
            found = (last, white)
    return found


def _goes_on(block: Sequence[Strip]) -> bool:
    """Whether the last line of a block belongs to the names that the others begin: bold as they
    are, or begun in the middle of a name, and under its middle or its beginning."""
    *others, line = block
    if line.base - others[-1].base > _NEXT * line.size or counted(line.tokens[:1]) is not None:
        return False
    if others[0].bold or line.bold:
        return others[0].bold and line.bold
    columns = Columns(tuple(gaps(others)))
    return all(
        words[0].text[0].islower() and _is_under(words, [t for line in above for t in line])
        for words, *above in zip(*map(columns.parted, (line, *others)), strict=True)
        if words
    )


def _is_under(words: Sequence[Token], above: Sequence[Token]) -> bool:
    if not above:
        return False
    (a, _, b, _), (c, _, d, _) = (union(token.box for token in part) for part in (words, above))
    return min(abs(a - c), abs(a + b - c - d) / 2) < words[0].size / 2


def _cells(block: Sequence[Strip], white: Sequence[Band]) -> list[str]:
    """The texts of the cells between white bands."""
    parted = [Columns(tuple(white)).parted(line) for line in block]
    return [
        " ".join(word.text for words in column for word in words)
        for column in zip(*parted, strict=True)
    ]


def are_names(cells: Sequence[str]) -> bool:
    """Whether cells name columns: half of them and more with words that head tables."""
    named = sum(names_a_column(cell) and not _DIGIT.search(cell) for cell in cells)
    return named > 1 and 2 * named >= len(cells) and all(_may_name(cell) for cell in cells)


def _may_name(cell: str) -> bool:
    letter = _LETTER.search(cell)
    if letter is None or len(cell) > _LONGEST or _NO_NAME.search(cell):
        return False
    return letter[0].isupper() or cell.startswith("(")
