"""Recipients: the list under *Nơi nhận* (Decree 30/2020/NĐ-CP, annex I, section II.9)."""

from __future__ import annotations

import regex

from extractor.document import Document, Span
from extractor.labels import label_of
from extractor.plan import Recipient
from extractor.vietnamese import fold

_HEAD = regex.compile(r"\W*n[o0]i nhan\s*[:.;]?\s*")
_OWN_LINE = regex.compile(r"nhu (?:tren|dieu)|luu\b")


def recipients(document: Document) -> tuple[Recipient, ...]:
    """The bullets of *Nơi nhận*, their end marks taken off."""
    assert document.frame is not None
    found: list[Span] = []
    for paragraph in document.paragraphs_in(document.frame.recipients):
        span = paragraph.span
        text = document.slice(span)
        head = _HEAD.match(fold(text)) if not found else None
        if head:
            span = Span(span.start + head.end(), span.end)
            text = document.slice(span)
            if _has_bullets(document) and not label_of(text):
                continue  # specks beside the heading
        label = label_of(text)
        if found and label is None and not _is_own_line(text):
            if len(text.strip()) > 3:
                found[-1] = Span(found[-1].start, span.end)
            continue
        start = span.start + (label.end if label else 0)
        span = document.trim(Span(start, span.end), " \n;.,-+*~–—_:")
        if len(document.slice(span)) > 1:
            found.append(span)
    spans = [document.trim(span, " \n;.,*") for span in found]
    return tuple(
        Recipient(text=" ".join(document.slice(span).split()), at=document.locate(span))
        for span in spans
    )


def _has_bullets(document: Document) -> bool:
    assert document.frame is not None
    paragraphs = document.paragraphs_in(document.frame.recipients)
    return any(label_of(document.slice(p.span)) for p in paragraphs)


def _is_own_line(text: str) -> bool:
    """Whether an unmarked line is a recipient of its own (*Như trên*, *Lưu: VT*)."""
    return bool(_OWN_LINE.match(fold(text)))
