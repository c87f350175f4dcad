"""The geometry of a wheel of twelve months: January at the top, clockwise."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from extractor.compare.report.charts.shades import step

CENTRE, HUB, RIM, NAMES = 180, 46, 132, 167
"""In units of the picture, 360 wide: its middle, and the radii of hub, rim and month names. Names
stand clear of the boxes around sectors: that is where axe takes the ground behind them from."""


@dataclass(frozen=True, slots=True)
class Sector:
    """A month of the wheel: its outline, the track behind it, and where its number and its name
    stand."""

    month: int
    marks: int
    step: int
    path: str
    track: str
    number: tuple[float, float]
    name: tuple[float, float]


def sector(month: int, marks: int, top: int) -> Sector:
    """The sector of `month`, as long as `marks` is against `top`, the fullest month's."""
    start, end = month - 1, month
    middle = start + 0.5
    reach = HUB + (RIM - HUB) * (marks / top if top else 0)
    return Sector(
        month=month,
        marks=marks,
        step=step(marks, top),
        path=_ring(start, end, reach),
        track=_ring(start, end, RIM),
        number=_point(middle, max(reach - 12, HUB + 12)),
        name=_point(middle, NAMES),
    )


def _ring(start: float, end: float, radius: float) -> str:
    """The part of the ring between the hub and `radius`, with a gap to the next month."""
    gap = 0.05
    a, b = start + gap, end - gap
    points = (_point(a, HUB), _point(a, radius), _point(b, radius), _point(b, HUB))
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    return (
        f"M{x0} {y0}L{x1} {y1}A{radius:.1f} {radius:.1f} 0 0 1 {x2} {y2}"
        f"L{x3} {y3}A{HUB} {HUB} 0 0 0 {x0} {y0}Z"
    )


def _point(month: float, radius: float) -> tuple[float, float]:
    """Where `radius` meets the time of the year, in months since its beginning."""
    angle = 2 * pi * month / 12 - pi / 2
    return round(CENTRE + radius * cos(angle), 1), round(CENTRE + radius * sin(angle), 1)
