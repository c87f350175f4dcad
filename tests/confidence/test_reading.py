"""How many words of a place are expected to be misread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extractor.confidence.model import shipped
from extractor.confidence.reading import misreadings, ocr_words, word_features
from extractor.document import (
    Correction,
    Document,
    Line,
    Method,
    PageSource,
    Source,
    Span,
    Word,
)

MakeScan = Callable[..., Document]


@pytest.fixture
def make_scan() -> MakeScan:
    """A page of one line, each word with its confidence."""

    def make(words: Sequence[tuple[str, float]], method: Method = "ocr") -> Document:
        text = " ".join(word for word, _ in words)
        read, start = [], 0
        for word, confidence in words:
            read.append(Word(Span(start, start + len(word)), (0, 0, 9, 9), confidence))
            start += len(word) + 1
        line = Line(Span(0, len(text)), 1, (0, 0, 9, 9), 0.9, tuple(read))
        source = Source("a.pdf", "0", "application/pdf", (PageSource(1, method, 0.9),))
        return Document(text=text, source=source, lines=(line,))

    return make


def test_only_what_ocr_read_can_be_misread(make_scan: MakeScan) -> None:
    words = [("kế", 0.96), ("hoạch", 0.96)]
    assert misreadings(make_scan(words, "text_layer"), shipped().word).at(Span(0, 8)) is None
    assert misreadings(make_scan(words), shipped().word).at(Span(0, 8)) is not None


def test_a_doubtful_word_counts_where_it_stands(make_scan: MakeScan) -> None:
    document = make_scan([("tổ", 0.96), ("chức", 0.96), ("thựq", 0.3)])
    found = misreadings(document, shipped().word)
    sure, doubtful = found.at(Span(0, 7)), found.at(Span(8, 12))
    assert sure is not None and doubtful is not None
    assert sure < 0.02 and doubtful > 0.3
    assert found.at(Span(0, 12)) == pytest.approx(sure + doubtful)
    assert found.at(Span(12, 12)) is None


def test_words_are_known_by_their_neighbours(make_scan: MakeScan) -> None:
    document = make_scan([("tỉnh", 0.96), ("thần", 0.96), ("12/3", 0.9), ("–", 0.9)])
    first, second, figure, mark = word_features(document, ocr_words(document))
    assert first["odd"] == 1.0 and second["odd"] == 0.0
    assert figure["figure"] == 1.0 and mark["marks"] == 1.0


def test_what_was_put_right_is_known(make_scan: MakeScan) -> None:
    document = make_scan([("kế", 0.96), ("hoạch", 0.96)])
    change = Correction("hoạc", "hoạch", "second_reading", Span(3, 8))
    corrected = Document(
        text=document.text, source=document.source, lines=document.lines, corrections=(change,)
    )
    assert [f["corrected"] for f in word_features(corrected, ocr_words(corrected))] == [0.0, 1.0]
