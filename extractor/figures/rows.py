"""Rows of figures that share a bound or a span of time: *ít nhất 02 tin, 01 bài/tháng*."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from extractor.figures.candidates import Candidate

_AND_MORE = regex.compile(
    r"(?: ?(?:/|tren )10{0,2}\.000(?: [a-z]+){1,2}?)? *(?:,|;|va|hoac|, *va) *"
)
# Shares of one thing by level or place: *90% hồ sơ tại cấp tỉnh; 80% tại cấp huyện*.
_SHARE_ELSEWHERE = regex.compile(r"(?: (?:tai|o|doi voi)(?: [a-z]+){1,4})? *(?:,|;|va|, *va) *")


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
    """Whether nothing but a mark or *và* stands between two of a kind, of shares a place too."""
    if last.share != candidate.share or candidate.every:
        return False
    between = _SHARE_ELSEWHERE if last.share else _AND_MORE
    return between.fullmatch(folded, last.end, candidate.begin) is not None
