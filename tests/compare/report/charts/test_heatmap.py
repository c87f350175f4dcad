from __future__ import annotations

import pytest

from extractor.compare.matrices import Axis, Cell, Matrix, Mode, State
from extractor.compare.matrices.model import Cells
from extractor.compare.report.charts.heatmap import COLUMNS, heatmap
from extractor.compare.report.charts.shades import Shade, legend, share_step, step

A, B, C = (
    Axis("63-83", "Bến Tre", plans=4),
    Axis("63-04", "Cao Bằng", plans=1),
    Axis("63-66", "Đắk Lắk"),
)
BLANK: dict[str, State] = {A.id: "absent", B.id: "unsure", C.id: "no_plan"}


def _matrix(columns: int, named: dict[tuple[str, str], Cell]) -> Matrix:
    axes = tuple(Axis(f"c{i}", f"Phong trào thứ {i}", plans=1) for i in range(columns))
    cells = Cells(named, BLANK, tuple(axis.id for axis in axes))
    return Matrix("province_campaign", "campaigns", (A, B, C), axes, cells, BLANK)


def test_rows_without_a_plan_are_named_and_not_drawn() -> None:
    drawn = heatmap("k", _matrix(1, {}))
    assert [(str(row.name.vi), row.plans) for row in drawn.rows] == [
        ("Bến Tre", 4),
        ("Cao Bằng", 1),
    ]
    assert [str(name.vi) for name in drawn.without_plan] == ["Đắk Lắk"]


def test_absent_and_unsure_stay_apart_and_are_counted_as_no_province() -> None:
    drawn = heatmap("k", _matrix(2, {(A.id, "c0"): Cell("named", 3, 5, ("a#/campaigns/0",))}))
    assert [[cell.state for cell in row.cells] for row in drawn.rows] == [
        ["named", "absent"],
        ["unsure", "unsure"],
    ]
    assert [column.provinces for column in drawn.columns] == [1, 0]
    assert drawn.states == {"named", "absent", "unsure"}


def test_the_shade_is_the_share_of_the_rows_plans() -> None:
    drawn = heatmap(
        "k", _matrix(1, {(A.id, "c0"): Cell("named", 1), (B.id, "c0"): Cell("named", 1)})
    )
    assert [row.cells[0].step for row in drawn.rows] == [2, 5]


def test_columns_beyond_the_most_are_told_in_words() -> None:
    drawn = heatmap("k", _matrix(COLUMNS + 3, {}))
    assert len(drawn.columns) == COLUMNS == len(drawn.rows[0].cells)
    assert [str(column.name.vi) for column in drawn.left_out] == [
        f"Phong trào thứ {i}" for i in range(COLUMNS, COLUMNS + 3)
    ]
    assert drawn.turned


def test_cells_bear_the_worst_that_an_act_was_and_the_modes_of_work() -> None:
    cell = {(A.id, "c0"): Cell("named", 1, 1, ("r",), "replaced")}
    modes: dict[Mode, Matrix] = {"assigned": _matrix(1, cell), "partner": _matrix(1, {})}
    drawn = heatmap("k", _matrix(1, cell), modes)
    assert drawn.rows[0].cells[0].flag == "replaced"
    assert drawn.rows[0].cells[0].modes == ("assigned",)
    assert (drawn.flags, drawn.modes) == (("replaced",), ("assigned",))


def test_an_act_in_force_has_no_flag() -> None:
    drawn = heatmap("k", _matrix(1, {(A.id, "c0"): Cell("named", 1, 1, ("r",), "in_force")}))
    assert drawn.flags == ()


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(0, 5, 0), (1, 5, 1), (2, 10, 1), (3, 10, 2), (1, 1, 5), (1, 100, 1), (81, 100, 5), (0, 0, 0)],
)
def test_a_share_takes_one_of_five_steps(part: int, whole: int, expected: int) -> None:
    assert share_step(part, whole) == expected


@pytest.mark.parametrize("top", [1, 2, 3, 4, 5, 6, 7, 23, 1000])
def test_shades_rise_and_the_legend_says_all_of_them(top: int) -> None:
    steps = [step(value, top) for value in range(1, top + 1)]
    assert steps == sorted(steps) and steps[0] >= 1 and steps[-1] <= 5
    said = {v: shade.step for shade in legend(top) for v in range(shade.low, shade.high + 1)}
    assert [said[value] for value in range(1, top + 1)] == steps


def test_few_numbers_have_a_shade_each() -> None:
    assert legend(2) == (Shade(2, 1, 1), Shade(3, 2, 2))
    assert legend(0) == ()
