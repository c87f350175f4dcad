"""Where in a long text a rich pattern is worth trying: near words that every match of it holds.

A pattern with many alternatives costs some hundred nanoseconds at each character of a text; words
are found a hundred times faster."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from extractor.document import Span

_NUMERALS = re.compile(r"\d+|qu[yi]\s+([il])")

_FARTHEST = 1000  # characters; no pattern of ours matches so many


def windows(
    folded: str,
    needles: tuple[str, ...],
    before: int,
    after: int,
    within: Span | None = None,
) -> Iterator[Span]:
    """The parts of `folded` that reach from `before` characters before any of `needles` to `after`
    characters after its beginning, in order; parts that overlap are one."""
    whole = within or Span(0, len(folded))
    window: Span | None = None
    for place in sorted(places(folded, needles, whole)):
        start, end = max(whole.start, place - before), min(whole.end, place + after)
        if window and start <= window.end:
            window = Span(window.start, end)
            continue
        if window:
            yield window
        window = Span(start, end)
    if window:
        yield window


def places(folded: str, needles: tuple[str, ...], within: Span | None = None) -> Iterator[int]:
    """Where any of `needles` begins, needle by needle."""
    start, end = within or (0, len(folded))
    for needle in needles:
        place = folded.find(needle, start, end)
        while place >= 0:
            yield place
            place = folded.find(needle, place + 1, end)


def matches_near(
    pattern: regex.Pattern[str], folded: str, needles: tuple[str, ...], before: int, after: int
) -> Iterator[regex.Match[str]]:
    """The matches of `pattern` that begin inside the windows around `needles`."""
    for start, end in windows(folded, needles, before, after):
        yield from pattern.finditer(folded, start, end)


def numerals(folded: str, start: int, end: int) -> Iterator[int]:
    """Where numbers begin, and Roman numerals after *quý*."""
    for match in _NUMERALS.finditer(folded, start, end):
        yield match.start(1) if match.start(1) >= 0 else match.start()


def match_at(pattern: regex.Pattern[str], text: str, start: int) -> regex.Match[str] | None:
    """What `pattern` matches from `start` on, within the next 1,000 characters.

    Without an end, `regex` first looks for a word that the pattern must have as far as the text
    goes: over a long text that lacks the word, each match takes as long as the rest of it."""
    return pattern.match(text, start, start + _FARTHEST)
