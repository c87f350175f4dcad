"""Stage: agencies."""

from __future__ import annotations

from extractor.document import Document


def find_agencies(document: Document, /) -> Document:
    """To be written."""
    return document
