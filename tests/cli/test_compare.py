"""Comparing from the command line: what is written, and what is said where it cannot be."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli.main import app
from extractor.plan import Plan
from extractor.plan.publish import to_json

run = CliRunner().invoke


@pytest.fixture
def plans(tmp_path: Path, plan: Plan) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    other = plan.model_copy(update={"id": "other", "number": "18/KH-UBND", "title": "Phòng cháy"})
    for name, one in {"a": plan, "b": other}.items():
        (folder / f"{name}.json").write_text(to_json(one), "utf-8")
    (folder / "c.json").write_text("{}", "utf-8")
    return folder


def test_all_that_a_comparison_writes(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(app, ["compare", str(plans), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert "plans compared: 2" in result.output
    assert {path.name for path in out.iterdir()} == {
        "report.html", "tables.xlsx", "csv", "parquet", "matrices", "graph.graphml", "graph.json",
    }  # fmt: skip
    with (out / "csv" / "plans.csv").open(encoding="utf-8", newline="") as file:
        assert [row["document"] for row in csv.DictReader(file)] == ["a", "b"]
    with (out / "csv" / "unread.csv").open(encoding="utf-8", newline="") as file:
        assert [row["code"] for row in csv.DictReader(file)] == ["not_plan_json"]
    package = json.loads((out / "csv" / "datapackage.json").read_text("utf-8"))
    named = {resource["path"] for resource in package["resources"]}
    assert named == {path.name for path in (out / "csv").glob("*.csv")}
    assert {path.stem for path in (out / "parquet").iterdir()} == {
        Path(name).stem for name in named - {"codebook.csv"}
    }
    assert "17/KH-UBND" in (out / "report.html").read_text("utf-8")


def test_the_same_plans_give_the_same_bytes(plans: Path, tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        out = tmp_path / name
        assert run(app, ["compare", str(plans), "--out", str(out), "--csv-bom"]).exit_code == 0
        files = (path for path in sorted(out.rglob("*")) if path.is_file())
        written.append({str(path.relative_to(out)): path.read_bytes() for path in files})
    assert written[0] == written[1]
    assert written[0]["csv/plans.csv"].startswith(b"\xef\xbb\xbf")


def test_only_some_plans(plans: Path, tmp_path: Path) -> None:
    result = run(app, ["compare", str(plans), "--out", str(tmp_path), "--title", "phong chay"])
    assert "plans compared: 1" in result.output
    result = run(app, ["compare", str(plans), "--out", str(tmp_path), "--year", "1999"])
    assert result.exit_code == 30
    assert "none with such a title and year" in result.output


def test_plans_side_by_side(plans: Path, tmp_path: Path) -> None:
    page = tmp_path / "side.html"
    result = run(app, ["align", str(plans), "b", "a", "--out", str(page)])
    assert result.exit_code == 0, result.output
    text = page.read_text("utf-8")
    assert text.index("18/KH-UBND") < text.index("17/KH-UBND")
    missing = run(app, ["align", str(plans), "b", "nowhere", "--out", str(page)])
    assert missing.exit_code == 31
    assert "nowhere" in missing.output
    assert run(app, ["align", str(plans), "b", "--out", str(page)]).exit_code == 2


def test_without_the_extra(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise ModuleNotFoundError("No module named 'pyarrow'", name="pyarrow")

    monkeypatch.setattr("extractor.compare.corpus.Corpus.open", missing)
    result = run(app, ["align", str(plans), "a", "b", "--out", str(tmp_path / "x.html")])
    assert result.exit_code == 25
    assert "kehoach[" in result.output
    assert "pyarrow" in result.output
