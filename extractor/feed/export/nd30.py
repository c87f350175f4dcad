"""The fields of Decree 30/2020/NĐ-CP, annex VI, part II. The decree asks for XML and names the
fields alone: the root, `Document`, is named here."""

from __future__ import annotations

from pathlib import Path

from extractor.feed.export.exchange.files import write_folder
from extractor.feed.export.exchange.form import Form, form
from extractor.feed.export.exchange.xml import Element
from extractor.feed.export.model import Written
from extractor.feed.export.selection import Selection


def write_nd30(selection: Selection, folder: Path) -> Written:
    """The fields of each document.

    Raises what `write_folder` raises."""
    return write_folder(selection, folder, form("nd30"), _envelope)


def _envelope(_form: Form) -> tuple[Element, Element]:
    root = Element("Document")
    return root, root
