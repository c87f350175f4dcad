"""Which format is written by what. Only the tables need the extra `compare`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from extractor.feed.export.model import Format, Written
from extractor.feed.export.selection import Selection


def export(selection: Selection, form: Format, out: Path) -> Written:
    """Writes what is selected. The same documents give the same bytes.

    Raises `CannotWrite`, and what the selection raises."""
    return _writer(form)(selection, out)


def _writer(form: Format) -> Callable[[Selection, Path], Written]:
    match form:
        case Format.JSONL:
            from extractor.feed.export.jsonl import write_jsonl

            return write_jsonl
        case Format.EDXML:
            from extractor.feed.export.edxml import write_edxml

            return write_edxml
        case Format.ND30:
            from extractor.feed.export.nd30 import write_nd30

            return write_nd30
        case _:
            from extractor.feed.export.tables import writer

            return writer(form)
