"""Names of movements that stand without quotes, and what is left of a name without its period."""

from __future__ import annotations

from functools import cache
from typing import Any

import regex

from extractor.document import Span
from extractor.quotes import quoted_at
from extractor.scan import match_at
from extractor.tables import table
from extractor.tables.movements import form_at, movement_named
from extractor.times.calendar import find_periods

_EDGES = " .,;:…\t"
_PERIOD_WORDS = regex.compile(r"(?:giai doan|nam\s+20\d\d)")
_WORDS_AND_QUOTE = regex.compile(r'\w+(?:[\s-]+\w+){0,5}\s+(?=")')


def unquoted_name(text: str, folded: str, lead: regex.Match[str]) -> Span | None:
    """The name after a lead: a form of a known movement, words with a quoted part, or words that
    begin with a capital. `lead` has the groups `lead` and `kind` (*thi đua*)."""
    start = skip_spaces(folded, lead.end("kind"))
    own_word = skip_spaces(folded, lead.end("lead"))
    if text[own_word : own_word + 3] == "Thi" and form_at(folded, own_word):
        start = own_word  # phong trào Thi đua Quyết thắng: the word is part of the name
    end = form_at(folded, start)
    if not end and match_at(words("never_first"), folded, start):
        return None
    end = end or _end_at_quotes(text, folded, start)
    end = end or _end_of_capitalised(text, folded, start)
    return trim(text, Span(start, end)) if end else None


def _end_at_quotes(text: str, folded: str, start: int) -> int | None:
    """Where *Xây dựng gia đình “5 không, 3 sạch”* ends."""
    before = match_at(_WORDS_AND_QUOTE, folded, start)
    inner = quoted_at(text, before.end()) if before else None
    if inner is None:
        return None
    named = text[start].isupper() or movement_named(text[start : inner.end], None)
    return inner.end + 1 if named else None


def _end_of_capitalised(text: str, folded: str, start: int) -> int | None:
    """Where capitalised words that may be a name end: at a mark or at a word that leads on. A
    comma ends a name unless its period follows."""
    if not text[start : start + 1].isupper() or match_at(words("stops"), folded, start):
        return None
    first, second = [*text[start : start + 40].split(maxsplit=2), "", ""][:2]
    if first.isupper() or second.isupper():
        return None  # capitals throughout tell nothing, nor does an abbreviation
    mark = _name_end().search(folded, start)
    end = mark.start() if mark else len(folded)
    closed = mark is not None and match_at(_PERIOD_WORDS, folded, mark.start()) is not None
    comma = folded.find(",", start, end)
    if comma >= 0 and not closed:
        end = comma
    return end if len(folded[start:end].split()) > 1 else None


def without_period(text: str, folded: str, span: Span) -> Span:
    """`span` trimmed, without the period that it ends with."""
    whole = trim(text, span)
    for period in find_periods(folded, *whole):
        if period.span.end >= whole.end - 1 and period.span.start > whole.start:
            name = trim(text, Span(whole.start, period.span.start), _EDGES + "(")
            within = folded.endswith(" trong", *name)
            return trim(text, Span(name.start, name.end - len("trong"))) if within else name
    return whole


def trim(text: str, span: Span, marks: str = _EDGES) -> Span:
    """`span` without the characters of `marks` at its two ends."""
    start, end = span
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return Span(start, end)


def skip_spaces(folded: str, start: int) -> int:
    """The first place from `start` on that is no space."""
    while start < len(folded) and folded[start] == " ":
        start += 1
    return start


def data() -> dict[str, Any]:
    """`data/campaigns.toml`."""
    return table("campaigns")


def any_of(name: str) -> str:
    """A list of the file as alternatives, longer ones first."""
    return "|".join(sorted(data()[name], key=len, reverse=True))


@cache
def words(name: str) -> regex.Pattern[str]:
    """The words of a list, whole; for those that begin no name also marks and figures."""
    other = r"|\W|\d(?!\d*\s)" if name == "never_first" else ""
    return regex.compile(rf"(?:{any_of(name)})(?!\w){other}")


@cache
def _name_end() -> regex.Pattern[str]:
    return regex.compile(rf'[.;:"\n()]|(?<!\w)(?:{any_of("ends")})(?!\w)')
