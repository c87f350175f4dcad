"""The text layer of a PDF page: its words with boxes, size, weight and font."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import c_double, c_int, create_string_buffer
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extractor.document import Box
from extractor.reading.pagespace import Matrix, mapped_all

Boxes = NDArray[np.float64]
"""One box a row."""
_BOLD = 600
_LONGEST_NAME = 120
_WORD = re.compile(r"[^\s\0\ufeff\u200b]+")
_HYPHENS = str.maketrans("\ufffe\x02", "--")  # how pdfium marks a hyphen at a line's end


@dataclass(frozen=True, slots=True)
class Style:
    """The font of a word. `angle` says by how many quarters the writing is turned clockwise, on
    the page as displayed."""

    font: str
    size: float
    bold: bool
    angle: int


class LayerWord(NamedTuple):
    """A word of the layer: `box` in points of the displayed page, `origin` the beginning of its
    base line, `line` counts the layer's own lines."""

    text: str
    box: Box
    origin: tuple[float, float]
    style: Style
    line: int


def read_words(textpage: Any, to_display: Matrix) -> list[LayerWord]:
    """The words of a page in the order of its content."""
    handle = textpage.raw  # spares each of many thousand calls the unwrapping
    count = raw.FPDFText_CountChars(handle)
    text = "".join(map(chr, map(raw.FPDFText_GetUnicode, repeat(handle, count), range(count))))
    boxes = _boxes(handle, count)
    runs = list(_runs(text, _breaks(boxes)))
    if not runs:
        return []
    styles = _Styles(handle, to_display)
    origins = [_origin(handle, first) for first, _, _ in runs]
    words = zip(
        runs,
        mapped_all(_around(boxes, [run[:2] for run in runs]), to_display),
        mapped_all([origin * 2 for origin in origins], to_display),
        strict=True,
    )
    return [
        LayerWord(text[first:end].translate(_HYPHENS), box, origin[:2], styles.of(first), line)
        for (first, end, line), box, origin in words
    ]


def _boxes(handle: Any, count: int) -> Boxes:
    """The boxes of all characters, in user space."""
    rects = (raw.FS_RECTF * count)()
    for index, rect in enumerate(rects):
        raw.FPDFText_GetLooseCharBox(handle, index, rect)
    sides = np.frombuffer(rects, np.float32).reshape(-1, 4) if count else np.empty((0, 4))
    return sides[:, [0, 3, 2, 1]].astype(np.float64)  # pdfium has the top before the right


def _breaks(boxes: Boxes) -> frozenset[int]:
    """The characters that do not go on where the one before ended, in any direction."""
    last, box = boxes[:-1], boxes[1:]
    height = np.maximum(np.maximum(last[:, 3] - last[:, 1], box[:, 3] - box[:, 1]), 1.0)
    apart = np.maximum(box[:, :2] - last[:, 2:], last[:, :2] - box[:, 2:]).max(axis=1)
    return frozenset((np.flatnonzero(apart > 0.8 * height) + 1).tolist())


def _runs(text: str, breaks: frozenset[int]) -> Iterator[tuple[int, int, int]]:
    """The words between spaces and breaks: first character, one past the last, number of the
    line."""
    line = last = 0
    for found in _WORD.finditer(text):
        first, end = found.span()
        line += text.count("\n", last, first)
        for cut in sorted(breaks.intersection(range(first + 1, end))):
            yield first, cut, line
            first, line = cut, line + 1
        yield first, end, line
        last = end


def _around(boxes: Boxes, runs: list[tuple[int, int]]) -> Boxes:
    """The box around each run of characters."""
    cuts = np.asarray(runs).ravel()
    padded = np.vstack([boxes, boxes[-1:]])  # `reduceat` takes no cut past the end
    low = np.minimum.reduceat(padded[:, :2], cuts)[::2]
    high = np.maximum.reduceat(padded[:, 2:], cuts)[::2]
    return np.hstack([low, high])


def _origin(handle: Any, index: int) -> tuple[float, float]:
    """Where the base line of a character begins, in user space."""
    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(handle, index, x, y)
    return x.value, y.value


class _Styles:
    """The styles of one page; words of one style share it."""

    def __init__(self, handle: Any, to_display: Matrix) -> None:
        self._handle = handle
        self._to_display = to_display
        self._name = create_string_buffer(_LONGEST_NAME)
        self._flags = c_int()
        self._matrix = raw.FS_MATRIX()
        self._known: dict[tuple[bytes, int, float, float, float, float], Style] = {}

    def of(self, index: int) -> Style:
        """The style of a character."""
        handle, matrix = self._handle, self._matrix
        self._name.value = b""
        raw.FPDFText_GetFontInfo(handle, index, self._name, _LONGEST_NAME, self._flags)
        weight = raw.FPDFText_GetFontWeight(handle, index)
        raw.FPDFText_GetMatrix(handle, index, matrix)
        size = raw.FPDFText_GetFontSize(handle, index)
        key = (self._name.value, weight, size, matrix.a, matrix.b, matrix.d)
        if key not in self._known:
            self._known[key] = self._style(*key)
        return self._known[key]

    def _style(self, font: bytes, weight: int, size: float, a: float, b: float, d: float) -> Style:
        name = font.decode("utf-8", "replace")
        scale = (b**2 + d**2) ** 0.5 or 1.0
        bold = "bold" in name.lower() or "black" in name.lower() or weight >= _BOLD
        angle = self._quarters(a, b)
        return Style(name.rpartition("+")[2], abs(size * scale), bold, angle)

    def _quarters(self, along: float, up: float) -> int:
        """By how many quarters clockwise writing is turned that runs so in user space."""
        (a, b, _), (c, d, _) = self._to_display.tolist()
        right, down = a * along + b * up, c * along + d * up
        if abs(right) >= abs(down):
            return 0 if right >= 0 else 2
        return 1 if down > 0 else 3
