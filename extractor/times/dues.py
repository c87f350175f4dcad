"""What makes a written time a due date: the words before and after it (`data/times.toml`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import regex

from extractor.document import Span
from extractor.scan import match_at
from extractor.tables import table
from extractor.times.calendar import Precision, When

_ITEM_MARKS = " -+*•–—.;:()\t"
_LONGEST_SENTENCE = 2000  # characters after a time
_LONGEST_ALONE = 300  # characters of a paragraph that is nothing but a time
_SENTENCE_END = regex.compile(r"[\n;]|\.(?=\s)")
_FROM = regex.compile(r"(?r)(?<!\w)tu(?:\s+(?:ngay|nay))?\s*")
_FIRST_WORDS = regex.compile(r"(?:(?:tu|cac|ngay|du kien|khoang|\d{1,2}\s*(?:,|-|va))\s*)*")
_LABEL = regex.compile(r"(?:[^.;:]{3,40}:\s*)?")
_EVERY_YEAR = regex.compile(r",?\s+(?:cua\s+)?(?:hang|moi)\s+nam(?!\w|\s*\d)")
_SHORTER_THAN_YEAR: frozenset[Precision] = frozenset(("day", "month", "quarter", "half"))


@dataclass(frozen=True, slots=True)
class Chain:
    """Times that one lead holds for; `range` where they are the two ends of a period."""

    whens: tuple[When, ...]
    range: bool = False

    @property
    def span(self) -> Span:
        """From the first time to the last."""
        return Span(self.whens[0].span.start, self.whens[-1].span.end)


@dataclass(frozen=True, slots=True)
class Lead:
    """The words that make a time due: where they begin, for times of which precision; `open`:
    work is due before the time begins (*trước tháng 10*)."""

    start: int
    precision: frozenset[Precision]
    open: bool = False


def chains(folded: str, whens: Iterable[When]) -> Iterator[Chain]:
    """`whens`, those together that stand as one list or range. A list goes on over a comma, a
    range has two ends."""
    row: list[When] = []
    for when in whens:
        gap = folded[row[-1].span.end : when.span.start] if row else ""
        if "\n" in gap:  # a list ends with its paragraph
            yield Chain(tuple(row))
            row = []
        if row and len(row) == 1 and _joint("range").fullmatch(gap):
            yield Chain((row.pop(), when), range=True)
        elif row and _joint("both").fullmatch(gap):
            row.append(when)
        else:
            if row:
                yield Chain(tuple(row))
            row = [when]
    if row:
        yield Chain(tuple(row))


def lead_of(folded: str, chain: Chain) -> Lead | None:
    """The lead of `chain`; None where it is no due date."""
    start, end = chain.span
    line = folded.rfind("\n", 0, start) + 1
    stop = start
    if chain.range and (from_ := _FROM.match(folded, line, start)):
        stop = from_.start()
    if match_at(_after_never(), folded, end) or _before_never().match(folded, line, stop):
        return None
    if match := _leads().match(folded, line, stop):
        form = next(f for f in table("times")["due"] if match[f["id"]] is not None)
        # `Thời gian hoàn thành: Quý IV`: what ends with a colon is a label, no part of the time
        labelled = ":" in match[0] and form["id"] != "before"
        begin = start if labelled else match.start()
        return Lead(begin, frozenset(form["precision"]), form.get("open", False))
    alone = _stands_alone(folded, chain.span) or _is_bracketed(folded, chain)
    return Lead(start, _SHORTER_THAN_YEAR) if alone else None


def every_year(folded: str, chain: Chain) -> bool:
    """Whether the sentence says that a day without a year comes again every year."""
    sentence = folded[slice(*sentence_of(folded, chain.span))]
    return _yearly().search(sentence) is not None


def named_every_year(folded: str, chain: Chain) -> bool:
    """Whether *hằng năm* stands right after the days: *ngày 20/9 hằng năm*."""
    return match_at(_EVERY_YEAR, folded, chain.span.end) is not None


def sentence_of(folded: str, span: Span) -> Span:
    """The sentence around `span`, bounded by full stops, semicolons and line ends."""
    before = list(_SENTENCE_END.finditer(folded, max(0, span.start - 400), span.start))
    limit = min(len(folded), span.end + _LONGEST_SENTENCE)
    after = _SENTENCE_END.search(folded, span.end, limit)
    start = before[-1].end() if before else max(0, span.start - 400)
    return Span(start, after.start() if after else limit)


def _is_bracketed(folded: str, chain: Chain) -> bool:
    """*sơ kết học kỳ I (tháng 01/2023)*; a day in brackets is one to commemorate."""
    start, end = chain.span
    brackets = folded[start - 1 : start] + folded[end : end + 1]
    return brackets == "()" and all(w.precision != "day" and w.year for w in chain.whens)


def _stands_alone(folded: str, span: Span) -> bool:
    """Whether a whole paragraph (a cell *Quý II/2026*), or what stands after its colon, is this
    time."""
    start, end = folded.rfind("\n", 0, span.start) + 1, folded.find("\n", span.end)
    end = len(folded) if end < 0 else end
    if end - start > _LONGEST_ALONE:
        return False
    after = folded[span.end : end].strip(_ITEM_MARKS)
    before = folded[start : span.start].lstrip(_ITEM_MARKS).rstrip(" (")
    label = _LABEL.match(before)
    own = before[label.end() :] if label else before
    return not after and _FIRST_WORDS.fullmatch(own) is not None


# Patterns of words before a time are matched backwards (`(?r)`), from where it begins: a forward
# search would try each place before it. Of the forms the first in `data/times.toml` counts.


@cache
def _leads() -> regex.Pattern[str]:
    forms = "|".join(f"(?P<{form['id']}>{form['before']})" for form in table("times")["due"])
    return regex.compile(rf"(?r)(?<!\w)(?:{forms}){table('times')['chain']['days']}")


@cache
def _before_never() -> regex.Pattern[str]:
    return regex.compile(rf"(?r)(?<!\w){table('times')['never']['before']}")


@cache
def _after_never() -> regex.Pattern[str]:
    return regex.compile(table("times")["never"]["after"])


@cache
def _joint(kind: str) -> regex.Pattern[str]:
    return regex.compile(table("times")["chain"][kind])


@cache
def _yearly() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{table('times')['yearly']['words']})(?!\w)")
