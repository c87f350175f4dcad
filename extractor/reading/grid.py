"""Ruled tables: where the rules of a page cross, and the cells between them.

Works on two masks of a page (white on black), the rules across it and those down it: found on a
scan by morphology, or drawn from the paths of a PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.reading.cleanup import Pixels, odd
from extractor.reading.pieces import frames
from extractor.reading.rules import Flags, Rules

Frame = tuple[int, int, int, int]
"""x0, y0, x1, y1 in pixels of the mask."""
# In inches.
_NEAR = 0.05  # pieces of one rule lie this close to one line
_PAST = 0.4  # a fold or a stroke of the pen runs this far past the table
# Shares of an edge that must be inked: of a clear one, and of one whose whole rule is clear.
_DRAWN, _FAINT = 0.7, 0.35
_SOLID = 0.97  # of a rule's length: a fold is broken
_NET = 0.45  # of all edges that a grid could have


@dataclass(frozen=True, slots=True)
class GridCell:
    """A framed cell: the rows and columns it covers (half-open), and its frame in pixels."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    box: Frame


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table. `shape` is its number of rows and columns."""

    box: Frame
    shape: tuple[int, int]
    cells: tuple[GridCell, ...]

    @property
    def has_columns(self) -> bool:
        """Whether rules part columns; otherwise gutters may do so between the rules across."""
        return self.shape[1] > 1


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule: its place on one axis, and from where to where it runs on the other."""

    place: int
    start: int
    end: int


def find_grids(rules: Rules) -> tuple[Grid, ...]:
    """The ruled tables of a page, top to bottom."""
    grids = (_grid(rules, region) for region in _regions(rules))
    return tuple(sorted((g for g in grids if g), key=lambda grid: grid.box[1]))


def _regions(rules: Rules) -> list[Frame]:
    """The boxes around each net of rules that touch."""
    reach = odd(_NEAR * rules.dpi)
    joined = cv2.dilate(rules.all(), np.ones((reach, reach), np.uint8))
    found: list[Frame] = []
    for x, y, w, h in frames(joined):
        if w < rules.dpi * 0.8 or h < rules.dpi * 0.2:
            continue
        region = (x, y, x + w, y + h)
        for other in [r for r in found if _touch(r, region)]:
            found.remove(other)
            region = _around(other, region)
        found.append(region)
    return found


def _grid(rules: Rules, region: Frame) -> Grid | None:
    """The table in a region; None if the rules there frame fewer than two cells."""
    x0, y0, x1, y1 = region
    part = Rules(rules.across[y0:y1, x0:x1], rules.down[y0:y1, x0:x1], rules.dpi)
    across, down = _rules(part.across, part.dpi), _rules(part.down.T, part.dpi)
    across = _inside(across, down, part.across, part.dpi)
    down = _inside(down, across, part.down.T, part.dpi)
    ys, xs = _places(across, down, part.dpi), _places(down, across, part.dpi)
    if len(ys) > 1 and len(xs) > 1:
        xs = _framed(part, ys, xs)
        ys = _places(across, [r for r in down if xs[0] <= r.place <= xs[-1]], part.dpi)
        ys = _drawn(part.across, ys, xs, part.dpi)
        xs = _drawn(part.down.T, xs, ys, part.dpi)
    if len(ys) < 2 or len(xs) < 2 or (len(ys) == 2 and len(xs) == 2):
        return None
    below = _edges(part.across, ys, xs, part.dpi)
    right = _edges(part.down.T, xs, ys, part.dpi).T
    if (below.sum() + right.sum()) < _NET * (below.size + right.size):
        return None
    boxes = _cells(below, right)
    if len(boxes) < 2:
        return None
    cells = tuple(
        GridCell((r0, r1), (c0, c1), (x0 + xs[c0], y0 + ys[r0], x0 + xs[c1], y0 + ys[r1]))
        for r0, r1, c0, c1 in boxes
    )
    box = (x0 + xs[0], y0 + ys[0], x0 + xs[-1], y0 + ys[-1])
    return Grid(box, (len(ys) - 1, len(xs) - 1), cells)


def _framed(part: Rules, ys: list[int], xs: list[int]) -> list[int]:
    """The places of columns without those outer ones that have neither top nor bottom: a fold
    joins the edge of the sheet to the table."""
    below = _edges(part.across, ys, xs, part.dpi)
    framed = np.flatnonzero(below[0] | below[-1])
    return xs[int(framed[0]) : int(framed[-1]) + 2] if len(framed) else xs


def _drawn(mask: cv2.typing.MatLike, places: list[int], ends: list[int], dpi: float) -> list[int]:
    """The places, but for inner ones where no rule is drawn, or only a broken one: a fold, a
    stroke of the pen."""
    ink, outer = _inked(mask, places, ends, dpi), (0, len(places) - 1)
    solid = (ink.max(axis=1) > _SOLID) | (ink.mean(axis=1) > _DRAWN)
    return [place for i, place in enumerate(places) if i in outer or solid[i]]


def _rules(mask: Pixels, dpi: float) -> list[_Rule]:
    """The rules across a mask, their pieces joined, top to bottom."""
    pieces = sorted((y + h / 2, x, x + w) for x, y, w, h in frames(np.ascontiguousarray(mask)))
    groups: list[list[tuple[float, int, int]]] = []
    for piece in pieces:
        if groups and piece[0] - _mean(groups[-1]) <= _NEAR * dpi:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [_Rule(round(_mean(g)), min(p[1] for p in g), max(p[2] for p in g)) for g in groups]


def _mean(pieces: Sequence[tuple[float, int, int]]) -> float:
    """The mean place of the pieces of a rule, long ones counting more."""
    length = sum(end - start for _, start, end in pieces)
    return sum(place * (end - start) for place, start, end in pieces) / length


def _inside(
    rules: list[_Rule], crossing: list[_Rule], mask: cv2.typing.MatLike, dpi: float
) -> list[_Rule]:
    """The rules without those few that run far past the others: a fold, an underline. One that is
    drawn without a gap between the others is a rule on which a fold happens to lie."""
    if len(crossing) < 2:
        return rules
    first, last = crossing[0].place, crossing[-1].place
    low, high = first - _PAST * dpi, last + _PAST * dpi
    kept = [
        rule
        for rule in rules
        if (rule.start > low and rule.end < high)
        or _band(mask, rule.place, dpi)[first:last].mean() > _SOLID
    ]
    return kept if len(kept) > 0.6 * len(rules) else rules


def _band(mask: cv2.typing.MatLike, place: int, dpi: float) -> Flags:
    """Where along a place a rule is drawn."""
    reach = max(2, round(_NEAR * dpi))
    return np.asarray(mask[max(0, place - reach) : place + reach + 1].max(axis=0) > 0)


def _places(rules: list[_Rule], crossing: list[_Rule], dpi: float) -> list[int]:
    """Where the rows (or columns) of the table are parted. A table without outer rules ends
    where the crossing rules end."""
    places = [rule.place for rule in rules]
    if not places or not crossing:
        return places
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    if places[0] - first > _PAST * dpi:
        places.insert(0, first)
    if last - places[-1] > _PAST * dpi:
        places.append(last)
    return places


def _cells(below: Flags, right: Flags) -> list[tuple[int, int, int, int]]:
    """Rows and columns (half-open) of each cell: fields of the grid joined where no rule parts
    them."""
    rows, columns = below.shape[0] - 1, below.shape[1]
    owner = np.arange(rows * columns).reshape(rows, columns)
    for r in range(rows):
        for c in range(columns):
            if r + 1 < rows and not below[r + 1, c]:
                owner[owner == owner[r + 1, c]] = owner[r, c]
            if c + 1 < columns and not right[r, c + 1]:
                owner[owner == owner[r, c + 1]] = owner[r, c]
    return sorted(_rectangles(owner))


def _rectangles(owner: NDArray[np.int_]) -> Iterator[tuple[int, int, int, int]]:
    """The cells; joined fields that make no rectangle stay single."""
    for name in np.unique(owner):
        rows, columns = np.nonzero(owner == name)
        box = (int(rows.min()), int(rows.max()) + 1, int(columns.min()), int(columns.max()) + 1)
        if (box[1] - box[0]) * (box[3] - box[2]) == len(rows):
            yield box
        else:
            for r, c in zip(rows.tolist(), columns.tolist(), strict=True):
                yield (r, r + 1, c, c + 1)


def _edges(mask: cv2.typing.MatLike, places: list[int], ends: list[int], dpi: float) -> Flags:
    """For each rule across and each stretch between two `ends`: whether the rule is drawn."""
    ink = _inked(mask, places, ends, dpi)
    whole = ink.mean(axis=1, keepdims=True) > _DRAWN
    return np.asarray((ink >= _DRAWN) | (whole & (ink >= _FAINT)))


def _inked(
    mask: cv2.typing.MatLike, places: list[int], ends: list[int], dpi: float
) -> NDArray[np.float64]:
    """For each rule across and each stretch between two `ends`: the share that is inked."""
    inset = max(1, round(0.03 * dpi))
    ink = np.zeros((len(places), len(ends) - 1))
    for i, place in enumerate(places):
        band = _band(mask, place, dpi)
        for j, (start, end) in enumerate(pairwise(ends)):
            stretch = band[start + inset : max(start + inset + 1, end - inset)]
            ink[i, j] = stretch.mean() if stretch.size else 0.0
    return ink


def _touch(a: Frame, b: Frame) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _around(a: Frame, b: Frame) -> Frame:
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
