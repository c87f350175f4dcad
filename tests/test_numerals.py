"""Roman numerals by order."""

from __future__ import annotations

import pytest

from extractor.numerals import demanded


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("I II III IV", "I II III IV"),
        ("I II HI IV", "I II III IV"),
        ("I H IIL IV", "I II III IV"),
        ("I II II IV", "I II III IV"),
        ("I II II", "I II III"),
        ("L IL 1L TV", "I II III IV"),
        ("I II III III", "I II III III"),
        ("I II III II", "I II III III"),
        ("I III IV", "I III IV"),
        ("", ""),
    ],
)
def test_read_by_ocr(printed: str, wanted: str) -> None:
    assert demanded(printed.split(), ocr=True) == wanted.split()


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [("I II II", "I II II"), ("I II II IV", "I II III IV"), ("I II II III", "I II II III")],
)
def test_in_text_only_the_next_numeral_shows_a_misreading(printed: str, wanted: str) -> None:
    assert demanded(printed.split(), ocr=False) == wanted.split()
