"""Paper that is not white: the shadow along a binding, folds, stains, yellowed sheets."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from extractor.reading.cleanup.picture import PAPER, Picture, is_bitonal, odd, reduced

_PARTS = 4  # paper is looked at in a picture this many times smaller
_WRITING = 0.05  # inches, at that size: no stroke of print is wider
_WHITE = 254
"""Paper that is only nearly white is evened too: on an empty page the engine would take it for ink
beside what other steps have painted white."""
_SHADED = 0.002  # of the page; a fold is ten times as much
_DARKEST = 100  # darker areas are pictures, not paper


def even(picture: Picture) -> Picture:
    """Shadows and folds evened out: each pixel relative to the paper around it."""
    if is_bitonal(picture.pixels):
        return picture
    side = odd(_WRITING * picture.dpi)
    paper = cv2.dilate(reduced(picture.pixels, _PARTS), np.ones((side, side), np.uint8))
    if np.count_nonzero(paper < _WHITE) < _SHADED * paper.size:
        return picture
    paper = cv2.medianBlur(paper, min(odd(side * 1.5), 31))
    height, width = picture.pixels.shape
    background = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    evened = cv2.divide(picture.pixels, np.maximum(background, _DARKEST), scale=PAPER)
    return replace(picture, pixels=np.asarray(evened, np.uint8))
