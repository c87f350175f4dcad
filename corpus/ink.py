"""Ink on paper: the round seal, a signature, a number written by hand; drawn as vectors.

Lengths are in points. Ink lies where the layout's marks say; it is drawn on a white page, which is
then multiplied into the page image.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from flow import Mark, Page
from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

Points = list[tuple[float, float]]
Rim = tuple[str, str]

RED = Color(0.80, 0.08, 0.14)
BLUE = Color(0.10, 0.16, 0.58)
SEALS = frozenset({"seal", "hanging"})
STATE_RIM = "CỘNG HÒA X.H.C.N VIỆT NAM"
PARTY_RIM = "ĐẢNG CỘNG SẢN VIỆT NAM"
_SANS = Path("/usr/share/fonts/truetype/croscore/Arimo-Bold.ttf")

# The strokes of the digits: points in a box 100 high, y upwards; a slash lifts the pen.
_DIGITS = {
    "0": "45,95 15,70 12,30 35,2 60,30 60,75 40,100",
    "1": "12,72 38,100 34,50 30,0",
    "2": "10,75 30,100 55,80 35,40 8,2 35,10 66,4",
    "3": "12,90 40,100 55,80 28,54 58,36 45,5 8,6",
    "4": "35,100 20,65 5,38 40,36 70,40 / 55,70 45,-5",
    "5": "22,98 18,60 42,62 58,35 40,5 8,4 / 22,98 65,100",
    "6": "55,100 25,70 12,30 30,2 55,20 45,48 15,35",
    "7": "8,92 35,96 65,98 42,50 28,0 / 20,50 60,54",
    "8": "50,88 25,98 20,72 50,40 45,5 15,8 20,40 50,70 52,90",
    "9": "55,80 30,100 12,70 35,52 56,80 50,40 30,0",
}


@lru_cache
def _sans() -> str:
    """Register the font of seals and return its name."""
    pdfmetrics.registerFont(TTFont("seal", str(_SANS)))
    return "seal"


def draw_ink(page: Page, kinds: frozenset[str], rim: Rim, rng: np.random.Generator) -> bytes:
    """Return a one-page PDF that shows the ink of some kinds of marks on white paper.

    `rim` is the text along the upper and the lower edge of seals.
    """
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(page.width, page.height), invariant=1)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for mark in page.marks:
        if mark.kind not in kinds:
            continue
        canvas.saveState()
        canvas.translate(mark.x0, page.height - mark.y1)
        size = (mark.x1 - mark.x0, mark.y1 - mark.y0)
        if mark.kind in SEALS:
            _seal(canvas, mark, rim, rng)
        elif mark.kind == "signature":
            _signature(canvas, size, rng)
        else:
            _digits(canvas, mark.text, size, rng)
        canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return out.getvalue()


# --- the seal ---------------------------------------------------------------------------------


def _seal(canvas: Canvas, mark: Mark, rim: Rim, rng: np.random.Generator) -> None:
    """Draw two rings, the text between them, a star and the name inside, a little askew."""
    radius = (mark.x1 - mark.x0) / 2
    canvas.translate(radius + rng.uniform(-5, 5), radius + rng.uniform(-4, 4))
    canvas.rotate(rng.uniform(-14, 14))
    canvas.setStrokeColor(RED)
    canvas.setFillColor(RED)
    for share, thickness in ((1.0, 1.9), (0.94, 0.7), (0.64, 0.9)):
        canvas.setLineWidth(thickness)
        canvas.circle(0, 0, radius * share)
    size = radius * 0.19
    _along(canvas, rim[0], (radius * 0.72, 90.0, 205.0), size, outward=True)
    _along(canvas, rim[1].upper()[:28], (radius * 0.86, 270.0, 95.0), size, outward=False)
    for angle in (200, 340):
        x, y = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        _star(canvas, (x * radius * 0.79, y * radius * 0.79), radius * 0.07)
    _inside(canvas, mark.text.upper(), radius)


def _inside(canvas: Canvas, name: str, radius: float) -> None:
    """Write the name inside the seal, or a big star where a people's committee has its emblem."""
    if "ỦY BAN" in name or "UBND" in name or not name:
        _star(canvas, (0, 0), radius * 0.42)
        return
    lines = _wrapped(name, 11)[:4]
    size = radius * (0.24 if len(lines) < 3 else 0.19)
    _star(canvas, (0, radius * 0.5), radius * 0.09)
    for index, line in enumerate(lines):
        width = float(pdfmetrics.stringWidth(line, _sans(), size))
        fit = min(1.0, radius * 1.16 / width)
        canvas.setFont(_sans(), size * fit)
        y = size * 1.25 * ((len(lines) - 1) / 2 - index) - size * 0.45
        canvas.drawCentredString(0, y, line)


def _wrapped(text: str, length: int) -> list[str]:
    """Break a text into lines of about `length` characters."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= length:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _along(
    canvas: Canvas, text: str, arc: tuple[float, float, float], size: float, *, outward: bool
) -> None:
    """Write along an arc: its radius, the angle of its middle and its longest sweep, in degrees.

    `outward`: the letters' heads point away from the centre (upper arc).
    """
    radius, middle, sweep = arc
    font = _sans()
    widths = [float(pdfmetrics.stringWidth(char, font, size)) * 1.08 for char in text]
    total = math.degrees(sum(widths) / radius)
    scale = min(1.0, sweep / total) if total else 1.0
    turn = -1 if outward else 1
    angle = middle - turn * total * scale / 2
    canvas.setFont(font, size * max(scale, 0.7))
    for char, width in zip(text, widths, strict=True):
        step = math.degrees(width / radius) * scale
        angle += turn * step / 2
        canvas.saveState()
        canvas.rotate(angle - 90 if outward else angle + 90)
        canvas.drawCentredString(0, radius if outward else -radius, char)
        canvas.restoreState()
        angle += turn * step / 2


def _star(canvas: Canvas, centre: tuple[float, float], radius: float) -> None:
    """Draw a filled star of five points."""
    path = canvas.beginPath()
    for index in range(10):
        reach = radius if index % 2 == 0 else radius * 0.4
        angle = math.radians(90 + 36 * index)
        point = (centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle))
        (path.lineTo if index else path.moveTo)(*point)
    path.close()
    canvas.drawPath(path, fill=1, stroke=0)


# --- the pen ----------------------------------------------------------------------------------


def _signature(canvas: Canvas, size: tuple[float, float], rng: np.random.Generator) -> None:
    """Scribble a signature: a tall first loop, small waves, a long stroke out to the right."""
    width, height = size
    points: Points = [(0.0, height * 0.3), (width * 0.12, height * rng.uniform(0.8, 1.1))]
    points += [(width * 0.18, height * 0.1), (width * 0.05, height * rng.uniform(-0.1, 0.2))]
    x = width * 0.22
    for index in range(int(rng.integers(5, 9))):
        tall = rng.uniform(0.45, 0.95) if index % 2 == 0 else rng.uniform(0.05, 0.35)
        points.append((x, height * tall))
        x += width * rng.uniform(0.03, 0.09)
    points += [(x, height * rng.uniform(0.1, 0.4)), (width * rng.uniform(1.1, 1.5), height * 0.6)]
    _stroke(canvas, points, 1.3, rng)
    if rng.random() < 0.6:
        under = [(-width * 0.1, height * rng.uniform(-0.2, 0.1)), (width * 0.5, height * 0.1)]
        _stroke(canvas, [*under, (width * 1.2, height * rng.uniform(0.2, 0.4))], 1.1, rng)


def _digits(canvas: Canvas, text: str, size: tuple[float, float], rng: np.random.Generator) -> None:
    """Write digits by hand, slanted, each a little different, larger than print."""
    width, height = size
    tall = height * rng.uniform(1.05, 1.3)
    step = min(width / max(len(text), 1), tall * 0.62)
    x = max((width - step * len(text)) / 2, 0.0)
    slant = rng.uniform(0.12, 0.35)
    for char in text:
        drop = rng.uniform(-0.06, 0.1) * height
        for stroke in _strokes(char):
            points = [
                (
                    x + step * 1.25 * (u + rng.normal(0, 0.03)) + slant * tall * v * 0.6,
                    drop + tall * (v + rng.normal(0, 0.025)),
                )
                for u, v in stroke
            ]
            _stroke(canvas, points, 1.15, rng)
        x += step * rng.uniform(0.92, 1.08)


def _strokes(digit: str) -> list[Points]:
    """Return the strokes of a digit, their points in a box 1 high."""
    strokes = _DIGITS[digit].split(" / ")
    pairs = [[point.split(",") for point in stroke.split()] for stroke in strokes]
    return [[(int(x) / 100, int(y) / 100) for x, y in stroke] for stroke in pairs]


def _stroke(canvas: Canvas, points: Points, thickness: float, rng: np.random.Generator) -> None:
    """Draw a smooth pen stroke whose width swells and thins."""
    canvas.setStrokeColor(BLUE)
    curve = _smooth(points)
    phase = rng.uniform(0, math.tau)
    for index, (a, b) in enumerate(pairwise(curve)):
        canvas.setLineWidth(thickness * (1 + 0.3 * math.sin(phase + index * 0.13)))
        canvas.line(*a, *b)


def _smooth(points: Sequence[tuple[float, float]], steps: int = 12) -> Points:
    """Return a Catmull-Rom curve through the points, `steps` chords between two of them."""
    ends = np.array([points[0], *points, points[-1]], dtype=np.float64)
    curve: Points = []
    for p0, p1, p2, p3 in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for t in np.linspace(0, 1, steps, endpoint=False):
            a = 2 * p1 + (p2 - p0) * t
            b = (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2
            c = (3 * p1 - p0 - 3 * p2 + p3) * t**3
            curve.append((float((a + b + c)[0]) / 2, float((a + b + c)[1]) / 2))
    curve.append(points[-1])
    return curve
