"""Stage: campaigns."""

from __future__ import annotations

from extractor.document import Document


def find_campaigns(document: Document, /) -> Document:
    """To be written."""
    return document
