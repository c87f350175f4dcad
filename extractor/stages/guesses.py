"""Stage: the names that trained weights find; what the rules find goes before them."""

from __future__ import annotations

from dataclasses import replace

from extractor.document import Document
from extractor.learned.shipped import tagger


def find_guesses(document: Document, /) -> Document:
    """`document` with its layer of guesses; none where no weights are installed."""
    weights = tagger()
    return replace(document, guesses=tuple(weights.find(document.text)) if weights else ())
