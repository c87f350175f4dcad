"""The unit that a number counts: a noun phrase."""

from __future__ import annotations

from functools import cache

import regex

from extractor.document import Span
from extractor.scan import match_at
from extractor.tables import table

_LONGEST = 8  # words
_IN_WORDS = regex.compile(r" ?\(\p{L}+(?: \p{L}+){0,3}\)(?= )")  # 02 (hai) lớp
_WORD = regex.compile(r" ?([\p{L}][\w²³]*(?:-[\p{L}]\w*)*)")
_EACH = regex.compile(r"(?r)(?<!\w)(?:các|những|tổng số)")  # a noun follows, whatever its look
_MORE = regex.compile(r"(?:, \p{L}+(?: \p{L}+){0,2}){1,3}(?= */)")


def noun_phrase(text: str, start: int) -> Span:
    """The unit after a number: words up to a mark, a preposition or a verb, and others
    that are counted with it (*04 tin, bài/tháng*); empty where no noun follows."""
    in_words = match_at(_IN_WORDS, text, start)
    start = in_words.end() if in_words else start
    first = match_at(_WORD, text, start)
    if first is None or len(first[1]) < 2:
        return Span(start, start)
    known = match_at(_listed("first"), text, first.start(1)) or _whole(text, first.start(1))
    if known is None and match_at(_listed("stops"), text, first.start(1)):
        return Span(start, start)
    end = known.end() if known else first.end()
    if first[1].lower() == "lần":  # times: what is multiplied follows (*gấp 2 lần bình quân*)
        return Span(first.start(1), end)
    end = _end(text, end)
    more = match_at(_MORE, text, end)
    return Span(first.start(1), more.end() if more else end)


def is_measure(text: str, unit: Span) -> bool:
    """Whether the unit is one of ages, spans of years or technical measures: no target."""
    return match_at(_listed("never"), text, unit.start) is not None


def is_term(text: str, unit: Span) -> bool:
    """Whether the unit is a span of time that only a ceiling makes a figure to reach."""
    return match_at(_listed("terms"), text, unit.start) is not None


def _end(text: str, start: int) -> int:
    """Where the words end that go on with the phrase at `start`."""
    end = start
    for _ in range(_LONGEST - 1):
        if more := match_at(_listed_pairs(), text, end):
            end = more.end()
            continue
        word = match_at(_WORD, text, end)
        if word is None or word.start(1) == end:
            break
        whole = _whole(text, word.start(1))
        stops = whole is None and match_at(_listed("stops"), text, word.start(1))
        if stops and not _EACH.match(text, 0, end):
            break
        end = whole.end() if whole else word.end()
    return end


def _whole(text: str, start: int) -> regex.Match[str] | None:
    """A word of several syllables, one of which alone would end the phrase (*máy tính*)."""
    return match_at(_listed("whole"), text, start)


@cache
def _listed_pairs() -> regex.Pattern[str]:
    """What is counted together: *tin, bài*, *tập thể, cá nhân*, with no number of its own."""
    nouns = "|".join(sorted(table("targets")["unit"]["pairs"], key=len, reverse=True))
    return regex.compile(rf"(?i)(?<=(?<!\w)(?:{nouns})), (?:{nouns})(?!\w)")


@cache
def _listed(name: str) -> regex.Pattern[str]:
    words: list[str] = table("targets")["unit"][name]
    longest = sorted(words, key=len, reverse=True)
    return regex.compile(rf"(?i)(?:{'|'.join(longest)})(?!\w)")
