"""The message header of edXML (QCVN 102:2016/BTTTT). Who sends the message adds who it is from, to
whom it goes, and the files."""

from __future__ import annotations

from pathlib import Path

from extractor.feed.export.exchange.files import write_folder
from extractor.feed.export.exchange.form import Form, form
from extractor.feed.export.exchange.xml import Element
from extractor.feed.export.model import Written
from extractor.feed.export.selection import Selection


def write_edxml(selection: Selection, folder: Path) -> Written:
    """An envelope with a header and no body for each document.

    Raises what `write_folder` raises."""
    return write_folder(selection, folder, form("edxml"), _envelope)


def _envelope(form: Form) -> tuple[Element, Element]:
    """Both the root and the envelope declare the namespace: programs look for the prefix."""
    root = Element("edXML", namespace=form.namespace)
    envelope = root.add(f"{form.prefix}edXMLEnvelope", namespace=form.namespace)
    header = envelope.add(f"{form.prefix}edXMLHeader")
    return root, header.add(f"{form.prefix}MessageHeader")
