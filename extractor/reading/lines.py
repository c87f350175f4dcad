"""Words with boxes become rows: the geometry that text layers and OCR share.

All lengths are in points, boxes are (x0, y0, x1, y1) from the page's top left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import NamedTuple

from extractor.document import Box, union
from extractor.reading.page import Change

# Between the words of a phrase stands a quarter of an em; a justified line seldom opens it to
# one em. Anything wider parts columns.
PHRASE_GAP = 1.1
SAME_ROW = 0.5


class Token(NamedTuple):
    """A word on a page. `size` is the height of its type, `base` the y of its base line,
    `stroke` the width of its strokes where it was measured, `change` what was read at
    first, where that was put right."""

    text: str
    box: Box
    size: float
    base: float
    confidence: float = 1.0
    bold: bool = False
    stroke: float = 0.0
    change: Change | None = None


@dataclass(frozen=True)
class Strip:
    """Words side by side, left to right, with no column gap between them."""

    tokens: tuple[Token, ...]

    @cached_property
    def box(self) -> Box:
        """The box around its words."""
        return union(token.box for token in self.tokens)

    @cached_property
    def text(self) -> str:
        """Its words, parted by single spaces."""
        return " ".join(token.text for token in self.tokens)

    @cached_property
    def size(self) -> float:
        """The height of its type: that of the middle letter."""
        return weighted_median([(t.size, len(t.text)) for t in self.tokens])

    @cached_property
    def base(self) -> float:
        """The y of its base line."""
        return weighted_median([(t.base, len(t.text)) for t in self.tokens])

    @cached_property
    def bold(self) -> bool:
        """Whether most of its letters are bold; a numeral takes the weight of the words."""
        letters = [(sum(map(str.isalpha, t.text)), t.bold) for t in self.tokens]
        return 2 * sum(n for n, bold in letters if bold) > sum(n for n, _ in letters)

    @cached_property
    def confidence(self) -> float:
        """The mean over its letters."""
        letters = sum(len(t.text) for t in self.tokens) or 1
        return sum(t.confidence * len(t.text) for t in self.tokens) / letters

    @property
    def middle(self) -> float:
        """The x halfway between its ends."""
        return (self.box[0] + self.box[2]) / 2


def weighted_median(pairs: Sequence[tuple[float, int]]) -> float:
    """The value in the middle of the total weight."""
    if len({value for value, _ in pairs}) == 1:  # nearly always
        return pairs[0][0]
    ordered = sorted(pairs)
    half, seen = sum(weight for _, weight in ordered) / 2, 0
    for value, weight in ordered:
        seen += weight
        if seen >= half:
            return value
    return ordered[-1][0]


def strips(groups: Iterable[Iterable[Token]], gap: float = PHRASE_GAP) -> list[Strip]:
    """The groups (words of one line each) cut where the space is wider than `gap` ems."""
    found: list[Strip] = []
    for group in groups:
        run: list[Token] = []
        for token in sorted(group, key=lambda t: t.box[0]):
            if run and token.box[0] - run[-1].box[2] > gap * max(run[-1].size, token.size):
                found.append(Strip(tuple(run)))
                run = []
            run.append(token)
        if run:
            found.append(Strip(tuple(run)))
    return found


def cut(strip: Strip, x: float) -> tuple[Strip | None, Strip | None]:
    """The words of a strip whose middle is left of `x`, and the others."""
    left = tuple(t for t in strip.tokens if (t.box[0] + t.box[2]) / 2 < x)
    right = strip.tokens[len(left) :]
    return (Strip(left) if left else None, Strip(right) if right else None)


def rows(found: Iterable[Strip]) -> list[list[Strip]]:
    """Strips that stand on one line, left to right; the lines from top to bottom."""
    lines: list[list[Strip]] = []
    for strip in sorted(found, key=lambda s: (_is_mark(s), s.base, s.box[0])):
        near = lines if _is_mark(strip) else lines[-4:]
        home = next((row for row in reversed(near) if _joins(row, strip)), None)
        if home is None:
            lines.append([strip])
        else:
            home.append(strip)
    for row in lines:
        row.sort(key=lambda s: s.box[0])
    return sorted(lines, key=lambda row: median(s.base for s in row))


def _is_mark(strip: Strip) -> bool:
    """Whether a strip is a lone dash, or a speck: on a scan its size and base line tell little."""
    return not any(c.isalnum() for c in strip.text)


def _joins(row: list[Strip], strip: Strip) -> bool:
    """Whether a strip belongs to a row: beside, not under, what is there."""
    inside = (
        _is_mark(strip)
        and any(s.box[0] < strip.box[0] for s in row)
        and any(s.box[0] > strip.box[0] for s in row)
    )
    size = row[0].size if inside else min(row[0].size, strip.size)
    if abs(row[0].base - strip.base) > SAME_ROW * size:
        return False
    room = 0.3 * strip.size
    return all(s.box[2] - room <= strip.box[0] or strip.box[2] <= s.box[0] + room for s in row)


def joined(row: Sequence[Strip]) -> Strip:
    """The strips of a row as one."""
    if len(row) == 1:
        return row[0]  # which knows its box and text already
    return Strip(tuple(token for strip in row for token in strip.tokens))
