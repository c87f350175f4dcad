"""What is painted on a PDF page beside letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_DEPTH = 4  # of forms within forms


@dataclass(frozen=True, slots=True)
class Painted:
    """The images of a page, and the bare handles of its paths, of which a map has very many: they
    hold while the page is open."""

    images: tuple[Any, ...]
    paths: tuple[Any, ...]


def painted(page: Any) -> Painted:
    """What is painted on a pypdfium2 page, found in one walk over its thousands of objects."""
    images: list[Any] = []
    paths: list[Any] = []
    for kind, handle, form in _objects(page):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            images.append(pdfium.PdfObject(handle, page=page, container=form))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            paths.append(handle)
    return Painted(tuple(images), tuple(paths))


def _objects(page: Any, form: Any = None, depth: int = _DEPTH) -> Iterator[tuple[int, Any, Any]]:
    """Kind and handle of each object that is no text, and the form that it is in."""
    count, get = raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject
    if form:
        count, get = raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject
    parent = (form or page).raw
    for index in range(count(parent)):
        handle = get(parent, index)
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            continue
        yield kind, handle, form
        if kind == raw.FPDF_PAGEOBJ_FORM and depth > 1:
            yield from _objects(page, pdfium.PdfObject(handle, page=page), depth - 1)
