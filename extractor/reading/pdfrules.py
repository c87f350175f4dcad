"""The drawn rules of a PDF page, as masks for `grid.find_grids`."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2.raw as raw

from extractor.document import Box
from extractor.reading.rules import Rules

MASK_DPI = 144.0
SCALE = MASK_DPI / 72
_THICKEST = 1.5  # points; also how far a rule may lean
_SHORTEST = 4.0
_FEWEST = 4  # a table has at least two rules each way
_FEWEST_POINTS = 7  # a box and a rule through it; the rules of a letterhead have two points each
_MOST_POINTS = 100_000  # a map, not a table

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # what it repairs is no news to a clerk


def may_have_table(page: Any) -> bool:
    """Whether enough is drawn on a pypdfium2 page for a ruled table. It is quick and spares
    most pages `drawn_rules`, which parses them a second time."""
    points = 0
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        points += raw.FPDFPath_CountSegments(path)
        if points > _MOST_POINTS:
            return False
    return points >= _FEWEST_POINTS


def drawn_rules(path: Path, index: int) -> Rules | None:
    """The rules of a page at `MASK_DPI`, or None if it has too few for a table.

    Raises whatever pdfminer raises on a page that it cannot parse."""
    with pdfplumber.open(path, pages=[index + 1]) as document:
        page = document.pages[0]
        x0, y0, x1, y1 = page.cropbox
        rules = list(_rules(page.edges, x0, y0))
    upright = sum(1 for left, _, right, _ in rules if right - left <= _THICKEST)
    if min(upright, len(rules) - upright) < _FEWEST // 2:
        return None
    shape = (int((y1 - y0) * SCALE) + 2, int((x1 - x0) * SCALE) + 2)
    masks = Rules(np.zeros(shape, np.uint8), np.zeros(shape, np.uint8), MASK_DPI)
    for left, top, right, bottom in rules:
        mask = masks.down if right - left <= bottom - top else masks.across
        column, row = (max(0, round(v * SCALE)) for v in (left, top))
        mask[row : round(bottom * SCALE) + 1, column : round(right * SCALE) + 1] = 255
    return masks


def _rules(edges: list[dict[str, Any]], x: float, y: float) -> Iterator[Box]:
    """The straight edges of all that is drawn, as thin boxes from the displayed top left, which
    is at (x, y) of the sheet."""
    for edge in edges:
        box = (edge["x0"] - x, edge["top"] - y, edge["x1"] - x, edge["bottom"] - y)
        short, long = sorted((box[2] - box[0], box[3] - box[1]))
        if short <= _THICKEST and long >= _SHORTEST:
            yield box
