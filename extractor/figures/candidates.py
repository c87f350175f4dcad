"""Numbers that may be figures to reach: shares (*trên 95% hộ*) and counts (*02 lớp tập huấn*)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from extractor.document import Span
from extractor.figures.marks import before, pattern
from extractor.figures.number import (
    Bound,
    Number,
    Per,
    Time,
    is_name,
    number_at,
    time_after,
    within,
)
from extractor.figures.unit import is_measure, is_term, noun_phrase
from extractor.scan import match_at

_FEW_WORDS = 4  # between *mỗi tháng* and a number that it makes a target
_RANGE = regex.compile(
    r"(?: ?[%‰]?(?:(?<!\n\d{1,3})(?<!^\d{1,3})(?:-| - )| den )| \p{L}+ den )"
    r"(?P<to>\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)(?![\d/])(?= ?[%‰]| ?\w)"
)
_PER_CENT = regex.compile(r" ?([%‰]|phan tram(?!\w))")
_TURNED = regex.compile(
    r"(?: *(?:dan so|nguoi dan|so (?:ho|nguoi|xa|thon|don vi)))? *tro (len|xuong)(?!\w)"
)
# The base of a rate after a number, *18/100.000 dân*, and before it, *32 giường bệnh trên 10.000
# dân*; a level, *ở mức 12 ca/1.000 trẻ*, by its marks (*mục 12*).
_BASE = regex.compile(r"/10{0,2}\.000(?= )")
_OVER = regex.compile(r"(?r)\d \p{L}+(?: \p{L}+){0,3} tren ")
_THOUSANDS = frozenset({1_000.0, 10_000.0, 100_000.0})
_LEVEL = regex.compile(r"(?r)(?<!\w)[Mm]ức\s")
_OF_MANY = regex.compile(r" \p{L}+(?: \p{L}+){0,3} ?/ ?(?:100|10{0,2}\.000)(?![\d.])")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure to reach. `span` runs from its bound (or *mỗi tháng*) to the end of its unit."""

    span: Span
    value: float
    unit: str
    bound: Bound
    per: Time | None


@dataclass(frozen=True, slots=True)
class Words:
    """What is read; `aimed` tells whether an offset stands under a heading of aims."""

    text: str
    folded: str
    span: Span
    aimed: Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number with its unit. `told`: its own words make it a target; `to`: the other end of *từ
    2 đến 3*; `every` is said before it, `after` after it."""

    begin: int
    end: int
    value: float
    to: float | None
    unit: str
    bound: Bound
    bounded: bool
    told: bool
    every: Per | None
    after: Per | None

    @property
    def share(self) -> bool:
        """Whether it is a share and no count."""
        return self.unit in ("%", "‰")

    @property
    def may_share(self) -> bool:
        """Whether the bound of a figure before it may hold for it: all is no minimum."""
        return self.to is None and not (self.share and self.value == 100)

    def figures(self, bound: Bound, per: Time | None) -> Iterator[Figure]:
        """The figure, or the two of a range."""
        span = Span(self.begin, self.end)
        if self.to is None:
            yield Figure(span, self.value, self.unit, bound, per)
            return
        yield Figure(span, self.value, self.unit, "at_least", per)
        yield Figure(span, self.to, self.unit, "at_most", per)


def candidate_at(words: Words, place: Span, value: float) -> Candidate | None:
    """The share or count whose number stands at `place`."""
    folded = words.folded
    spread = None if folded.startswith("/", place.end) else match_at(_RANGE, folded, place.end)
    end = spread.end("to") if spread else place.end
    if sign := match_at(_PER_CENT, folded, end):
        return _share(words, number_at(folded, words.span, place, value), spread, sign)
    if base := match_at(_BASE, folded, place.end):
        return _rate(words, number_at(folded, words.span, place, value), base)
    if is_name(folded, place.start) and not _is_level(words, place):
        return None
    if value in _THOUSANDS and _OVER.match(folded, words.span.start, place.start):
        return None
    return _count(words, place, value, spread)


def _is_level(words: Words, place: Span) -> bool:
    """Whether the number is a rate said as a level: *ở mức 12 ca/1.000 trẻ*."""
    level = _LEVEL.match(words.text, words.span.start, place.start)
    return level is not None and match_at(_OF_MANY, words.folded, place.end) is not None


def _rate(words: Words, number: Number, base: regex.Match[str]) -> Candidate | None:
    """*dưới 18/100.000 dân*: nothing stands before the slash that would be its unit."""
    counted = noun_phrase(words.text, base.end())
    if counted.start == counted.end or _is_baseline(words.folded, counted.end):
        return None
    told = number.limit is not None or words.aimed(number.span.start)
    told = told or before("aim", "before").match(words.folded, *number.words) is not None
    span = Span(number.begin, counted.end)
    return _candidate(number, span, "", None, None, told=told, after=None)


def _candidate(
    number: Number, span: Span, unit: str, spread: regex.Match[str] | None,
    turned: regex.Match[str] | None, *, told: bool, after: Per | None,
) -> Candidate:  # fmt: skip
    bound: Bound = number.limit.means if number.limit else "exactly"
    if turned:
        bound = "at_least" if turned[1] == "len" else "at_most"
    to = spread["to"] if spread and not turned else None
    return Candidate(
        span.start, span.end, number.value,
        float(to.replace(".", "").replace(",", ".")) if to else None,
        unit, bound, number.limit is not None or turned is not None, told, number.every, after,
    )  # fmt: skip


# --- shares --------------------------------------------------------------------------------------


def _share(
    words: Words, number: Number, spread: regex.Match[str] | None, sign: regex.Match[str]
) -> Candidate | None:
    """*trên 95 % hộ*: a figure to reach, unless it is a share of money, a rate, a mark of those
    whom work is for, or where a change begins (*giảm từ 5% xuống 3%*)."""
    if _is_no_share(words, number, sign.end()):
        return None
    folded = words.folded
    after = time_after(folded, sign.end())
    turned = match_at(_TURNED, folded, sign.end())
    end = max(after.span.end if after else 0, turned.end() if turned else sign.end())
    if end == sign.end():
        end = noun_phrase(words.text, end).end
    unit = "‰" if sign[1] == "‰" else "%"
    return _candidate(number, Span(number.begin, end), unit, spread, turned, told=True, after=after)


def _is_no_share(words: Words, number: Number, end: int) -> bool:
    folded, said = words.folded, number.words
    if match_at(pattern("unit", "share_after"), folded, end) or _is_baseline(folded, end):
        return True
    if before("unit", "share_before").match(folded, *said):
        return True
    if (number.limit and number.limit.alone) or words.aimed(number.span.start):
        return False
    return _is_criterion(words, number)


def _is_criterion(words: Words, number: Number) -> bool:
    """Whether the figure marks whom or what is meant: *nếu có từ 02 xã trở lên*."""
    return before("unit", "criterion").match(words.folded, *number.words) is not None


def _is_baseline(folded: str, end: int) -> bool:
    """Whether the figure is where a change begins: *từ 4,2% xuống còn 3,1%*."""
    return match_at(pattern("unit", "changes_to"), folded, end) is not None


# --- counts --------------------------------------------------------------------------------------


def _count(
    words: Words, place: Span, value: float, spread: regex.Match[str] | None
) -> Candidate | None:
    """*ít nhất 01 kỳ trong tháng*: a number with a unit, unless the unit is none to reach."""
    text, folded = words.text, words.folded
    unit = noun_phrase(text, spread.end("to") if spread else place.end)
    if unit.start == unit.end:
        return None
    number = number_at(folded, words.span, place, value)
    if _is_no_count(words, number, unit):
        return None
    after = time_after(folded, unit.end)
    turned = match_at(_TURNED, folded, unit.end)
    turned = turned or (match_at(_TURNED, folded, after.span.end) if after else None)
    after = after or (time_after(folded, turned.end()) if turned else within(folded, number))
    end = max(unit.end, after.span.end if after else 0, turned.end() if turned else 0)
    if turned and _is_criterion(words, number):
        return None
    told = after is not None or turned is not None or _is_aim(words, number, unit, spread)
    return _candidate(
        number, Span(number.begin, end), " ".join(text[unit.start : unit.end].split()),
        spread, turned, told=told, after=after,
    )  # fmt: skip


def _is_no_count(words: Words, number: Number, unit: Span) -> bool:
    """Whether the unit is one of ages or measures, of time before an event, or of money that
    nothing aims at."""
    folded = words.folded
    ceiling = number.limit and number.limit.alone and number.limit.means == "at_most"
    if is_term(words.text, unit) and not ceiling:
        return True
    if is_measure(words.text, unit):
        return before("aim", "life").match(folded, *number.words) is None
    if match_at(pattern("unit", "money"), folded, unit.start):
        return before("aim", "before").match(folded, *number.words) is None
    if _is_baseline(folded, unit.end):
        return True
    return match_at(pattern("unit", "advance"), folded, unit.end) is not None


def _is_aim(words: Words, number: Number, unit: Span, spread: regex.Match[str] | None) -> bool:
    """Whether the words before a number make it a figure to reach."""
    folded, said = words.folded, number.words
    if number.limit and number.limit.alone:
        return before("unit", "advance_before").match(folded, *said) is None
    if number.every and folded.startswith("moi", number.every.span.start):
        return len(folded[number.every.span.end : said.end].split()) <= _FEW_WORDS
    if not (number.limit or spread) and match_at(pattern("unit", "duration"), folded, unit.start):
        return False
    if before("aim", "before").match(folded, *said):
        return True
    if before("aim", "each").match(words.text, *said):
        persons = match_at(pattern("aim", "persons"), folded, unit.start)
        return number.limit is not None or not persons
    if words.aimed(number.span.start):
        return number.limit is not None or not before("aim", "described").match(folded, *said)
    verb = before("aim", "verbs").match(folded, *said)
    return verb is not None and match_at(pattern("aim", "made"), folded, unit.start) is not None
