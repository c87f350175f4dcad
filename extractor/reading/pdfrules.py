"""The drawn rules of a PDF page, as masks for `grid.find_grids`."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
import pypdfium2.raw as raw
import regex

from extractor.document import Box
from extractor.reading.painted import Painted
from extractor.reading.rules import Rules

MASK_DPI = 144.0
SCALE = MASK_DPI / 72
_THICKEST = 1.5  # points; also how far a rule may lean
_SHORTEST = 4.0
_FEWEST = 4  # a table has at least two rules each way
_FEWEST_POINTS = 7  # a box and a rule through it; the rules of a letterhead have two points each
_MOST_POINTS = 100_000  # a map, not a table

# Text objects of nothing but operands and the operators of text, graphics state and marked content.
_TEXT = regex.compile(
    rb"""(?<!\S)BT(?:
        [\s\[\]]++ | [-+.\d]++ | /[^\s()<>\[\]{}/%]*+ | << | >> | <[\s\dA-Fa-f]*+>
        | \((?:[^()\\]++|\\.)*+\)
        | (?:T[a-zA-Z*] | ['"] | [gGkKwJjMdi] | rg | RG | cs | CS | scn? | SCN? | gs | ri
           | BDC | BMC | EMC)(?![\w*])
    )*+ET(?!\S)""",
    regex.DOTALL | regex.VERBOSE,
)

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # what it repairs is no news to a clerk


def may_have_table(content: Painted) -> bool:
    """Whether enough is drawn on a page for a ruled table. It is quick and spares most pages
    `RuleReader`, which parses them a second time."""
    points = 0
    for path in content.paths:
        points += raw.FPDFPath_CountSegments(path)
        if points > _MOST_POINTS:
            return False
    return points >= _FEWEST_POINTS


class RuleReader:
    """Reads the drawn rules of a PDF's pages. The file is opened when the first page is asked
    for, if any is."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if "_file" in vars(self):
            self._file.stream.close()  # its own `close` walks all pages, which may be damaged

    def rules(self, index: int) -> Rules | None:
        """The rules of a page at `MASK_DPI`, or None if it has too few for a table.

        Raises whatever pdfminer raises on a page that it cannot parse."""
        from pdfplumber.page import Page

        with closing(Page(self._file, _without_text(self._sheets[index]), index + 1)) as page:
            x0, y0, x1, y1 = page.cropbox
            return _masks(list(_rules(page.edges, x0, y0)), x1 - x0, y1 - y0)

    @cached_property
    def _file(self) -> Any:
        import pdfplumber  # loaded only where it is needed

        return pdfplumber.open(self._path)

    @cached_property
    def _sheets(self) -> list[Any]:
        from pdfminer.pdfpage import PDFPage

        return list(PDFPage.create_pages(self._file.doc))


def _without_text(sheet: Any) -> Any:
    """A page of pdfminer's without its text objects: to read the letters would take it ten times
    as long as the rules."""
    from pdfminer.pdftypes import PDFStream, stream_value

    streams = [stream_value(stream) for stream in sheet.contents]
    content = b"\n".join(stream.get_data() for stream in streams)
    if not content:
        return sheet
    drawing = PDFStream({}, _TEXT.sub(b" ", content))
    drawing.set_objid(0, 0)  # pdfminer leaves out a stream without a number
    bare = copy(sheet)
    bare.contents = [drawing]
    bare.resources = {key: value for key, value in (sheet.resources or {}).items() if key != "Font"}
    return bare


def _masks(rules: list[Box], width: float, height: float) -> Rules | None:
    """The rules of a page of this size in points as masks; None if they are too few."""
    upright = sum(1 for left, _, right, _ in rules if right - left <= _THICKEST)
    if min(upright, len(rules) - upright) < _FEWEST // 2:
        return None
    shape = (int(height * SCALE) + 2, int(width * SCALE) + 2)
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
