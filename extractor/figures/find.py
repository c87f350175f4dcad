"""Figures to reach in a paragraph: which of its numbers are targets (`data/targets.toml`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import regex

from extractor.document import Span
from extractor.figures.number import (
    Bound,
    Number,
    Time,
    is_name,
    number_at,
    numerals_in,
    time_after,
)
from extractor.figures.unit import is_measure, noun_phrase
from extractor.tables import table

_FEW_WORDS = 4  # between *mỗi tháng* and a number that it makes a target
_SENTENCE_END = regex.compile(r"(?r)[\n;]|\.\s")
_RANGE = regex.compile(r" ?[%‰]?(?:-| - | den )\d+(?:[.,]\d+)?(?= ?[%‰]| ?\w)")
_PER_CENT = regex.compile(r" ?([%‰])")
_AND_MORE = regex.compile(r" *(?:,|va|, *va) *")
_TURNED = regex.compile(r" *tro (len|xuong)(?!\w)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure to reach. `span` runs from its bound (or *mỗi tháng*) to the end of its unit."""

    span: Span
    value: float
    unit: str
    bound: Bound
    per: Time | None


@dataclass(frozen=True, slots=True)
class _Words:
    """What is read; `aimed` tells whether an offset stands under a heading of aims."""

    text: str
    folded: str
    span: Span
    aimed: Callable[[int], bool]


def find_figures(
    text: str, folded: str, span: Span, *, aimed: Callable[[int], bool]
) -> Iterator[Figure]:
    """The figures at `span`, in order. `aimed` tells whether an offset stands under a heading of
    aims, where a bare number may be one."""
    words = _Words(text, folded, span, aimed)
    last: Figure | None = None
    for place, value in numerals_in(folded, span):
        if last and place.start < last.span.end:
            continue
        figure = _share(words, place, value) or _count(words, place, value, last)
        if figure and not _is_past(folded, place.start):
            yield figure
            last = figure


def _is_past(folded: str, start: int) -> bool:
    """Whether the sentence tells what is or was."""
    stop = _SENTENCE_END.search(folded, max(0, start - 400), start)
    begin = stop.start() if stop else max(0, start - 400)
    return _pattern("aim", "past").search(folded, begin, start) is not None


# --- shares --------------------------------------------------------------------------------------


def _share(words: _Words, place: Span, value: float) -> Figure | None:
    """*trên 95 % hộ*: a figure to reach, unless it is a share of money or a rate."""
    folded = words.folded
    spread = _RANGE.match(folded, place.end)
    sign = _PER_CENT.match(folded, spread.end() if spread else place.end)
    if sign is None or _pattern("unit", "share_after").match(folded, sign.end()):
        return None
    number = number_at(folded, words.span, place, value)
    if _backwards("unit", "share_before").match(folded, *number.words):
        return None
    after = time_after(folded, sign.end())
    turned = _TURNED.match(folded, sign.end())
    end = max(after.span.end if after else 0, turned.end() if turned else sign.end())
    per = after or number.every
    return Figure(
        Span(number.begin, noun_phrase(words.text, end).end if end == sign.end() else end),
        value,
        sign[1],
        _bound(number, turned, spread is not None),
        per.time if per else None,
    )


# --- counts --------------------------------------------------------------------------------------


def _count(words: _Words, place: Span, value: float, last: Figure | None) -> Figure | None:
    """*ít nhất 01 kỳ trong tháng*: a number with a unit, where its words make it a target."""
    text, folded = words.text, words.folded
    spread = _RANGE.match(folded, place.end)
    unit = noun_phrase(text, spread.end() if spread else place.end)
    if unit.start == unit.end or is_name(folded, place.start):
        return None
    number = number_at(folded, words.span, place, value)
    if _is_no_target(words, number, unit):
        return None
    after = time_after(folded, unit.end)
    turned = _TURNED.match(folded, unit.end)
    more = _goes_on(folded, number, last)
    if not (after or turned or more or _is_aim(words, number)):
        return None
    per = after or number.every
    end = max(unit.end, after.span.end if after else 0, turned.end() if turned else 0)
    bound = _bound(number, turned, spread is not None)
    return Figure(
        Span(number.begin, end),
        value,
        " ".join(text[unit.start : unit.end].split()),
        last.bound if more and last and bound == "exactly" else bound,
        per.time if per else None,
    )


def _is_aim(words: _Words, number: Number) -> bool:
    """Whether the words before a number make it a figure to reach."""
    folded = words.folded
    if number.limit and number.limit.alone:
        return _backwards("unit", "advance_before").match(folded, *number.words) is None
    if number.every and folded.startswith("moi", number.every.span.start):
        return len(folded[number.every.span.end : number.words.end].split()) <= _FEW_WORDS
    if _backwards("aim", "before").match(folded, *number.words):
        return True
    verb = _backwards("aim", "verbs").match(folded, *number.words)
    return verb is not None and words.aimed(number.span.start)


def _goes_on(folded: str, number: Number, last: Figure | None) -> bool:
    """Whether the number goes on a row of figures: *ít nhất 100 doanh nghiệp, 50 hợp tác xã*."""
    if last is None or last.unit in "%‰" or last.per:
        return False
    return _AND_MORE.fullmatch(folded, last.span.end, number.begin) is not None


def _is_no_target(words: _Words, number: Number, unit: Span) -> bool:
    """Whether the unit is one of ages or measures, of time before an event, or of money that
    nothing aims at."""
    if is_measure(words.text, unit):
        return True
    if _pattern("unit", "money").match(words.folded, unit.start):
        return _backwards("aim", "before").match(words.folded, *number.words) is None
    return _pattern("unit", "advance").match(words.folded, unit.end) is not None


def _bound(number: Number, turned: regex.Match[str] | None, spread: bool) -> Bound:
    if turned:
        return "at_least" if turned[1] == "len" else "at_most"
    if number.limit:
        return number.limit.means
    return "at_least" if spread else "exactly"


@cache
def _pattern(group: str, name: str) -> regex.Pattern[str]:
    return regex.compile(table("targets")[group][name])


@cache
def _backwards(group: str, name: str) -> regex.Pattern[str]:
    """A pattern of words right before a number, matched from where it begins."""
    return regex.compile(rf"(?r)(?<!\w)(?:{table('targets')[group][name]})")
