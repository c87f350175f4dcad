"""Pictures of writing on a page that has a text layer of its own: a scanned table that somebody put
into a typed report, the scan of a signature. What the layer does not hold is read by OCR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import cv2
import numpy as np

from extractor.document import Box
from extractor.reading.cleanup import PAPER, Picture, clean, quarter
from extractor.reading.layerpage import Pictured, angle_of
from extractor.reading.layout import BoxMap, moved
from extractor.reading.lines import Token
from extractor.reading.page import ReadTable
from extractor.reading.pagescan import drawn
from extractor.reading.pagespace import Matrix, mapped
from extractor.reading.painted import Painted
from extractor.reading.scan import box_map, engine_of, read_writing
from extractor.reading.tables import Placed
from extractor.reading.textlayer import LayerWord
from extractor.reading.unread import count_lines, unread_frames
from extractor.settings import Settings

_LEAST = (110.0, 22.0)  # points: two lines of some words; emblems, seals and codes are no wider
_LINES = 2
_SURE, _WORD = 0.6, 0.4  # of a line's mean, of a word: a photograph's patterns are read with less
_LETTERS = 4  # of a line
_SAME = 0.3  # of a word's area, under a word of the layer


def read_pictures(
    page: Any, content: Painted, words: Sequence[LayerWord], to_display: Matrix, settings: Settings
) -> Pictured:
    """The writing on a page's pictures that has no word of the text layer over it."""
    frames = _frames(content, to_display, page.get_size())
    if not frames:
        return Pictured()
    known = [word.box for word in words]
    picture = _only(drawn(page, content.images, settings), frames, known)
    for _ in range(angle_of(words)):
        picture = quarter(picture)
    if count_lines(unread_frames(_grey(picture), ())) < _LINES:
        return Pictured()
    cleaned = clean(picture, settings.without_steps)
    found = read_writing(cleaned, picture, engine_of(settings))
    back = box_map(found.level)
    groups = [line for group in found.groups if (line := _sure(group, back, known))]
    tables = [_moved(placed, back) for placed in found.tables if _has_words(placed.table)]
    areas = tuple(area._replace(box=back(area.box)) for area in found.unread)
    return Pictured(groups, tables, areas)


def _frames(content: Painted, to_display: Matrix, size: tuple[float, float]) -> list[Box]:
    """Where the page's pictures are, those that touch one another as one: programs cut a picture
    into strips."""
    width, height = (int(side) + 1 for side in size)
    mask = np.zeros((height, width), np.uint8)
    for image in content.images:
        x0, y0, x1, y1 = (round(side) for side in mapped(image.get_bounds(), to_display))
        mask[max(0, y0) : max(0, y1) + 1, max(0, x0) : max(0, x1) + 1] = 1
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    boxes = [(x, y, x + w, y + h) for x, y, w, h, _ in stats[1:].tolist()]
    wide, high = _LEAST
    return [box for box in boxes if box[2] - box[0] >= wide and box[3] - box[1] >= high]


def _only(picture: Picture, frames: Sequence[Box], known: Sequence[Box]) -> Picture:
    """The picture of a page with nothing on it but what is in `frames` and no word of the layer."""
    out = np.full_like(picture.pixels, PAPER)
    scale = picture.points_per_pixel
    for box in frames:
        x0, y0, x1, y1 = (round(side / scale) for side in box)
        out[y0:y1, x0:x1] = picture.pixels[y0:y1, x0:x1]
    for box in known:
        x0, y0, x1, y1 = (max(0, round(side / scale)) for side in box)
        out[max(0, y0 - 2) : y1 + 2, max(0, x0 - 3) : x1 + 3] = PAPER
    return replace(picture, pixels=out)


def _grey(picture: Picture) -> Picture:
    if picture.pixels.ndim == 2:
        return picture
    return replace(picture, pixels=np.asarray(picture.pixels.max(axis=2), np.uint8))


def _sure(group: Sequence[Token], back: BoxMap, known: Sequence[Box]) -> list[Token]:
    """The words of a line that are read surely and are not in the layer, in points of the page;
    none where the line is no writing."""
    kept = [_placed(token, back) for token in group if token.confidence >= _WORD]
    kept = [token for token in kept if not any(_covers(box, token.box) for box in known)]
    letters = sum(c.isalnum() for token in kept for c in token.text)
    mean = sum(token.confidence for token in kept) / max(1, len(kept))
    return kept if letters >= _LETTERS and mean >= _SURE else []


def _placed(token: Token, back: BoxMap) -> Token:
    box = back(token.box)
    return token._replace(box=box, base=box[3] - (token.box[3] - token.base))


def _covers(box: Box, other: Box) -> bool:
    across = min(box[2], other[2]) - max(box[0], other[0])
    down = min(box[3], other[3]) - max(box[1], other[1])
    area = (other[2] - other[0]) * (other[3] - other[1])
    return across > 0 and down > 0 and across * down > _SAME * area


def _has_words(table: ReadTable) -> bool:
    return any(cell.lines for row in table.rows for cell in row)


def _moved(placed: Placed, back: BoxMap) -> Placed:
    (table,) = moved((placed.table,), back)
    assert isinstance(table, ReadTable)
    return Placed(table, back(placed.box))
