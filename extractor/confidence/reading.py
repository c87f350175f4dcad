"""How sure it is that words were read as they are printed.

Each word that OCR read has a chance of being right; how many words of a place are expected to be
misread is a sum over them. The words of a text layer or of a text file were not guessed from a
picture: what is expected of them is nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log

from extractor.confidence.model import WordModel
from extractor.document import Document, Span, Spans, Word
from extractor.reading.plausible import is_odd, plausibility

_LEAST, _MOST = 0.02, 0.98  # of the engine's confidence: beyond, it tells no more


@dataclass(frozen=True, slots=True)
class Misreadings:
    """The words that OCR read, in order, and the running sum of those expected to be wrong."""

    starts: Sequence[int]
    ends: Sequence[int]
    sums: Sequence[float]

    def at(self, span: Span) -> float | None:
        """How many of the words at `span` are expected to be wrong; None where OCR read none."""
        first, last = bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)
        return self.sums[last] - self.sums[first] if first < last else None


def misreadings(document: Document, model: WordModel) -> Misreadings:
    """What `model` expects of the words of `document`."""
    words = ocr_words(document)
    wrong = (-log(model.chance(features)) for features in word_features(document, words))
    return Misreadings(
        [word.span.start for word in words],
        [word.span.end for word in words],
        [0.0, *accumulate(wrong)],
    )


def ocr_words(document: Document) -> list[Word]:
    """The words that OCR read, in the order of the text."""
    pages = {page.number for page in document.source.pages if page.method == "ocr"}
    words = [word for line in document.lines if line.page in pages for word in line.words]
    return sorted(words, key=lambda word: word.span)


def word_features(document: Document, words: Sequence[Word]) -> list[dict[str, float]]:
    """What speaks for and against each word."""
    put_right = Spans(correction.span for correction in document.corrections)
    texts = ["", *(document.slice(word.span) for word in words), ""]
    return [
        {
            "intercept": 1.0,
            "certainty": _log_odds(word.confidence),
            "plausible": plausibility(text, before, after),
            "odd": float(is_odd(text, before, after)),
            "figure": float(any(c.isdigit() for c in text)),
            "capitals": float(text.isupper()),
            "marks": float(not any(c.isalnum() for c in text)),
            "corrected": float(put_right.overlap(word.span)),
        }
        for word, before, text, after in zip(words, texts, texts[1:], texts[2:], strict=False)
    ]


def _log_odds(confidence: float) -> float:
    bounded = min(max(confidence, _LEAST), _MOST)
    return log(bounded / (1 - bounded))
