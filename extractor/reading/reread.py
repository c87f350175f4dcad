"""A second look at the signature, where seal, pen and print lie over one another.

Page OCR gives up on a block that is half seal. Its region is read again as one block, as it is
and with the seal and the pen taken out, and of all readings of a line the surest is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.document import Box
from extractor.reading.cleanup import PAPER, Picture, Pixels, is_bitonal
from extractor.reading.closing import is_office, office_or_recipients
from extractor.reading.glyphs import measured
from extractor.reading.grid import Frame
from extractor.reading.lines import Strip, Token, strips
from extractor.reading.ocr import Engine
from extractor.reading.pagespace import scaled
from extractor.reading.seals import (
    Circle,
    blackest,
    letters_only,
    red_print,
    seals,
    without_large,
)  # fmt: skip
from extractor.vietnamese import fold

# In inches: a signature block is three seals high.
_ABOVE, _BELOW = 0.4, 2.9
_ROOM = 1.2  # between text and recipients: signatures stand there
# Of confidence: no word; worth nothing; enough on the mean of a line.
_JUNK, _DOUBT, _READ = 0.25, 0.4, 0.55
_STROKES = regex.compile(r"^[^\p{L}\p{N}(]+|[^\p{L}\p{N}.)]+$")
_EDGE = 3  # pixels by which a word's box may be too small
_LETTERS = 4  # of the shortest name or office
# What is left of *PHÓ* before an office when the seal's rim runs through it.
_DEPUTY = regex.compile(r"\b\w{0,2}o\W{0,2}(?:chu tich|giam doc|truong|bi thu|chanh)\b")
_DEPUTY_WORTH = 3.0
_CAPITAL_WORTH = 1.0  # of a word that begins with a capital: names have three, offices two or more


@dataclass(frozen=True, slots=True)
class _Region:
    """Where the signature is: its frame in pixels; counted from its corner, the rows and columns
    of other words, and the seals."""

    frame: Frame
    pixels: Pixels
    covers: tuple[tuple[slice, slice], ...]
    seals: tuple[Circle, ...]


def reread(
    groups: Sequence[Sequence[Token]], picture: Picture, scanned: Picture, engine: Engine
) -> list[list[Token]]:
    """The words of a page (in points), those of its signature read again. `scanned` is the page
    before it was cleaned: names and offices are often stamped in red."""
    found = strips(groups)
    frame = _frame(found, picture)
    if frame is None:
        return [list(group) for group in groups]
    scale = picture.points_per_pixel
    area = scaled(frame, scale)
    inside = [strip for strip in found if _is_in(strip.box, area)]
    outside = [strip for strip in found if strip not in inside]
    region = _region(frame, outside, picture)
    readings = list(inside)
    for pixels in _versions(region, picture, scanned):
        lines = engine.read(pixels, round(picture.dpi), "block")
        readings += strips(_printed(measured(line, picture, frame[:2])) for line in lines)
    chosen = _surest([s for s in readings if not _on_seal(s.box, region, scale)])
    lost = [s for s in inside if not any(_overlap(s, kept) for kept in chosen)]
    aside = [_doubted(s) if _on_seal(s.box, region, scale) or _is_junk(s) else s for s in lost]
    return [list(strip.tokens) for strip in (*outside, *chosen, *aside)]


def _is_junk(strip: Strip) -> bool:
    return strip.confidence < _READ or sum(c.isalnum() for c in strip.text) < 2


def _doubted(strip: Strip) -> Strip:
    """The strip with no confidence left: it is ink, and no word of the document."""
    return Strip(tuple(token._replace(confidence=0.0) for token in strip.tokens))


def _frame(found: Sequence[Strip], picture: Picture) -> Frame | None:
    """Where the signature is, in pixels: right of the recipients, or above them over the whole
    width when several sign side by side."""
    heads = [strip for strip in found if office_or_recipients(strip)]
    if not heads:
        return None
    scale = picture.points_per_pixel
    width = picture.pixels.shape[1] * scale
    below, above = _BELOW * picture.dpi * scale, _ABOVE * picture.dpi * scale
    last = max(heads, key=lambda s: s.box[1])
    text_end = max((s.box[3] for s in found if s.box[3] < last.box[1] and _is_text(s, width)),
                   default=0.0)  # fmt: skip
    if not is_office(last) and last.box[1] - text_end > _ROOM * picture.dpi * scale:
        area = (0.0, max(text_end, last.box[1] - below), width, last.box[1])
    else:
        top = min(s.box[1] for s in heads if s.box[1] > last.box[1] - below) - above
        left = min(s.box[0] for s in found)
        area = (left + 0.4 * (width - 2 * left), max(0.0, top), width, top + above + below)
    x0, y0, x1, y1 = (round(v / scale) for v in area)
    return (x0, y0, min(x1, picture.pixels.shape[1]), min(y1, picture.pixels.shape[0]))


def _is_text(strip: Strip, width: float) -> bool:
    """Whether a strip is a line of running text, or the short end of one."""
    long = strip.box[2] - strip.box[0] > 0.4 * width and strip.text.upper() != strip.text
    return long or strip.text.endswith("/.")


def _region(frame: Frame, others: Iterable[Strip], picture: Picture) -> _Region:
    """The part of the picture in a frame, the words of `others` painted over."""
    x0, y0, x1, y1 = frame
    scale = picture.points_per_pixel
    covers = tuple(_cover(strip.box, frame, scale) for strip in others)
    pixels = _painted(picture.pixels[y0:y1, x0:x1], covers)
    return _Region(frame, pixels, covers, seals(pixels, picture.dpi))


def _versions(region: _Region, picture: Picture, scanned: Picture) -> Iterator[Pixels]:
    """The region as it is, and with what lies over the print taken out in several ways."""
    yield region.pixels
    yield without_large(region.pixels, picture.dpi, region.seals)
    if not is_bitonal(region.pixels):
        yield blackest(region.pixels)
    red = red_print(region.frame, picture, scanned)
    if red is not None:
        red = _painted(red, region.covers)
        yield red
        yield letters_only(red, picture.dpi)


def _cover(box: Box, frame: Frame, scale: float) -> tuple[slice, slice]:
    """The rows and columns of a region that a box (in points) covers."""
    x0, y0, x1, y1 = (round(v / scale) for v in box)
    rows = slice(max(0, y0 - frame[1] - _EDGE), max(0, y1 - frame[1] + _EDGE))
    return rows, slice(max(0, x0 - frame[0] - _EDGE), max(0, x1 - frame[0] + _EDGE))


def _painted(pixels: Pixels, covers: Iterable[tuple[slice, slice]]) -> Pixels:
    """A copy with what is covered turned into paper."""
    out = pixels.copy()
    for cover in covers:
        out[cover] = PAPER
    return out


def _on_seal(box: Box, region: _Region, scale: float) -> bool:
    """Whether a line lies wholly on a seal, as the words inside its ring do."""
    x = (box[0] + box[2]) / 2 / scale - region.frame[0]
    y = (box[1] + box[3]) / 2 / scale - region.frame[1]
    half = (box[2] - box[0]) / 2 / scale
    return any(
        abs(y - cy) < 0.8 * radius and abs(x - cx) < 0.4 * radius and half < 1.4 * radius
        for cx, cy, radius in region.seals
    )


def _printed(line: Iterable[Token]) -> list[Token]:
    """The words of a line without what OCR makes of the strokes around them."""
    sure = (token for token in line if token.confidence > _JUNK)
    trimmed = (token._replace(text=_STROKES.sub("", token.text)) for token in sure)
    return [token for token in trimmed if token.text]


def _surest(readings: Sequence[Strip]) -> list[Strip]:
    """Of readings that overlap, the ones with the most letters read surely."""
    chosen: list[Strip] = []
    for strip in sorted(readings, key=_sureness, reverse=True):
        if (
            _sureness(strip) > 0
            and strip.confidence > _READ
            and not any(_overlap(strip, s) for s in chosen)
        ):
            chosen.append(strip)
    return chosen


def _sureness(strip: Strip) -> float:
    """How much was read surely: letters, words with a capital (a cut name begins with a small
    letter), and the deputy's *PHÓ*, on which the seal lies."""
    if sum(c.isalpha() for c in strip.text) < _LETTERS:
        return 0.0
    letters = ((t.confidence, sum(c.isalnum() for c in t.text)) for t in strip.tokens)
    total = sum((confidence - _DOUBT) * count for confidence, count in letters)
    if total <= 0:
        return 0.0
    words = (t.text.rstrip(".") for t in strip.tokens if t.confidence > _DOUBT)
    capitals = sum(word[:1].isupper() and word.isalpha() and len(word) > 1 for word in words)
    deputy = _DEPUTY_WORTH if _DEPUTY.search(fold(strip.text)) else 0.0
    return total + _CAPITAL_WORTH * capitals + deputy


def _overlap(a: Strip, b: Strip) -> bool:
    """Whether two strips are readings of one line."""
    if min(a.box[2], b.box[2]) <= max(a.box[0], b.box[0]):
        return False
    shared = min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])
    low = min(a.box[3] - a.box[1], b.box[3] - b.box[1])
    return shared > 0.6 * low or abs(a.base - b.base) < 0.6 * min(a.size, b.size)


def _is_in(box: Box, frame: Box) -> bool:
    """Whether a strip begins inside a frame and has its middle there."""
    y = (box[1] + box[3]) / 2
    return frame[0] - 3 <= box[0] <= frame[2] and frame[1] <= y <= frame[3]
