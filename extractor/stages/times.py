"""Stage: times."""

from __future__ import annotations

from extractor.document import Document


def find_times(document: Document, /) -> Document:
    """To be written."""
    return document
