"""Figures to reach in a paragraph: which of its numbers are targets (`data/targets.toml`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractor.document import Span
from extractor.figures.candidates import Candidate, Figure, Words, candidate_at
from extractor.figures.marks import is_past
from extractor.figures.number import Bound, Per, numerals_in
from extractor.figures.rows import rows_of

__all__ = ["Figure", "find_figures"]


def find_figures(
    text: str, folded: str, span: Span, *, aimed: Callable[[int], bool]
) -> Iterator[Figure]:
    """The figures at `span`, in order. `aimed` tells whether an offset stands under a heading of
    aims, where a bare number may be one."""
    words = Words(text, folded, span, aimed)
    for row in rows_of(folded, _candidates(words)):
        for figure in _figures(row):
            if not is_past(text, folded, figure.span.start):
                yield figure


def _candidates(words: Words) -> Iterator[Candidate]:
    """The numbers that may be figures to reach, none inside another one's words."""
    done = words.span.start
    for place, value in numerals_in(words.folded, words.span):
        if place.start < done:
            continue
        candidate = candidate_at(words, place, value)
        if candidate:
            yield candidate
            done = candidate.end


def _figures(row: list[Candidate]) -> Iterator[Figure]:
    """The figures of a row (*ít nhất 02 tin, 01 bài/tháng*): a bound and *mỗi tháng* hold on from
    where they stand, a span of time at the end holds for all before it."""
    bound: Bound | None = None
    every: Per | None = None
    told = False
    for index, one in enumerate(row):
        after = next((other.after for other in row[index:] if other.after), None)
        told = told or one.told or after is not None
        bound = one.bound if one.bounded else bound
        every = one.every or every
        if told:
            per = after or every
            shared = bound if not one.bounded and one.may_share else None
            yield from one.figures(shared or one.bound, per.time if per else None)
