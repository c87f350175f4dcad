"""What `sh scripts/demo` shows: a committed scan, read from end to end, is nearly right."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor import extract
from extractor.evaluation.report import evaluate
from extractor.plan.publish import to_json

pytestmark = pytest.mark.real_ocr
SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("read")
    path = SAMPLES / "quang-nam-2024.pdf"
    (folder / f"{path.name}.json").write_text(to_json(extract(path)), "utf-8")
    return folder


def test_a_scan_is_read(root: Path, read: Path) -> None:
    report = evaluate(read, root / "corpus" / "plans", only=["quang-nam-2024"])
    assert report.lost == 0
    assert report.soft_mean > 0.85, report.misses


def test_samples_are_small_and_of_the_development_plans(root: Path) -> None:
    split = tomllib.loads((root / "corpus" / "split.toml").read_text("utf-8"))
    paths = list(SAMPLES.iterdir())
    assert {path.stem for path in paths} <= set(split["dev"])
    assert sum(path.stat().st_size for path in paths) < 2_000_000
