"""Stage: citations."""

from __future__ import annotations

from extractor.document import Document


def find_citations(document: Document, /) -> Document:
    """To be written."""
    return document
