"""`kehoach extract` as a user runs it: real files, real processes, real exit statuses."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractor.archive.inputs import OCR_CACHE
from extractor.plan.publish import from_json

KEHOACH = Path(sys.executable).with_name("kehoach")
PLAN = Path(__file__).with_name("plan.txt")
ENGLISH = "The committee shall report to the mayor before the end of March.\n" * 40


def kehoach(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [KEHOACH, *map(str, words)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **environment},
    )


def results(out: Path) -> dict[str, dict[str, object]]:
    lines = (out / "results.jsonl").read_text("utf-8").splitlines()
    return {Path(row["input"]).name: row for row in map(json.loads, lines)}


def pdf(path: Path, words: str, password: str | None = None) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption(password) if password else None)
    canvas.drawString(72, 720, words)
    canvas.save()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file for each thing that can happen."""
    folder = tmp_path_factory.mktemp("in")
    (folder / "deep").mkdir()
    shutil.copy(PLAN, folder / "deep" / "plan.txt")
    shutil.copy(PLAN, folder / "plan.md")
    shutil.copy(PLAN, os.fsencode(folder) + b"/k\xd5.txt")  # a name from before UTF-8
    (folder / "empty.txt").touch()
    (folder / "blank.txt").write_text(" \n\n", "utf-8")
    (folder / "english.txt").write_text(ENGLISH, "utf-8")
    (folder / "noise.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    (folder / "table.xlsx").write_bytes(b"PK")
    pdf(folder / "locked.pdf", "secret", password="open sesame")
    pdf(folder / "whole.pdf", "cut below")
    whole = (folder / "whole.pdf").read_bytes()
    (folder / "cut.pdf").write_bytes(whole[: len(whole) // 3])
    (folder / "whole.pdf").unlink()
    (folder / "not-a.pdf").write_text("words", "utf-8")
    return folder


def test_a_folder_of_everything(folder: Path, tmp_path: Path) -> None:
    run = kehoach("extract", folder, "--out", tmp_path, "--jobs", 2)
    rows = results(tmp_path)
    assert {name: row["code"] for name, row in rows.items()} == {
        "plan.txt": None,
        "plan.md": None,
        "k\udcd5.txt": None,
        "empty.txt": "empty_file",
        "blank.txt": "empty_file",
        "english.txt": "not_vietnamese",
        "noise.png": "broken_file",
        "table.xlsx": "unknown_kind",
        "locked.pdf": "encrypted_file",
        "cut.pdf": "broken_file",
        "not-a.pdf": "broken_file",
    }
    assert rows["table.xlsx"]["status"] == "skipped"
    assert run.returncode == 20
    assert run.stdout == ""
    assert "Traceback" not in run.stderr
    assert run.stderr.endswith(
        f"3 extracted, 7 failed, 1 skipped; see {tmp_path / 'results.jsonl'}\n"
    )
    assert run.stderr.count("\n") == 11
    written = {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()}
    assert written == {
        "deep/plan.txt.json", "k\udcd5.txt.json", "plan.md.json", "results.jsonl"
    }  # fmt: skip
    plan = from_json((tmp_path / "plan.md.json").read_text("utf-8"), "plan.md.json")
    assert plan.number == "58/KH-UBND"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("deep/plan.txt", 0),
        ("nowhere.pdf", 3),
    ],
)
def test_one_file_and_its_exit_status(folder: Path, tmp_path: Path, name: str, status: int) -> None:
    run = kehoach("extract", folder / name, "--out", tmp_path)
    assert run.returncode == status
    if status:
        assert run.stderr.splitlines()[0].startswith(f"[1/1] failed: {folder / name}: ")


def test_a_folder_without_documents(tmp_path: Path) -> None:
    run = kehoach("extract", tmp_path, "--out", tmp_path / "out")
    assert (run.returncode, run.stderr.count("\n")) == (11, 1)
    assert not (tmp_path / "out").exists()


def test_two_files_with_one_result(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        shutil.copy(PLAN, tmp_path / name)
    run = kehoach("extract", tmp_path / "a", tmp_path / "b", "--out", tmp_path / "out")
    assert run.returncode == 12
    assert "a/plan.txt gives plan.txt.json too" in run.stderr


def test_the_same_bytes_whatever_the_processes(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for n in range(4):
        shutil.copy(PLAN, tmp_path / "in" / f"{n}.txt")
    for name, jobs, seed in (("one", 1, "1"), ("two", 3, "2")):
        run = kehoach(
            "extract", tmp_path / "in", "--out", tmp_path / name, "--jobs", jobs,
            PYTHONHASHSEED=seed,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_another_run_reads_no_page_again(root: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    sample = pypdfium2.PdfDocument(root / "corpus" / "samples" / "quang-nam-2024.pdf")
    for name in ("a.png", "b.png"):  # read at once, by two processes with one cache
        sample[1].render(scale=150 / 72).to_pil().save(tmp_path / "in" / name, dpi=(150, 150))
    sample.close()
    out, cache = tmp_path / "out", tmp_path / "out" / OCR_CACHE
    made = []
    for _ in range(2):
        assert kehoach("extract", tmp_path / "in", "--out", out, "--jobs", 2).returncode == 0
        made.append({p.name: p.read_bytes() for p in out.glob("*.json*")})
        kept = cache.read_bytes()
    assert sorted(path.name for path in out.iterdir()) == [
        "a.png.json", "b.png.json", OCR_CACHE, "results.jsonl"
    ]  # fmt: skip
    assert cache.read_bytes() == kept
    assert made[0] == made[1]
    bare = tmp_path / "bare"
    run = kehoach("extract", tmp_path / "in" / "a.png", "--out", bare, "--no-ocr-cache")
    assert run.returncode == 0
    assert not (bare / OCR_CACHE).exists()
    assert (bare / "a.png.json").read_bytes() == made[0]["a.png.json"]


def test_steps_of_cleaning_are_left_out_by_name(tmp_path: Path) -> None:
    steps = ("--without-step", "specks", "--without-step", "skew")
    assert kehoach("extract", PLAN, "--out", tmp_path, *steps).returncode == 0
    run = kehoach("extract", PLAN, "--out", tmp_path, "--without-step", "dust")
    assert run.returncode == 2
    assert "specks" in run.stderr


def test_ctrl_c_keeps_finished_work(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for n in range(2000):
        shutil.copy(PLAN, tmp_path / "in" / f"{n:04}.txt")
    out = tmp_path / "out"
    command = [KEHOACH, "extract", tmp_path / "in", "--out", out, "--jobs", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 60
        while not list(out.glob("*.json")) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in stderr and "not reached" in stderr.splitlines()[-1]
    finished = {name for name, row in results(out).items() if row["status"] == "extracted"}
    assert finished <= {path.name.removesuffix(".json") for path in out.glob("*.json")}
    assert finished
    for path in out.glob("*.json"):
        assert json.loads(path.read_text("utf-8"))["number"] == "58/KH-UBND"


def test_a_terminal_shows_a_bar(tmp_path: Path) -> None:
    try:
        ours, theirs = pty.openpty()
    except OSError as error:
        pytest.skip(f"NOT CHECKED: there are no pseudo-terminals here ({error})")
    command = [KEHOACH, "extract", PLAN, "--out", tmp_path]
    environment = {**os.environ, "TERM": "xterm"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    shown = everything(ours)
    stdout, _ = process.communicate(timeout=60)
    assert (process.returncode, stdout) == (0, b"")
    assert "Reading" in shown and "0/1" in shown and "1 extracted" in shown


def everything(terminal: int) -> str:
    """What is written to a terminal until its other end is closed."""
    shown = b""
    with contextlib.suppress(OSError):
        while part := os.read(terminal, 4096):
            shown += part
    os.close(terminal)
    return shown.decode("utf-8")


def test_show_reads_a_document() -> None:
    run = kehoach("show", PLAN)
    assert run.returncode == 0, run.stderr
    assert "58/KH-UBND" in run.stdout and "04/CT-TTg" in run.stdout


def test_import_of_the_command_line_is_light() -> None:
    heavy = {"rich", "pydantic", "numpy", "cv2", "spacy", "regex", "underthesea", "pypdfium2"}
    code = f"import sys, extractor.cli.main; print([m for m in sys.modules if m in {heavy}])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_vietnamese_is_written_whatever_the_locale(folder: Path) -> None:
    run = kehoach("show", PLAN, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert run.returncode == 0 and "Cà Mau" in run.stdout
