"""A piece of a picture read by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import cv2
import numpy as np

from extractor.reading.cleanup import PAPER, Pixels
from extractor.reading.grid import Frame
from extractor.reading.ocr import Engine, Mode, OcrLine

_WHITE = 10  # pixels of paper around a piece: letters at the very edge are misread


def read_crop(
    pixels: Pixels,
    dpi: int,
    frame: Frame,
    engine: Engine,
    margin: tuple[float, float],
    mode: Mode = "line",
) -> list[OcrLine]:
    """The line in a frame of a picture and a margin around it (across and down, in inches);
    boxes in pixels of the picture."""
    height, width = pixels.shape
    across, down = (round(inches * dpi) for inches in margin)
    x0, y0 = max(0, frame[0] - across), max(0, frame[1] - down)
    x1, y1 = min(width, frame[2] + across), min(height, frame[3] + down)
    lines = engine.read(padded(pixels[y0:y1, x0:x1], _WHITE), dpi, mode)
    return [_moved(line, x0 - _WHITE, y0 - _WHITE) for line in lines]


def padded(pixels: Pixels, margin: int) -> Pixels:
    """A piece with a margin of paper around it."""
    sides = (margin,) * 4
    return np.asarray(
        cv2.copyMakeBorder(pixels, *sides, cv2.BORDER_CONSTANT, value=(PAPER,)), np.uint8
    )


def _moved(line: OcrLine, dx: int, dy: int) -> OcrLine:
    return tuple(
        replace(word, box=(word.box[0] + dx, word.box[1] + dy, word.box[2] + dx, word.box[3] + dy))
        for word in line
    )


def around(frames: Iterable[Frame]) -> Frame:
    """The frame around frames."""
    x0, y0, x1, y1 = zip(*frames, strict=True)
    return (min(x0), min(y0), max(x1), max(y1))
