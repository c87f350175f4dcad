"""What lies along the edges of a sheet: a scanner's black borders, holes punched for a binder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import pi

import cv2
import numpy as np

from extractor.reading.cleanup.picture import PAPER, Picture, Pixels, odd, reduced
from extractor.reading.pieces import outlines, pixel_count

_PARTS = 4  # both are looked for in a picture this many times smaller
_BORDER, _HOLLOW = 100, 128  # darker than this; borders are looked for on paper as it was scanned
# In inches: wider than any writing; how far a border may be from the edge, as a scan pasted on a
# larger page is.
_STROKE, _RIM = 0.08, 0.15
# In inches. ISO 838: holes of 6 mm, their middle 12 mm from the edge; binders' own are 5 to 8 mm.
_HOLE, _FROM_EDGE = (0.16, 0.36), 1.0
_HALO = 0.03
_ROUND = (0.85, 1.15)  # of the disc in its frame; a square has 1.27
_SOLID = 0.8


def without_border(picture: Picture) -> Picture:
    """The scanner's black borders gone: dark areas along an edge that are no writing."""
    dpi = picture.dpi / _PARTS
    stroke = np.ones((odd(_STROKE * dpi), odd(_STROKE * dpi)), np.uint8)
    solid = cv2.morphologyEx(_darker(picture, _BORDER), cv2.MORPH_OPEN, stroke)
    near = max(1, round(_RIM * dpi))
    rim = solid.copy()
    rim[near:-near, near:-near] = 0
    if not rim.any():
        return picture
    _, labels = cv2.connectedComponents(solid)
    border = np.isin(labels, labels[rim > 0]).astype(np.uint8)
    wider = cv2.dilate(border, np.ones((5, 5), np.uint8))
    height, width = picture.pixels.shape
    pixels = picture.pixels.copy()
    pixels[cv2.resize(wider, (width, height), interpolation=cv2.INTER_NEAREST) > 0] = PAPER
    return replace(picture, pixels=pixels)


def without_holes(picture: Picture) -> Picture:
    """Punched holes gone: dark discs near an edge that touch no writing."""
    found = list(_holes(_darker(picture, _HOLLOW), picture.dpi / _PARTS))
    if not found:
        return picture
    pixels = picture.pixels.copy()
    for x, y, radius in found:
        middle = (round(_PARTS * x), round(_PARTS * y))
        reach = round(_PARTS * radius + _HALO * picture.dpi)
        cv2.circle(pixels, middle, reach, (PAPER,), cv2.FILLED)
    return replace(picture, pixels=pixels)


def _darker(picture: Picture, level: int) -> Pixels:
    return np.asarray(reduced(picture.pixels, _PARTS) < level, np.uint8)


def _holes(dark: Pixels, dpi: float) -> Iterator[tuple[float, float, float]]:
    """Middle and radius of each hole."""
    side = max(1, round(_HOLE[0] / 2 * dpi))  # fits into the smallest
    if not cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((side, side), np.uint8)).any():
        return
    height, width = dark.shape
    long = (line for line in outlines(dark) if len(line) > 2 * _HOLE[0] * dpi)
    for line in long:
        x, y, w, h = cv2.boundingRect(line)
        if not all(_HOLE[0] * dpi <= side <= _HOLE[1] * dpi for side in (w, h)):
            continue
        middle = (x + w / 2, y + h / 2)
        away = min(*middle, width - middle[0], height - middle[1])
        disc = pi / 4 * w * h
        filled = np.count_nonzero(dark[y : y + h, x : x + w]) / disc
        roundness = pixel_count(line) / disc
        if away < _FROM_EDGE * dpi and _ROUND[0] < roundness < _ROUND[1] and filled > _SOLID:
            yield (*middle, max(w, h) / 2)
