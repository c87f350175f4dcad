"""Quotations: nested, mixed, badly closed."""

from __future__ import annotations

import pytest

from extractor.quotes import even_quotes, quoted_at, without_quotes


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“Dân vận khéo” và", "Dân vận khéo"),
        ('"Dân vận khéo" và', "Dân vận khéo"),
        ('“Dân vận khéo" và', "Dân vận khéo"),
        ("“Dân vận khéo“ và", "Dân vận khéo"),
        ("“Gia đình “5 không, 3 sạch”” và", "Gia đình “5 không, 3 sạch”"),
        ('“Gia đình "5 không, 3 sạch"” và', 'Gia đình "5 không, 3 sạch"'),
    ],
)
def test_quotation_ends_at_its_own_mark(text: str, inside: str) -> None:
    span = quoted_at(text, 0)
    assert span is not None and text[span.start : span.end] == inside


@pytest.mark.parametrize("text", ["“không đóng", "“đóng ở\ndòng sau”", "“" + "dài " * 200 + "”"])
def test_unclosed_quotation_is_none(text: str) -> None:
    assert quoted_at(text, 0) is None


@pytest.mark.parametrize(
    ("text", "even"),
    [
        ("phong trào ''Hai tốt'' của", "phong trào  “Hai tốt”  của"),
        ("phong trào ‘Hai tốt’ của", "phong trào “Hai tốt” của"),
        ("huyện Đắk R'lấp", "huyện Đắk R'lấp"),
    ],
)
def test_apostrophes_as_quotes_keep_every_offset(text: str, even: str) -> None:
    assert even_quotes(text) == even
    assert len(even) == len(text)


def test_marks_are_left_out() -> None:
    assert without_quotes("Xây dựng gia đình “5 không, 3 sạch”") == (
        "Xây dựng gia đình 5 không, 3 sạch"
    )
