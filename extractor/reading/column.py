"""A column of printed lines: what the place of each says about the paragraph it is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractor.document import Zone
from extractor.reading.lines import Strip, joined
from extractor.reading.page import ReadLine, ReadWord

INDENT = 0.7
"""A first line begins 1–1.27 cm in (Decree 30/2020, annex I), 2–3 ems; a scan wavers by less
than this share of an em."""
GAP = 1.22
"""Paragraphs stand at least 6 pt apart on lines 15–20 pt apart (Decree 30/2020, annex I)."""
SPACE = 0.25


@dataclass(frozen=True, slots=True)
class Edges:
    """The x between which the lines of a column run, and the usual distance of base lines."""

    left: float
    right: float
    pitch: float

    @property
    def width(self) -> float:
        """The length of a full line."""
        return self.right - self.left


def edges(lines: Sequence[Strip]) -> Edges:
    """The edges of a column: the leftmost x at which several lines begin, the rightmost at
    which several end."""
    starts = sorted(line.box[0] for line in lines)
    ends = sorted((line.box[2] for line in lines), reverse=True)
    few = len(lines) // 10
    return Edges(starts[few], ends[few], pitch(lines))


def pitch(lines: Sequence[Strip]) -> float:
    """The usual distance between the base lines of a paragraph: paragraphs stand further apart,
    so it is among the smaller ones. 0 for fewer than two lines."""
    steps = sorted(b.base - a.base for a, b in pairwise(lines))
    steps = [step for step in steps if step > 4]
    return steps[len(steps) * 2 // 5] if steps else 0.0


def read_lines(
    lines: Sequence[Strip | Sequence[Strip]], column: Edges | None = None, zone: Zone = "body"
) -> list[ReadLine]:
    """The lines of one column, top to bottom, with what their places say."""
    whole = [line if isinstance(line, Strip) else joined(line) for line in lines]
    if not whole:
        return []
    column = column or edges(whole)
    following: list[Strip | None] = [*whole[1:], None]
    before: list[Strip | None] = [None, *whole[:-1]]
    return [
        ReadLine(
            words=tuple(ReadWord(t.text, t.box, t.confidence, t.change) for t in line.tokens),
            zone=zone,
            bold=line.bold,
            gap=last is not None and _gap(last, line, column),
            indent=line.box[0] > column.left + INDENT * line.size,
            full=_full(line, after, column),
            centred=_centred(line, column) and not _aligned(line, whole),
        )
        for last, line, after in zip(before, whole, following, strict=True)
    ]


def _gap(above: Strip, line: Strip, column: Edges) -> bool:
    usual = min(column.pitch or 1.5 * line.size, 2.2 * line.size)
    return line.base - above.base > max(GAP * usual, 1.15 * line.size)


def _full(line: Strip, after: Strip | None, column: Edges) -> bool:
    """Whether the next line's first word would not have fitted on this one."""
    room = column.right - line.box[2]
    if after is None:
        return room < 2 * line.size
    x0, _, x1, _ = after.tokens[0].box
    return room < max(line.size * 0.8, (x1 - x0) + SPACE * line.size)


def _centred(line: Strip, column: Edges) -> bool:
    """Whether both margins are alike and wide."""
    left, right = line.box[0] - column.left, column.right - line.box[2]
    slack = max(1.2 * line.size, 0.05 * column.width)
    return min(left, right) > 1.5 * line.size and abs(left - right) < 2 * slack


def _aligned(line: Strip, lines: Sequence[Strip]) -> bool:
    """Whether others of another width begin at the same x: an indent, no centring."""
    x0, _, x1, _ = line.box
    return sum(abs(s.box[0] - x0) < 2 and abs(s.box[2] - x1) > 6 for s in lines) >= 2


def usual_size(lines: Sequence[Strip]) -> float:
    """The size of most of the type, 0 without lines."""
    return median(line.size for line in lines) if lines else 0.0
