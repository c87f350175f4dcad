"""Recipients: the list under *Nơi nhận* (Decree 30/2020/NĐ-CP, annex I, section II.9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from extractor.document import Document, Span
from extractor.labels import label_of
from extractor.plan import Recipient
from extractor.vietnamese import fold

_HEAD = regex.compile(r"\W*n[o0]i nhan\s*[:.;]?\s*")
_OWN_LINE = regex.compile(r"nhu (?:tren|dieu)|luu\b")
_INNER_BULLET = regex.compile(r"(?<=[;,.])\s*(?=[-–]\s*\p{L})")
_INNER_END = regex.compile(r"(?<=;)\s+(?=\p{Lu})")
# `Bộ Nội vụ; } (để báo cáo)`: a brace, and the note that it gives to the lines beside it.
_BRACE = regex.compile(r"[\s;,.]*[}{\]]+\s*(?P<note>\([^()]*\))?[\s;,.]*$")
_MARKS = " \n;.,-+*~–—_:"


@dataclass(frozen=True, slots=True)
class _Item:
    """A recipient: where it stands, its words, and the brace beside it with its note."""

    span: Span
    words: str
    braced: bool = False
    note: str = ""


def recipients(document: Document) -> tuple[Recipient, ...]:
    """The recipients one by one, their end marks taken off; a brace's note is given to each of
    those that it stands beside."""
    items = [_item(document, span) for span in _spans(document)]
    return tuple(
        Recipient(text=f"{item.words} {item.note}".strip(), at=document.locate(item.span))
        for item in _shared(items)
    )


def _spans(document: Document) -> list[Span]:
    """Where each recipient stands: a bullet, or a line of a list without bullets."""
    found: list[Span] = []
    pieces = list(_pieces(document))
    bulleted = any(label_of(document.slice(piece)) for piece in pieces)
    for piece in pieces if bulleted else _parted(document, pieces, _INNER_END):
        text = document.slice(piece)
        label = label_of(text)
        if label is None and not _is_own_line(text) and (bulleted or _goes_on(text)):
            if found and len(text.strip()) > 3:
                found[-1] = Span(found[-1].start, piece.end)
            continue
        start = piece.start + (label.end if label else 0)
        span = document.trim(Span(start, piece.end), _MARKS)
        if span.end - span.start > 1:
            found.append(span)
    return found


def _pieces(document: Document) -> list[Span]:
    """The lines under *Nơi nhận*, cut where a bullet stands inside one."""
    assert document.frame is not None
    spans = [p.span for p in document.paragraphs_in(document.frame.recipients)]
    head = _HEAD.match(fold(document.slice(spans[0]))) if spans else None
    if head:
        spans[0] = Span(spans[0].start + head.end(), spans[0].end)
    return list(_parted(document, spans, _INNER_BULLET))


def _parted(document: Document, spans: Sequence[Span], end: regex.Pattern[str]) -> Iterator[Span]:
    for span in spans:
        start = span.start
        for cut in end.finditer(document.slice(span)):
            yield Span(start, span.start + cut.end())
            start = span.start + cut.end()
        yield Span(start, span.end)


def _goes_on(text: str) -> bool:
    return not text.strip()[:1].isupper()


def _is_own_line(text: str) -> bool:
    """Whether an unmarked line is a recipient of its own (*Như trên*, *Lưu: VT*)."""
    return bool(_OWN_LINE.match(fold(text)))


def _item(document: Document, span: Span) -> _Item:
    span = document.trim(span, " \n;.,*")
    words = " ".join(document.slice(span).split())
    brace = _BRACE.search(words)
    if brace is None:
        return _Item(span, words)
    return _Item(span, words[: brace.start()], True, brace["note"] or "")


def _shared(items: Sequence[_Item]) -> list[_Item]:
    """The items, each with the note of the brace that it stands beside. Of a brace over two lines
    OCR reads one line's part."""
    shared = list(items)
    for first, last in _braces(items):
        note = next((item.note for item in items[first : last + 1] if item.note), "")
        if first == last and note:
            first, last = (first - 1, last) if first else (first, min(1, len(items) - 1))
        for index in range(first, last + 1):
            bare = not shared[index].words.endswith(")")
            shared[index] = replace(shared[index], note=note if bare else "")
    return shared


def _braces(items: Sequence[_Item]) -> Iterator[tuple[int, int]]:
    """The first and last item beside each brace."""
    first = None
    for index, item in enumerate([*items, _Item(Span(0, 0), "")]):
        if item.braced and first is None:
            first = index
        elif not item.braced and first is not None:
            yield first, index - 1
            first = None
