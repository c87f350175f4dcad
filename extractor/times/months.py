"""Labels of months: *8 và 9*, *Quý I*, *Từ tháng 9 đến tháng 11*, *Cả năm* (`data/times.toml`)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from extractor.scan import match_at
from extractor.tables import table
from extractor.times.calendar import quarter_months, quarter_number
from extractor.vietnamese import fold

_YEAR = r"(?:\s*(?:/|,?\s*nam)\s*20\d\d|\s*-\s*20\d\d(?!\d)|,?\s*(?:hang|moi)\s+nam(?!\w))?"
_JOIN = regex.compile(r"\s*(?:(?P<range>-|den(?:\s+het)?)|[,;&+/]|va|,\s*va)\s*")
# *Đầu tháng 3*, *Tuần 1 tháng 5*, *Dự kiến trong quý II*: the month is what counts.
_FROM = regex.compile(
    r"(?:(?:tu|trong|vao|khoang|du kien|nua|dau|giua|cuoi|(?:thuong|trung|ha) tuan|"
    r"tuan (?:\d(?:\s*[,-]\s*\d)*|dau|cuoi|thu \w+))[\s,:]+)+(?=thang|qu[yi]\s|t\.?\d|\d)"
)
_DAYS = regex.compile(
    r"(?:tu\s+)?(?:ngay\s+)?\d{1,2}/(?P<first>\d{1,2})(?:/20\d\d)?\s*(?:-|den(?:\s+het)?)\s*"
    r"(?:ngay\s+)?\d{1,2}/(?P<last>\d{1,2})(?:/20\d\d)?(?![\d/])"
)
_EDGES = " .,:;-–—*()\t\n"


class Months(NamedTuple):
    """The months that a label names; none where it names the whole year."""

    months: tuple[int, ...]
    all_year: bool = False


class MonthLabel(NamedTuple):
    """A label of months at the beginning of a text, and where it ends."""

    months: Months
    end: int


def months_of(label: str, *, bare: str | None = "thang") -> Months | None:
    """The months that `label` names, and nothing else. `bare` is what a number alone is: a month
    (`thang`), a quarter (`quy`), neither."""
    words = fold(label).strip(_EDGES)
    found = month_label(words, bare=bare)
    return found.months if found and not words[found.end :].strip(_EDGES) else None


def month_label(folded: str, *, bare: str | None = None) -> MonthLabel | None:
    """The label of months with which a folded text begins."""
    if whole := _pattern("all_year").match(folded):
        return MonthLabel(Months((), all_year=True), whole.end())
    lead = _FROM.match(folded)
    start = lead.end() if lead else 0
    item = _item(folded, start, bare)
    months: list[int] = []
    end = 0
    joint = None
    while item:
        months += _between(months, item.months) if joint and joint["range"] else []
        months += [month for month in item.months if month not in months]
        end = item.end
        joint = match_at(_JOIN, folded, end)
        item = _item(folded, joint.end(), item.kind) if joint else None
    return MonthLabel(Months(tuple(months)), end) if months else None


def days_label(folded: str) -> MonthLabel | None:
    """The months of the days with which a folded text begins: *từ 01/01 đến 31/3*."""
    days = _DAYS.match(folded)
    first, last = (int(days["first"]), int(days["last"])) if days else (0, 0)
    if days is None or not 1 <= min(first, last) <= max(first, last) <= 12:
        return None
    between = [first, *_between([first], (last,)), *([last] if last != first else [])]
    return MonthLabel(Months(tuple(between)), days.end())


class _Item(NamedTuple):
    months: tuple[int, ...]
    end: int
    kind: str


def _item(folded: str, start: int, kind: str | None) -> _Item | None:
    """One month, quarter or half-year at `start`; `kind` is that of a number alone."""
    match = match_at(_items(), folded, start)
    if match is None:
        return None
    if match["half"]:
        count = int(match["count"])
        months = tuple(range(1, 13)[:count] if match["half"] == "dau" else range(1, 13)[-count:])
        return _Item(months, match.end(), "half")
    if match["quarter"]:
        first, last = quarter_months(quarter_number(match["quarter"]))
        return _Item(tuple(range(first, last + 1)), match.end(), "quy")
    if match["word"]:
        return _Item((table("times")["months"]["names"][match["word"]],), match.end(), "thang")
    return _alone(match, kind)


def _alone(match: regex.Match[str], kind: str | None) -> _Item | None:
    """A month in figures, or a number or numeral that goes on a list of months or quarters."""
    numeral = match["numeral"]
    if match["month"] or (kind == "thang" and numeral and numeral.isdigit()):
        month = int(match["month"] or numeral)
        return _Item((month,), match.end(), "thang") if 1 <= month <= 12 else None
    if kind == "quy" and numeral and (not numeral.isdigit() or int(numeral) <= 4):
        first, last = quarter_months(quarter_number(numeral))
        return _Item(tuple(range(first, last + 1)), match.end(), "quy")
    return None


def _between(months: list[int], last: tuple[int, ...]) -> list[int]:
    """The months between the last one so far and the first of `last`, over the turn of the year
    where need be."""
    month, stop = months[-1] % 12 + 1, last[0]
    between: list[int] = []
    while month != stop and len(between) < 10:
        between.append(month)
        month = month % 12 + 1
    return [month for month in between if month not in months]


@cache
def _items() -> regex.Pattern[str]:
    names = sorted(table("times")["months"]["names"], key=len, reverse=True)
    quarter = r"iv|i{1,3}|[il]{1,3}|[1-4]"
    return regex.compile(
        rf"(?:0?(?P<count>[369])\s+thang\s+(?P<half>dau|cuoi)\s+nam(?:\s+20\d\d)?"
        rf"|qu[yi]\s*(?P<quarter>{quarter})(?!\w){_YEAR}"
        rf"|(?:thang\s*|t\.?\s?(?=\d))(?P<month>\d{{1,2}})(?![\d.]|/\d{{1,2}}(?!\d)){_YEAR}"
        rf"|thang\s+(?P<word>{'|'.join(names)})(?!\w){_YEAR}"
        rf"|(?P<numeral>\d{{1,2}}|iv|i{{1,3}})(?![\w.%]|/\d{{1,2}}(?!\d)){_YEAR})"
    )


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?:{table('times')['months'][name]})(?!\w)")
