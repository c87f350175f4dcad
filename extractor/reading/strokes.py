"""Roman numerals by the number of their strokes: of several equal strokes in a row OCR leaves one
out or joins two (*III* comes out as `II`, `HI`), and takes a stroke with its full stop for an L or
a speck for a mark on it (`IIL`, `VỊ.`)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import regex

from extractor.reading.cleanup import Pixels
from extractor.reading.ocr import OcrLine, OcrWord

RULE = "strokes_counted"
_NUMERAL = regex.compile(
    r"(?P<before>[^\w]*)(?P<head>X{0,3}V?)(?P<strokes>(?=.{0,3}[IH])[IHl1!|ÌỊ]{1,4}L?)"
    r"(?P<after>(?:[.,;:)/”\"-].*)?)"
)
_MARKED_LABEL = regex.compile(r"^(X{0,3}V?I{0,2})[ÌÍỈĨỊÏ]([.:)/-])$")
_SURE = 0.9  # of a numeral whose strokes were counted
_INK = 150
_LOW = 0.07  # inches: no capital is lower
# Shares of the height: above and below it are serifs; where an H has its bar.
_SERIF, _BAR = 0.2, (0.35, 0.65)
_UPRIGHT = 0.9  # of the height between the serifs is ink in an upright stroke
_THIN = 0.5  # of the widest stroke: the leg of a V or X
_APART = 0.75  # of the height: strokes of one numeral stand closer
_BARRED = 0.7  # of the space between two strokes is inked by a bar that joins them


def counted(word: OcrWord, pixels: Pixels, dpi: int) -> OcrWord:
    """`word` (its box in pixels of the picture) with as many strokes as are drawn, if it is a
    Roman numeral in upright type; never with fewer than were read."""
    match = _NUMERAL.fullmatch(word.text)
    if match is None:
        return word
    drawn = _strokes(word, pixels, dpi)
    least = sum(2 if sign == "H" else 1 for sign in match["strokes"] if sign in "IH")
    if not max(least, 1) <= drawn <= 3:
        return word
    stop = "." if match["strokes"].endswith("L") and not match["after"] else ""
    text = f"{match['before']}{match['head']}{'I' * drawn}{stop or match['after']}"
    sure = replace(word, confidence=max(word.confidence, _SURE))
    return sure if text == word.text else sure.put_right(text, RULE)


def label(line: OcrLine) -> OcrLine:
    """The line with the Roman numeral before it put right whose one stroke was taken for an L or
    has a mark."""
    if len(line) < 2 or not line[1].text[:1].isupper():
        return line
    text = line[0].text
    right = "I." if text in ("L", "L.") else _MARKED_LABEL.sub(r"\1I\2", text)
    return line if right == text else (line[0].put_right(right, RULE), *line[1:])


def _strokes(word: OcrWord, pixels: Pixels, dpi: int) -> int:
    """How many upright strokes stand side by side, from the first on; 0 if a bar joins them."""
    x0, y0, x1, y1 = word.box
    ink = pixels[max(0, y0) : y1, max(0, x0) : x1] < _INK
    inked = np.flatnonzero(ink.any(axis=1))
    if len(inked) < _LOW * dpi:
        return 0
    ink = ink[inked[0] : inked[-1] + 1]
    height = len(ink)
    serif = round(_SERIF * height)
    upright = ink[serif : height - serif].mean(axis=0) >= _UPRIGHT
    edges = np.flatnonzero(np.diff(np.concatenate(([0], upright, [0]))))
    found = [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
    widest = max((b - a for a, b in found), default=0)
    strokes = [(a, b) for a, b in found if b - a >= _THIN * widest]
    count = 1 if strokes else 0
    middle = ink[round(_BAR[0] * height) : round(_BAR[1] * height)]
    for (_, end), (start, _) in pairwise(strokes):
        if start - end > _APART * height:
            break
        if middle[:, end:start].mean(axis=1).max() > _BARRED:
            return 0
        count += 1
    return count
