"""The picture of the noise ladder: a rung for each grade of scans, its numbers beside the dots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

BLUE, ORANGE, GREY = "#0072b2", "#d55e00", "#888888"  # Okabe and Ito's: told apart by everybody
SIZE = (8.6, 2.9)  # inches; as wide as GitHub shows a README
DPI = 200


@dataclass(frozen=True, slots=True)
class Rung:
    """A grade of scans: its block error rate and its mean field F1, as shares of 1."""

    name: str
    block_rate: float
    strict: float
    soft: float


def draw(rungs: Sequence[Rung], path: Path) -> None:
    """Write the picture as PNG: error rates at the left, fields at the right."""
    figure = Figure(SIZE, layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True)
    _letters(left, rungs)
    _fields(right, rungs)
    left.set_yticks(range(len(rungs)), [rung.name.replace(", ", ",\n", 1) for rung in rungs])
    left.set_ylim(len(rungs) - 0.5, -0.75)
    figure.savefig(path, dpi=DPI, metadata={"Software": None})


def _letters(axes: Axes, rungs: Sequence[Rung]) -> None:
    """The error rates, from zero on."""
    rates = [100 * rung.block_rate for rung in rungs]
    _prepare(axes, "letters read wrong (block CER), per cent", (0, 1.25 * max(rates)))
    for y, rate in enumerate(rates):
        axes.hlines(y, 0, rate, color=BLUE, linewidth=2)
        axes.plot(rate, y, "o", color=BLUE)
        _label(axes, (rate, y), f"{rate:.2f}", BLUE, left=False)


def _fields(axes: Axes, rungs: Sequence[Rung]) -> None:
    """Strict and soft F1; the scale does not begin at zero, so that dots stand for the values."""
    low = min(rung.strict for rung in rungs)
    margin = 0.35 * (1 - low)
    _prepare(axes, "values right (mean F1 over the fields)", (low - margin, 1.0))
    for y, rung in enumerate(rungs):
        axes.hlines(y, rung.strict, rung.soft, color=GREY, linewidth=1)
        axes.plot(rung.strict, y, "s", color=ORANGE)
        axes.plot(rung.soft, y, "o", color=BLUE)
        _label(axes, (rung.strict, y), f"{rung.strict:.3f}", ORANGE, left=True)
        _label(axes, (rung.soft, y), f"{rung.soft:.3f}", BLUE, left=False)
    _label(axes, (rungs[0].strict, -0.5), "strict", ORANGE, left=True)
    _label(axes, (rungs[0].soft, -0.5), "soft", BLUE, left=False)


def _prepare(axes: Axes, title: str, limits: tuple[float, float]) -> None:
    axes.set_title(title, fontsize=9, loc="left")
    axes.set_xlim(limits)
    axes.tick_params(labelsize=8, length=0)
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.spines[:].set_visible(False)
    axes.set_axisbelow(True)


def _label(axes: Axes, at: tuple[float, float], text: str, colour: str, *, left: bool) -> None:
    """A number beside its dot."""
    axes.annotate(
        text,
        at,
        xytext=(-6 if left else 6, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center",
        fontsize=8,
        color=colour,
    )
