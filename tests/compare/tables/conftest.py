"""Plans of the sample corpus, read from pages and from text, and their tables."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from extractor.compare.model import Member, Unread
from extractor.compare.tables import Tables, build
from extractor.pipeline import extract
from extractor.settings import Settings

PAGED = ("nam-dinh-2022", "ha-giang-quan-ba-2023")
PLAIN = ("ninh-binh-2025", "quang-nam-2024", "quang-tri-2024", "ben-tre-2022")


@pytest.fixture(scope="session")
def members(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Member]:
    """Two plans from PDFs with pages, four from text, and a copy of one."""
    sys.path.insert(0, str(root / "corpus"))  # a folder of scripts, not a package
    import make

    plans, out = root / "corpus" / "plans", tmp_path_factory.mktemp("made")
    folders = [str(plans / slug) for slug in PAGED]
    assert make.main([*folders, "--out", str(out), "--grades", "pdf", "--jobs", "1"]) == 0
    options = ["--out", str(out), "--grades", "text", "--jobs", "1"]
    assert make.main([*(str(plans / slug) for slug in PLAIN), *options]) == 0
    paths = sorted([*(out / "pdf").iterdir(), *(out / "text").iterdir()])
    settings = Settings(embed_text=True)
    read = [Member(f"a/{path.name}", extract(path, settings=settings)) for path in paths]
    return [*read, Member("b/copy.pdf", read[0].plan, same_as=read[0].document)]


@pytest.fixture(scope="session")
def tables(members: list[Member]) -> Tables:
    return build(members, [Unread("b/x.pdf", "empty_file", "b/x.pdf: the file is empty.")])
