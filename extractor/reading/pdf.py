"""PDF files: page by page the text layer where it can be trusted, else OCR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractor.errors import WARNINGS, BrokenFile, EncryptedFile, TooLarge
from extractor.reading.layerpage import Pictured, decoded, layer_page
from extractor.reading.page import ReadPage, not_all_damaged, unreadable
from extractor.reading.pagescan import is_drawn, is_overprinted, is_scanned, picture_of
from extractor.reading.pagespace import Matrix, display
from extractor.reading.painted import Painted, painted
from extractor.reading.pdfrules import RuleReader, may_have_table
from extractor.reading.rules import Rules
from extractor.reading.textlayer import LayerWord, read_words
from extractor.reading.trust import verdict
from extractor.settings import Settings

Warnings = tuple[tuple[str, str], ...]
AT_ONCE = 50
"""Pages after which a file is opened anew: pdfium keeps the images of all that it has shown."""
LARGEST = 25_000_000.0
"""Square points: thrice an A0 sheet. For a larger page, masks and drawing would take gigabytes."""
_VISIBLE = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP)


def read_pdf(path: Path, settings: Settings) -> tuple[ReadPage, ...]:
    """The pages of the PDF at `path`.

    Raises `EncryptedFile`, `BrokenFile` or `TooLarge`; `MissingEngine` if a page needs OCR and
    there is none."""
    document = open_pdf(path, settings)
    pages: list[ReadPage] = []
    try:
        with RuleReader(path) as ruled:
            for index in range(len(document)):
                if index and index % AT_ONCE == 0:
                    document.close()
                    document = open_pdf(path, settings)
                pages.append(_read(document, ruled, index, settings))
    finally:
        document.close()
    return not_all_damaged(pages, path.name)


def open_pdf(path: Path, settings: Settings) -> Any:
    """The PDF at `path`, within the limits.

    Raises `EncryptedFile`, `BrokenFile` or `TooLarge`."""
    size = path.stat().st_size
    if size > settings.limits.file_bytes:
        raise TooLarge(path.name, f"{size} bytes")
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedFile(path.name) from error
        raise BrokenFile(path.name, str(error)) from error
    if len(document) == 0:
        raise BrokenFile(path.name, "no pages")
    if len(document) > settings.limits.pages:
        raise TooLarge(path.name, f"{len(document)} pages")
    return document


def _read(document: Any, ruled: RuleReader, index: int, settings: Settings) -> ReadPage:
    try:
        page = flattened(document, index)
    except pdfium.PdfiumError:
        return unreadable(index + 1, "text_layer", "The page is damaged and could not be opened.")
    try:
        return _read_page(page, ruled, index, settings)
    except pdfium.PdfiumError:
        return unreadable(index + 1, "text_layer", "The page is damaged and could not be shown.")
    finally:
        page.close()


def flattened(document: Any, index: int) -> Any:
    """The page with its annotations made part of it: e-office systems print number, date and
    signature as the appearance of a form field."""
    page = document[index]
    kinds = [_annotation(page, i) for i in range(raw.FPDFPage_GetAnnotCount(page))]
    if not any(kind in _VISIBLE for kind in kinds):
        return page
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


def _annotation(page: Any, index: int) -> int:
    """The kind of an annotation."""
    annotation = raw.FPDFPage_GetAnnot(page, index)
    kind = int(raw.FPDFAnnot_GetSubtype(annotation))
    raw.FPDFPage_CloseAnnot(annotation)
    return kind


def _read_page(page: Any, ruled: RuleReader, index: int, settings: Settings) -> ReadPage:
    width, height = page.get_size()
    if not 0 < width * height <= LARGEST:
        message = f"No paper is {width:.0f} × {height:.0f} points large."
        return unreadable(index + 1, "text_layer", message)
    to_display = display(page)
    textpage = page.get_textpage()
    words = decoded(read_words(textpage, to_display))
    textpage.close()
    text = " ".join(word.text for word in words)
    content = painted(page)
    scanned = is_scanned(page, content)
    judged = verdict(text, scanned=scanned, drawn=is_drawn(content))
    if judged == "trusted":
        pictured, too_slow = _pictured(page, content, words, to_display, settings)
        if not (pictured.has_words and scanned and not is_overprinted(page)):
            rules, warnings = _rules(content, ruled, index)
            read = layer_page(words, index + 1, page.get_size(), rules, pictured)
            return replace(read, warnings=(*warnings, *too_slow))
        # A scanner's own layer, which leaves out a part of its page: all of it is read by OCR.
    from extractor.reading.scan import read_scan  # the engine is loaded only where it is needed

    read = read_scan(picture_of(page, settings), index + 1, page.get_size(), settings)
    if judged == "junk":
        warning = ("junk_text_layer", "The page's text layer is not Vietnamese text.")
        return replace(read, warnings=(warning, *read.warnings))
    return read


def _pictured(
    page: Any,
    content: Painted,
    words: Sequence[LayerWord],
    to_display: Matrix,
    settings: Settings,
) -> tuple[Pictured, Warnings]:
    """What the page's pictures hold that its text layer does not, and the warning if they could
    not be read."""
    if not content.images:
        return Pictured(), ()
    from extractor.reading.ocr import TooSlow
    from extractor.reading.pictures import read_pictures

    try:
        return read_pictures(page, content, words, to_display, settings), ()
    except TooSlow:
        return Pictured(), (("unread_area", "The page's pictures took too long to read."),)


def _rules(content: Painted, ruled: RuleReader, index: int) -> tuple[Rules | None, Warnings]:
    """The rules drawn on a page, and the warning if its drawing cannot be parsed."""
    if not may_have_table(content):
        return None, ()
    try:
        return ruled.rules(index), ()
    except Exception:  # pdfminer raises anything on a damaged page
        return None, (("rules_unreadable", WARNINGS["rules_unreadable"]),)
