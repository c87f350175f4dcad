"""Cleaning a scan: each step does its work where a page needs it, and leaves other pages alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from extractor.reading.cleanup import STEPS, Picture, clean, quarter, turned_over
from extractor.settings import CleanUp

DrawText = Callable[..., np.ndarray]
TEXTS = Path(__file__).with_name("sentences.txt").read_text("utf-8").splitlines()
HOLE = 24  # pixels: the radius of one of 6 mm at 200 dpi


def picture(pixels: np.ndarray, dpi: float = 200) -> Picture:
    scale = 72 / dpi
    return Picture(pixels, dpi, np.array([[scale, 0.0, 0.0], [0.0, scale, 0.0]]))


@pytest.fixture
def page(draw_text: DrawText) -> np.ndarray:
    """A page of writing on white paper, level and upright."""
    lines = [(200, 80 + 55 * i, text) for i, text in enumerate(TEXTS)]
    return draw_text(lines, size=(1654, 1100)).copy()


def leaning(pixels: np.ndarray, angle: float) -> np.ndarray:
    height, width = pixels.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(cv2.warpAffine(pixels, turn, (width, height), borderValue=(255,)), np.uint8)


@pytest.mark.parametrize("step", list(CleanUp))
def test_page_in_order_is_left_alone(step: CleanUp, page: np.ndarray) -> None:
    scanned = picture(page)
    assert STEPS[step](scanned) is scanned
    coloured = picture(np.dstack([page] * 3))
    assert step == CleanUp.INK or clean(coloured).steps == ()


@pytest.mark.parametrize("step", list(CleanUp))
def test_empty_and_tiny_pages_pass(step: CleanUp) -> None:
    for shape in ((2338, 1654), (40, 30), (3, 200)):
        blank = picture(np.full(shape, 255, np.uint8))
        assert STEPS[step](blank) is blank


def test_steps_taken_are_known_and_each_can_be_left_out(page: np.ndarray) -> None:
    worn = leaning(page, 1.4)
    worn[700, 400] = 0
    assert clean(picture(worn)).steps == (CleanUp.SPECKS, CleanUp.SKEW)
    assert clean(picture(worn), frozenset({CleanUp.SKEW})).steps == (CleanUp.SPECKS,)
    assert set(STEPS) == set(CleanUp)
    left = clean(picture(worn), frozenset(CleanUp))
    assert (left.steps, left.pixels is worn) == ((), True)


def test_colours_become_grey_even_without_steps(page: np.ndarray) -> None:
    assert clean(picture(np.dstack([page] * 3)), frozenset(CleanUp)).pixels.ndim == 2


def test_red_ink_goes_and_black_print_under_it_stays(page: np.ndarray) -> None:
    printed = np.dstack([page] * 3)
    seal = printed.copy()
    cv2.circle(seal, (500, 250), 130, (215, 40, 50), 12)
    out = STEPS[CleanUp.INK](picture(np.minimum(printed, seal))).pixels
    assert out.ndim == 2
    assert (out < 90).sum() > 0.95 * (page < 90).sum()
    assert out[250 - 130, 500] > 240


def test_shadow_is_evened_out(page: np.ndarray) -> None:
    shade = np.linspace(1.0, 0.55, page.shape[1])
    out = STEPS[CleanUp.SHADOW](picture((page * shade).astype(np.uint8))).pixels
    assert np.median(out[:, -100:]) > 240
    assert out[page == 0].max() < 120


def test_black_borders_go(page: np.ndarray) -> None:
    before = page.copy()
    page[:, :60] = 60
    cv2.fillPoly(page, [np.array([(1500, 0), (1654, 0), (1654, 300)])], (60,))
    out = STEPS[CleanUp.BORDER](picture(page)).pixels
    assert out[:, :50].min() == out[:100, 1600:].min() == 255
    assert np.array_equal(out[:, 200:1450], before[:, 200:1450])


def test_border_of_a_scan_on_a_larger_page_goes(page: np.ndarray) -> None:
    page[:, 1600:1634] = 50
    assert STEPS[CleanUp.BORDER](picture(page)).pixels[:, 1600:].min() == 255


def test_punched_holes_go_and_print_beside_them_stays(page: np.ndarray) -> None:
    before = page.copy()
    for y in (150, 780):
        cv2.circle(page, (90, y), HOLE, (70,), cv2.FILLED, cv2.LINE_AA)
    out = STEPS[CleanUp.HOLES](picture(page)).pixels
    assert np.array_equal(out, before)


def test_print_that_is_no_hole_stays(page: np.ndarray) -> None:
    page[500:548, 60:108] = 0  # a square
    cv2.circle(page, (90, 700), HOLE, (0,), 4)  # a ring
    cv2.circle(page, (800, 800), HOLE, (0,), cv2.FILLED)  # far from the edge
    cv2.circle(page, (90, 900), HOLE // 3, (0,), cv2.FILLED)  # a bullet
    scanned = picture(page)
    assert STEPS[CleanUp.HOLES](scanned) is scanned


def test_specks_go_and_dots_of_letters_stay(draw_text: DrawText) -> None:
    page = draw_text([(200, 80, "ị ọ ặ .")]).copy()
    cv2.rectangle(page, (350, 250), (700, 350), (0,), 2)  # a cell: specks lie in frames too
    print_ = page.copy()
    page[300, 400] = page[310:312, 600:602] = 0
    assert np.array_equal(STEPS[CleanUp.SPECKS](picture(page)).pixels, print_)


@pytest.mark.parametrize("angle", [-5.4, -2.6, -0.7, 0.3, 1.15, 3.4])
@pytest.mark.parametrize("sideways", [False, True])
def test_skew_is_found_and_boxes_lead_back(page: np.ndarray, angle: float, sideways: bool) -> None:
    page[700:720, 800:830] = 0
    turn = cv2.getRotationMatrix2D((827, 550), angle, 1.0)
    scanned = picture(leaning(page, angle))
    level = STEPS[CleanUp.SKEW](quarter(scanned) if sideways else scanned)
    along = -level.to_page[:, 1] if sideways else level.to_page[:, 0]
    assert np.degrees(np.arctan2(*along[::-1])) == pytest.approx(-angle, abs=0.06)
    spot = turn @ np.array([815, 710, 1.0]) * 72 / 200
    x, y = cv2.invertAffineTransform(level.to_page) @ np.array([*spot, 1.0])
    assert level.pixels[round(y), round(x)] < 60
    box = level.box_on_page((x - 1, y - 1, x + 1, y + 1))
    assert np.allclose([box[0], box[1]], spot, atol=0.8)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("angle", [-2.2, 0.0, 1.3])
def test_page_is_turned_upright(page: np.ndarray, quarters: int, angle: float) -> None:
    scanned = picture(leaning(page, angle) if angle else page)
    for _ in range(quarters):
        scanned = quarter(scanned)
    out = clean(scanned)
    assert (CleanUp.ORIENTATION in out.steps) == (quarters > 0)
    assert np.allclose(out.to_page[:, :2], np.eye(2) * 72 / 200, atol=0.025)


def test_page_with_few_words_is_not_turned_over(draw_text: DrawText) -> None:
    short = turned_over(picture(draw_text([(200, 80, TEXTS[0][:20])])))
    assert STEPS[CleanUp.ORIENTATION](short) is short


def test_rules_and_seals_are_no_sideways_writing() -> None:
    page = np.full((2338, 1654), 255, np.uint8)
    for x in (200, 420, 900, 1450):
        page[300:2000, x : x + 4] = 0
    cv2.circle(page, (1100, 1200), 142, (0,), 5)
    scanned = picture(page)
    assert STEPS[CleanUp.ORIENTATION](scanned) is scanned


def test_resolution_is_brought_to_what_the_engine_likes() -> None:
    for dpi, wanted in ((100, 300), (150, 300), (180, 180), (260, 260), (300, 220), (600, 220)):
        page = picture(np.full((dpi, dpi), 255, np.uint8), dpi)
        out = STEPS[CleanUp.UPSCALE](STEPS[CleanUp.SHRINK](page))
        assert (out.dpi, out.pixels.shape[0]) == (wanted, pytest.approx(wanted, abs=1))
        assert out.box_on_page((0, 0, wanted, wanted))[2] == pytest.approx(72, abs=0.5)


def test_box_of_a_turned_page_leads_back(page: np.ndarray) -> None:
    turned = quarter(picture(page))
    assert np.allclose(turned.box_on_page((0, 1654 - 1, 1, 1654)), (0, 0, 0.36, 0.36))
    assert replace(turned, steps=(CleanUp.ORIENTATION,)).points_per_pixel == pytest.approx(0.36)
