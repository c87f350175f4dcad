"""The tables of the sample corpus and of the real documents, read from text end to end."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from extractor import extract
from extractor.compare.model import Member
from extractor.compare.tables import Tables, build

from .matrices.expected_cells import documents_of


def _tables(paths: Iterable[Path]) -> Tables:
    return build((Member(path.stem, extract(path), None) for path in sorted(paths)), ())


@pytest.fixture(scope="session")
def sample(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The tables of the development plans."""
    sys.path.insert(0, str(root / "corpus"))  # a folder of scripts, not a package
    from markup import as_text, read

    folder = tmp_path_factory.mktemp("sample")
    for slug in documents_of("sample"):
        plan = read(root / "corpus" / "plans" / slug / "plan.txt")
        (folder / f"{slug}.txt").write_text(as_text(plan), "utf-8")
    return _tables(folder.iterdir())


@pytest.fixture(scope="session")
def seeds(shared: Path) -> Tables:
    """The tables of five real documents."""
    return _tables(shared / "seeds" / f"{slug}.txt" for slug in documents_of("seeds"))
