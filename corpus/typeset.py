"""Type: fonts, the width of words, breaking paragraphs into lines.

Lengths are in points (1/72 inch). Coordinates have their origin at the top left, y downwards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_FILES = {
    "tinos": ("croscore", "Tinos-{}.ttf", ("Regular", "Bold", "Italic", "BoldItalic")),
    "freeserif": ("freefont", "FreeSerif{}.ttf", ("", "Bold", "Italic", "BoldItalic")),
}
_ROOT = Path("/usr/share/fonts/truetype")

# A line may end after a hyphen inside a word, as Word does it (`6858/QĐ-` `BYT`).
_HYPHEN = re.compile(r"(?<=\w[-–])(?=\w)")


class Align(Enum):
    """Where a line stands in its column."""

    LEFT = "left"
    CENTRE = "centre"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Family:
    """The four fonts of a typeface, by the names they are registered under."""

    regular: str
    bold: str
    italic: str
    bold_italic: str


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font; `rise` lifts them above the base line, in points."""

    text: str
    font: str
    size: float
    rise: float = 0.0

    @property
    def width(self) -> float:
        """The advance width in points."""
        return width_of(self.text, self.font, self.size)


@dataclass(frozen=True, slots=True)
class Word:
    """What no line break parts. `glued`: no space stands between it and the word before."""

    runs: tuple[Run, ...]
    glued: bool = False

    @property
    def width(self) -> float:
        """The width in points."""
        return sum(run.width for run in self.runs)

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Text:
    """Characters on the page; `x` and `y` are the left end of the base line."""

    x: float
    y: float
    text: str
    font: str
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight black line of the given thickness."""

    x0: float
    y0: float
    x1: float
    y1: float
    thickness: float = 0.6


Op = Text | Rule
Line = tuple[Word, ...]


class FontError(RuntimeError):
    """A font file is missing; the message says which package brings it."""


@lru_cache
def family(name: str) -> Family:
    """Register the fonts of a typeface (`tinos` or `freeserif`) and return their names."""
    folder, pattern, styles = _FILES[name]
    names = [f"{name}-{style or 'Regular'}" for style in styles]
    for font, style in zip(names, styles, strict=True):
        path = _ROOT / folder / pattern.format(style)
        if not path.is_file():
            raise FontError(f"{path} is missing: install fonts-croscore and fonts-freefont-ttf")
        pdfmetrics.registerFont(TTFont(font, str(path)))
    return Family(*names)


@lru_cache(maxsize=100_000)
def width_of(text: str, font: str, size: float) -> float:
    """Return the advance width of `text` in points."""
    return float(pdfmetrics.stringWidth(text, font, size))


def words_of(text: str, font: str, size: float) -> list[Word]:
    """Part a text at its spaces and after its inner hyphens."""
    return [
        Word((Run(part, font, size),), glued=index > 0)
        for token in text.split()
        for index, part in enumerate(_HYPHEN.split(token))
    ]


def gap_before(word: Word) -> float:
    """Return the width of the space before a word inside a line, in points."""
    return 0.0 if word.glued else width_of(" ", word.runs[0].font, word.runs[0].size)


def natural_width(line: Line) -> float:
    """Return the width of a line that is not stretched, in points."""
    return sum(word.width for word in line) + sum(gap_before(word) for word in line[1:])


def break_lines(words: list[Word], width: float, indent: float = 0.0) -> list[Line]:
    """Fill lines of `width` points greedily; the first one is `indent` points shorter."""
    lines: list[Line] = []
    line: list[Word] = []
    room = width - indent
    for word in (piece for whole in words for piece in _fitting(whole, width)):
        need = word.width + (gap_before(word) if line else 0.0)
        if line and need > room:
            lines.append(tuple(line))
            line, room, need = [], width, word.width
        line.append(word)
        room -= need
    return [*lines, tuple(line)] if line else lines


def _fitting(word: Word, width: float) -> list[Word]:
    """Cut a word that is wider than a whole line into pieces that are not."""
    if word.width <= width or len(word.runs) > 1:
        return [word]
    run = word.runs[0]
    pieces, start = [], 0
    for end in range(1, len(run.text) + 1):
        full = width_of(run.text[start : end + 1], run.font, run.size) > width
        if full or end == len(run.text):
            piece = Run(run.text[start:end], run.font, run.size)
            pieces.append(Word((piece,), glued=word.glued or start > 0))
            start = end
    return pieces


def line_text(line: Line) -> str:
    """Return the characters of a line with its spaces."""
    return "".join(("" if i == 0 or word.glued else " ") + word.text for i, word in enumerate(line))


def join_lines(lines: list[Line]) -> str:
    """Return the text of a paragraph whose lines are `lines`, a broken word made whole."""
    return line_text(tuple(word for line in lines for word in line))


def set_line(line: Line, x: float, y: float, width: float, align: Align) -> list[Op]:
    """Place a line with its left edge at `x` and its base line at `y`, in a column `width` wide.

    Each word carries the space after it, so that a text layer keeps its words apart.
    """
    slack = width - natural_width(line)
    gaps = sum(1 for word in line[1:] if not word.glued)
    stretch = slack / gaps if align is Align.JUSTIFY and gaps else 0.0
    x += slack / 2 if align is Align.CENTRE else 0.0
    ops: list[Op] = []
    for index, word in enumerate(line):
        if index:
            x += gap_before(word) + (0.0 if word.glued else stretch)
        following = line[index + 1] if index + 1 < len(line) else None
        space = " " if following and not following.glued else ""
        for run in word.runs:
            last = run is word.runs[-1]
            ops.append(Text(x, y - run.rise, run.text + space * last, run.font, run.size))
            x += run.width
    return ops
