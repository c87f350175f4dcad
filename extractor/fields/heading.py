"""What stands above the body: number, place and date, type, title (Decree 30/2020/NĐ-CP, annex I,
section II.1–5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import regex

from extractor.document import Document, Span
from extractor.plan import DocumentType
from extractor.tables.kinds import kinds, type_qualifier
from extractor.vietnamese import fold

# `Số: 15 /KH-UBND`, `Số 45-KH/TU`, `Số: …/KH-UBND`: digits, then the symbol.
_NUMBER = regex.compile(
    r"(?:^|(?<=\s))s[o06ó](?:\s*[:.;]|(?=\s+[\d*_.…#]))\s*(?P<digits>[^/\n]{0,14}?)\s*"
    r"(?P<symbol>[/-]\s*\p{L}[\p{L}\d]*(?:\s?[-/.&]\s?[\p{L}\d&]+)*)",
)
_DATE = regex.compile(
    r"(?P<place>\p{L}[\p{L}\s.'’-]{1,60}?)\s*[,.;]?\s*\b(?P<ngay>ngay)\b(?P<d>.{0,12}?)\s*thang\b"
    r"(?P<m>.{0,10}?)\s*nam\s*(?P<y>\d{4}|)"
)
_SHORT_DATE = regex.compile(
    r"(?P<place>\p{L}[\p{L}\s.'’-]{1,60}?)\s*[,.;]?\s*\b(?P<ngay>ngay)\s+(?P<d>\d{1,2})\s?[/.-]"
    r"\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4})"
)
_PLACE_NOUN = regex.compile(r"(?:Thành phố|Thị xã|Thị trấn)\s")
_DATE_SPOILED = regex.compile(r"\bngay\b.*\bnam\b.*|\S+\s+\S*thang\b.*\bnam\b.*")
_SYMBOL_ALONE = regex.compile(r"(?:\S+\s*)?[/-]\s?\p{Lu}[\p{Lu}\d]*(?:[-/.&][\p{Lu}\d&]+)+$")
_BLANKS = regex.compile(r"[*_\s.…]")
_DIGITS = regex.compile(r"\d{1,5}[a-zA-Z]?")
_LETTER = regex.compile(r"\bkinh gui\b|\bv\s?/\s?v\b")
# Print is read with 0.66 and more, even where JPEG has eaten at it; digits written by hand into a
# printed line with 0.57 and less.
_LEGIBLE = 0.62
_TYPE_AGAIN = regex.compile(r"(?:ke hoach|v/v|ve viec)\s*:?\s+")


@dataclass(frozen=True, slots=True)
class Value:
    """A value that was read, and where."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Number:
    """The number as printed; `span` covers digits and symbol, `whole` also *Số*."""

    digits: str
    symbol: str
    span: Span
    whole: Span


def number(document: Document) -> Value | None:
    """The document's number without spaces, or None where its digits are blank or unreadable."""
    found = _number_line(document)
    if found is None:
        return None
    digits = _BLANKS.sub("", found.digits)
    if not _DIGITS.fullmatch(digits) or not _legible(document, found.span):
        return None
    return Value(digits + _symbol(found.symbol), found.span)


def _legible(document: Document, span: Span) -> bool:
    """Whether all words at `span` were read with confidence: a number written by hand into the
    printed line is not."""
    words = [w for line in document.lines for w in line.words if w.span.overlaps(span)]
    return all(word.confidence >= _LEGIBLE for word in words)


def number_place(document: Document) -> Span | None:
    """Where the number is printed, with its *Số*; where that is not to be read, its symbol with
    the word before it."""
    found = _number_line(document)
    if found:
        return found.whole
    for start, text in _letterhead_lines(document):
        match = _SYMBOL_ALONE.search(text)
        if match:
            return Span(start + match.start(), start + match.end())
    return None


def symbol(document: Document) -> str | None:
    """The symbol of the number line (`KH-UBND`), even where the digits are blank."""
    found = _number_line(document)
    return _symbol(found.symbol)[1:] if found else None


def _number_line(document: Document) -> _Number | None:
    assert document.frame is not None
    for paragraph in document.paragraphs_in(document.frame.letterhead):
        text = document.slice(paragraph.span)
        match = _NUMBER.search(fold(text))
        if match and (match.start() == 0 or not text[0].isalnum()):
            start = paragraph.span.start
            digits = text[match.start("digits") : match.end("digits")]
            code = text[match.start("symbol") : match.end("symbol")]
            low = match.start("digits") if digits else match.start("symbol")
            stop = start + match.end()
            return _Number(digits, code, Span(start + low, stop), Span(start + match.start(), stop))
    return None


def _letterhead_lines(document: Document) -> Iterator[tuple[int, str]]:
    """The printed lines of the letterhead, with where each begins."""
    assert document.frame is not None
    for line in document.lines:
        if document.frame.letterhead.covers(line.span):
            yield line.span.start, document.slice(line.span)


def _symbol(printed: str) -> str:
    """A symbol without the spaces that typists and OCR put into it."""
    return "".join(printed.split())


def issued_on(document: Document) -> tuple[date, Span] | None:
    """The date of the place-and-date line; None where day or month is blank."""
    found = _date_line(document)
    if found is None:
        return None
    match, start = found
    if not _legible(document, Span(start + match.start("d"), start + match.end("y"))):
        return None
    try:
        day = date(int(match["y"]), int(match["m"].strip()), int(match["d"].strip()))
    except ValueError:
        return None
    return day, Span(start + match.start("ngay"), start + match.end())


def date_place(document: Document) -> Span | None:
    """Where the date of issue is printed, from *ngày* on."""
    found = _date_line(document)
    if found:
        return Span(found[1] + found[0].start("ngay"), found[1] + found[0].end())
    for start, text in _letterhead_lines(document):
        match = _DATE_SPOILED.search(fold(text))
        if match:
            return Span(start + match.start(), start + match.end())
    return None


def place(document: Document) -> Value | None:
    """The place of the place-and-date line."""
    found = _date_line(document)
    if found is None:
        return None
    match, start = found
    span = document.trim(Span(start + match.start("place"), start + match.end("place")), " ,.;*/")
    return Value(document.slice(span), span) if span.start < span.end else None


def _date_line(document: Document) -> tuple[regex.Match[str], int] | None:
    assert document.frame is not None
    for paragraph in document.paragraphs_in(document.frame.letterhead):
        folded = fold(document.slice(paragraph.span))
        number = _NUMBER.match(folded)  # on one line with the date where columns were merged
        start = number.end() if number else 0
        match = _DATE.search(folded, start) or _SHORT_DATE.search(folded, start)
        if match:
            return match, paragraph.span.start
    return _date_line_below(document)


def _date_line_below(document: Document) -> tuple[regex.Match[str], int] | None:
    """A line of place and date below the body, over the signature or alone, where none is above
    it."""
    frame = document.frame
    assert frame is not None
    end = max(frame.body.end, frame.closing.end, frame.recipients.end, frame.signature.end)
    for paragraph in reversed(list(document.paragraphs_in(Span(frame.body.start, end)))):
        words = document.slice(paragraph.span).rstrip(" ./")
        match = _DATE.fullmatch(fold(words))
        if match and match["y"] and _is_place(words[: match.end("place")]):
            return match, paragraph.span.start
    return None


def _is_place(words: str) -> bool:
    """Whether `words` may be a place's name: capitals, but for the noun (*Thành phố Huế*)."""
    noun = _PLACE_NOUN.match(words)
    return all(word[0].isupper() for word in words[noun.end() if noun else 0 :].split())


def document_type(document: Document) -> DocumentType | None:
    """The kind that the type line names; a letter has none and is known by its symbol."""
    frame = document.frame
    assert frame is not None
    if frame.type_code:
        line = document.slice(frame.type_line)
        return DocumentType(
            code=frame.type_code,
            name=kinds()[frame.type_code],
            qualifier=type_qualifier(line, frame.type_code),
            at=document.locate(frame.type_line),
        )
    head = fold(document.slice(Span(0, frame.body.start)))
    if _LETTER.search(head):
        return DocumentType(code="CV", name=kinds()["CV"])
    return None


def title(document: Document) -> Value | None:
    """The lines under the type line, joined; for a letter the words after *V/v*."""
    frame = document.frame
    assert frame is not None
    span = document.trim(frame.title, " \n*.:-–_")
    text = document.slice(span)
    again = _TYPE_AGAIN.match(fold(text))
    if again and (frame.type_code == "KH" or fold(text).startswith("v")):
        span = Span(span.start + again.end(), span.end)
    if span.start >= span.end:
        return None
    return Value(" ".join(document.slice(span).split()), span)
