"""Stage: the times that a plan states: when work is due, how often it comes again, what a period
covers, and days.

Times stand in a sentence as days, months, quarters; the words before one say what it is for
(`data/times.toml`). Dates of cited documents are part of the citation and are left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import regex

from extractor.document import Document, Span, TimeMention
from extractor.times.calendar import When, find_periods, find_whens
from extractor.times.dues import (
    Chain,
    Lead,
    chains,
    every_year,
    lead_of,
    named_every_year,
    sentence_of,
)
from extractor.times.horizon import Horizon, horizon_of
from extractor.times.recurrences import Recurrence, find_recurrences, yearly
from extractor.vietnamese import fold

_GLOSS = regex.compile(r"[\s,(]*(?:truoc|vao|cham nhat)?\s*")


def find_times(document: Document, /) -> Document:
    """`document` with its `times`, in order, none overlapping."""
    reading = _Reading(document, fold(document.text), horizon_of(document))
    return replace(document, times=_apart(reading.mentions()))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A document being read: its fold, and the year that it means."""

    document: Document
    folded: str
    horizon: Horizon

    def mentions(self) -> Iterator[TimeMention]:
        """Every time; of those that overlap the one that says most comes first."""
        words = list(find_recurrences(self.document.text, self.folded))
        found = [(c, lead_of(self.folded, c)) for c in self._chains(words)]
        days = self._days_of_every_year(found)
        for whens in days.values():
            yield TimeMention(whens[0].span, "recurrence", rrule=_rule(whens))
        sentences = {sentence for sentence, _ in days}
        for recurrence, following in pairwise([*words, None]):
            assert recurrence is not None
            if not self._is_told_better(recurrence, following, sentences):
                yield TimeMention(recurrence.span, "recurrence", rrule=recurrence.rrule)
        again = {when.span for whens in days.values() for when in whens}
        for chain, lead in found:
            if chain.whens[-1].span not in again:
                yield from self._dues(chain, lead)
        yield from self._periods()
        for chain, _ in found:
            yield from self._days(chain)

    def _is_told_better(
        self, recurrence: Recurrence, following: Recurrence | None, sentences: set[Span]
    ) -> bool:
        """Whether a bare *hằng quý* stands beside the day that it means: *(trước ngày 20 …)*."""
        if "BY" in recurrence.rrule:
            return False
        if following and _GLOSS.fullmatch(self.folded, recurrence.span.end, following.span.start):
            return True
        return any(sentence.covers(recurrence.span) for sentence in sentences)

    def _chains(self, recurrences: Sequence[Recurrence]) -> Iterator[Chain]:
        """The times outside citations and outside words such as *tháng 3 hằng năm*."""
        taken = [mention.span for mention in self.document.citations]
        taken += [recurrence.span for recurrence in recurrences]
        return chains(self.folded, _outside(find_whens(self.folded), taken))

    def _days_of_every_year(
        self, found: Sequence[tuple[Chain, Lead | None]]
    ) -> dict[tuple[Span, int], list[When]]:
        """Days without a year that come again, by sentence and day of the month."""
        days: dict[tuple[Span, int], list[When]] = {}
        for chain, lead in found:
            dated = chain.whens[-1].year is not None  # *20/6 và 20/12/2023*: one year for both
            due = lead is not None and not dated and every_year(self.folded, chain)
            if due or named_every_year(self.folded, chain):
                sentence = sentence_of(self.folded, chain.span)
                for when in chain.whens:
                    if when.day and when.year is None:
                        days.setdefault((sentence, when.day), []).append(when)
        return days

    def _dues(self, chain: Chain, lead: Lead | None) -> Iterator[TimeMention]:
        if lead is None:
            return
        for when in chain.whens[-1:] if chain.range else chain.whens:
            if when.precision not in lead.precision:
                continue
            if day := self._due_day(when, lead):
                start = lead.start if chain.range or when is chain.whens[0] else when.span.start
                yield TimeMention(Span(start, when.span.end), "due", start=day)

    def _due_day(self, when: When, lead: Lead) -> date | None:
        """When work is due; not before the plan was issued: then the time is another."""
        day = self.horizon.last(when)
        if lead.open and when.precision != "day":
            first = self.horizon.first(when)
            day = first - timedelta(days=1) if first else None
        issued_on = self.horizon.issued_on
        return None if day and issued_on and day < issued_on else day

    def _periods(self) -> Iterator[TimeMention]:
        for span, (start, end) in find_periods(self.folded):
            if start != end:
                yield TimeMention(span, "period", start=start, end=end)

    def _days(self, chain: Chain) -> Iterator[TimeMention]:
        for when in chain.whens:
            if when.precision == "day" and when.year and (day := when.last(when.year)):
                yield TimeMention(when.span, "date", start=day)


def _rule(whens: Sequence[When]) -> str:
    """The rule of days that are the same of their months."""
    months = sorted({when.months[0] for when in whens})
    return yearly(",".join(map(str, months)), whens[0].day or 1)


def _outside(whens: Iterable[When], taken: Iterable[Span]) -> Iterator[When]:
    """The times that overlap no span of `taken`."""
    spans = sorted(taken)
    starts = [span.start for span in spans]
    for when in whens:
        at = bisect_right(starts, when.span.start)
        if not any(span.overlaps(when.span) for span in spans[max(0, at - 1) : at + 1]):
            yield when


def _apart(mentions: Iterable[TimeMention]) -> tuple[TimeMention, ...]:
    """In order of place; of those that overlap the first given."""
    kept: list[TimeMention] = []
    for mention in mentions:
        at = bisect_right(kept, mention.span.start, key=lambda m: m.span.start)
        if not any(other.span.overlaps(mention.span) for other in kept[max(0, at - 1) : at + 1]):
            kept.insert(at, mention)
    return tuple(kept)
