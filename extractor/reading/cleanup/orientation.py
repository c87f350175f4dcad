"""Orientation: pages scanned sideways or on their head, turned until they stand upright."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.reading.cleanup.picture import Picture, Pixels
from extractor.reading.cleanup.skew import is_sideways, lines_of, small_ink
from extractor.reading.pagespace import compose

# Upside down is told by what reaches out of the rows of small letters: in Vietnamese capitals,
# ascenders and marks above them far outweigh tails and dots below.
_FEWEST = 8  # votes for turning a page over
_MAJORITY = 0.25  # of votes, for turning a page; upright pages have at least 0.42 against it
_STRETCH = 1.2  # inches of a line that vote together: columns stand at different heights
_CORE = 0.75  # rows of small letters have at least this share of a line's densest rows
_DENSE = 12.0  # mean darkness of a line's densest rows: less is no line
_LEAD = 1.3  # times as much ink above, or below, makes a vote
_HEIGHT = (0.1, 0.3)  # inches: of lines of 9–16 point type


def orient(picture: Picture) -> Picture:
    """The page upright: turned by a quarter if its lines run up or down, and over if it stands on
    its head. What cannot be told here is left for OCR to find."""
    ink, dpi = small_ink(picture)
    sideways = is_sideways(*lines_of(ink))
    votes = list(_votes(np.rot90(ink) if sideways else ink, dpi))
    if sideways and votes:
        picture = quarter(picture)
    over = len(votes) >= _FEWEST and sum(votes) <= -_MAJORITY * len(votes)
    return turned_over(picture) if over else picture


def quarter(picture: Picture) -> Picture:
    """`picture` turned by 90 degrees against the clock."""
    pixels = cv2.rotate(picture.pixels, cv2.ROTATE_90_COUNTERCLOCKWISE)
    back = np.array([[0.0, -1.0, pixels.shape[0]], [1.0, 0.0, 0.0]])
    to_page = compose(picture.to_page, back)
    return replace(picture, pixels=np.asarray(pixels, np.uint8), to_page=to_page)


def turned_over(picture: Picture) -> Picture:
    """`picture` turned by 180 degrees."""
    return quarter(quarter(picture))


def _votes(ink: Pixels, dpi: float) -> Iterator[int]:
    """Of each stretch of a line: 1 if it has more ink above its small letters, -1 if below."""
    count = max(1, round(ink.shape[1] / (_STRETCH * dpi)))
    for columns in np.array_split(ink, count, axis=1):
        rows = np.asarray(columns.mean(axis=1, dtype=np.float32))
        inked = np.concatenate(([0], rows > 2, [0]))
        for start, end in np.flatnonzero(np.diff(inked)).reshape(-1, 2).tolist():
            if _HEIGHT[0] * dpi <= end - start <= _HEIGHT[1] * dpi:
                vote = _vote(rows[start:end])
                if vote:
                    yield vote


def _vote(line: NDArray[np.float32]) -> int:
    densest = float(np.sort(line)[-3:].mean())
    if densest < _DENSE:
        return 0
    core = np.flatnonzero(line >= _CORE * densest)
    above, below = float(line[: core[0]].sum()), float(line[core[-1] + 1 :].sum())
    least = 0.02 * float(line.sum())
    return int(above > _LEAD * below + least) - int(below > _LEAD * above + least)
