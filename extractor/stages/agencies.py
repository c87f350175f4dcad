"""Stage: the bodies that the text names, with their full names, registry entries and levels."""

from __future__ import annotations

from dataclasses import replace

from extractor.agencies import all_agencies
from extractor.document import Document


def find_agencies(document: Document, /) -> Document:
    """`document` with its layer of agencies."""
    return replace(document, agencies=all_agencies(document))
