"""The sentence in which words stand: what a reader wants to see beside a row."""

from __future__ import annotations

import regex

LONGEST = 400
CUT = "…"
_SENTENCE_END = regex.compile(r"[.;?!]\s+(?=[\p{Lu}\-–+“\"])")


def sentence_around(text: str, start: int, end: int) -> str:
    """The paragraphs in which `text[start:end]` stands, on one line; where they are long only its
    sentences; where these are long as much as there is room for, with a mark where it was cut."""
    left, right = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    right = len(text) if right < 0 else right
    if right - left > LONGEST:
        left, right = _sentences(text, left, right, start, end)
    if right - left <= LONGEST:
        return " ".join(text[left:right].split())
    return _cut(text, left, right, start, end)


def _sentences(text: str, left: int, right: int, start: int, end: int) -> tuple[int, int]:
    """Where the sentences that hold `start` to `end` begin and end."""
    breaks = [match.span() for match in _SENTENCE_END.finditer(text, left, right)]
    begins = max((after for _, after in breaks if after <= start), default=left)
    ends = min((before + 1 for before, _ in breaks if before + 1 >= end), default=right)
    return begins, ends


def _cut(text: str, left: int, right: int, start: int, end: int) -> str:
    """The words and as much around them, whole words, as fits."""
    room = LONGEST - 2 * len(CUT)
    if end - start >= room:
        words = " ".join(text[start:end].split())
        return words if len(words) <= LONGEST else _whole_words(words[:room]) + CUT
    spare = room - (end - start)
    first = max(left, min(start - spare // 2, right - room))
    last = min(right, first + room)
    head = CUT if first > left else ""
    tail = CUT if last < right else ""
    if head:
        first = _next_word(text, first, start)
    if tail:
        last = end + len(_whole_words(text[end:last]))
    return head + " ".join(text[first:last].split()) + tail


def _next_word(text: str, first: int, start: int) -> int:
    """Where the first whole word at or after `first` begins, at the latest `start`."""
    if text[first - 1].isspace():
        return first
    return next((i + 1 for i in range(first, start) if text[i].isspace()), start)


def _whole_words(words: str) -> str:
    """`words` without a last word that may be broken off."""
    return words[: max((i for i, c in enumerate(words) if c.isspace()), default=len(words))]
