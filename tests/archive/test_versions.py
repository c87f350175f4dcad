"""What a version stands for is what decides about a result."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.archive import versions as module
from extractor.archive.versions import NOT_PARSER, READING, ROOT, versions
from extractor.settings import DEFAULT, CleanUp, Limits, Settings

# What is opened and imported while pages are read, in a process that has done nothing else.
LOOK = """
import json, sys
opened = set()
def hear(event, words):
    if event == "open" and isinstance(words[0], str):
        opened.add(words[0])
sys.addaudithook(hear)
from pathlib import Path
from extractor.reading import read_pages
from extractor.settings import DEFAULT
for name in sys.argv[1:]:
    read_pages(Path(name), DEFAULT)
modules = [getattr(m, "__file__", None) for n, m in sys.modules.items() if n.startswith("extractor")]
print(json.dumps(sorted({*opened, *filter(None, modules)})))
"""
# The contract's `At`, the errors and the packages' own first lines say nothing about a page.
HARMLESS = ("__init__.py", "errors.py", "plan")


def test_reading_is_all_that_reads(root: Path) -> None:
    inputs = [
        root / "tests" / "cli" / "plan.txt",
        root / "corpus" / "samples" / "quang-nam-2024.pdf",
    ]
    run = subprocess.run(
        [sys.executable, "-c", LOOK, *inputs], capture_output=True, text=True, check=True
    )
    paths = (Path(path) for path in json.loads(run.stdout))
    used = {p.relative_to(ROOT).as_posix() for p in paths if p.is_relative_to(ROOT)}
    sources = {name for name in used if not name.endswith(".pyc")}
    assert {"reading/pdf.py", "data/tessdata/vie.traineddata"} <= sources
    unknown = {
        n for n in sources if not any(f"{n}/".startswith(f"{p}/") for p in (*READING, *HARMLESS))
    }
    assert unknown == set()


def test_every_path_is_there() -> None:
    assert [name for name in (*READING, *NOT_PARSER) if not (ROOT / name).exists()] == []


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of three files, one of each sort."""
    for name in ("reading/a.py", "stages/b.py", "cli/c.py", "archive/facts.py"):
        (tmp_path / name).parent.mkdir()
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
        ("archive/facts.py", False, True),
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
        (Settings(without_steps=frozenset({CleanUp.SPECKS})), True),
        (Settings(limits=Limits(pages=3)), True),
        (Settings(embed_text=True), False),
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
