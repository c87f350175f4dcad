"""The chain: which steps clean a page, and in which order.

Each step sees by itself whether a page needs it, and returns the very same picture where not. No
step binarises: grey edges carry what tells `ó` from `ò`. All keep `to_page`, so that every box can
be given on the page that was scanned and not on the one that was cleaned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from extractor.reading.cleanup.edges import without_border, without_holes
from extractor.reading.cleanup.ink import grey, without_colour
from extractor.reading.cleanup.light import even
from extractor.reading.cleanup.orientation import orient
from extractor.reading.cleanup.picture import Picture
from extractor.reading.cleanup.size import shrink, upscale
from extractor.reading.cleanup.skew import deskew
from extractor.reading.cleanup.specks import despeckle
from extractor.settings import CleanUp

Step = Callable[[Picture], Picture]
STEPS: Mapping[CleanUp, Step] = {
    CleanUp.SHRINK: shrink,
    CleanUp.INK: without_colour,
    CleanUp.BORDER: without_border,
    CleanUp.SHADOW: even,
    CleanUp.HOLES: without_holes,
    CleanUp.SPECKS: despeckle,
    CleanUp.SKEW: deskew,
    CleanUp.ORIENTATION: orient,
    CleanUp.UPSCALE: upscale,
}


def clean(picture: Picture, without: frozenset[CleanUp] = frozenset()) -> Picture:
    """`picture` ready for OCR: one channel, dark ink on even paper, upright. `steps` of the result
    are those that it needed."""
    for name, step in STEPS.items():
        if name not in without:
            picture = _taken(name, step, picture)
        if name == CleanUp.INK:
            picture = grey(picture)
    return picture


def _taken(name: CleanUp, step: Step, picture: Picture) -> Picture:
    changed = step(picture)
    return picture if changed is picture else replace(changed, steps=(*picture.steps, name))
