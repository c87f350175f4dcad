"""Where a text names movements: after *phong trào* and *cuộc vận động*, in quotes or without, and
in the lists that go on after them (`data/campaigns.toml`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from extractor.document import Guess, Span
from extractor.movements.guessed import CERTAIN, guess_at
from extractor.movements.unquoted import (
    any_of,
    data,
    skip_spaces,
    unquoted_name,
    without_period,
    words,
)
from extractor.quotes import even_quotes, quoted_at
from extractor.scan import match_at, places
from extractor.tables.movements import form_at, movement_named
from extractor.times.calendar import period_at
from extractor.vietnamese import fold

_LEADS = ("phong trao", "cuoc van dong", "dot thi dua", "chien dich thi dua")
_PERIODS = ("giai doan", "nam 20", "thoi ky", "nhiem ky", "nam hoc")
_TO_QUOTE = regex.compile(r'\s*:?\s*(?=")')
_ITEM_START = regex.compile(r'[\s\-+*•–—]*(?:\(?\w{1,2}[.)]\s*)?(?=")')
# What may stand between two names of a list: a period, who launched it, a mark or *và*.
_NEXT_ITEM = regex.compile(
    r"\s*,?\s*(?:\(?(?:trong )?(?:giai doan|nam|thoi ky)?\s*\d{4}(?:\s*-\s*\d{4})?\)?)?"
    r'(?:\s*(?:do|cua)\s[^.;:"\n,]{2,80})?\s*(?:[,;/]|,?\s*va|,?\s*hoac|\.{3},?|…)\s*(?=")'
)
_HEADS_ROWS = regex.compile(r'[^".;\n]{0,160}:\s*\n')
_HEADS_LIST = regex.compile(
    r'[^".;:\n]{0,140}?(?::|(?<!\w)nhu(?: sau| la)?(?!\w):?)\s*'
    r"(?:(?:phong trao|cuoc van dong)(?: thi dua)?\s+)?"
)
_WORDS_TO_QUOTE = regex.compile(r'\s+\w+(?:[\s-]+\w+){0,8}\s+(?=")')
_NEXT_SEGMENT = regex.compile(r"[^.;\n]*;\s*(?:(?:phong trao|cuoc van dong)(?: thi dua)?\s+)?")
_NEXT_KNOWN = regex.compile(r"\s*(?:,|va|, va)\s*")


@dataclass(frozen=True, slots=True)
class Named:
    """A name: `span` without quotes and period, `start` where its phrase begins (the lead, the
    quote of an item), `end` after its closing quote. `lead` is where the words stand that the
    name, or the list that it is in, follows; `score` that of the trained weights, where no rule
    finds it; `own` says that the plan launches it."""

    span: Span
    start: int
    end: int
    lead: int
    score: float | None = None
    own: bool = False


def campaign_names(text: str, guesses: tuple[Guess, ...] = ()) -> Iterator[Named]:
    """The names in `text`, in order, those among `guesses` too that stand after a lead. None
    overlap."""
    even = even_quotes(text)
    folded = fold(even)
    found = [n for lead in _leads(folded) for n in _after_lead(even, folded, lead, guesses)]
    found += [n for n in _known_in_quotes(even, folded) if not _taken(found, n)]
    end = 0
    for named in sorted(found, key=lambda n: (n.span, -n.lead)):
        if named.span.start >= end and named.span.end > named.span.start:
            yield named
            end = named.end


def _taken(found: list[Named], named: Named) -> bool:
    return any(other.span.overlaps(named.span) for other in found)


def _leads(folded: str) -> Iterator[regex.Match[str]]:
    for place in sorted(places(folded, _LEADS)):
        if match := match_at(_lead(), folded, place):
            yield match


def _after_lead(
    text: str, folded: str, lead: regex.Match[str], guesses: tuple[Guess, ...]
) -> Iterator[Named]:
    """The name that follows a lead, and the other items of its list."""
    begin = _after_period(folded, lead.end("kind"))
    quote = _to_quotes(folded, begin)
    if quote is not None:
        yield from _list(text, folded, quote, lead.start(), lead.start())
        return
    if rows := match_at(_HEADS_ROWS, folded, begin):
        yield from _rows(text, folded, rows.end(), lead.start())
        return
    if _quoted_only().match(lead[0]):
        return
    name = unquoted_name(text, folded, lead)
    if guess := _guessed(folded, lead, name, guesses):
        yield Named(guess.span, lead.start(), guess.span.end, lead.start(), guess.score)
        return
    if name:
        yield Named(without_period(text, folded, name), lead.start(), name.end, lead.start())
        yield from _known_segments(folded, match_at(_NEXT_SEGMENT, folded, name.end), lead)
        return
    yield from _after_other_words(text, folded, lead)


def _guessed(
    folded: str, lead: regex.Match[str], name: Span | None, guesses: tuple[Guess, ...]
) -> Guess | None:
    """The guess after `lead`, where the rules find no name or only where one begins."""
    if name is None:
        starts = (skip_spaces(folded, lead.end(group)) for group in ("kind", "lead"))
        return next(filter(None, (guess_at(guesses, start) for start in starts)), None)
    if form_at(folded, name.start):
        return None
    guess = guess_at(guesses, name.start, CERTAIN)
    return guess if guess and guess.span.end != name.end else None


def _to_quotes(folded: str, begin: int) -> int | None:
    """Where the quotes begin that follow a lead at once, or after words such as *như:*, *do …
    phát động gồm*."""
    match = match_at(_TO_QUOTE, folded, begin) or match_at(_bridge(), folded, begin)
    if match is None or _other_thing().match(folded, begin, match.end()):
        return None
    return match.end()


def _after_period(folded: str, begin: int) -> int:
    """Where the words begin after the period of *phong trào thi đua giai đoạn 2021 - 2025 “…”*."""
    start = skip_spaces(folded, begin)
    period = period_at(folded, start) if folded.startswith(_PERIODS, start) else None
    return period.span.end if period else begin


def _after_other_words(text: str, folded: str, lead: regex.Match[str]) -> Iterator[Named]:
    """*phong trào phụ nữ “…”*: words of whose it is, then quotes; *các cuộc vận động lớn: Nông dân
    thi đua …; …*: known movements without quotes."""
    begin = _after_period(folded, lead.end("kind"))
    yield from _known_segments(folded, match_at(_HEADS_LIST, folded, begin), lead)
    quote = match_at(_WORDS_TO_QUOTE, folded, begin)
    if quote is None or words("never_first").match(folded, skip_spaces(folded, begin)):
        return
    if not _other_thing().match(folded, begin, quote.end()):
        yield from _list(text, folded, quote.end(), lead.start(), lead.start())


def _known_segments(
    folded: str, segment: regex.Match[str] | None, lead: regex.Match[str]
) -> Iterator[Named]:
    """The known movements with which the clauses after `segment` begin."""
    while segment:
        start = segment.end()
        while end := form_at(folded, start):
            yield Named(Span(start, end), start, end, lead.start())
            following = match_at(_NEXT_KNOWN, folded, end)
            start = following.end() if following else end
        segment = match_at(_NEXT_SEGMENT, folded, start)


def _list(text: str, folded: str, start: int, begin: int, lead: int) -> Iterator[Named]:
    """The quoted name at `start` and those that follow it in one list."""
    quoted = quoted_at(text, start)
    while quoted and quoted.end - quoted.start > 2:
        name = without_period(text, folded, quoted)
        yield Named(name, begin, quoted.end + 1, lead)
        following = match_at(_NEXT_ITEM, folded, quoted.end + 1)
        start = begin = following.end() if following else len(text)
        quoted = quoted_at(text, start) if following else None


def _rows(text: str, folded: str, start: int, lead: int) -> Iterator[Named]:
    """Names that stand in quotes at the beginning of the paragraphs after a lead."""
    while match := match_at(_ITEM_START, folded, start):
        yield from _list(text, folded, match.end(), match.end(), lead)
        end = folded.find("\n", match.end())
        if end < 0:
            return
        start = end + 1


def _known_in_quotes(text: str, folded: str) -> Iterator[Named]:
    """National movements that are quoted without a lead: *việc “Học tập và làm theo …”*."""
    for place in places(folded, ('"',)):
        end = form_at(folded, skip_spaces(folded, place + 1))
        quoted = quoted_at(text, place) if end else None
        if quoted is None or _other_thing().match(folded, 0, place):
            continue
        name = without_period(text, folded, quoted)
        movement = movement_named(text[name.start : name.end], None)
        if end and end >= name.end - 1 and movement and movement.scope == "national":
            yield Named(name, place, quoted.end + 1, place)


@cache
def _lead() -> regex.Pattern[str]:
    return regex.compile(rf"(?P<lead>{data()['lead']})(?P<kind>{data()['kind']})")


@cache
def _quoted_only() -> regex.Pattern[str]:
    return regex.compile(data()["quoted_only"])


@cache
def _bridge() -> regex.Pattern[str]:
    bridges = "|".join(data()["bridges"])
    return regex.compile(rf'[^.;"\n]{{0,140}}?(?:(?<!\w)(?:{bridges})\s*:?|:)\s*(?=")')


@cache
def _other_thing() -> regex.Pattern[str]:
    """Words right before quotes that make what is quoted something else; matched backwards."""
    return regex.compile(rf"(?r)(?<!\w)(?:{any_of('other_things')})\s*:?\s*")
