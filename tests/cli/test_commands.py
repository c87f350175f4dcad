"""The commands, with a small plan in the pipeline's place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor import health
from extractor.cli.main import app
from extractor.errors import EmptyFile
from extractor.plan import Plan
from extractor.plan.publish import schema_text, to_json

run = CliRunner().invoke


@pytest.fixture
def plan_json(tmp_path: Path, plan: Plan) -> Path:
    path = tmp_path / "small.json"
    path.write_text(to_json(plan), "utf-8")
    return path


def test_schema_is_printed_as_it_is_kept() -> None:
    assert run(app, ["schema"]).output == schema_text()


def test_version_and_help() -> None:
    assert run(app, ["--version"]).output.startswith("kehoach ")
    assert "who does what until when" in run(app, ["show", "--help"]).output


def test_show_a_plan_json(plan_json: Path) -> None:
    result = run(app, ["show", str(plan_json)])
    assert result.exit_code == 0
    for words in ("17/KH-UBND", "MỤC ĐÍCH", "42-CT/TW", "Mỗi nhà", "Hội Nhà", "no_signature"):
        assert words in result.output


def test_show_takes_no_markup_from_the_document(plan_json: Path, plan: Plan) -> None:
    title = "Kế hoạch [bold]tuyên truyền[/bold] [/nope]"
    plan_json.write_text(to_json(plan.model_copy(update={"title": title})), "utf-8")
    assert title in run(app, ["show", str(plan_json)]).output


def test_show_a_document(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    monkeypatch.setattr("extractor.pipeline.extract", lambda path: plan)
    assert "17/KH-UBND" in run(app, ["show", "any.pdf"]).output


@pytest.mark.parametrize(
    ("name", "content", "status"), [("x.json", b"{}", 14), ("y.json", b"\xff", 14), ("", b"", 16)]
)
def test_show_refuses_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, status: int
) -> None:
    path = tmp_path / (name or "folder.json")
    path.write_bytes(content) if name else path.mkdir()
    result = run(app, ["show", str(path)])
    assert result.exit_code == status
    assert result.stderr.startswith(f"kehoach: {path}: ") and result.stderr.count("\n") == 1


def test_show_missing(tmp_path: Path) -> None:
    assert run(app, ["show", str(tmp_path / "no.json")]).exit_code == 3


def test_a_bug_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(path: Path) -> Plan:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("extractor.pipeline.extract", bug)
    result = run(app, ["show", "any.pdf"])
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "kehoach: any.pdf: the program failed here (ZeroDivisionError: division by zero). "
    )
    assert result.stderr.count("\n") == 1
    with pytest.raises(ZeroDivisionError):
        run(app, ["--debug", "show", "any.pdf"], catch_exceptions=False)


def test_an_error_keeps_its_status(monkeypatch: pytest.MonkeyPatch) -> None:
    def empty(path: Path) -> Plan:
        raise EmptyFile(str(path))

    monkeypatch.setattr("extractor.pipeline.extract", empty)
    result = run(app, ["show", "any.pdf"])
    assert result.exit_code == EmptyFile.exit_status
    assert result.stderr == f"kehoach: {EmptyFile('any.pdf')}\n"


def test_doctor_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    checks = (
        health.Check("vie model", "missing", "no vie.traineddata", "apt-get install it"),
        health.Check("rich", "ok", "15.0"),
    )
    monkeypatch.setattr(health, "examine", lambda: checks)
    result = run(app, ["doctor"])
    assert result.exit_code == 10
    assert result.output.splitlines() == [
        "missing vie model  no vie.traineddata",
        "ok      rich       15.0",
        "vie model: apt-get install it",
    ]


def test_evaluate(tmp_path: Path, plan: Plan) -> None:
    for name in ("gold", "found"):
        (tmp_path / name).mkdir()
    (tmp_path / "gold/small.json").write_text(to_json(plan), "utf-8")
    wrong = plan.model_copy(update={"place": "Lâm Đồn"})
    (tmp_path / "found/small.pdf.json").write_text(to_json(wrong), "utf-8")
    folders = [str(tmp_path / "found"), str(tmp_path / "gold")]
    table = run(app, ["evaluate", *folders, "--misses"]).output.splitlines()
    assert table[0] == "1 documents, 0 without a prediction"
    assert "[place] small: wanted Lâm Đồng, got nothing like it" in table
    fields = json.loads(run(app, ["evaluate", *folders, "--json"]).output)["fields"]
    assert {name for name, rates in fields.items() if rates["strict_f1"] < 1} == {"place"}
    assert fields["outline"]["gold"] == 3 and fields["dues"]["gold"] == 1


def test_evaluate_without_gold(tmp_path: Path) -> None:
    result = run(app, ["evaluate", str(tmp_path), str(tmp_path), "--only", "x"])
    assert result.exit_code == 15
    assert "there is no gold" in result.stderr
