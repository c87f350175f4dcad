"""The document's own number, which it cites only to speak of itself."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.document import NOWHERE, Document, Span
from extractor.stages.citing.found import Found, View
from extractor.stages.citing.numbers import numbers_in

_TOP = 30  # paragraphs among which the number line is looked for
_LINE = regex.compile(r"[\W_]*(?:(?:so|s0|sd)[^\S\n]*[:.]?)?[\W_]*$")
_REST = regex.compile(r"[\W_]*(?:\p{L}[\p{L} .-]{2,40},[^\S\n]*ngay\b.*)?")
_DATE = regex.compile(r",[^\S\n]*ngay\b[^\n]{0,25}nam[^\S\n]+(\d{4})")
_ATTACHED = regex.compile(r"[\W_]*(?:(?:duoc )?ban hanh |dinh )?kem theo\b")


@dataclass(frozen=True, slots=True)
class Own:
    """The document's own number, year and kind, and where the number is printed."""

    number: str | None = None
    year: int | None = None
    type: str = "KH"
    line: Span = NOWHERE


def own_of(document: Document, view: View) -> Own:
    """What the document's head says."""
    frame = document.frame
    if frame and frame.is_annex:
        return Own(type="")  # it names its document, which is in another file
    kind = (frame.type_code if frame else None) or "KH"
    if frame and frame.letterhead.end > frame.letterhead.start:
        return _from_letterhead(view, kind, frame.letterhead)
    start = 0
    for _ in range(_TOP):
        if start >= len(view.text):
            break
        end = view.line_end(start)
        if number := _number_line(view, start, end):
            date = _DATE.search(view.folded, 0, end + 200)
            return Own(number, int(date[1]) if date else None, kind, Span(start, end))
        start = end + 1
    return Own(type=kind)


def _from_letterhead(view: View, kind: str, letterhead: Span) -> Own:
    """The only number in a letterhead is the document's own."""
    date = _DATE.search(view.folded, *letterhead)
    year = int(date[1]) if date else None
    number = next(numbers_in(view.text[letterhead.start : letterhead.end]), None)
    return Own(number.value if number else None, year, kind, letterhead)


def _number_line(view: View, start: int, end: int) -> str | None:
    """The number on a line that holds nothing else but place and date."""
    if end - start > 120:
        return None
    for number in numbers_in(view.text[start:end]):
        before = _LINE.match(view.folded, start, start + number.span.start)
        after = _REST.fullmatch(view.folded, start + number.span.end, end)
        if before and after:
            return number.value
    return None


def is_own(view: View, own: Own, found: Found) -> bool:
    """Whether the document speaks of itself."""
    if own.line.start <= found.start < own.line.end and not found.worded:
        return True
    if own.number is not None and found.number == own.number:
        return own.year is None or found.year in (None, own.year)
    attached = _ATTACHED.match(view.folded, view.line_start(found.start), found.start)
    return attached is not None and own.number is None and found.type == own.type
