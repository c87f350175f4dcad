"""Work that comes again: `hằng quý`, `trước ngày 25 hàng tháng` → an RFC 5545 RRULE.

The forms are in `data/times.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import regex

from extractor.document import Span
from extractor.scan import matches_near
from extractor.tables import table
from extractor.times.calendar import quarter_months, quarter_number

_EVERY = {
    "ngay": ("DAILY", 1),
    "tuan": ("WEEKLY", 1),
    "thang": ("MONTHLY", 1),
    "quy": ("MONTHLY", 3),
    "nam": ("YEARLY", 1),
}
_WEEKDAYS = {"hai": "MO", "ba": "TU", "tu": "WE", "nam": "TH", "sau": "FR", "bay": "SA"} | dict(
    zip("234567", ("MO", "TU", "WE", "TH", "FR", "SA"), strict=True)
)
_COUNTS = {"hai": 2, "ba": 3, "bon": 4, "sau": 6}
_NTH = {"dau": "1", "cuoi": "-1", "thu hai": "2", "thu ba": "3", "thu tu": "4"}
# Each form holds one of these.
_NEEDLES = (
    *(f"{every} {unit}" for every in ("hang", "moi") for unit in _EVERY),
    "cac tuan", "dinh ky", "mot lan", "1 lan", "/lan", "/ lan", "cuoi quy",
    "cuoi cua", "dau quy", "dau cua", "dau tien", "cua thang", "trong thang", "thang sau",
    "thang bao cao", "thang tiep", "thang ke", "cuoi cung", "ngay cuoi", "cu 0", "cu 2", "cu 3",
    "cu 6", "cac thang", "tuan dau", "tuan cuoi", "tuan thu", "dinh ki",
)  # fmt: skip
_EVERY_MARKS = ("hằng", "hàng", "hăng", "hẳng")  # the last two as OCR reads them
_CLAUSE_START = regex.compile(r"[.;:\n(]")
# *trung hạn và hằng năm*: what the first is said of, the second is too.
_SIBLING = regex.compile(r"\s+(?:trung han|dai han|5 nam|hang \w+)\s*(?:,|va|,\s*va)\s*$")
_REACH = 100  # characters before *hằng* in which its noun is looked for


class Recurrence(NamedTuple):
    """Words that say how often, and the RRULE."""

    span: Span
    rrule: str


def find_recurrences(text: str, folded: str) -> Iterator[Recurrence]:
    """What comes again in `text`, in order; `folded` is its fold."""
    for match in matches_near(_forms(), folded, _NEEDLES, before=40, after=90):
        if match["every"] is None:
            rule = _form_rules()[_form_of(match)]
        elif says_when_work_is_done(text, folded, Span(*match.span())):
            rule = "{every}"
        else:
            continue
        yield Recurrence(Span(*match.span()), rule.format(**_fillers(match)))


def yearly(month: int | str, day: int | str) -> str:
    """The RRULE of a day of the year."""
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"


def says_when_work_is_done(text: str, folded: str, span: Span) -> bool:
    """Whether *hằng năm* at `span` is said of the work and not of a noun (*bản tin hằng tháng*)."""
    if not text[span.start : span.start + 4].lower().startswith(_EVERY_MARKS):
        return False
    begin = max(0, span.start - _REACH)
    if _other_word().search(text[begin : span.start].lower()):
        return False
    clause = _SIBLING.sub(" ", _CLAUSE_START.split(folded[begin : span.start])[-1])
    noun = _noun().search(clause)
    return noun is None or bool(_maker().search(clause[: noun.start()]))


@cache
def _forms() -> regex.Pattern[str]:
    forms = [(_group(form["id"]), form["pattern"]) for form in table("times")["recurrence"]]
    forms.append(("every", table("times")["every"]["pattern"]))
    named = (f"(?P<{name}>{pattern})" for name, pattern in forms)
    return regex.compile(r"(?<!\w)(?:" + "|".join(named) + ")")


@cache
def _form_rules() -> dict[str, str]:
    return {_group(form["id"]): form["rule"] for form in table("times")["recurrence"]}


def _group(form_id: str) -> str:
    return f"form_{form_id.replace('-', '_')}"


def _form_of(match: regex.Match[str]) -> str:
    return next(name for name in _form_rules() if match[name] is not None)


def _fillers(match: regex.Match[str]) -> dict[str, str]:
    found = match.groupdict()
    days = [*_numbers(found["days"]), int(found["day"] or 0)]
    return {
        "day": ",".join(map(str, days)),
        "month": ",".join(map(str, _months(found))),
        "weekday": "SU" if found["sunday"] else _WEEKDAYS.get(found["weekday"] or "", ""),
        "nth": _NTH.get(found["nth"] or "", ""),
        "every": _interval(found["unit"], _count(found["n"])) if found["unit"] else "",
    }


def _months(found: dict[str, str]) -> Sequence[int]:
    """The months of a quarter, from one to another, or the one."""
    if quarter := found["quarter"]:
        first, last = quarter_months(quarter_number(quarter))
        return range(first, last + 1)
    last = int(found["month"] or 0)
    return range(int(found["month1"] or last), last + 1)


def _numbers(words: str | None) -> list[int]:
    return [int(number) for number in regex.findall(r"\d+", words or "")]


def _count(numeral: str | None) -> int:
    return _COUNTS.get(numeral or "", 0) or int(numeral or 1)


def _interval(unit: str, count: int) -> str:
    frequency, step = _EVERY[unit]
    interval = step * count
    return f"FREQ={frequency}" + (f";INTERVAL={interval}" if interval > 1 else "")


def _any_of(words: list[str]) -> str:
    return "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _other_word() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{_any_of(table('times')['every']['other_word'])})\s+$")


@cache
def _noun() -> regex.Pattern[str]:
    """A noun at the end of the clause, with at most six words of its phrase after it."""
    nouns = _any_of(table("times")["every"]["nouns"])
    leads_on = "cho|truoc|de|nham|va|voi|tren|trong|vao|theo|bao cao|gui|dinh ky|tu ngan|tu nguon"
    gap = rf"(?:[\s,]+(?!(?:{leads_on})\b)\w+){{0,6}}"
    return regex.compile(rf"(?<!\w)(?:{nouns})(?!\w){gap}\s*$")


@cache
def _maker() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{_any_of(table('times')['every']['makers'])})\s+$")
