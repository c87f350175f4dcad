"""The text layer of a PDF page: its words with boxes, size, weight and font."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

from extractor.document import Box, union
from extractor.reading.pagespace import Matrix, mapped

_BOLD = 600


@dataclass(frozen=True, slots=True)
class Style:
    """The font of a word. `angle` says by how many quarters the writing is turned clockwise, on
    the page as displayed."""

    font: str
    size: float
    bold: bool
    angle: int


@dataclass(frozen=True, slots=True)
class LayerWord:
    """A word of the layer: `box` in points of the displayed page, `origin` the beginning of its
    base line, `line` counts the layer's own lines."""

    text: str
    box: Box
    origin: tuple[float, float]
    style: Style
    line: int


@dataclass(slots=True)
class _Run:
    """The characters of a word that is being read."""

    first: int
    text: str = ""
    boxes: list[Box] = field(default_factory=list)


def read_words(page: Any, textpage: Any, to_display: Matrix) -> list[LayerWord]:
    """The words of a page in the order of its content."""
    reader = _Reader(textpage, to_display)
    return [word for run, line in reader.runs() if (word := reader.word(run, line))]


class _Reader:
    """Goes through the characters of one page."""

    def __init__(self, textpage: Any, to_display: Matrix) -> None:
        self._textpage = textpage
        self._to_display = to_display
        self._rect = raw.FS_RECTF()

    def runs(self) -> Iterator[tuple[_Run, int]]:
        """Characters between spaces, each with the number of its line."""
        run, line = _Run(0), 0
        for index in range(raw.FPDFText_CountChars(self._textpage)):
            letter = chr(raw.FPDFText_GetUnicode(self._textpage, index))
            if letter.isspace() or letter in "\0\ufeff\u200b":
                yield run, line
                run = _Run(index + 1)
                line += letter == "\n"
                continue
            if letter in "\ufffe\x02":  # how pdfium marks a hyphen at a line's end
                letter = "-"
            box = self._box(index)
            if run.boxes and _apart(run.boxes[-1], box):
                yield run, line
                run, line = _Run(index), line + 1
            run.text += letter
            run.boxes.append(box)
        yield run, line

    def word(self, run: _Run, line: int) -> LayerWord | None:
        """The word of a run; None for an empty one."""
        if not run.text:
            return None
        style = self._style(run.first)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self._textpage, run.first, x, y)
        left, top, _, _ = mapped((x.value, y.value, x.value, y.value), self._to_display)
        box = mapped(union(run.boxes), self._to_display)
        return LayerWord(run.text, box, (left, top), style, line)

    def _box(self, index: int) -> Box:
        rect = self._rect
        raw.FPDFText_GetLooseCharBox(self._textpage, index, rect)
        return (rect.left, rect.bottom, rect.right, rect.top)

    def _style(self, index: int) -> Style:
        buffer, flags = ctypes.create_string_buffer(120), ctypes.c_int()
        raw.FPDFText_GetFontInfo(self._textpage, index, buffer, 120, flags)
        name = buffer.value.decode("utf-8", "replace")
        weight = raw.FPDFText_GetFontWeight(self._textpage, index)
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._textpage, index, matrix)
        scale = (matrix.b**2 + matrix.d**2) ** 0.5 or 1.0
        size = raw.FPDFText_GetFontSize(self._textpage, index) * scale
        angle = self._quarters(matrix.a, matrix.b)
        bold = "bold" in name.lower() or "black" in name.lower() or weight >= _BOLD
        return Style(name.rpartition("+")[2], abs(size), bold, angle)

    def _quarters(self, along: float, up: float) -> int:
        """By how many quarters clockwise writing is turned that runs so in user space."""
        (a, b, _), (c, d, _) = self._to_display.tolist()
        right, down = a * along + b * up, c * along + d * up
        if abs(right) >= abs(down):
            return 0 if right >= 0 else 2
        return 1 if down > 0 else 3


def _apart(last: Box, box: Box) -> bool:
    """Whether a character does not go on where the last one ended, in any direction."""
    height = max(last[3] - last[1], box[3] - box[1], 1.0)
    across = max(box[0] - last[2], last[0] - box[2])
    along = max(box[1] - last[3], last[1] - box[3])
    return max(across, along) > 0.8 * height
