"""A run: what is read and what is not, what becomes of each input, and how it ends early."""

from __future__ import annotations

import csv
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from archives import PLAN, Archive, Ends, Here

import extractor.reading
from extractor.archive.breaker import A_FEW, IN_A_ROW
from extractor.archive.model import Task, Versions
from extractor.archive.store import open_store
from extractor.errors import (
    CannotWrite,
    Crashed,
    ExtractorError,
    Killed,
    MissingEngine,
    MissingFile,
    NoDocuments,
    OutOfMemory,
    TimedOut,
)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


# --- what becomes of each input --------------------------------------------------------------


def test_each_input_has_one_outcome(archive: Archive) -> None:
    archive.add("a/x.txt", "y.txt")
    archive.add("empty.txt", text=" ")
    archive.add("sheet.xlsx")
    summary = archive.run()
    assert archive.states == {
        "a/x.txt": "extracted", "empty.txt": "empty_file", "sheet.xlsx": "unknown_kind",
        "y.txt": "extracted",
    }  # fmt: skip
    assert archive.shown == {"a/x.txt.json", "y.txt.json"}
    assert str(summary) == "2 extracted, 1 failed, 1 skipped"
    assert summary.exit_status == 4
    assert (archive.watch.total, archive.watch.told) == (3, 3)
    (document,) = archive.rows["y.txt"]["documents"]
    assert document["json"] == "y.txt.json" and document["id"] == "ca-mau-58-kh-ubnd-2024"
    assert archive.rows["y.txt"]["input"] == str(archive.inputs / "y.txt")


def test_failures_open_in_a_spreadsheet(archive: Archive) -> None:
    archive.add("=1+1.txt", text=" ")
    archive.add("Kế hoạch.txt")
    archive.run()
    raw = (archive.out / "failures.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    ((kind, where, sentence, tries, key),) = list(csv.reader(raw.decode("utf-8-sig").splitlines()))[
        1:
    ]
    assert (kind, tries, key) == ("empty_file", "1", "=1+1.txt")
    assert where == str(archive.inputs / "=1+1.txt") and sentence.startswith("=1+1.txt: ")


def test_failures_for_different_reasons(archive: Archive) -> None:
    archive.add("a.txt", text=" ")
    archive.add("b.txt", text="The committee shall report to the mayor before March. " * 40)
    assert archive.run().exit_status == 20


# --- what is done again ----------------------------------------------------------------------


def test_what_is_done_is_not_done_again(archive: Archive) -> None:
    archive.add("a.txt", "b.txt")
    archive.add("bad.txt", text=" ")
    archive.run()
    before = {path: path.read_bytes() for path in archive.out.glob("*.json*")}
    summary = archive.run()
    assert archive.engine.read == []
    assert str(summary) == "0 extracted, 2 unchanged, 1 failed before"
    assert summary.exit_status == 4
    assert before == {path: path.read_bytes() for path in archive.out.glob("*.json*")}


def test_what_is_new_changed_or_gone(archive: Archive) -> None:
    archive.add("a.txt", "b.txt", "c.txt")
    archive.run()
    archive.add("b.txt", text=PLAN.read_text("utf-8").replace("58/KH-UBND", "59/KH-UBND"))
    (archive.inputs / "a.txt").unlink()
    archive.add("d.txt")
    summary = archive.run()
    assert archive.engine.read == ["b.txt", "d.txt"]
    assert str(summary) == "2 extracted, 1 unchanged, 1 gone"
    assert archive.states["a.txt"] == "gone"
    assert archive.shown == {"b.txt.json", "c.txt.json", "d.txt.json"}
    assert "59-kh" in archive.rows["b.txt"]["documents"][0]["id"]
    archive.add("a.txt")
    assert str(archive.run()) == "1 extracted, 3 unchanged"
    assert "a.txt.json" in archive.shown


def test_a_new_parser_reads_no_page_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add("a.txt")
    archive.run()
    read: list[object] = []
    monkeypatch.setattr(extractor.reading, "_pages_of", lambda *given: read.append(given))
    assert str(archive.run(versions=Versions("r1", "p2"))) == "1 extracted"
    assert read == []
    with pytest.raises(TypeError):  # here it would be read
        archive.run(versions=Versions("r2", "p3"))
    assert len(read) == 1


def test_a_copy_is_not_read_either(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.add("a.txt")
    archive.run()
    shutil.copy(archive.inputs / "a.txt", archive.inputs / "copy.txt")
    monkeypatch.setattr(extractor.reading, "_pages_of", None)
    assert str(archive.run()) == "1 extracted, 1 unchanged"
    links = (archive.out / "links.csv").read_text("utf-8-sig").splitlines()
    assert links[1:] == ["duplicate_of,copy.txt,1,a.txt,1"]


def test_kept_pages_that_are_damaged_are_read_again(archive: Archive) -> None:
    archive.add("a.txt")
    archive.run()
    shown = (archive.out / "a.txt.json").read_bytes()
    (kept,) = (archive.out / "blobs" / "pages").rglob("*.gz")
    for damage in (b"", b"no gzip", kept.read_bytes()[:-9]):
        kept.write_bytes(damage)
        assert str(archive.run(force=True)) == "1 extracted"
        assert (archive.out / "a.txt.json").read_bytes() == shown


def test_failures_of_the_machine_are_tried_again(archive: Archive) -> None:
    archive.add("a.txt")
    archive.add("bad.txt", text=" ")
    archive.run(Ends(MissingEngine("a.txt")))
    assert archive.states == {"a.txt": "missing_engine", "bad.txt": "missing_engine"}
    archive.run()
    assert archive.engine.read == ["a.txt", "bad.txt"]
    archive.run()
    assert archive.engine.read == []


def test_a_class_of_failures_is_tried_again(archive: Archive) -> None:
    archive.add("a.txt")
    archive.add("bad.txt", text=" ")
    archive.run(Ends(Crashed("a.txt")))
    archive.run()
    assert archive.engine.read == []
    with open_store(archive.out / "archive.sqlite") as store:
        assert store.retry(["empty_file"]) == 0
        assert store.retry(["crashed"]) == 2
    assert str(archive.run(roots=())) == "1 extracted, 1 failed"


def test_force_and_limit(archive: Archive) -> None:
    archive.add(*(f"{n}.txt" for n in range(5)))
    assert str(archive.run(limit=2)) == "2 extracted, 3 not reached"
    assert archive.states["4.txt"] == "pending"
    assert str(archive.run(limit=2)) == "2 extracted, 2 unchanged, 1 not reached"
    assert str(archive.run()) == "1 extracted, 4 unchanged"
    assert str(archive.run(force=True)) == "5 extracted"


# --- what is shown ---------------------------------------------------------------------------


def test_plan_json_is_shown_as_is_wished(archive: Archive) -> None:
    archive.add("a.txt", "b/c.txt")
    archive.run(json=False)
    assert archive.shown == set()
    assert archive.rows["a.txt"]["documents"][0]["json"] is None
    archive.run()  # as the run before it
    assert archive.shown == set()
    archive.run(json=True)
    assert archive.shown == {"a.txt.json", "b/c.txt.json"}
    (archive.out / "a.txt.json").unlink()
    archive.run()
    assert archive.engine.read == []
    assert archive.shown == {"a.txt.json", "b/c.txt.json"}


def test_plan_json_of_a_file_that_now_fails_goes(archive: Archive) -> None:
    archive.add("a.txt")
    archive.run()
    archive.add("a.txt", text=" ")
    archive.run()
    assert archive.shown == set()


@pytest.mark.parametrize("error", [Killed, OutOfMemory, TimedOut, MissingEngine, Crashed])
def test_plan_json_stays_when_reading_again_fails_by_the_machine(
    archive: Archive, error: type[ExtractorError]
) -> None:
    archive.add("a.txt")
    archive.run()
    kept = (archive.rows["a.txt"]["documents"], (archive.out / "a.txt.json").read_bytes())
    archive.run(Ends(error("a.txt")), force=True)
    assert archive.states == {"a.txt": error.code}
    shown = (archive.out / "a.txt.json").read_bytes()
    assert (archive.rows["a.txt"]["documents"], shown) == kept
    (archive.out / "a.txt.json").unlink()
    archive.run(json=True)
    assert (archive.out / "a.txt.json").read_bytes() == shown


def test_plan_json_of_a_file_that_is_not_read_any_more_goes(archive: Archive) -> None:
    archive.add("a.txt", "b.txt")
    archive.run()
    (archive.inputs / "a.txt").unlink()
    os.mkfifo(archive.inputs / "a.txt")
    archive.run()
    assert archive.states["a.txt"] == "unknown_kind"
    assert archive.shown == {"b.txt.json"}


@pytest.mark.parametrize("damage", [None, b"no gzip"])
def test_a_plan_that_is_lost_is_made_again(archive: Archive, damage: bytes | None) -> None:
    archive.add("a.txt", "b.txt")
    archive.run()
    plan = (archive.out / "a.txt.json").read_bytes()
    digest = archive.rows["a.txt"]["documents"][0]["blob"]
    blob = archive.out / "blobs" / "plans" / digest[:2] / f"{digest[2:]}.gz"
    blob.unlink() if damage is None else blob.write_bytes(damage)
    (archive.out / "a.txt.json").write_bytes(b"")
    assert str(archive.run()) == "0 extracted, 2 unchanged, 1 not reached"
    assert str(archive.run()) == "1 extracted, 1 unchanged"
    assert (archive.out / "a.txt.json").read_bytes() == plan


def test_a_plan_that_cannot_be_written(archive: Archive) -> None:
    archive.add("a.txt", "b.txt")
    archive.out.mkdir()
    (archive.out / "a.txt.json").mkdir()
    assert archive.run().exit_status == CannotWrite.exit_status
    assert archive.states == {"a.txt": "cannot_write", "b.txt": "extracted"}
    (archive.out / "a.txt.json").rmdir()
    assert str(archive.run()) == "1 extracted, 1 unchanged"


def test_several_roots_are_one_archive(archive: Archive, tmp_path: Path) -> None:
    archive.add("x/a.txt", "y/b.txt")
    roots = (str(archive.inputs / "x"), str(archive.inputs / "y"))
    assert str(archive.run(roots=roots)) == "2 extracted"
    shutil.rmtree(archive.inputs / "x")
    (archive.inputs / "x").mkdir()
    archive.add("x/c.txt")
    assert str(archive.run(roots=roots[1:])) == "0 extracted, 1 unchanged"
    assert archive.states["a.txt"] == "extracted"
    assert str(archive.run(roots=roots)) == "1 extracted, 1 unchanged, 1 gone"


def test_a_folder_that_is_empty_now_is_rather_a_drive_that_is_not_there(archive: Archive) -> None:
    archive.add("a.txt")
    archive.run()
    (archive.inputs / "a.txt").unlink()
    with pytest.raises(NoDocuments):
        archive.run()
    archive.add("b.txt")
    archive.run()
    assert archive.states == {"a.txt": "gone", "b.txt": "extracted"}


def test_what_failed_elsewhere_does_not_hide_an_empty_folder(archive: Archive) -> None:
    archive.add("x/bad.zip", "y/a.txt")
    roots = (str(archive.inputs / "x"), str(archive.inputs / "y"))
    archive.run(roots=roots)
    (archive.inputs / "y" / "a.txt").unlink()
    with pytest.raises(NoDocuments):
        archive.run(roots=roots)
    archive.run(roots=roots[:1])
    assert archive.states == {"a.txt": "extracted", "bad.zip": "broken_file"}


def test_what_lies_in_a_closed_folder_is_not_gone(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add("a.txt", "in/b.txt")
    archive.run()
    real = os.scandir

    def scandir(path: str) -> Any:
        if str(path).endswith("/in"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    (archive.inputs / "a.txt").unlink()
    archive.add("c.txt")
    top = archive.inputs
    monkeypatch.setattr(os, "scandir", lambda p: real(p) if str(p) == str(top) else scandir(p))
    monkeypatch.setattr(archive, "inputs", top)
    archive.run()
    assert archive.states == {
        "a.txt": "gone", "c.txt": "extracted", "in/": "unreadable_file", "in/b.txt": "extracted"
    }  # fmt: skip


def test_a_path_that_is_not_there(archive: Archive) -> None:
    with pytest.raises(MissingFile):
        archive.run(roots=(str(archive.inputs / "none"),))


# --- how a run ends early --------------------------------------------------------------------


def after(count: int, act: Callable[[], object]) -> Callable[[Task], object]:
    left: Iterator[int] = iter(range(count))

    def before(_: Task) -> None:
        if next(left, None) is None:
            act()

    return before


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=str
)
def test_a_signal_lets_it_finish_what_is_in_hand(
    archive: Archive, number: signal.Signals, status: int
) -> None:
    archive.add(*(f"{n}.txt" for n in range(4)))
    summary = archive.run(Here(after(1, lambda: os.kill(os.getpid(), number))))
    assert str(summary) == "2 extracted, 2 not reached"
    assert summary.exit_status == status
    assert str(archive.run()) == "2 extracted, 2 unchanged"


def test_a_second_signal_ends_it_at_once(archive: Archive) -> None:
    archive.add(*(f"{n}.txt" for n in range(4)))

    def twice() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)

    summary = archive.run(Here(after(1, twice)))
    assert summary.exit_status == 130
    assert "not reached" in str(summary)
    archive.run()
    assert set(archive.states.values()) == {"extracted"}


def test_a_broken_machine_stops_it(archive: Archive) -> None:
    archive.add(*(f"{n}.txt" for n in range(10)))
    summary = archive.run(Ends(MissingEngine("x")))
    assert len(archive.engine.read) < 10
    assert summary.exit_status == 27
    assert MissingEngine.reason in str(summary.stop.broken)
    assert list(archive.states.values()).count("missing_engine") >= A_FEW
    assert str(archive.run()) == "10 extracted"


def test_the_same_crash_over_and_over_stops_it(archive: Archive) -> None:
    archive.add(*(f"{n:02}.txt" for n in range(IN_A_ROW + 10)))
    summary = archive.run(Ends(Crashed("x", "signal SIGILL")))
    assert summary.exit_status == 27
    assert IN_A_ROW <= len(archive.engine.read) < IN_A_ROW + 10


def test_a_disk_that_is_full_stops_it(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.add("a.txt")
    monkeypatch.setattr("extractor.archive.breaker.ROOM", 2**60)
    summary = archive.run()
    assert (summary.exit_status, archive.engine.read) == (29, [])
    assert "MiB are free" in str(summary.stop.broken)
    monkeypatch.undo()
    assert str(archive.run()) == "1 extracted"


def test_a_run_that_dies_loses_nothing(archive: Archive) -> None:
    archive.add(*(f"{n}.txt" for n in range(3)))

    def die() -> None:
        raise RuntimeError("as if killed")

    with pytest.raises(RuntimeError):
        archive.run(Here(after(2, die)))
    archive.run()
    assert set(archive.engine.read) <= {"0.txt", "1.txt", "2.txt"}
    assert archive.states == dict.fromkeys(["0.txt", "1.txt", "2.txt"], "extracted")


def test_an_archive_whose_scans_have_moved_goes_on(archive: Archive, tmp_path: Path) -> None:
    archive.add("a.txt", "b/c.txt")
    archive.run()
    archive.inputs = archive.inputs.rename(tmp_path / "elsewhere")
    assert str(archive.run()) == "0 extracted, 2 unchanged"
    assert archive.rows["a.txt"]["input"] == str(tmp_path / "elsewhere" / "a.txt")
