"""Turns laid-out pages into scans: rasterised, stamped and signed, then worn, all by a seed.

Images are arrays of bytes, rows first, with three channels (blue, green, red) or one (grey).
Lengths are in millimetres of paper unless a name says otherwise; angles are in degrees, positive
counter-clockwise.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from flow import Page
from ink import SEALS, STATE_RIM, Rim, draw_ink
from pdf import Scan, write_pages

Image = npt.NDArray[np.uint8]
Field = npt.NDArray[np.float32]

PEN = frozenset({"signature", "number"})


@dataclass(frozen=True, slots=True)
class Grade:
    """How a scan is made. `skew` is the largest angle; `jpeg` a quality, 0 for 1 bit a pixel."""

    name: str
    dpi: int
    colour: bool
    skew: float
    jpeg: int
    inked: bool = True
    hanging: bool = False
    worn: bool = False
    specks: int = 0
    grain: float = 2.0
    blur: float = 0.45  # pixels


GRADES = {
    grade.name: grade
    for grade in (
        Grade("clean", 300, False, 0.0, 90, inked=False, grain=1.0, blur=0.3),
        Grade("office", 200, True, 1.5, 60, specks=12),
        Grade("archive", 200, True, 3.0, 60, hanging=True, worn=True, specks=90, grain=4.0),
        Grade("grey150", 150, False, 2.0, 60, specks=30, grain=3.0),
        Grade("bitonal", 200, False, 1.5, 0, specks=70, grain=9.0, blur=0.6),
    )
}


@dataclass(frozen=True, slots=True)
class Wear:
    """What chance decides for one page. Places are shares of the page's height or width."""

    angle: float
    paper: tuple[float, float, float]  # how much of each channel the paper gives back
    fold: float
    fold_depth: float
    shadow: float  # how dark the binding edge is, 0 to 1
    bleed: float  # how much of the next page shows through, 0 to 1


def small(grade: Grade) -> Grade:
    """Return a grade whose files are as small as can still be read: for samples in a repository."""
    return replace(grade, dpi=min(grade.dpi, 200), jpeg=min(grade.jpeg, 30), grain=0.0, blur=0.4)


def generator(seed: int, slug: str, grade: str, page: int) -> np.random.Generator:
    """Return the source of chance of one page; the same arguments give the same page."""
    return np.random.default_rng(
        [seed, zlib.crc32(slug.encode()), zlib.crc32(grade.encode()), page]
    )


def draw_wear(grade: Grade, rng: np.random.Generator) -> Wear:
    """Draw what happens to a page."""
    tone = rng.uniform(0.93, 0.98) if grade.worn else rng.uniform(0.975, 1.0)
    yellow = rng.uniform(0.88, 0.96) if grade.worn else rng.uniform(0.98, 1.0)
    return Wear(
        angle=float(rng.uniform(-grade.skew, grade.skew)),
        paper=(tone * yellow, tone * (1 + yellow) / 2, tone),
        fold=float(rng.choice([1 / 3, 1 / 2, 2 / 3]) + rng.uniform(-0.02, 0.02)),
        fold_depth=float(rng.uniform(0.15, 0.35)),
        shadow=float(rng.uniform(0.25, 0.5)),
        bleed=float(rng.uniform(0.06, 0.13)),
    )


def scan(
    pages: Sequence[Page], grade: Grade, *, seed: int, slug: str, rim: Rim = (STATE_RIM, "")
) -> Iterator[Image]:
    """Yield the damaged image of each page; `rim` is the text along the edges of seals."""
    cv2.setNumThreads(1)
    printed = list(rasterise(write_pages(pages), grade.dpi))
    inked = []
    for index, (page, image) in enumerate(zip(pages, printed, strict=True)):
        rng = generator(seed, slug, grade.name + " ink", index)
        inked.append(_inked(image, page, grade, rim, rng))
    for index, image in enumerate(inked):
        rng = generator(seed, slug, grade.name, index)
        behind = inked[(index + 1) % len(inked)] if len(inked) > 1 else None
        yield _damaged(image, behind, grade, draw_wear(grade, rng), rng)


def rasterise(data: bytes, dpi: int) -> Iterator[Image]:
    """Yield the pages of a PDF as colour images at `dpi` pixels an inch."""
    document = pdfium.PdfDocument(data)
    try:
        for index in range(len(document)):
            image = document[index].render(scale=dpi / 72, rev_byteorder=False).to_numpy()
            yield np.ascontiguousarray(image[:, :, :3])
    finally:
        document.close()


def _inked(image: Image, page: Page, grade: Grade, rim: Rim, rng: np.random.Generator) -> Image:
    """Stamp and sign a page; a number written by hand is there in every grade."""
    seals = SEALS if grade.hanging else SEALS - {"hanging"}
    layers = ((seals, 0.55), (PEN, 0.12)) if grade.inked else ((PEN - {"signature"}, 0.1),)
    for kinds, uneven in layers:
        if not any(mark.kind in kinds for mark in page.marks):
            continue
        layer = next(rasterise(draw_ink(page, kinds, rim, rng), grade.dpi))
        texture = 1.0 - uneven * _clouds(layer.shape[:2], 3.0, rng)
        ink = (255 - layer).astype(np.float32) * texture[:, :, None]
        mixed = image.astype(np.float32) * (1.0 - ink / 255.0)
        image = np.clip(mixed, 0, 255).astype(np.uint8)
    return image


def _damaged(
    image: Image, behind: Image | None, grade: Grade, wear: Wear, rng: np.random.Generator
) -> Image:
    """Apply wear and the scanner's faults, in the order in which they come about."""
    dots = grade.dpi / 25.4
    if grade.blur:
        image = cv2.GaussianBlur(image, (0, 0), grade.blur).astype(np.uint8)
    sheet = image.astype(np.float32)
    if grade.worn:
        if behind is not None and behind.shape == image.shape:
            sheet -= wear.bleed * _through(behind)
        sheet *= _worn_light(image.shape[:2], wear, dots, rng)[:, :, None]
    sheet *= np.array(wear.paper, dtype=np.float32)
    if grade.worn:
        _punch(sheet, dots, rng)
    sheet = _rotated(sheet, wear.angle, tuple(255 * part for part in wear.paper))
    if grade.worn:
        sheet *= _shadow(image.shape[1], wear, dots)[None, :, None]
    if grade.grain:
        sheet += rng.normal(0, grade.grain, sheet.shape[:2]).astype(np.float32)[:, :, None]
    _specks(sheet, grade.specks, dots, rng)
    done = np.clip(sheet, 0, 255).astype(np.uint8)
    if grade.colour:
        return done
    grey = np.asarray(cv2.cvtColor(done, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    if grade.jpeg == 0:
        level = int(rng.integers(150, 190))
        return np.where(grey > level, 255, 0).astype(np.uint8)
    return grey


def _clouds(shape: tuple[int, ...], scale: float, rng: np.random.Generator) -> Field:
    """Return smooth noise between 0 and 1 whose blobs are about `scale` pixels wide."""
    height, width = shape[0], shape[1]
    coarse = rng.random((int(height / scale) + 2, int(width / scale) + 2)).astype(np.float32)
    return np.asarray(
        cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), np.float32
    )


def _through(behind: Image) -> Field:
    """Return the darkness of the page behind, mirrored and blurred."""
    mirrored = cv2.GaussianBlur(255 - behind[:, ::-1], (0, 0), 1.4)
    return np.asarray(mirrored, dtype=np.float32)


def _worn_light(shape: tuple[int, ...], wear: Wear, dots: float, rng: np.random.Generator) -> Field:
    """Return how much light an old sheet gives back: stains, and a fold across it."""
    height, width = shape[0], shape[1]
    light = 1.0 - 0.05 * _clouds(shape, 60 * dots / 8, rng)
    distance = (np.arange(height, dtype=np.float32) - wear.fold * height) / dots
    valley = wear.fold_depth * 0.4 * np.exp(-((distance / 4.0) ** 2))
    crease = wear.fold_depth * np.exp(-((distance / 0.25) ** 2))
    broken = np.clip(_clouds((1, width), 25.0, rng) * 1.6 - 0.3, 0, 1)
    folded = 1.0 - valley[:, None] - crease[:, None] * broken
    return np.asarray(light * folded, dtype=np.float32)


def _shadow(width: int, wear: Wear, dots: float) -> Field:
    """Return the light along a line: the left edge, where the sheet was bound, is dark."""
    distance = np.arange(width, dtype=np.float32) / dots
    return np.asarray(1.0 - wear.shadow * np.exp(-distance / 7.0), dtype=np.float32)


def _punch(sheet: Field, dots: float, rng: np.random.Generator) -> None:
    """Punch two holes at the left edge, 80 mm apart, through which a dark ground shows."""
    middle = sheet.shape[0] / 2 + rng.uniform(-6, 6) * dots
    x = int(rng.uniform(9, 13) * dots)
    tone = float(rng.uniform(40, 110))
    for y in (middle - 40 * dots, middle + 40 * dots):
        radius = int(rng.uniform(2.6, 3.0) * dots)
        cv2.circle(sheet, (x, int(y)), radius, (tone, tone, tone), -1, cv2.LINE_AA)


def _rotated(sheet: Field, angle: float, paper: tuple[float, ...]) -> Field:
    """Turn a page about its middle; what comes in at the corners is the colour of paper."""
    if not angle:
        return sheet
    height, width = sheet.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(
        sheet, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper
    )
    return np.asarray(turned, dtype=np.float32)


def _specks(sheet: Field, count: int, dots: float, rng: np.random.Generator) -> None:
    """Strew dust: mostly specks smaller than a full stop, a few hairs."""
    height, width = sheet.shape[:2]
    for _ in range(int(rng.poisson(count)) if count else 0):
        x, y = int(rng.integers(0, width)), int(rng.integers(0, height))
        tone = float(rng.uniform(30, 150))
        if rng.random() < 0.04:
            end = (x + int(rng.normal(0, 3 * dots)), y + int(rng.normal(0, 3 * dots)))
            cv2.line(sheet, (x, y), end, (tone, tone, tone), 1, cv2.LINE_AA)
        else:
            axes = (
                max(int(rng.exponential(0.12) * dots), 0),
                max(int(rng.exponential(0.1) * dots), 0),
            )
            cv2.ellipse(sheet, (x, y), axes, 0, 0, 360, (tone, tone, tone), -1)


def encode(image: Image, grade: Grade) -> Scan:
    """Encode a page image for a PDF."""
    height, width = image.shape[:2]
    channels = image.shape[2] if image.ndim == 3 else 1
    if grade.jpeg == 0:
        data = np.packbits(image > 127, axis=1).tobytes()
        return Scan("bits", data, width, height, 1, grade.dpi)
    options = [cv2.IMWRITE_JPEG_QUALITY, grade.jpeg, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
    options += [cv2.IMWRITE_JPEG_PROGRESSIVE, int(grade.jpeg < 40)]
    _, coded = cv2.imencode(".jpg", image, options)
    return Scan("jpeg", coded.tobytes(), width, height, channels, grade.dpi)


def write_image(image: Image, path: Path) -> None:
    """Write a page image as the file type that `path` names (.png, .tif)."""
    done, coded = cv2.imencode(path.suffix, image)
    if not done:
        raise OSError(f"cannot write {path}")
    path.write_bytes(coded.tobytes())
