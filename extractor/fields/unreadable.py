"""Values that stand on the page and cannot be read, written by hand or under a seal: each is null
in the plan, with a warning that shows the place."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.document import Document, Span, Warning, union
from extractor.errors import WARNINGS
from extractor.fields import heading
from extractor.fields.signatures import signatures
from extractor.plan import Signature
from extractor.vietnamese import fold

_DIGITS, _TALLER = 70.0, 4.0  # points: the room for a number, and what stands out of its line
_BLOCK = (170.0, 190.0)  # points: width and height of a signature with office, seal and name


def unreadable(document: Document) -> Iterator[Warning]:
    """A warning for each of number, date of issue and signers' names that cannot be read."""
    frame = document.frame
    if frame is None:
        return
    if frame.letterhead.start < frame.letterhead.end:
        if heading.number(document) is None:
            yield _blank(document, "number_blank", heading.number_place(document))
        if heading.issued_on(document) is None:
            yield _blank(document, "date_blank", heading.date_place(document))
    for signature in signatures(document):
        if signature.name is None:
            yield _nameless(document, signature)


def _blank(document: Document, code: str, span: Span | None) -> Warning:
    """Digits written by hand are taller than the print around them, and where OCR took *Số* for
    a part of them, they stand before what was read."""
    regions = document.locate(span).regions if span else None
    if span is None or not regions:
        return Warning(code, WARNINGS[code], span)
    (x0, y0, x1, y1), page = regions[0].box, regions[0].page
    if code == "number_blank" and not fold(document.slice(span)).startswith("so"):
        x0 = max(0.0, x0 - _DIGITS)
    box = (x0, max(0.0, y0 - _TALLER), x1, y1 + _TALLER)
    return Warning(code, WARNINGS[code], span, page, box)


def _nameless(document: Document, signature: Signature) -> Warning:
    """The name that is missing stands under the office, so the box goes on down from there."""
    code, place = "name_unreadable", signature.at
    if not place.regions:
        return Warning(code, WARNINGS[code], Span(place.start, place.end))
    page = place.regions[0].page
    x0, y0, x1, y1 = union(region.box for region in place.regions if region.page == page)
    sheet = next(p for p in document.source.pages if p.number == page)
    wider = max(0.0, _BLOCK[0] - (x1 - x0)) / 2
    right, bottom = min(sheet.width, x1 + wider), min(sheet.height, max(y1, y0 + _BLOCK[1]))
    box = (max(0.0, x0 - wider), y0, right, bottom)
    return Warning(code, WARNINGS[code], page=page, box=box)
