"""Corrections from the command line: made, listed, withdrawn, exported."""

from __future__ import annotations

import json
import unicodedata
from getpass import getuser
from pathlib import Path
from typing import Any

import pytest
from archives import Archive
from typer.testing import CliRunner, Result

import extractor.pipeline
from extractor.archive.model import Versions
from extractor.cli.main import app
from extractor.evaluation.report import evaluate

LATER = Versions("r1", "p2")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path)
    made.add("a.txt", "b/kế hoạch.txt")
    made.run()
    return made


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "80"})


def correct(archive: Archive, *words: str) -> str:
    """Corrects; the id that is printed."""
    result = run("correct", archive.out, *words)
    assert result.exit_code == 0, result.output
    (id_,) = result.stdout.splitlines()
    return id_


def plan(archive: Archive, document: str = "a.txt") -> Any:
    return json.loads((archive.out / f"{document}.json").read_text("utf-8"))


def listed(archive: Archive, *words: str) -> list[dict[str, Any]]:
    result = run("corrections", archive.out, "--json", *words)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def other_parser(archive: Archive, monkeypatch: pytest.MonkeyPatch, **values: Any) -> None:
    """Reads all anew, with other values."""
    plans_of = extractor.pipeline.plans_of

    def otherwise(*given: Any) -> Any:
        return [plan.model_copy(update=values) for plan in plans_of(*given)]

    monkeypatch.setattr(extractor.pipeline, "plans_of", otherwise)
    archive.run(versions=LATER)


def test_a_correction_is_made_and_listed(archive: Archive) -> None:
    words = ("a.txt", "/number", "59/KH-UBND", "--who", "Nguyễn Thị An", "--why", "trang 1")
    result = run("correct", archive.out, *words)
    assert result.stderr == "a.txt /number: 58/KH-UBND → 59/KH-UBND\n"
    id_ = result.stdout.strip()
    assert plan(archive)["number"] == "59/KH-UBND"
    assert plan(archive, "b/kế hoạch.txt")["number"] == "58/KH-UBND"
    (one,) = listed(archive)
    assert one | {"when": ""} == {
        "id": id_, "document": "a.txt", "op": "replace", "pointer": "/number", "from": "58/KH-UBND",
        "to": "59/KH-UBND", "why": "trang 1", "who": "Nguyễn Thị An", "when": "", "replaces": None,
        "outcome": "applied", "now_at": "/number", "now_read": "58/KH-UBND",
    }  # fmt: skip
    shown = run("corrections", archive.out)
    for part in (id_[:8], "/number: 58/KH-UBND → 59/KH-UBND", "applied", "by Nguyễn Thị An, 20"):
        assert part in shown.stdout
    assert shown.stderr == "corrections: 1; to decide: 0\n"


@pytest.mark.parametrize(
    ("pointer", "written", "value"),
    [
        ("/number", "2024", "2024"),
        ("/issued_on", "2024-05-07", "2024-05-07"),
        ("/place", "null", None),
        ("/targets/0/value", "59.5", 59.5),
        ("/targets/0/value", "-3", -3),
        ("/province/name", '"Cà Mau"', '"Cà Mau"'),
        (
            "/period",
            '{"start": "2024-01-01", "end": null, "text": "từ 2024"}',
            {"start": "2024-01-01", "end": None, "text": "từ 2024", "inferred": False},
        ),
    ],
)
def test_a_value_is_what_the_contract_has_there(
    archive: Archive, pointer: str, written: str, value: Any
) -> None:
    correct(archive, "a.txt", pointer, "--", written)
    found = plan(archive)
    for part in pointer.split("/")[1:]:
        found = found[int(part) if isinstance(found, list) else part]
    assert found == value or found == value | {"at": found["at"]}


def test_elements_are_added_and_removed(archive: Archive) -> None:
    before = [each["text"] for each in plan(archive)["recipients"]]
    correct(archive, "a.txt", "/recipients/0", "--remove")
    correct(archive, "a.txt", "/recipients/-", '{"text": "Sở Y tế"}', "--add")
    after = [each["text"] for each in plan(archive)["recipients"]]
    assert after == [*before[1:], "Sở Y tế"]
    shown = run("corrections", archive.out).stdout
    assert "→ removed" in shown and "/recipients/-" not in shown
    assert "added → Sở Y tế" in shown
    assert {one["who"] for one in listed(archive)} == {getuser()}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("a.txt", "/issued_on", "2024-13-01"), 38, "(issued_on: Input should be a valid date"),
        (("a.txt", "/nothing", "x"), 38, "has no field nothing"),
        (("a.txt", "number", "x"), 38, "no place number"),
        (("a.txt", "/recipients/999", "x"), 38, "no place /recipients/999"),
        (("a.txt", "/recipients/-", "{}", "--add"), 38, "(recipients/-/text: Field required)"),
        (("a.txt", "/period", "[" * 10_000), 38, "period"),
        (("a.txt", "/id", "x"), 38, "id is not for correction"),
        (("c.txt", "/number", "x"), 31, "no such document"),
        (("a.txt", "/number"), 2, "Give a VALUE"),
        (("a.txt", "/number", "x", "--remove"), 2, "--remove without one"),
        (("a.txt", "/number", "x", "--add", "--remove"), 2, "Give a VALUE"),
    ],
)
def test_what_cannot_be_corrected(
    archive: Archive, words: tuple[str, ...], status: int, said: str
) -> None:
    before = plan(archive)
    result = run("correct", archive.out, *words)
    assert (result.exit_code, result.stdout) == (status, "")
    assert said in result.stderr and "Traceback" not in result.stderr
    assert (plan(archive), listed(archive)) == (before, [])


def test_an_archive_that_is_not_there(tmp_path: Path) -> None:
    for words in (("correct", tmp_path, "a.txt", "/number", "x"), ("corrections", tmp_path)):
        assert run(*words).exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_conflicts_are_listed_and_decided(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = correct(archive, "a.txt", "/number", "59/KH-UBND")
    correct(archive, "a.txt", "/title", "Kế hoạch khác")
    correct(archive, "b/kế hoạch.txt", "/title", "Kế hoạch khác")
    assert listed(archive, "--conflicts") == []
    other_parser(archive, monkeypatch, number="53/KH-UBND")
    (one,) = listed(archive, "--conflicts")
    assert (one["id"], one["outcome"], one["now_read"]) == (first, "conflict", "53/KH-UBND")
    shown = run("corrections", archive.out, "--conflicts")
    assert (
        "the last reading has: 53/KH-UBND" in shown.stdout and "Kế hoạch khác" not in shown.stdout
    )
    assert shown.stderr == "corrections: 1; to decide: 1\n"
    assert len(listed(archive, "--document", "a.txt")) == 2
    assert listed(archive, "--document", "b/kế hoạch.txt", "--conflicts") == []
    correct(archive, "a.txt", "/number", "53/KH-UBND")
    assert listed(archive, "--conflicts") == []


def test_a_correction_is_withdrawn_by_the_first_letters_of_its_id(archive: Archive) -> None:
    id_ = correct(archive, "a.txt", "/number", "59/KH-UBND")
    correct(archive, "a.txt", "/title", "Kế hoạch khác")
    for beginning in ("", "no id", id_ + "0"):
        result = run("corrections", archive.out, "--withdraw", beginning)
        assert result.exit_code == 39 and "such correction" in result.stderr
    result = run("corrections", archive.out, "--withdraw", id_[:8])
    assert result.stderr == "withdrawn: a.txt /number: 58/KH-UBND → 59/KH-UBND\n"
    assert plan(archive)["number"] == "58/KH-UBND"
    assert [one["pointer"] for one in listed(archive)] == ["/title"]
    assert run("corrections", archive.out, "--withdraw", id_).exit_code == 39


def test_documents_and_plans_that_are_gone_lose_theirs(archive: Archive) -> None:
    correct(archive, "a.txt", "/number", "59/KH-UBND")
    correct(archive, "b/kế hoạch.txt", "/number", "60/KH-UBND")
    (archive.inputs / "a.txt").unlink()
    archive.run()
    digest = archive.rows["b/kế hoạch.txt"]["documents"][0]["blob"]
    (archive.out / "blobs" / "plans" / digest[:2] / f"{digest[2:]}.gz").unlink()
    assert [one["outcome"] for one in listed(archive, "--conflicts")] == ["lost", "lost"]


def test_nothing_of_a_document_or_a_person_steers_the_terminal(archive: Archive) -> None:
    hostile = "\x1b[2J\x07tên\u202egnad\x9b31m\u2066\n[bold]x[/bold]"
    kept = "\ufffd[2J\ufffdtên\u202egnad\x9b31m\u2066\n[bold]x[/bold]"
    correct(archive, "a.txt", "/title", hostile, "--who", hostile, "--why", hostile)
    made = run("correct", archive.out, "a.txt", "/number", hostile)
    outputs = [made.output]
    outputs += [run("corrections", archive.out, *words).output for words in ((), ("--json",))]
    outputs += [run("corrections", archive.out, "--withdraw", made.stdout.strip()).output]
    for output in outputs:
        unsafe = {c for c in output if c != "\n" and unicodedata.category(c).startswith("C")}
        assert unsafe == set()
        assert "tên" in output and "[bold]x[/bold]" in output
    assert {one["who"] for one in listed(archive)} == {kept}


def test_gold_for_the_evaluation(archive: Archive, tmp_path: Path) -> None:
    out = tmp_path / "gold"
    correct(archive, "a.txt", "/number", "59/KH-UBND")
    words = ("corrections", archive.out, "--to", "gold", "--out", out)
    assert run(*words).stderr == f"documents exported: 1; see {out}\n"
    assert json.loads((out / "a.txt.json").read_text("utf-8")) == {"number": "59/KH-UBND"}
    result = run(*words, "--whole", "b/kế hoạch.txt")
    assert result.stderr == f"documents exported: 2; see {out}\n"
    (tmp_path / "anew").mkdir()
    anew = Archive(tmp_path / "anew")
    anew.run(roots=(str(archive.inputs),))
    found = {place: evaluate(place, out) for place in (archive.out, anew.out)}
    assert [(report.documents, report.lost) for report in found.values()] == [(2, 0), (2, 0)]
    assert [report.fields["number"].strict_f1 for report in found.values()] == [1, 0.5]


def test_tasks_for_label_studio(archive: Archive, tmp_path: Path) -> None:
    correct(archive, "a.txt", "/number", "59/KH-UBND")
    out = tmp_path / "tasks"
    result = run("corrections", archive.out, "--to", "label-studio", "--out", out)
    assert result.stderr == f"documents exported: 1; see {out}\n"
    (task,) = json.loads((out / "tasks.json").read_text("utf-8"))
    assert task["data"]["document"] == "a.txt" and task["annotations"]
    assert (out / "labels.xml").read_text("utf-8").startswith("<View>")


def test_exports_need_a_folder_that_can_be_written(archive: Archive, tmp_path: Path) -> None:
    correct(archive, "a.txt", "/number", "59/KH-UBND")
    (tmp_path / "file").write_text("")
    for form in ("gold", "label-studio"):
        words = ("corrections", archive.out, "--to", form)
        assert run(*words).exit_code == 2
        assert run(*words, "--out", tmp_path / "file").exit_code == 13
    assert run("corrections", archive.out, "--out", tmp_path / "x").exit_code == 2
