"""Gutters: the white bands that run down between columns of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from extractor.reading.lines import Strip, Token

Band = tuple[float, float]
"""From where to where on the x axis."""
GUTTER = 0.5
"""In ems. Word keeps 11 pt between the words of two cells, most of an em; OCR takes some of it."""
_ALIGNED = 0.7  # in ems: how far the starts of cells waver
_MOSTLY = 0.6  # of a column's lines
_SPECK = 0.5  # of the type's size


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a run of lines: their `gutters`, left to right."""

    gutters: tuple[Band, ...]

    def __len__(self) -> int:
        return len(self.gutters) + 1

    def parted(self, line: Strip) -> list[list[Token]]:
        """The words of a line, column by column."""
        cells: list[list[Token]] = [[] for _ in range(len(self))]
        for token in line.tokens:
            middle = (token.box[0] + token.box[2]) / 2
            cells[sum(middle > (a + b) / 2 for a, b in self.gutters)].append(token)
        return cells

    def aligned(self, lines: Iterable[Strip]) -> bool:
        """Whether the words in each column stand in line: at its left, its right or its middle."""
        size, found = 0.0, [list[Band]() for _ in range(len(self))]
        for line in lines:
            size = max(size, line.size)
            for words, cell in zip(self.parted(line), found, strict=True):
                if words:
                    cell.append((words[0].box[0], words[-1].box[2]))
        return all(_in_line(cell, _ALIGNED * size) for cell in found)


def _in_line(spans: Sequence[Band], slack: float) -> bool:
    if not spans:
        return True
    left = min(a for a, _ in spans)
    right = max(b for _, b in spans)
    middle = median((a + b) / 2 for a, b in spans)
    shares = (
        sum(a - left < slack for a, _ in spans),
        sum(right - b < slack for _, b in spans),
        sum(abs((a + b) / 2 - middle) < slack for a, b in spans),
    )
    return max(shares) >= _MOSTLY * len(spans)


def stretches(lines: Iterable[Strip]) -> list[Band]:
    """The stretches of x that the words of `lines`, laid over one another, cover without a
    gutter."""
    found: list[Band] = []
    for token in sorted((t for line in lines for t in _printed(line)), key=lambda t: t.box[0]):
        x0, _, x1, _ = token.box
        if found and x0 - found[-1][1] < GUTTER * token.size:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def between(found: Sequence[Band]) -> list[Band]:
    """The white between stretches."""
    return [(a[1], b[0]) for a, b in zip(found, found[1:], strict=False)]


def narrowed(bands: Iterable[Band], line: Strip) -> list[Band]:
    """What is left of white bands where the words of `line` stand in them."""
    left = list(bands)
    for token in _printed(line):
        x0, _, x1, _ = token.box
        sides = (side for a, b in left for side in ((a, min(b, x0)), (max(a, x1), b)))
        left = [(a, b) for a, b in sides if b - a >= GUTTER * line.size]
    return left


def _printed(line: Strip) -> list[Token]:
    """The words of a line without specks that OCR took for a mark."""
    return [t for t in line.tokens if t.size > _SPECK * line.size or t.text.isalnum()]
