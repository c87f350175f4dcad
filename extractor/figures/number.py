"""Numbers, what bounds them, and the spans of time that they are for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

import regex

from extractor.document import Span
from extractor.scan import match_at, windows
from extractor.tables import table

Bound = Literal["at_least", "at_most", "exactly"]
Time = Literal["day", "week", "month", "quarter", "half_year", "year"]

_REACH = 110  # characters before a number that may tell what it is
# A number may stand over the base of a rate: *18/100.000 dân*.
_NUMBER = regex.compile(
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d.]\d)"
    r"|\d+(?:,\d+)?(?!\d|\.\d|/(?!10{0,2}\.000(?!\d))\d)"
)
_YEAR = regex.compile(r"(?:19|20)\d\d(?!\d|[.,]\d)")
_GLUE = frozenset("./,-")
_NAMED = regex.compile(
    r"(?r)(?<!\w)(?:so|dieu|khoan|ngay|thang|quy|nam|muc|diem|lop|khoa|de an|thu|quoc lo|bieu|"
    r"phu luc|cap|nhom|qd|du an|tieu chi|mau|lan thu|chuong trinh|tuan|buoc|bang|khoi|cum|to|hang|"
    r"loai|muc do|giai doan|vong|hoc ky|hem|quan khu|vung|phong|stt|ca|chi thi|nghi dinh|thong tu|"
    r"quyet dinh|nghi quyet|ke hoach|cong van|top)\s"
)
_BOUND_WORDS = ("nhat ", "toi thieu ", "toi da ", "qua ", "duoi ", " hon ", "vuot ", "moi ")
# *hai lần/tuần*: a numeral in words that needs no bound.
_OFTEN = regex.compile(
    r"(?<!\w)(?P<numeral>mot|hai|ba|bon)"
    r"(?= [a-z]+(?:, [a-z]+)? ?(?:/ ?|moi )(?:ngay|tuan|thang|quy|nam)(?!\w))"
)
_EACH_TIME = ("/", "moi ")
_NUMERALS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10,
}  # fmt: skip


class Limit(NamedTuple):
    """Words right before a number that bound it: where they begin, and whether they make it a
    target by themselves."""

    means: Bound
    start: int
    alone: bool


class Per(NamedTuple):
    """A span of time that a figure is for, and where its words stand."""

    time: Time
    span: Span


@dataclass(frozen=True, slots=True)
class Number:
    """A number in its paragraph, with what is read right before it."""

    span: Span
    value: float
    before: Span  # the words before it that are looked at
    limit: Limit | None
    every: Per | None

    @property
    def begin(self) -> int:
        """Where the figure begins: at its bound, or at *mỗi tháng* close before."""
        begin = self.limit.start if self.limit else self.span.start
        near = self.every and begin - self.every.span.end < 40
        return min(begin, self.every.span.start) if self.every and near else begin

    @property
    def words(self) -> Span:
        """The words before number and bound."""
        return Span(self.before.start, self.limit.start) if self.limit else self.before


def numerals_in(folded: str, span: Span) -> list[tuple[Span, float]]:
    """The numbers at `span` of a folded text and what they are worth, in order: those in figures,
    and those in words after a bound or *mỗi tháng*, or before a span of time."""
    found = [
        (Span(*match.span()), float(match[0].replace(".", "").replace(",", ".")))
        for match in _NUMBER.finditer(folded, *span)
        if not _is_glued(folded, span, match.start())
    ]
    found += [
        (Span(*match.span("numeral")), float(_NUMERALS[match["numeral"]]))
        for pattern, hints in ((_in_words(), _BOUND_WORDS), (_OFTEN, _EACH_TIME))
        for window in windows(folded, hints, before=20, after=30, within=span)
        for match in pattern.finditer(folded, *window)
    ]
    return sorted(set(found))


def is_name(folded: str, start: int) -> bool:
    """Whether the number at `start` names something (*Điều 3*, *tháng 3*, a year) and counts
    nothing; *mỗi tháng 03 tin* counts."""
    if match_at(_YEAR, folded, start):
        return True
    named = _NAMED.match(folded, max(0, start - 14), start)
    return named is not None and not folded.endswith(("moi ", "hang "), 0, named.start())


def number_at(folded: str, span: Span, place: Span, value: float) -> Number:
    """The number at `place` with what stands before it in its paragraph and in `span`."""
    start = max(span.start, place.start - _REACH)
    start = max(start, folded.rfind("\n", start, place.start) + 1)
    told = any(folded.rfind(word, start, place.start) >= 0 for word in ("moi ", "hang "))
    every = _per("before").search(folded, start, place.start) if told else None
    limit = _limits().match(folded, start, place.start)
    if every and not limit:  # *tối thiểu mỗi tháng 01 lần*
        limit = _limits().match(folded, start, every.start())
    return Number(
        place,
        value,
        Span(start, place.start),
        _limit(limit) if limit else None,
        Per(_time(every["time"]), Span(every.start(), every.end("time"))) if every else None,
    )


def within(folded: str, number: Number) -> Per | None:
    """The span of time that a count is for, said as *trong năm có* right before it."""
    match = _per("within").search(folded, *number.words)
    return Per(_time(match["time"]), Span(*match.span())) if match else None


def _is_glued(folded: str, span: Span, start: int) -> bool:
    """Whether the number is part of a word or of a longer number."""
    before = folded[start - 1] if start > span.start else " "
    return before.isalnum() or before in _GLUE


def time_after(folded: str, end: int) -> Per | None:
    """The span of time right after a unit: *01 kỳ/quý*, *02 hộ trong năm*."""
    match = match_at(_per("after"), folded, end)
    return Per(_time(match["time"]), Span(*match.span("time"))) if match else None


def _limit(match: regex.Match[str]) -> Limit:
    bounds = table("targets")["bound"]
    index = next(i for i in range(len(bounds)) if match[f"b{i}"] is not None)
    return Limit(bounds[index]["means"], match.start(), bounds[index]["alone"])


def _time(word: str) -> Time:
    time: Time = table("targets")["per"]["times"][word]
    return time


@cache
def _limits() -> regex.Pattern[str]:
    bounds = table("targets")["bound"]
    forms = (f"(?P<b{i}>{'|'.join(bound['words'])})" for i, bound in enumerate(bounds))
    when = r"(?:(?:vao |den )?(?:het |cuoi )?nam \d{4}(?: dat| la)?\s+)?"
    return regex.compile(rf"(?r)(?<!\w)(?:{'|'.join(forms)})\s*{when}(?:khoang\s+)?")


@cache
def _in_words() -> regex.Pattern[str]:
    alone = "|".join(w for b in table("targets")["bound"] if b["alone"] for w in b["words"])
    every = r"moi\s+(?:ngay|tuan|thang|quy|nam)"
    numeral = f"(?P<numeral>{'|'.join(_NUMERALS)})"
    return regex.compile(rf"(?<!\w)(?:{alone}|{every})\s+{numeral}(?=\s\w)(?!\s(?:so|phan|nua)\b)")


@cache
def _per(side: str) -> regex.Pattern[str]:
    return regex.compile(table("targets")["per"][side])
