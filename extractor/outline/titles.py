"""Which words of a section are its heading and which are its text."""

from __future__ import annotations

import regex

from extractor.document import Document, Span
from extractor.labels import in_capitals
from extractor.outline.entries import Entry
from extractor.vietnamese import fold

_SENTENCE_END = regex.compile(r"[.;!?…]\W*$")
_NO_TITLE = regex.compile(r"[.;!?]\s|(?:nhu sau|sau day|bao gom|gom|sau|trong do)$")
_COLON = regex.compile(r"\s*:\s+(?=\S)")
_SHORT = 160


def heading_of(document: Document, entry: Entry, words: Span) -> tuple[Span | None, Span | None]:
    """The heading of a node and the rest of its first paragraph, either of which may be None.

    A paragraph that stands over children or further paragraphs is a heading unless it ends as a
    sentence does; alone, it is one only as the noun phrase before a colon, or where it is short
    and has no end mark."""
    assert entry.label is not None
    text = document.slice(words)
    if not text:
        return None, None
    if entry.label.kind in ("roman", "part", "chapter"):
        return _split_capitals(document, words, text)
    if entry.label.kind in ("dash", "plus"):
        return None, words
    if text.endswith(":") and len(text) <= 2 * _SHORT and not _COLON.search(text):
        return document.trim(words, " :\n"), None
    colon = _COLON.search(text)
    if colon and _is_title(text[: colon.start()], text[colon.end() :]):
        start = words.start
        return Span(start, start + colon.start()), Span(start + colon.end(), words.end)
    has_content = bool(entry.children or entry.paragraphs)
    ends = bool(_SENTENCE_END.search(text)) and not (text.endswith("...") and len(text) <= 80)
    if entry.bold and not ends and len(text) <= 2 * _SHORT:
        return document.trim(words, " :\n"), None
    limit = 2 * _SHORT if has_content else 80
    if not ends and len(text) <= limit:
        return document.trim(words, " :\n"), None
    if (
        has_content
        and ends
        and len(text) <= 60
        and _SENTENCE_END.sub("", text).count(".") == 0
        and not text.endswith(";")
        and entry.children
    ):
        return document.trim(words, " :.\n"), None
    return None, words


def _is_title(before: str, rest: str) -> bool:
    """Whether the words before a colon are a title: a noun phrase shorter than the rest."""
    if len(before) >= len(rest) or len(before) > _SHORT or len(rest) < 12:
        return False
    return not _NO_TITLE.search(fold(before))


def _split_capitals(document: Document, words: Span, text: str) -> tuple[Span | None, Span | None]:
    """A first-level heading and, where the clerk went on in the same paragraph, the words after
    its colon or after the capitals."""
    colon = _COLON.search(text)
    rest = len(text) - colon.end() if colon else 0
    if colon and colon.start() <= _SHORT and (rest > 20 or rest >= colon.start() - 8):
        start = words.start
        return Span(start, start + colon.start()), Span(start + colon.end(), words.end)
    sentence = len(text) > _SHORT and text.endswith((".", ";"))
    if (len(text) > 2 * _SHORT or sentence) and not in_capitals(text):
        return None, words
    return document.trim(words, " :.\n"), None
