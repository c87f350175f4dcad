"""Ruled tables of a scan, read cell by cell: page OCR drops lone digits and mixes columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import ceil, floor

import cv2
import numpy as np
import regex

from extractor.document import union
from extractor.reading import grid
from extractor.reading.cleanup import PAPER, Picture, Pixels
from extractor.reading.crop import padded
from extractor.reading.glyphs import measured
from extractor.reading.lines import Token
from extractor.reading.ocr import Engine, Mode
from extractor.reading.pagespace import scaled
from extractor.reading.pieces import frames
from extractor.reading.rules import Rules, rules_of_scan
from extractor.reading.tables import Filled, names_a_column

_NUMBER = regex.compile(r"^\d{1,3}[.)]?$")
_NUMBER_MODES: tuple[Mode, ...] = ("number", "digit")
_SHORT = 4  # a longer text is no misread number
_MARGIN = 0.06  # inches of white around a cell
_INSET = 0.015  # inches: half a rule and what wavers of it
_LETTER = 0.05  # inches: the height of a small letter of 9 point type


def grids_of(picture: Picture) -> tuple[tuple[grid.Grid, ...], Picture]:
    """The grids of a level picture that have columns (in its pixels), and the picture without
    the rules of all grids."""
    rules = rules_of_scan(picture.pixels, picture.dpi)
    grids = tuple(_scaled(found, rules.step) for found in grid.find_grids(rules))
    plain = replace(picture, pixels=_without(picture.pixels, rules, grids))
    return tuple(found for found in grids if found.has_columns), plain


def read_cells(found: grid.Grid, picture: Picture, engine: Engine) -> list[Filled]:
    """The cells of a grid with their words; boxes in points of the level picture."""
    texts = [_read(cell.box, picture, engine) for cell in found.cells]
    for index, expected in _doubted_numbers(found, texts):
        texts[index] = _read_number(texts[index], picture, engine, expected) or texts[index]
    scale = picture.points_per_pixel
    return [
        Filled(cell.rows, cell.columns, scaled(cell.box, scale), groups)
        for cell, groups in zip(found.cells, texts, strict=True)
    ]


def blank(picture: Picture, grids: Iterable[grid.Grid]) -> Picture:
    """The picture with its tables painted over."""
    out = picture.pixels.copy()
    for found in grids:
        x0, y0, x1, y1 = found.box
        out[y0:y1, x0:x1] = PAPER
    return replace(picture, pixels=out)


def _doubted_numbers(
    found: grid.Grid, texts: Sequence[list[list[Token]]]
) -> Iterator[tuple[int, int | None]]:
    """The cells in columns of numbers that are short but no number, or out of step with the
    numbers above and below; for these, the number that would be in step."""
    heads = _heads(found, texts)
    for column in range(found.shape[1]):
        cells = [i for i, cell in enumerate(found.cells) if cell.columns == (column, column + 1)]
        words = {i: _text(texts[i]) for i in cells if texts[i] and i not in heads}
        numbers = [i for i, text in words.items() if _NUMBER.match(text)]
        if 3 * len(numbers) < len(words):
            continue
        for index, text in words.items():
            if index not in numbers and len(text) <= _SHORT and not names_a_column(text):
                yield index, None
        values = [int(words[i].rstrip(".)")) for i in numbers]
        for index, above, value, below in zip(
            numbers[1:], values, values[1:], values[2:], strict=False
        ):
            if below - above == 2 and value != above + 1:
                yield index, above + 1


def _heads(found: grid.Grid, texts: Sequence[list[list[Token]]]) -> set[int]:
    """The cells of the first row, if that names the columns."""
    first = [i for i, cell in enumerate(found.cells) if cell.rows[0] == 0]
    named = sum(names_a_column(_text(texts[i])) for i in first)
    return set(first) if named >= 2 or 2 * named > len(first) else set()


def _text(groups: Sequence[Sequence[Token]]) -> str:
    return " ".join(token.text for group in groups for token in group)


def _read(
    frame: grid.Frame, picture: Picture, engine: Engine, mode: Mode = "block"
) -> list[list[Token]]:
    """The words in a frame of the picture, by line."""
    inset = round(_INSET * picture.dpi)
    x0, y0 = frame[0] + inset, frame[1] + inset
    inside = picture.pixels[y0 : frame[3] - inset, x0 : frame[2] - inset]
    if not _has_writing(inside, picture.dpi):
        return []
    margin = round(_MARGIN * picture.dpi)
    lines = engine.read(padded(inside, margin), round(picture.dpi), mode)
    offset = (x0 - margin, y0 - margin)
    return [measured(line, picture, offset) for line in lines]


def _read_number(
    groups: Sequence[Sequence[Token]], picture: Picture, engine: Engine, expected: int | None
) -> list[list[Token]]:
    """The words of a cell read as digits, from a frame close around them; empty if they are
    none, or not the number that is expected."""
    x0, y0, x1, y1 = union(token.box for group in groups for token in group)
    scale = picture.points_per_pixel
    inset = round(_INSET * picture.dpi) + 1
    frame = (
        floor(x0 / scale) - inset, floor(y0 / scale) - inset,
        ceil(x1 / scale) + inset, ceil(y1 / scale) + inset,
    )  # fmt: skip
    for mode in _NUMBER_MODES:
        found = _read(frame, picture, engine, mode)
        digits = _text(found).rstrip(".)")
        if digits.isdecimal() and (expected is None or int(digits) == expected):
            return found
    return []


def _has_writing(inside: Pixels, dpi: float) -> bool:
    """Whether there is ink as tall as a letter: specks fake text."""
    dark = (inside < 150).astype(np.uint8)
    return any(height >= _LETTER * dpi for _, _, _, height in frames(dark))


def _without(pixels: Pixels, rules: Rules, grids: Iterable[grid.Grid]) -> Pixels:
    """The picture with the rules of its tables wiped out."""
    out = pixels.copy()
    height, width = pixels.shape
    wide = cv2.dilate(rules.all(), np.ones((3, 3), np.uint8))
    mask = cv2.resize(wide, (width, height), interpolation=cv2.INTER_NEAREST)
    for found in grids:
        x0, y0, x1, y1 = found.box
        inside = slice(max(0, y0 - 5), y1 + 5), slice(max(0, x0 - 5), x1 + 5)
        out[inside][mask[inside] > 0] = PAPER
    return out


def _scaled(found: grid.Grid, step: int) -> grid.Grid:
    """A grid in pixels of the page, from one in pixels of its mask."""
    cells = tuple(replace(cell, box=_times(cell.box, step)) for cell in found.cells)
    return replace(found, box=_times(found.box, step), cells=cells)


def _times(box: grid.Frame, step: int) -> grid.Frame:
    x0, y0, x1, y1 = box
    return (x0 * step, y0 * step, x1 * step, y1 * step)
