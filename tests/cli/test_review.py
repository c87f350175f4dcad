"""Review pages from the command line: of a document, of its plan JSON, of an archive."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor import extract
from extractor.archive.publishing import BlobPublisher
from extractor.archive.store import Blobs, open_store
from extractor.cli.main import app
from extractor.errors import TimedOut
from extractor.plan import Plan
from extractor.plan.publish import to_json
from extractor.review.corrections import Author, Desk, publish

run = CliRunner().invoke


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An input."""
    made = tmp_path / "in"
    made.mkdir()
    shutil.copyfile(Path(__file__).with_name("plan.txt"), made / "kế hoạch.txt")
    return made


def test_a_document(folder: Path, tmp_path: Path) -> None:
    result = run(app, ["review", str(folder / "kế hoạch.txt"), "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    [page] = (tmp_path / "out").iterdir()
    assert page.name == "kế hoạch.txt.html" and f"open {page}" in result.output
    assert "Tệp này là văn bản" in page.read_text("utf-8")


def test_a_plan_json_finds_its_document_beside_it(root: Path, tmp_path: Path) -> None:
    scan = tmp_path / "quang-nam-2024.pdf"
    shutil.copyfile(root / "corpus" / "samples" / scan.name, scan)
    json = tmp_path / f"{scan.name}.json"
    json.write_text(to_json(extract(scan)), "utf-8")
    page = tmp_path / "out" / f"{scan.name}.html"
    run(app, ["review", str(json), "--out", str(page.parent)])
    assert page.read_text("utf-8").count("<img") == 2
    scan.unlink()
    run(app, ["review", str(json), "--out", str(page.parent)])
    assert "Không còn tệp gốc" in page.read_text("utf-8")


def test_a_plan_json_opens_nothing_but_what_lies_beside_it(plan: Plan, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    (tmp_path / "in").mkdir()
    for name in ("../secret.txt", str(secret), ".."):
        source = plan.source.model_copy(update={"name": name})
        json = tmp_path / "in" / "x.json"
        json.write_text(to_json(plan.model_copy(update={"source": source, "text": None})), "utf-8")
        result = run(app, ["review", str(json), "--out", str(tmp_path / "out")])
        assert result.exit_code == 0, result.output
        page = (tmp_path / "out" / "x.html").read_text("utf-8")
        assert "secret</" not in page and "Không còn tệp gốc" in page


def test_an_archive(folder: Path, tmp_path: Path) -> None:
    (folder / "bad.pdf").write_text("x", "utf-8")
    archive, out = tmp_path / "archive", tmp_path / "out"
    run(app, ["extract", str(folder), "--out", str(archive), "--jobs", "1"])
    result = run(app, ["review", str(archive), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert "[1/1] kế hoạch.txt" in result.output
    assert "pages: 1, of them 0 unchanged; without one: 1; open" in result.output
    queue = (out / "index.html").read_text("utf-8")
    assert "bad.pdf" in queue and "tệp hỏng" in queue
    [page] = (out / "pages").glob("*.html")
    assert "Tệp này là văn bản" in page.read_text("utf-8")

    result = run(app, ["review", str(archive), "--out", str(out)])
    assert "pages: 1, of them 1 unchanged" in result.output and "[1/" not in result.output

    blobs = Blobs(str(archive / "blobs"))
    publisher = BlobPublisher(blobs, publish)
    with open_store(archive / "archive.sqlite", publisher=publisher) as store:
        author = Author("Nguyễn Thị An", datetime.datetime.now(datetime.UTC), "xem bản in")
        Desk(store, blobs, archive).correct(
            "kế hoạch.txt", "replace", "/number", "99/KH-UBND", author
        )
    result = run(app, ["review", str(archive), "--out", str(out)])
    assert "pages: 1, of them 0 unchanged" in result.output
    html = page.read_text("utf-8")
    assert "Nguyễn Thị An" in html and "xem bản in" in html and "99/KH-UBND" in html
    assert "99/KH-UBND" in (out / "index-corrected.html").read_text("utf-8")


def test_a_document_that_takes_too_long_is_ended(folder: Path, tmp_path: Path) -> None:
    """As `extract` ends it: the command lives on to say so."""
    source = folder / "kế hoạch.txt"
    source.write_text(source.read_text("utf-8") * 60, "utf-8")
    result = run(app, ["review", str(source), "--out", str(tmp_path / "out"), "--seconds", "1"])
    assert result.exit_code == TimedOut.exit_status, result.output


def test_what_is_not_there(tmp_path: Path) -> None:
    for missing in ("x.pdf", "x.json"):
        result = run(app, ["review", str(tmp_path / missing), "--out", str(tmp_path / "out")])
        assert result.exit_code == 3 and "there is no such file" in result.output
    result = run(app, ["review", str(tmp_path), "--out", str(tmp_path / "out")])
    assert result.exit_code == 30 and not (tmp_path / "out").exists()


def test_what_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", "utf-8")
    result = run(app, ["review", str(folder / "kế hoạch.txt"), "--out", str(tmp_path / "out")])
    assert result.exit_code == 13, result.output
