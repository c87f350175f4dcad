"""The drawn rules of a PDF page, as masks for `grid.find_grids`."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from extractor.document import Box
from extractor.reading.pagespace import Matrix, compose, mapped
from extractor.reading.rules import Rules

MASK_DPI = 144.0
SCALE = MASK_DPI / 72
_STRAIGHT = 1.5  # points: how far a rule may lean
_SHORTEST = 4.0
_FEWEST = 4  # a table has at least two rules each way
_MOST = 20_000


def drawn_rules(page: Any, to_display: Matrix) -> Rules | None:
    """The page's rules at `MASK_DPI`, or None if it has too few for a table."""
    lines = list(_rules(page, to_display))
    upright = sum(1 for x0, _, x1, _ in lines if x1 - x0 <= _STRAIGHT)
    if upright < _FEWEST // 2 or len(lines) - upright < _FEWEST // 2:
        return None
    width, height = page.get_size()
    shape = (int(height * SCALE) + 2, int(width * SCALE) + 2)
    rules = Rules(np.zeros(shape, np.uint8), np.zeros(shape, np.uint8), MASK_DPI)
    for x0, y0, x1, y1 in lines:
        left, top = (max(0, round(v * SCALE)) for v in (x0, y0))
        mask = rules.down if x1 - x0 <= y1 - y0 else rules.across
        mask[top : round(y1 * SCALE) + 1, left : round(x1 * SCALE) + 1] = 255
    return rules


def _rules(page: Any, to_display: Matrix) -> Iterator[Box]:
    """The straight edges of all paths, as thin boxes on the displayed page."""
    for count, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)):
        if count > _MOST:
            return
        matrix = to_display
        container = item
        while container is not None:
            matrix = compose(matrix, _matrix(container))
            container = container.container
        for x0, y0, x1, y1 in _edges(item):
            box = mapped((x0, y0, x1, y1), matrix)
            short, long = sorted((box[2] - box[0], box[3] - box[1]))
            if short <= _STRAIGHT and long >= _SHORTEST:
                yield box


def _matrix(item: Any) -> Matrix:
    a, b, c, d, e, f = item.get_matrix().get()
    return np.array([[a, c, e], [b, d, f]], dtype=np.float64)


def _edges(item: Any) -> Iterator[Box]:
    """The straight segments of a path, in its own space."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield (*last, *point)
        if raw.FPDFPathSegment_GetClose(segment):
            yield (*point, *start)
        last = point
