"""Bullets of a cell or of a heading's list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from extractor.document import Document, Span
from extractor.plan import Bullet

_MARK = regex.compile(r"\s*[-–—•●▪◦*+·]\s*")


def bullet_spans(document: Document, paragraphs: Iterable[Span]) -> Iterator[Span]:
    """The bullets in `paragraphs`, their marks left out. A paragraph without a mark that begins
    in lower case goes on with the bullet before it."""
    current: Span | None = None
    for paragraph in paragraphs:
        mark = _MARK.match(document.text, *paragraph)
        words = document.trim(Span(mark.end() if mark else paragraph.start, paragraph.end))
        if words.start == words.end:
            continue
        if current and mark is None and document.text[words.start].islower():
            current = Span(current.start, words.end)
            continue
        if current:
            yield current
        current = words
    if current:
        yield current


def lines_of(document: Document, span: Span) -> Iterator[Span]:
    """The paragraphs of a cell."""
    start = span.start
    while start < span.end:
        end = document.text.find("\n", start, span.end)
        end = span.end if end < 0 else end
        yield Span(start, end)
        start = end + 1


def to_bullets(document: Document, spans: Iterable[Span]) -> tuple[Bullet, ...]:
    """The bullets at `spans`, published."""
    return tuple(
        Bullet(text=" ".join(document.slice(span).split()), at=document.locate(span))
        for span in spans
    )
