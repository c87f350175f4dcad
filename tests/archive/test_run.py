"""A run tells of every file, whatever became of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.archive.extracting import Outcome, failed, work_into, write_whole
from extractor.archive.inputs import Input
from extractor.archive.run import Summary, run_archive
from extractor.archive.sandbox import Done
from extractor.errors import BrokenFile, CannotWrite, EmptyFile, InternalError, MissingFile
from extractor.plan import Plan


class InThisProcess:
    """Children are tested on their own: here the work is done at once, the last item first."""

    def run(self, work: Any, items: Any) -> Iterator[Done[Input, Outcome]]:
        for item in reversed(list(items)):
            try:
                yield Done(item, work(item))
            except ZeroDivisionError as error:
                yield Done(item, error=InternalError("", str(error)), trace="Traceback …")


HERE = InThisProcess()


def inputs(*names: str) -> list[Input]:
    return [Input(Path(n), Path(f"{n}.json"), not n.endswith(".docx")) for n in names]


def test_one_failure_does_not_stop_the_others(tmp_path: Path, plan: Plan) -> None:
    def extract(path: Path) -> Plan:
        if path.name == "broken.pdf":
            raise BrokenFile("some other name", "no pages")
        if path.name == "bug.pdf":
            raise ZeroDivisionError("division by zero")
        return plan

    told: list[Outcome] = []
    summary = run_archive(
        inputs("good.pdf", "broken.pdf", "table.docx", "bug.pdf"),
        tmp_path,
        HERE,
        work=work_into(tmp_path, extract),
        report=told.append,
    )
    rows = [
        json.loads(line) for line in (tmp_path / "results.jsonl").read_text("utf-8").splitlines()
    ]
    assert [(r["input"], r["status"], r["code"]) for r in rows] == [
        ("good.pdf", "extracted", None),
        ("broken.pdf", "failed", "broken_file"),
        ("table.docx", "skipped", "unknown_kind"),
        ("bug.pdf", "failed", "internal_error"),
    ]
    assert rows[0]["output"] == "good.pdf.json" and rows[0]["warnings"] == ["no_signature"]
    assert rows[1]["sentence"].startswith("broken.pdf: the file is damaged (no pages). ")
    assert len(told) == 3
    assert summary.exit_status == 20
    assert str(summary) == "1 extracted, 2 failed, 1 skipped"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["good.pdf.json", "results.jsonl"]


def test_ctrl_c_keeps_what_is_done(tmp_path: Path, plan: Plan) -> None:
    def interrupted(_: Outcome) -> None:
        raise KeyboardInterrupt

    summary = run_archive(
        inputs("a.pdf", "b.pdf"), tmp_path, HERE, work=work_into(tmp_path, lambda _: plan),
        report=interrupted,
    )  # fmt: skip
    assert summary.exit_status == 130
    assert str(summary) == "1 extracted, 1 not reached"
    assert (tmp_path / "b.pdf.json").exists()
    assert len((tmp_path / "results.jsonl").read_text().splitlines()) == 1


def test_failures_of_one_kind_share_its_status() -> None:
    (one, two) = (failed(i, EmptyFile(str(i.path))) for i in inputs("a.pdf", "b.pdf"))
    assert Summary((one, two), 2).exit_status == EmptyFile.exit_status
    assert Summary((), 0).exit_status == 0


@pytest.mark.parametrize(
    ("error", "code"),
    [(FileNotFoundError(), "missing_file"), (PermissionError(), "unreadable_file")],
)
def test_files_that_cannot_be_opened(tmp_path: Path, error: OSError, code: str) -> None:
    def extract(path: Path) -> Plan:
        raise error

    work = work_into(tmp_path, extract)
    (outcome,) = run_archive(inputs("a.pdf"), tmp_path, HERE, work=work, report=print).outcomes
    assert outcome.code == code


def test_nothing_is_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.json"
    path.write_text("whole")

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CannotWrite, match="No space left"):
        write_whole(path, "new")
    assert [p.name for p in tmp_path.iterdir()] == ["x.json"]
    assert path.read_text() == "whole"


def test_a_file_in_the_folders_place(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(CannotWrite):
        write_whole(tmp_path / "a" / "x.json", "{}")


def test_errors_name_the_whole_path() -> None:
    (item,) = inputs("deep/in/a.pdf")
    assert failed(item, MissingFile("a.pdf")).sentence == (
        "deep/in/a.pdf: there is no such file. Check the path."
    )
