"""Gutters: the white bands that run down between columns of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
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
        """The words of a line, column by column; those of a line that runs across gutters stay
        in the column where it begins."""
        cells: list[list[Token]] = [[] for _ in range(len(self))]
        column, end = 0, float("-inf")
        for token in line.tokens:
            x0, _, x1, _ = token.box
            if x0 - end >= GUTTER * line.size:
                column = sum((x0 + x1) / 2 > (a + b) / 2 for a, b in self.gutters)
            cells[column].append(token)
            end = max(end, x1) if _is_printed(token, line) else end
        return cells

    def crossed(self, line: Strip) -> bool:
        """Whether the words of a line run across a gutter."""
        return any(
            words[-1].box[2] > self.gutters[n][1]
            for n, words in enumerate(self.parted(line)[:-1])
            if words
        )

    def aligned(self, lines: Iterable[Strip]) -> bool:
        """Whether the words in each column stand in line: at its left, its right or its middle."""
        size = 0.0
        found: list[list[Band]] = [[] for _ in range(len(self))]
        for line in (line for line in lines if not self.crossed(line)):
            size = max(size, line.size)
            for words, spans in zip(self.parted(line), found, strict=True):
                if words:
                    spans.append((words[0].box[0], words[-1].box[2]))
        return all(_in_line(spans, _ALIGNED * size) for spans in found if spans)


def _in_line(spans: Sequence[Band], slack: float) -> bool:
    left = min(a for a, _ in spans)
    right = max(b for _, b in spans)
    middle = median((a + b) / 2 for a, b in spans)
    shares = (
        sum(a - left < slack for a, _ in spans),
        sum(right - b < slack for _, b in spans),
        sum(abs((a + b) / 2 - middle) < slack for a, b in spans),
    )
    return max(shares) >= _MOSTLY * len(spans)


def may_part(line: Strip) -> bool:
    """Whether there may be a gap in a line: a quick look, as most lines of a page have none."""
    widest = GUTTER * line.size
    return any(
        token.box[0] - last.box[2] >= widest or not last.text[0].isalnum()
        for last, token in pairwise(line.tokens)
    )


def gaps(lines: Sequence[Strip]) -> list[Band]:
    """The white between the words of `lines`, laid over one another."""
    spans = sorted(
        (token.box[0], token.box[2], line.size)
        for line in lines
        for token in line.tokens
        if _is_printed(token, line)
    )
    found: list[Band] = []
    reach = spans[0][1] if spans else 0.0
    for x0, x1, size in spans:
        if x0 - reach >= GUTTER * size:
            found.append((reach, x0))
        reach = max(reach, x1)
    return found


def narrowed(bands: Iterable[Band], line: Strip) -> list[Band]:
    """What is left of white bands where the words of `line` stand in them."""
    left = list(bands)
    for token in line.tokens:
        if _is_printed(token, line):
            x0, _, x1, _ = token.box
            sides = (side for a, b in left for side in ((a, min(b, x0)), (max(a, x1), b)))
            left = [(a, b) for a, b in sides if b - a >= GUTTER * line.size]
    return left


def widest(bands: Sequence[Band], zones: Iterable[Band]) -> Columns | None:
    """The columns that the widest of the bands in each zone part; None if a zone has none."""
    gutters: list[Band] = []
    for a, b in zones:
        inside = [band for band in bands if a <= band[0] and band[1] <= b]
        if not inside:
            return None
        gutters.append(max(inside, key=lambda band: band[1] - band[0]))
    return Columns(tuple(gutters))


def _is_printed(token: Token, line: Strip) -> bool:
    """Whether a word tells where its column is: a dash may be a speck, or stand out of it."""
    is_word = token.text[0].isalnum() or any(c.isalnum() for c in token.text)
    return is_word and token.size > _SPECK * line.size
