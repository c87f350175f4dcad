"""What each step of cleaning does to a page: one picture a step, before and after."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import small_png
from PIL import Image

from extractor.reading.cleanup import STEPS, Picture, Pixels, clean, quarter
from extractor.reading.pagescan import picture_of
from extractor.settings import DEFAULT, CleanUp

ROOT = Path(__file__).parents[1]
PLAN = "nam-dinh-2022"
OUT = ROOT / "docs" / "cleanup"
WIDTH, GAP = 400, 12  # pixels, of one side and between both
COLOURS = 24
BORDER = (60, 58, 55)
Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shot:
    """Where a step is seen at work: page `number` (from 0) of the plan at a `grade` of damage, and
    there the `area` from left and top to right and bottom, as shares of the page. `spoilt`: what
    samples do not suffer from. `same_size`: pixels are shown as they are on both sides."""

    grade: str
    number: int
    area: Area
    spoilt: Callable[[Picture], Picture] = lambda picture: picture
    same_size: bool = True


def with_border(picture: Picture) -> Picture:
    """Scanned with the lid open and the sheet askew."""
    pixels = picture.pixels.copy()
    height, width = pixels.shape[:2]
    for corners in (
        [(0, 0), (0.16, 0), (0, 0.2)],
        [(0.95, 0), (1, 0), (1, 1), (0.97, 1)],
    ):
        points = [(int(x * width), int(y * height)) for x, y in corners]
        cv2.fillPoly(pixels, [np.array(points)], BORDER)
    return replace(picture, pixels=pixels)


def with_dust(picture: Picture) -> Picture:
    """Scanned on a glass that was not wiped."""
    pixels = picture.pixels.copy()
    height, width = pixels.shape[:2]
    for x, y in np.random.default_rng(0).random((3000, 2)) * (width, height):
        pixels[int(y) : int(y) + 2, int(x) : int(x) + 2] = 70
    return replace(picture, pixels=pixels)


SHOTS = {
    CleanUp.SHRINK: Shot("clean", 0, (0.26, 0.28, 0.38, 0.31), same_size=False),
    CleanUp.INK: Shot("office", 4, (0.5, 0.28, 1.0, 0.48)),
    CleanUp.BORDER: Shot("office", 0, (0.0, 0.0, 1.0, 0.5), with_border),
    CleanUp.SHADOW: Shot("archive", 3, (0.0, 0.33, 0.5, 0.58)),
    CleanUp.HOLES: Shot("archive", 2, (0.0, 0.3, 0.35, 0.45)),
    CleanUp.SPECKS: Shot("office", 0, (0.1, 0.24, 0.5, 0.37), with_dust),
    CleanUp.SKEW: Shot("archive", 4, (0.0, 0.0, 1.0, 0.3)),
    CleanUp.ORIENTATION: Shot("office", 0, (0.0, 0.0, 1.0, 1.0), quarter),
    CleanUp.UPSCALE: Shot("grey150", 0, (0.26, 0.28, 0.38, 0.31)),
}


def main() -> None:
    """Writes `docs/cleanup/<step>.png` for each step."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        grades = ",".join(sorted({shot.grade for shot in SHOTS.values()}))
        command = [sys.executable, str(ROOT / "corpus" / "make.py"), "--out", str(made)]
        command += ["--grades", grades, str(ROOT / "corpus" / "plans" / PLAN)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for step, shot in SHOTS.items():
            picture = Image.fromarray(shown(step, shot, made))
            small_png.save(picture, OUT / f"{step}.png", COLOURS)


def shown(step: CleanUp, shot: Shot, made: Path) -> Pixels:
    """A step's picture: what all steps before it left, and what it makes of that."""
    with pypdfium2.PdfDocument(made / shot.grade / f"{PLAN}.pdf") as document:
        scanned = shot.spoilt(picture_of(document[shot.number], DEFAULT))
    order = list(CleanUp)
    later = frozenset(order[order.index(step) :])
    before = scanned if step == CleanUp.INK else clean(scanned, later)
    after = STEPS[step](before)
    if after is before:
        raise ValueError(f"{step} leaves the page of its picture alone")
    left, right = (cut(picture.pixels, shot.area) for picture in (before, after))
    factor = WIDTH / max(left.shape[1], right.shape[1])
    if shot.same_size:
        sides = [fitted(side) for side in (left, right)]
    else:
        sides = [scaled(side, factor) for side in (left, right)]
    return beside(*sides)


def cut(pixels: Pixels, area: Area) -> Pixels:
    """The part of a page, in colours."""
    height, width = pixels.shape[:2]
    x0, y0, x1, y1 = area
    part = pixels[int(y0 * height) : int(y1 * height), int(x0 * width) : int(x1 * width)]
    return part if part.ndim == 3 else np.dstack([part] * 3)


def fitted(pixels: Pixels) -> Pixels:
    """As wide as a side of the picture; taller than wide at most by a third."""
    height, width = pixels.shape[:2]
    return scaled(pixels, min(WIDTH / width, 1.35 * WIDTH / height))


def scaled(pixels: Pixels, factor: float) -> Pixels:
    """Larger with its pixels to be seen, or smaller."""
    how = cv2.INTER_NEAREST if factor > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=how), np.uint8)


def beside(left: Pixels, right: Pixels) -> Pixels:
    """Both on a grey ground, middle to middle."""
    height = max(left.shape[0], right.shape[0]) + 2 * GAP
    ground = np.full((height, 2 * WIDTH + 3 * GAP, 3), 200, np.uint8)
    for place, side in enumerate((left, right)):
        rows, columns = side.shape[:2]
        x = GAP + place * (WIDTH + GAP) + (WIDTH - columns) // 2
        y = (height - rows) // 2
        ground[y : y + rows, x : x + columns] = side
    return ground


if __name__ == "__main__":
    main()
