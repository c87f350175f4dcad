"""Bullets of a cell or of a heading's list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import regex

from extractor.document import Document, Span
from extractor.plan import Bullet
from extractor.tables import table

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


def bullets_apart(document: Document, paragraphs: Iterable[Span]) -> Iterator[Span]:
    """`paragraphs`, one that holds several bullets of a cell without a mark between them cut where
    a further one begins: *- Mừng Xuân Ất Tỵ - Kỷ niệm …*."""
    for paragraph in paragraphs:
        start = paragraph.start
        if _MARK.match(document.text, *paragraph):
            for match in _further().finditer(document.text, *paragraph):
                yield Span(start, match.start())
                start = match.start("mark")
        yield Span(start, paragraph.end)


@cache
def _further() -> regex.Pattern[str]:
    begins = "|".join(table("times")["months"]["bullet_begins"])
    return regex.compile(rf"(?<=[\p{{Ll}}\d)]) +(?P<mark>[-–+]) +(?=(?:{begins})(?!\w))")


def to_bullets(document: Document, spans: Iterable[Span]) -> tuple[Bullet, ...]:
    """The bullets at `spans`, published."""
    return tuple(
        Bullet(text=" ".join(document.slice(span).split()), at=document.locate(span))
        for span in spans
    )
