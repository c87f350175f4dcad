"""What spaCy and underthesea are used for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from extractor.tokens import Gazetteer, is_syllable, lexicon_rate, syllables, word_length


def test_syllables_cover_the_text() -> None:
    text = "Sở VH,TT&DL: 30/4"
    assert [text[s:e] for s, e in syllables(text)] == ["Sở", "VH", "TT", "DL", "30", "4"]


def test_gazetteer_ignores_case_and_marks() -> None:
    gazetteer = Gazetteer([("a", ["sở", "y", "tế"]), ("b", ["bộ", "y", "tế"])])
    assert gazetteer.find(["SỞ", "Y", "TẾ", "và", "Bo", "Y", "te"]) == [(0, 3, "a"), (4, 7, "b")]
    assert gazetteer.find([]) == []


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        ("Ủy ban nhân dân tỉnh ban hành kế hoạch tuyên truyền năm nay", 0.95, 1.0),
        ("KẾ HOẠCH PHÒNG, CHỐNG THIÊN TAI VÀ TÌM KIẾM CỨU NẠN", 0.95, 1.0),
        ("The committee shall carry out the following plan without delay", 0.0, 0.6),
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp", 0.0, 0.6),
        ("", 0.0, 0.0),
        ("12/3 - 45%", 0.0, 0.0),
    ],
)
def test_lexicon_rate(text: str, lowest: float, highest: float) -> None:
    assert lowest <= lexicon_rate(text) <= highest


def test_words() -> None:
    assert word_length(["kinh", "tế", "phối", "hợp"]) == 2
    assert word_length(["zzz", "kinh"]) == 1
    assert word_length([]) == 1
    assert is_syllable("kế")
    assert not is_syllable("bch")


def test_nothing_heavy_is_imported_at_the_start() -> None:
    code = (
        "import sys, extractor.tokens, extractor.stages.agencies;"
        "print([m for m in ('spacy', 'underthesea') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
