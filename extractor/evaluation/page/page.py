"""The page of a calibration: a chart for each group of fields, and the tables behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import floor, sqrt
from pathlib import Path

from jinja2 import Environment

from extractor import __version__
from extractor.errors import CannotWrite
from extractor.evaluation.calibration import PRECISIONS, Bin, Calibration
from extractor.pages.closed import BASE, inlined, policy
from extractor.pages.templating import environment
from extractor.pages.words import Words

HERE = Path(__file__).parent
SIDE = 180
"""Of a chart, in its own units."""
_LARGEST, _SMALLEST = 11.0, 2.5
_FULL = 0.9  # where all that is plotted lies above, the axes begin there


@dataclass(frozen=True, slots=True)
class Dot:
    """A bin on a chart; its area is its share of the values."""

    x: float
    y: float
    radius: float
    bin: Bin


@dataclass(frozen=True, slots=True)
class Chart:
    """Expected against observed, both from `least` to 1; the dots of one group."""

    calibration: Calibration
    least: float
    ticks: tuple[float, ...]
    dots: tuple[Dot, ...]

    def at(self, share: float) -> float:
        """How far along an axis a share stands."""
        return _along(share, self.least)


def write_page(calibrations: Sequence[Calibration], path: Path) -> None:
    """The page as one file that fetches nothing. Raises `CannotWrite`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(calibrations), "utf-8")
    except OSError as error:
        raise CannotWrite(str(path), error.strerror or type(error).__name__) from None


def page(calibrations: Sequence[Calibration]) -> str:
    """The page as HTML."""
    style = inlined([BASE, HERE / "style" / "calibration.css"])
    return _templates().get_template("calibration.html.j2").render(
        charts=[chart(one) for one in calibrations],
        precisions=PRECISIONS,
        side=SIDE,
        version=__version__,
        policy=policy(style),
        style=style,
    )  # fmt: skip


def chart(calibration: Calibration) -> Chart:
    """The chart of a group. All that it plots lies within its axes."""
    shares = [share for one in calibration.bins for share in (one.expected, one.observed)]
    least = min(_FULL, floor(min(shares) * 10) / 10)
    step = 0.05 if least >= _FULL else 0.1 if least >= 0.5 else 0.2
    count = round((1 - least) / step)
    dots = tuple(_dot(one, calibration, least) for one in calibration.bins)
    return Chart(calibration, least, tuple(1 - step * n for n in range(count, -1, -1)), dots)


def _dot(one: Bin, whole: Calibration, least: float) -> Dot:
    radius = max(_SMALLEST, _LARGEST * sqrt(one.count / whole.count))
    return Dot(_along(one.expected, least), SIDE - _along(one.observed, least), radius, one)


def _along(share: float, least: float) -> float:
    return round(SIDE * (share - least) / (1 - least), 1)


@cache
def _templates() -> Environment:
    return environment(HERE / "templates", t=Words.load(HERE / "words"))
