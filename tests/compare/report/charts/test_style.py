"""Shades can be told apart and read without colours: by their lightness alone."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import pairwise

import pytest

from extractor.compare.report.charts.tilemap import places
from extractor.pages.closed import BASE

_STYLE = files("extractor.compare.report").joinpath("style")
_TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6}|var\(--[\w-]+\))")
STEPS = range(1, 6)


@pytest.fixture(scope="module")
def colours() -> dict[str, str]:
    """The colours of the page by name; those that stand for another are followed."""
    said = dict(_TOKEN.findall(BASE.read_text("utf-8")))
    return {name: said.get(value[6:-1], value) for name, value in said.items()}


def _light(colour: str) -> float:
    """Relative luminance, WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(a: str, b: str) -> float:
    light, dark = sorted((_light(a), _light(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("step", STEPS)
def test_numbers_can_be_read_on_each_shade(colours: dict[str, str], step: int) -> None:
    assert _contrast(colours[f"on-{step}"], colours[f"step-{step}"]) >= 4.5


def test_each_shade_is_darker_than_the_one_before(colours: dict[str, str]) -> None:
    shades = [_light(colours[f"step-{step}"]) for step in STEPS]
    assert all(lighter > 1.2 * darker for lighter, darker in pairwise(shades))


def test_lines_of_the_graph_differ_by_more_than_colour() -> None:
    style = _STYLE.joinpath("charts.css").read_text("utf-8")
    drawn = re.findall(r"^\.edge\.(\w+) \{([^}]*)\}", style, re.MULTILINE)
    looks = {
        kind: tuple(re.findall(r"stroke-(?:dasharray|width): ([^;]+)", rule))
        for kind, rule in drawn
    }
    assert len(set(looks.values())) == len(looks) == 6


def test_the_grid_has_a_class_for_each_row_and_column_in_use() -> None:
    style = _STYLE.joinpath("charts.css").read_text("utf-8")
    for place in (*places("63"), *places("34")):
        assert f".r{place.row} {{ grid-row: {place.row}; }}" in style
        assert f".c{place.column} {{ grid-column: {place.column}; }}" in style
