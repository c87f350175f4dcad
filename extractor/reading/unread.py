"""The check of coverage: writing on a picture that no word accounts for, so that no part of a page
is lost in silence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import hypot

import cv2
import numpy as np

from extractor.document import Box, union
from extractor.reading.cleanup import Picture
from extractor.reading.grid import Frame
from extractor.reading.lines import Token
from extractor.reading.missed import lines_of_writing, without
from extractor.reading.page import Unread
from extractor.reading.pagespace import scaled
from extractor.reading.seals import Circle, likely_seals

_READ = 0.3  # words of less confidence are not read, unless the rest of their line is
# In inches: lines of one area are no further apart; the least writing worth a warning, which a
# name, a paraph or a note in the margin does not reach.
_NEAR = (0.25, 0.35)
_LEAST = 1.5
_DPI = 20  # enough to tell areas apart
_RIM = 1.25  # of a seal's radius: the circle found may be an inner one


def unread(picture: Picture, lines: Iterable[Sequence[Token]]) -> list[Unread]:
    """The areas of a level picture with writing that is in no word of `lines`; boxes in points of
    the picture."""
    scale = picture.points_per_pixel
    areas = _areas(unread_frames(picture, lines), picture)
    much = [area for area in areas if _is_much(area, picture.dpi)]
    return [Unread(scaled(union(area), scale), count_lines(area)) for area in much]


def unread_frames(picture: Picture, lines: Iterable[Sequence[Token]]) -> list[Frame]:
    """The pieces of writing that are in no word of `lines`; none where they are very few."""
    scale = picture.points_per_pixel
    read = [_pixels(word.box, scale) for line in lines for word in _read(line)]
    frames = lines_of_writing(without(picture.pixels, read), picture.dpi)
    return _outside_seals(frames, picture) if _is_much(frames, picture.dpi) else []


def _read(line: Sequence[Token]) -> list[Token]:
    """The words of a line that are read, if only so that a person sees what may be meant."""
    if sum(word.confidence for word in line) >= _READ * len(line):
        return list(line)
    return [word for word in line if word.confidence >= _READ]


def _is_much(frames: Iterable[Frame], dpi: float) -> bool:
    return sum(x1 - x0 for x0, _, x1, _ in frames) >= _LEAST * dpi


def _outside_seals(frames: Sequence[Frame], picture: Picture) -> list[Frame]:
    """The frames without those on seals, whose rims are letters that nobody reads."""
    circles = [(x, y, _RIM * r) for x, y, r in likely_seals(picture.pixels, picture.dpi)]
    return [frame for frame in frames if not any(_is_in(frame, circle) for circle in circles)]


def _is_in(frame: Frame, circle: Circle) -> bool:
    """Whether a frame is in a circle: its middle, and no wider."""
    (x0, y0, x1, y1), (x, y, radius) = frame, circle
    return hypot((x0 + x1) / 2 - x, (y0 + y1) / 2 - y) < radius and x1 - x0 < 2 * radius


def _areas(frames: Iterable[Frame], picture: Picture) -> list[list[Frame]]:
    """The frames, those near one another together."""
    factor = _DPI / picture.dpi
    height, width = picture.pixels.shape
    mask = np.zeros((int(height * factor) + 1, int(width * factor) + 1), np.uint8)
    small = [tuple(int(side * factor) for side in frame) for frame in frames]
    for x0, y0, x1, y1 in small:
        mask[y0 : y1 + 1, x0 : x1 + 1] = 1
    across, down = (int(inches * _DPI) | 1 for inches in _NEAR)
    count, labels = cv2.connectedComponents(cv2.dilate(mask, np.ones((down, across), np.uint8)))
    areas: list[list[Frame]] = [[] for _ in range(count)]
    for frame, (x0, y0, _, _) in zip(frames, small, strict=True):
        areas[labels[y0, x0]].append(frame)
    return areas[1:]


def count_lines(frames: Iterable[Frame]) -> int:
    """How many lines the frames make: those level with one another are one."""
    lines, bottom = 0, 0.0
    for _, y0, _, y1 in sorted(frames, key=lambda frame: frame[1] + frame[3]):
        if (y0 + y1) / 2 > bottom:
            lines, bottom = lines + 1, y1
    return lines


def _pixels(box: Box, scale: float) -> Frame:
    x0, y0, x1, y1 = (round(side / scale) for side in box)
    return (x0, y0, x1, y1)
