"""Texts cut into clauses, the units of comparison, and the letters by which they are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from extractor.compare.reuse.text import Text
from extractor.vietnamese import fold

SOLID = 30
"""Letters that a clause must have to be compared: *Tổ chức thực hiện* is nobody's sentence."""

LONGEST = 2_000  # characters: no sentence of a plan is longer

Ints = npt.NDArray[np.int32]

_END = re.compile(r'(?<=[.;:!?])["”)]*\s+')
_LETTERS = bytes(b for b in range(256) if not chr(b).isascii() or not chr(b).isalnum())


def letters(text: str) -> str:
    """The letters and digits of a text, without marks, case and spaces: what a bad scan keeps."""
    return fold(text).encode("ascii", "ignore").translate(None, _LETTERS).decode("ascii")


def clauses(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and letters of the clauses that can be compared. A clause ends with its mark or
    its paragraph; what is too short goes with what follows it in its paragraph, else with what
    precedes it."""
    start = 0
    for line in text.split("\n"):
        yield from _of_paragraph(line, start)
        start += len(line) + 1


def _of_paragraph(line: str, offset: int) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    start = 0
    for stop in _stops(line):
        own = letters(line[start:stop])
        if len(own) >= SOLID:
            found.append((start + offset, start + len(line[start:stop].rstrip()) + offset, own))
            start = stop
    if found and start < len(line):
        first, _, own = found[-1]
        found[-1] = (first, offset + len(line.rstrip()), own + letters(line[start:]))
    return found


def _stops(line: str) -> Iterator[int]:
    start = 0
    for stop in (*(match.end() for match in _END.finditer(line)), len(line)):
        yield from range(start + LONGEST, stop, LONGEST)
        yield stop
        start = stop


@dataclass(frozen=True)
class Clauses:
    """The comparable clauses of all texts, in the order of the texts, as columns. Clauses of the
    same letters have the same key; keys are numbered in the order in which they first stand."""

    keys: list[str]  # letters by key
    key: Ints
    document: Ints
    start: Ints
    end: Ints
    first: Ints  # by document: its first clause; one more at the end
    formula: npt.NDArray[np.bool_]  # whether most of it is nobody's words

    def of(self, document: int) -> range:
        """The clauses of a document."""
        return range(int(self.first[document]), int(self.first[document + 1]))

    @cached_property
    def places(self) -> list[Ints]:
        """By key: the clauses that have it, in their order."""
        order = np.argsort(self.key, kind="stable").astype(np.int32)
        return np.split(order, np.searchsorted(self.key[order], np.arange(1, len(self.keys))))


def cut(texts: Sequence[Text]) -> Clauses:
    """All texts as clauses."""
    numbers: dict[str, int] = {}
    rows: list[tuple[int, int, int, int, bool]] = []
    first = [0]
    for document, text in enumerate(texts):
        formula = _marked(text)
        for start, end, own in clauses(text.text):
            key = numbers.setdefault(own, len(numbers))
            most = 2 * formula.count(1, start, end) > end - start
            rows.append((key, document, start, end, most))
        first.append(len(rows))
    table = np.array(rows, np.int32).reshape(-1, 5).T.copy()
    ends = np.array(first, np.int32)
    return Clauses(
        list(numbers), table[0], table[1], table[2], table[3], ends, table[4].astype(bool)
    )


def _marked(text: Text) -> bytearray:
    """1 for each character of a formula."""
    marks = bytearray(len(text.text))
    for start, end in text.formulas:
        marks[start:end] = b"\1" * len(marks[start:end])
    return marks
