"""Stage: frame."""

from __future__ import annotations

from extractor.document import Document


def find_frame(document: Document, /) -> Document:
    """To be written."""
    return document
