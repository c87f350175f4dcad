"""Rows of figures that share a bound or a span of time: *ít nhất 02 tin, 01 bài/tháng*."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from extractor.figures.candidates import Candidate

_AND_MORE = regex.compile(r" *(?:,|;(?= *\d+ *%)|va|hoac|, *va) *")


def rows_of(folded: str, candidates: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    """The candidates, those in one list that stand as one row."""
    row: list[Candidate] = []
    for candidate in candidates:
        if row and not _goes_on(folded, row[-1], candidate):
            yield row
            row = []
        row.append(candidate)
    if row:
        yield row


def _goes_on(folded: str, last: Candidate, candidate: Candidate) -> bool:
    """Whether nothing but a comma or *và* stands between two of a kind."""
    if last.share != candidate.share or candidate.every:
        return False
    return _AND_MORE.fullmatch(folded, last.end, candidate.begin) is not None
