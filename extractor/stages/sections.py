"""Stage: sections."""

from __future__ import annotations

from extractor.document import Document


def find_sections(document: Document, /) -> Document:
    """To be written."""
    return document
