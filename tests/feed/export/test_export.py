"""Exports of archives and folders: every format opened again, cursors, documents that are gone."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from archives import Archive
from typer.testing import CliRunner, Result

from extractor.archive.model import Versions
from extractor.archive.store import open_store
from extractor.archive.work import PLANS
from extractor.cli.main import app
from extractor.compare.corpus import Corpus
from extractor.feed.export.exporting import export
from extractor.feed.export.model import Format
from extractor.feed.export.selection import select
from extractor.plan import Plan
from extractor.plan.publish import from_json, to_json

FILES = {Format.JSONL, Format.XLSX}
KEYS = ["document", "plan_id", "removed", "plan"]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path)
    made.add("a/x.txt", "b.txt", "c.txt")
    made.run()
    return made


def exported(archive: Archive, form: Format, since: str | None = None) -> tuple[Path, str]:
    out = archive.out.parent / f"{form}-{since}"
    selection = select(archive.out, since=since)
    export(selection, form, out)
    assert selection.cursor is not None
    return out, selection.cursor


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]


def contents(path: Path) -> dict[str, bytes]:
    paths = path.rglob("*") if path.is_dir() else [path]
    return {str(p.relative_to(path)): p.read_bytes() for p in paths if p.is_file()}


# --- JSON Lines ------------------------------------------------------------------------------


def test_a_line_holds_the_plan_as_it_is(archive: Archive) -> None:
    path, _ = exported(archive, Format.JSONL)
    lines = records(path)
    assert [list(line) for line in lines] == [KEYS] * 3
    assert [line["document"] for line in lines] == ["a/x.txt", "b.txt", "c.txt"]
    for line, member in zip(lines, Corpus.open(archive.out).members(), strict=True):
        shown = (archive.out / f"{line['document']}.json").read_text("utf-8")
        assert from_json(json.dumps(line["plan"]), "") == from_json(shown, "") == member.plan
        assert line["plan"] == json.loads(shown)
        assert list(line["plan"]) == list(json.loads(shown))
        assert line["plan_id"] == member.plan.id and line["removed"] is False


def test_no_text_breaks_a_line(plan: Plan, tmp_path: Path) -> None:
    hostile = 'a\nb\r\u2028"\\\x00\x85{"removed":true}'
    (tmp_path / "in").mkdir()
    changed = plan.model_copy(update={"title": hostile, "id": hostile})
    (tmp_path / "in" / 'x"\n.json').write_text(to_json(changed), "utf-8")
    export(select(tmp_path / "in"), Format.JSONL, tmp_path / "out.jsonl")
    (line,) = records(tmp_path / "out.jsonl")
    assert line["plan"]["title"] == line["plan_id"] == hostile
    assert line["document"] == 'x"\n' and line["removed"] is False


# --- the same documents, the same bytes --------------------------------------------------------


@pytest.mark.parametrize("form", Format)
def test_the_same_archive_gives_the_same_bytes(archive: Archive, form: Format) -> None:
    path, cursor = exported(archive, form)
    before = contents(path)
    archive.run(versions=Versions("r1", "p2"))  # read again, with the same outcome
    path, again = exported(archive, form)
    assert contents(path) == before
    assert again == cursor
    assert path.is_file() is (form in FILES)


# --- tables ----------------------------------------------------------------------------------


def documents(rows: list[dict[str, Any]]) -> list[str]:
    return [row["document"] for row in rows]


def opened(path: Path, form: Format) -> dict[str, list[dict[str, Any]]]:
    """The tables `plans` and `removed` of an export."""
    names = ("plans", "removed")
    if form is Format.CSV:
        texts = {name: (path / f"{name}.csv").read_text("utf-8") for name in names}
        return {name: list(csv.DictReader(text.splitlines())) for name, text in texts.items()}
    if form is Format.PARQUET:
        return {name: pq.read_table(path / f"{name}.parquet").to_pylist() for name in names}
    with path.open("rb") as file:
        book = openpyxl.load_workbook(file)
    tables = {name: list(book[name].values) for name in names}
    return {
        name: [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        for name, rows in tables.items()
    }


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX, Format.PARQUET])
def test_tables_hold_what_has_changed_and_what_is_gone(archive: Archive, form: Format) -> None:
    path, cursor = exported(archive, form)
    tables = opened(path, form)
    assert documents(tables["plans"]) == ["a/x.txt", "b.txt", "c.txt"]
    assert tables["removed"] == []
    (archive.inputs / "b.txt").unlink()
    archive.add("c.txt", text=(archive.inputs / "c.txt").read_text("utf-8") + "Thêm một dòng.\n")
    archive.run()
    path, _ = exported(archive, form, cursor)
    tables = opened(path, form)
    assert documents(tables["plans"]) == ["c.txt"]
    assert tables["removed"] == [{"document": "b.txt", "plan_id": "ca-mau-58-kh-ubnd-2024"}]


def test_tables_of_nothing(archive: Archive) -> None:
    _, cursor = exported(archive, Format.JSONL)
    path, _ = exported(archive, Format.CSV, cursor)
    assert opened(path, Format.CSV) == {"plans": [], "removed": []}
    package = json.loads((path / "datapackage.json").read_text("utf-8"))
    named = {resource["path"] for resource in package["resources"]}
    assert named == {file.name for file in path.glob("*.csv")}
    assert "unread.csv" not in named


# --- cursors ---------------------------------------------------------------------------------


def test_exports_by_cursor_make_up_the_archive(archive: Archive) -> None:
    """A follower that applies each export has at any time what the whole export has."""
    have: dict[str, Any] = {}
    cursor: str | None = None
    more = "Thêm một dòng.\n"

    def follow() -> list[tuple[str, bool]]:
        nonlocal cursor
        path, cursor = exported(archive, Format.JSONL, cursor)
        lines = records(path)
        for line in lines:
            if line["removed"]:
                assert line["plan"] is None
                have.pop(line["document"], None)
            else:
                have[line["document"]] = line["plan"]
        whole, _ = exported(archive, Format.JSONL)
        assert have == {line["document"]: line["plan"] for line in records(whole)}
        return [(line["document"], line["removed"]) for line in lines]

    assert follow() == [("a/x.txt", False), ("b.txt", False), ("c.txt", False)]
    assert follow() == []
    (archive.inputs / "b.txt").unlink()
    archive.add("d.txt")
    archive.add("a/x.txt", text=(archive.inputs / "a" / "x.txt").read_text("utf-8") + more)
    archive.run()
    assert follow() == [("a/x.txt", False), ("d.txt", False), ("b.txt", True)]
    archive.add("b.txt")
    archive.run()
    assert follow() == [("b.txt", False)]
    archive.run(force=True)
    assert follow() == []


def test_what_came_and_went_between_two_exports(archive: Archive) -> None:
    _, cursor = exported(archive, Format.JSONL)
    archive.add("d.txt")
    archive.run()
    (archive.inputs / "d.txt").unlink()
    archive.run()
    path, _ = exported(archive, Format.JSONL, cursor)
    assert [(line["document"], line["removed"]) for line in records(path)] == [("d.txt", True)]


def test_what_changes_while_it_is_exported_comes_with_the_next(archive: Archive) -> None:
    selected = select(archive.out)
    archive.add("a/x.txt", text=(archive.inputs / "b.txt").read_text("utf-8") + "Khác.\n")
    (archive.inputs / "c.txt").unlink()
    archive.run()
    export(selected, Format.JSONL, archive.out.parent / "slow.jsonl")
    before = {line["document"]: line["plan"] for line in records(archive.out.parent / "slow.jsonl")}
    path, _ = exported(archive, Format.JSONL, selected.cursor)
    after = {line["document"]: line["plan"] for line in records(path)}
    assert sorted(before) == ["a/x.txt", "b.txt", "c.txt"]
    assert sorted(after) == ["a/x.txt", "c.txt"] and after["c.txt"] is None
    assert before["a/x.txt"] != after["a/x.txt"]


def test_more_changes_than_fit_a_page(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.feed.export.selection._PAGE", 2)
    path, cursor = exported(archive, Format.JSONL)
    assert len(records(path)) == 3
    assert select(archive.out, since=cursor).cursor == cursor


def test_corrected_plans_are_exported(archive: Archive) -> None:
    _, cursor = exported(archive, Format.JSONL)
    archive.correct("b.txt", "/title", "Tên đã sửa")
    path, _ = exported(archive, Format.JSONL, cursor)
    (line,) = records(path)
    assert (line["document"], line["plan"]["title"]) == ("b.txt", "Tên đã sửa")


# --- the command -----------------------------------------------------------------------------


def run(archive: Path, form: str, out: Path, *more: str) -> Result:
    return CliRunner().invoke(app, ["export", str(archive), "--to", form, "--out", str(out), *more])


def test_the_cursor_alone_is_on_standard_output(archive: Archive, tmp_path: Path) -> None:
    first = run(archive.out, "jsonl", tmp_path / "one.jsonl")
    assert first.exit_code == 0, first.output
    (cursor,) = first.stdout.splitlines()
    assert first.stderr == "documents exported: 3, no more there: 0\n"
    second = run(archive.out, "jsonl", tmp_path / "two.jsonl", "--since", cursor)
    assert second.stdout == first.stdout
    assert (tmp_path / "two.jsonl").read_bytes() == b""


def test_a_cursor_of_another_archive(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Archive(tmp_path / "other")
    other.add("a/x.txt")
    other.run()
    _, cursor = exported(other, Format.JSONL)
    out = tmp_path / "out.jsonl"
    for wrong in (cursor, "nonsense", "", "../../x"):
        result = run(archive.out, "jsonl", out, "--since", wrong)
        assert result.exit_code == 32, result.output
        assert result.stderr.count("\n") == 1 and not result.stdout
    assert not out.exists()


def test_a_folder_has_no_cursor(plan: Plan, tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "a.json").write_text(to_json(plan), "utf-8")
    (plans / "b.json").write_text("{}", "utf-8")
    result = run(plans, "nd30", tmp_path / "out")
    assert result.exit_code == 0 and not result.stdout
    said = result.stderr.splitlines()
    assert "b.json: this is no plan JSON" in said[0]
    assert said[-1] == "documents exported: 1"
    assert (tmp_path / "out" / "a.xml").exists()
    result = run(plans, "nd30", tmp_path / "out", "--since", "x")
    assert result.exit_code == 32
    assert "keeps no record of changes" in result.stderr


def test_nothing_there(tmp_path: Path) -> None:
    assert run(tmp_path / "nowhere", "jsonl", tmp_path / "out").exit_code == 3
    (tmp_path / "empty").mkdir()
    assert run(tmp_path / "empty", "jsonl", tmp_path / "out").exit_code == 30
    assert run(tmp_path, "yaml", tmp_path / "out").exit_code == 2


def test_a_lost_plan_is_no_export(archive: Archive, tmp_path: Path) -> None:
    """Whoever went on from its cursor would never hear of it."""
    with open_store(archive.out / "archive.sqlite") as store:
        blob = next(row.published[0] for row in store.rows() if row.key == "b.txt")
    (archive.out / "blobs" / PLANS / blob[:2] / f"{blob[2:]}.gz").unlink()
    out = tmp_path / "out.jsonl"
    result = run(archive.out, "jsonl", out)
    assert result.exit_code == 22 and not result.stdout
    assert "the plan of b.txt is missing" in result.stderr
    assert not out.exists()


def test_notices_are_told_and_not_all_of_them(plan: Plan, tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    long = plan.model_copy(update={"title": "Đ" * 501})
    for number in range(22):
        (plans / f"{number:02}.json").write_text(to_json(long), "utf-8")
    said = run(plans, "nd30", tmp_path / "out").stderr.splitlines()
    assert len(said) == 22
    assert said[0] == "kehoach: 00: Subject: 501 characters, 500 are allowed (too_long)"
    assert said[20] == f"kehoach: 2 more in {tmp_path / 'out' / 'notices.csv'}"
    with (tmp_path / "out" / "notices.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 22


@pytest.mark.parametrize(("form", "status"), [("jsonl", 0), ("edxml", 0), ("nd30", 0), ("csv", 25)])
def test_only_tables_need_the_extra(
    archive: Archive, tmp_path: Path, form: str, status: int
) -> None:
    without = "import sys; sys.modules['pyarrow'] = None; from extractor.cli.main import run; run()"
    command = ["export", str(archive.out), "--to", form, "--out", str(tmp_path / "x")]
    done = subprocess.run(
        [sys.executable, "-c", without, *command], capture_output=True, text=True, check=False
    )
    assert done.returncode == status, done.stderr
    assert status == 0 or "kehoach[" in done.stderr
