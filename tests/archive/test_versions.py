"""What a version stands for is what decides about a result."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractor.archive import versions as module
from extractor.archive.versions import AFTER_READING, NOT_PARSER, READING, ROOT, versions
from extractor.settings import DEFAULT, CleanUp, Limits, Settings

# The files of the package whose functions run while pages are read, and the data that is opened.
LOOK = """
import json, sys
used = set()
def hear(event, words):
    if event == "open" and isinstance(words[0], str):
        used.add(words[0])
sys.addaudithook(hear)
from pathlib import Path
import extractor.reading.image, extractor.reading.pdf, extractor.reading.scan
from extractor.reading import read_pages
from extractor.settings import DEFAULT
used = {path for path in used if not path.endswith((".py", ".pyc"))}
sys.setprofile(lambda frame, event, _: event == "call" and used.add(frame.f_code.co_filename))
for name in sys.argv[1:]:
    read_pages(Path(name), DEFAULT)
sys.setprofile(None)
print(json.dumps(sorted(used)))
"""
HARMLESS = ("__init__.py", "errors.py", "data/signatures.toml")
"""Errors say nothing about a page; the last is loaded by what comes after reading."""


def test_reading_is_all_that_reads(root: Path, tmp_path: Path) -> None:
    sample = pypdfium2.PdfDocument(root / "corpus" / "samples" / "quang-nam-2024.pdf")
    picture = sample[0].render(scale=150 / 72).to_pil()
    sample.close()
    scan, digital = tmp_path / "scan.png", tmp_path / "digital.pdf"
    picture.crop((0, 0, picture.width, picture.height // 2)).save(scan, dpi=(150, 150))
    canvas = Canvas(str(digital))
    canvas.drawString(72, 700, "Uy ban nhan dan tinh ban hanh ke hoach nam 2023")
    canvas.rect(72, 600, 300, 50)
    canvas.line(200, 600, 200, 650)
    canvas.save()
    inputs = [root / "tests" / "cli" / "plan.txt", scan, digital]
    run = subprocess.run(
        [sys.executable, "-c", LOOK, *inputs], capture_output=True, text=True, check=True
    )
    paths = (Path(path) for path in json.loads(run.stdout))
    used = {p.relative_to(ROOT).as_posix() for p in paths if p.is_relative_to(ROOT)}
    assert {"reading/pdf.py", "reading/text.py", "data/tessdata/vie.traineddata"} <= used
    known = {n for n in used if any(f"{n}/".startswith(f"{p}/") for p in (*READING, *HARMLESS))}
    assert used - known == set()
    assert used.isdisjoint(AFTER_READING)


def test_every_path_is_there() -> None:
    assert [
        name for name in (*READING, *AFTER_READING, *NOT_PARSER) if not (ROOT / name).exists()
    ] == []


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of three files, one of each sort."""
    for name in (
        "reading/a.py",
        "reading/repair.py",
        "stages/b.py",
        "cli/c.py",
        "archive/linking/facts.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "_code", module._code.__wrapped__)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "reading", "parser"),
    [
        ("reading/a.py", True, True),
        ("reading/new.py", True, True),
        ("stages/b.py", False, True),
        ("reading/repair.py", False, True),
        ("archive/linking/facts.py", False, True),
        ("cli/c.py", False, False),
        ("stages/b.pyc", False, False),
    ],
)
def test_what_a_change_makes_out_of_date(
    package: Path, name: str, reading: bool, parser: bool
) -> None:
    before = versions(DEFAULT)
    assert versions(DEFAULT) == before
    (package / name).write_text("2")
    after = versions(DEFAULT)
    assert (after.reading != before.reading, after.parser != before.parser) == (reading, parser)


@pytest.mark.parametrize(
    ("settings", "reading"),
    [
        (Settings(engine="pytesseract"), True),
        (Settings(learned=False), True),
        (Settings(without_steps=frozenset({CleanUp.SPECKS})), True),
        (Settings(limits=Limits(pages=3)), True),
        (Settings(embed_text=False), False),
    ],
)
def test_settings_count(settings: Settings, reading: bool) -> None:
    before, after = versions(DEFAULT), versions(settings)
    assert (before.reading != after.reading) == reading
    assert before.parser != after.parser


def test_where_the_cache_is_does_not_count(tmp_path: Path) -> None:
    assert versions(replace(DEFAULT, ocr_cache=tmp_path / "x")) == versions(DEFAULT)


def test_another_model_counts(tmp_path: Path) -> None:
    (tmp_path / "vie.traineddata").write_bytes(b"another")
    assert versions(replace(DEFAULT, tessdata=tmp_path)).reading != versions(DEFAULT).reading
