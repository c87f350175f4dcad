"""Calibration: counted by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extractor.cli.main import app
from extractor.evaluation.calibration import Judged, by_group, calibration, coverage
from extractor.evaluation.gold import compact
from extractor.evaluation.outcomes import GROUPS, outcomes
from extractor.evaluation.page.page import chart, page
from extractor.evaluation.report import comparisons
from extractor.plan import Plan
from extractor.plan.publish import to_json


def judged(*held: tuple[float, int, int]) -> list[Judged]:
    """Confidence, how many values have it, and how many of them are right."""
    return [Judged(sure, n < right) for sure, count, right in held for n in range(count)]


def test_the_error_is_the_mean_distance_of_promise_and_truth() -> None:
    found = calibration("x", judged((0.9, 100, 80), (0.5, 100, 50)))
    assert [(one.count, one.expected, one.observed) for one in found.bins] == [
        (100, pytest.approx(0.9), 0.8), (100, 0.5, 0.5),
    ]  # fmt: skip
    assert found.ece == pytest.approx(0.05)
    assert (found.expected, found.observed) == (pytest.approx(0.7), 0.65)


def test_bins_have_equal_mass_and_are_never_tiny() -> None:
    many = [Judged(n / 1000, n % 2 == 0) for n in range(1000)]
    assert [one.count for one in calibration("x", many).bins] == [100] * 10
    few = [Judged(n / 100, True) for n in range(50)]
    assert [one.count for one in calibration("x", few).bins] == [20, 30]
    assert [one.count for one in calibration("x", few[:3]).bins] == [3]


def test_coverage_takes_the_surest_first_and_equals_together() -> None:
    held = judged((0.99, 90, 90), (0.8, 10, 5))
    assert coverage(held, 0.99) == 0.9
    assert coverage(held, 0.95) == 1.0
    assert coverage(judged((0.9, 10, 8)), 0.9) == 0.0
    assert coverage([], 0.9) == 0.0


def test_one_wrong_part_makes_a_value_wrong(plan: Plan) -> None:
    gold = compact(json.loads(to_json(plan)))
    found: dict[str, Any] = json.loads(to_json(plan))
    assert all(outcome.right for outcome in outcomes(gold, found))
    found["citations"][0]["relation"] = "replaces"
    found["sections"][0]["role"] = "funding"
    wrong = {o.group: o for o in outcomes(gold, found) if not o.right}
    assert wrong.keys() == {"citations", "outline"}
    assert wrong["citations"].at is found["citations"][0]["mentions"][0]["at"]
    assert wrong["outline"].at is found["sections"][0]["at"]


def test_what_gold_calls_optional_is_neither_right_nor_wrong(plan: Plan) -> None:
    full = json.loads(to_json(plan))
    full["citations"][0]["optional"] = True
    found = json.loads(to_json(plan))
    groups = [outcome.group for outcome in outcomes(compact(full), found)]
    assert groups.count("citations") == len(plan.citations) - 1


def test_every_scored_field_has_a_group(plan: Plan) -> None:
    full = json.loads(to_json(plan))
    fields = {comparison.field for comparison in comparisons(compact(full), full)}
    assert fields <= {field for held in GROUPS.values() for field in held}


def test_a_page_shows_every_group() -> None:
    held = judged((0.97, 40, 40), (0.6, 40, 20))
    found = list(by_group([("header", one) for one in held]))
    html = page(found)
    assert html.count("<svg") == 2 and "<script" not in html
    assert "Content-Security-Policy" in html
    drawn = chart(found[0])
    assert drawn.least == 0.5
    assert all(0 <= dot.x <= 180 and 0 <= dot.y <= 180 for dot in drawn.dots)


def test_the_command(tmp_path: Path, plan: Plan) -> None:
    for name in ("gold", "found"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "small.json").write_text(to_json(plan), "utf-8")
    folders = [str(tmp_path / "found"), str(tmp_path / "gold"), "--calibration"]
    out = tmp_path / "pages" / "calibration.html"
    result = CliRunner().invoke(app, ["evaluate", *folders, "--out", str(out)])
    assert result.exit_code == 0
    first, everything, *groups = result.output.splitlines()
    assert "ECE" in first and everything.startswith("all values")
    assert any(line.startswith("citations") for line in groups)
    assert "<svg" in out.read_text("utf-8")
    rows = json.loads(CliRunner().invoke(app, ["evaluate", *folders, "--json"]).output)
    assert {row["observed"] for row in rows} == {1.0}


def test_a_page_that_cannot_be_written(tmp_path: Path, plan: Plan) -> None:
    (tmp_path / "small.json").write_text(to_json(plan), "utf-8")
    command = ["evaluate", str(tmp_path), str(tmp_path), "--calibration", "--out", str(tmp_path)]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 13
