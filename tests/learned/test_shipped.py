"""The weights that ship: they are what the model card says, are loaded only when they are asked
for, and everything works without them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from extractor.document import Document, Source
from extractor.learned import shipped
from extractor.learned.tagger import LABELS, Tagger
from extractor.pipeline import analyse, extract
from extractor.settings import Settings
from extractor.stages import guesses

UNLISTED = "Ga Lộc Thủy"
PLAN = f"""ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG

KẾ HOẠCH
Đón khách dịp Tết năm 2024

I. MỤC ĐÍCH
Phục vụ chu đáo.
II. TỔ CHỨC THỰC HIỆN
1. {UNLISTED}, Sở Y tế: Bố trí người trực.
2. Giao Sở Tài chính chủ trì, phối hợp với {UNLISTED} bố trí kinh phí.
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan that names a body which no rule knows."""
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    return path


def test_hash_is_the_model_cards(root: Path) -> None:
    data = (root / "extractor" / "data" / "models" / "names.npz").read_bytes()

    assert hashlib.sha256(data).hexdigest() in (root / "models" / "README.md").read_text("utf-8")
    assert len(data) < 2_000_000


def test_weights_find_what_rules_do_not(plan: Path) -> None:
    first, second = extract(plan).assignments

    assert [(a.text, a.learned) for a in first.agencies] == [(UNLISTED, True), ("Sở Y tế", False)]
    assert [(a.text, a.learned) for a in second.partners] == [(UNLISTED, True)]


def test_rules_alone_do_not_load_them(plan: Path) -> None:
    shipped.tagger.cache_clear()
    assert not any(
        a.learned for x in _by_rules(plan).assignments for a in (*x.agencies, *x.partners)
    )
    assert shipped.tagger.cache_info().currsize == 0


def _by_rules(plan: Path):  # type: ignore[no-untyped-def]
    return extract(plan, settings=Settings(learned=False))


def test_the_command_line_starts_without_them() -> None:
    code = (
        "import sys, extractor.cli.main\n"
        "loaded = sys.modules.get('extractor.learned.shipped')\n"
        "assert loaded is None or not loaded.tagger.cache_info().currsize"
    )

    subprocess.run([sys.executable, "-c", code], check=True)


def test_without_the_file_there_are_no_guesses(
    plan: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shipped, "files", lambda _: tmp_path)
    shipped.tagger.cache_clear()
    try:
        assert shipped.tagger() is None
        assert extract(plan) == _by_rules(plan)
    finally:
        shipped.tagger.cache_clear()


def test_guesses_are_a_layer_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document("Giao Ga Lộc Thủy trực.", Source("", "", "text/plain"))
    monkeypatch.setattr(guesses, "tagger", lambda: None)

    assert analyse(document).guesses == ()


def test_saved_weights_are_nearly_the_same_and_the_same_bytes(tmp_path: Path) -> None:
    chance = np.random.default_rng(1)
    rows = chance.uniform(-1, 1, size=(1 << 6, LABELS)).astype(np.float32)
    tagger = Tagger(rows, chance.normal(size=(LABELS + 1, LABELS)))
    for name in ("one.npz", "two.npz"):
        shipped.save(tagger, tmp_path / name)
    loaded = shipped.load(tmp_path / "one.npz")

    assert np.abs(loaded.rows - tagger.rows).max() < 0.005
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
