"""`doctor` tells what is there, what differs and what is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extractor import health
from extractor.errors import MissingEngine
from extractor.health import Check, examine, exit_status, report
from extractor.reading.ocr import model_file, tessdata
from extractor.settings import DEFAULT, Settings


def found(settings: Settings = DEFAULT) -> dict[str, Check]:
    return {check.name: check for check in examine(settings)}


def test_this_machine_reads_documents() -> None:
    checks = found()
    assert exit_status(tuple(checks.values())) == 0
    assert "sha256" in checks["vie model"].found and "bytes" in checks["vie model"].found
    assert checks["OCR engine"].found.endswith("reads Vietnamese")
    assert checks["pydantic"].found[0].isdigit()


def test_a_missing_model(tmp_path: Path) -> None:
    checks = found(Settings(tessdata=tmp_path))
    assert checks["vie model"].state == checks["OCR engine"].state == "missing"
    assert "tesseract-ocr-vie" in checks["vie model"].remedy
    assert exit_status(tuple(checks.values())) == MissingEngine.exit_status


def test_another_model_is_worth_a_note(tmp_path: Path) -> None:
    shutil.copy(model_file(tessdata(DEFAULT)), tmp_path)
    with model_file(tmp_path).open("ab") as file:
        file.write(b"\0")
    check = found(Settings(tessdata=tmp_path))["vie model"]
    assert (check.state, check.found.split(",")[0]) == ("note", str(model_file(tmp_path)))


def test_a_broken_model_is_a_finding(tmp_path: Path) -> None:
    model_file(tmp_path).write_bytes(b"no model")
    assert found(Settings(tessdata=tmp_path))["OCR engine"].state == "missing"


def test_without_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.shutil, "which", lambda name: None)
    check = found()["tesseract program"]
    assert (check.state, check.remedy) == ("note", "apt-get install tesseract-ocr")


def test_libreoffice() -> None:
    check = found()["LibreOffice"]
    if check.state != "ok":
        pytest.skip("NOT CHECKED: LibreOffice is not installed")
    assert check.found.startswith("LibreOffice ")


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    check = found()["LibreOffice"]
    assert (check.state, check.found) == ("note", "not installed")
    assert "apt-get install --no-install-recommends libreoffice-writer-nogui" in check.remedy


def test_a_program_that_does_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.shutil, "which", lambda name: "/bin/false")
    assert "does not run" in found()["tesseract program"].found


def test_a_part_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "PARTS", ("no-such-package",))
    check = found()["no-such-package"]
    assert (check.state, check.remedy) == ("missing", "sh scripts/setup")


def test_remedies_stand_last() -> None:
    lines = list(report((Check("a", "missing", "gone", "get it"), Check("bcd", "ok", "1.0"))))
    assert lines == ["missing a    gone", "ok      bcd  1.0", "a: get it"]
