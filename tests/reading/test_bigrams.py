"""The model of syllables that stand side by side."""

from __future__ import annotations

import importlib.util
from importlib.resources import files
from pathlib import Path

import pytest

from extractor.reading.bigrams import Bigrams, bigrams, counted, units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Y tế", ["sở", "y", "tế"]),
        ("ngày 20/12", ["ngày", "0", ".", "0"]),
        ("“Hòa bình”,", [".", "hoà", "bình", ".", "."]),
        ("34-CT/TW", ["0", ".", "ct", ".", "tw"]),
        ("", []),
    ],
)
def test_units(text: str, expected: list[str]) -> None:
    assert units(text) == expected


def test_pairs_are_counted_line_by_line() -> None:
    pairs = counted(["thi đua\nthi đua yêu nước"])
    assert pairs["thi", "đua"] == 2
    assert pairs["đua", "."] == pairs["đua", "yêu"] == 1
    assert (".", ".") not in pairs and ("đua", "thi") not in pairs


def test_what_was_seen_is_expected() -> None:
    model = Bigrams(counted(["bản làng", "bản làng", "bản vẽ", "bạn học", "vào học", "đi học"]))
    seen = [model.surprise("bản", word) for word in ("làng", "vẽ", "học", "vườn")]
    assert seen == sorted(seen)
    # After what was never seen, a syllable is the likelier the more neighbours it has.
    assert model.surprise("mưa", "học") == model.surprise(None, "học") < model.surprise("mưa", "vẽ")


@pytest.mark.parametrize(
    ("first", "right", "wrong"),
    [
        ("đấu", "thầu", "thâu"),
        ("kế", "hoạch", "hoách"),
        ("thẩm", "quyền", "quyển"),
        ("cụ", "thể", "thế"),
    ],
)
def test_the_model_that_ships_knows_the_words_of_plans(first: str, right: str, wrong: str) -> None:
    assert bigrams().surprise(first, right) + 3 < bigrams().surprise(first, wrong)


def test_the_file_is_what_its_maker_writes(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = importlib.util.spec_from_file_location("maker", root / "models" / "bigrams.py")
    assert spec and spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    written = [tmp_path / "a.tsv", tmp_path / "b.tsv"]
    for path in written:
        monkeypatch.setattr(maker, "OUT", path)
        maker.main()
    assert written[0].read_bytes() == written[1].read_bytes()
    shipped = files("extractor").joinpath("data", "bigrams.tsv").read_text("utf-8").splitlines()
    made = written[0].read_text("utf-8").splitlines()
    assert shipped == sorted(shipped)
    # It need not be made anew for each row that a table gains.
    assert len(set(shipped) & set(made)) > 0.9 * len(made)
