"""The paragraphs of a part of the document, each with the label that it begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.document import Document, Paragraph, Span
from extractor.labels import Label, in_capitals, label_of

_SHORT_TITLE = 100


@dataclass(slots=True)
class Entry:
    """A paragraph and the label with which it begins."""

    span: Span
    text: str
    bold: bool
    label: Label | None
    children: list[Entry] = field(default_factory=list)
    paragraphs: list[Entry] = field(default_factory=list)
    path_label: str = ""

    @property
    def words(self) -> str:
        """The paragraph without its label."""
        return self.text[self.label.end :] if self.label else self.text


def entries_of(document: Document, paragraphs: Sequence[Paragraph]) -> list[Entry]:
    """An entry for each of `paragraphs`; the title under a bare *PHẦN I* is one with it."""
    entries: list[Entry] = []
    for paragraph in paragraphs:
        text = document.slice(paragraph.span)
        entry = Entry(paragraph.span, text, paragraph.bold, label_of(text))
        if entries and _entitles(entry, entries[-1]):
            last = entries[-1]
            last.span = Span(last.span.start, entry.span.end)
            last.text = document.slice(last.span)
        else:
            entries.append(entry)
    return entries


def _entitles(entry: Entry, last: Entry) -> bool:
    """Whether `entry` is a line of the title that stands under the label of a part."""
    if entry.label or not last.label or last.label.kind not in ("part", "chapter"):
        return False
    under = not last.words.strip() or "\n" in last.text
    begun = bool(last.words.strip())
    title = in_capitals(entry.text) or (entry.bold and last.bold)
    return under and (title or (not begun and _looks_like_title(entry.text)))


def _looks_like_title(text: str) -> bool:
    return len(text) <= _SHORT_TITLE and text[-1] not in ".;:,!?"
