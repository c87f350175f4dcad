"""Differences between two texts: line by line, and word by word in lines that are alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from extractor.vietnamese import same_word_key

LINES, WORDS = 400, 4_000  # beyond which a text, a line is compared more coarsely
ALIKE = 0.5
"""The share of words that lines must have in common to be told apart word by word: with fewer,
what is the same is so by chance."""

Kind = Literal["equal", "insert", "delete", "replace"]

_WORD = re.compile(r"\s*(?:[\w\u0300-\u036f]+|[^\w\s])(?:\s+\Z)?|\s+\Z")  # marks may stand apart
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")


@dataclass(frozen=True, slots=True)
class Change:
    """A part of two texts. All `before` joined are the one, all `after` the other, to the letter:
    equal parts may differ in case, in white space and in where a tone stands (hoà, hòa)."""

    kind: Kind
    before: str
    after: str


def diff(before: str, after: str) -> tuple[Change, ...]:
    """What becomes of a text. Time grows with the square of lines and of words in a line, up to
    limits; longer texts are cut at lines that are equal, longer lines are replaced as a whole."""
    return tuple(_joined(_by_line(_LINE.findall(before), _LINE.findall(after))))


def _by_line(lines: Sequence[str], others: Sequence[str]) -> Iterator[Change]:
    keys, other_keys = [_words(line) for line in lines], [_words(line) for line in others]
    small = max(len(lines), len(others)) <= LINES
    place = other_place = 0
    for one, other in (_alike if small else _equal)(keys, other_keys):
        yield Change("delete", "".join(lines[place:one]), "")
        yield Change("insert", "", "".join(others[other_place:other]))
        yield from _by_word(lines[one], others[other])
        place, other_place = one + 1, other + 1
    yield Change("delete", "".join(lines[place:]), "")
    yield Change("insert", "", "".join(others[other_place:]))


def _words(line: str) -> list[str]:
    return [same_word_key(word) for word in _WORD.findall(line)]


def _alike(lines: Sequence[list[str]], others: Sequence[list[str]]) -> list[tuple[int, int]]:
    """Pairs of lines, in the order of both, that have most in common in all."""
    if not lines or not others:
        return []
    scores = process.cdist(lines, others, scorer=Indel.normalized_similarity, score_cutoff=ALIKE)
    best = np.zeros((len(lines) + 1, len(others) + 1))
    for row in range(len(lines) - 1, -1, -1):
        taken = np.maximum(best[row + 1, :-1], best[row + 1, 1:] + scores[row])
        best[row, :-1] = np.maximum.accumulate(taken[::-1])[::-1]
    pairs, row, column = [], 0, 0
    while row < len(lines) and column < len(others):
        if best[row, column] == best[row + 1, column]:
            row += 1
        elif best[row, column] == best[row, column + 1]:
            column += 1
        else:
            pairs.append((row, column))
            row, column = row + 1, column + 1
    return pairs


def _equal(lines: Sequence[list[str]], others: Sequence[list[str]]) -> Iterator[tuple[int, int]]:
    """Pairs of equal lines, in the order of both."""
    blocks = Indel.opcodes([" ".join(line) for line in lines], [" ".join(line) for line in others])
    for block in blocks:
        if block.tag == "equal":
            yield from zip(
                range(block.src_start, block.src_end),
                range(block.dest_start, block.dest_end),
                strict=True,
            )


def _by_word(line: str, other: str) -> Iterator[Change]:
    """The longest common subsequence of words, and what lies between."""
    words, others = _WORD.findall(line), _WORD.findall(other)
    if max(len(words), len(others)) > WORDS:
        yield Change("replace", line, other)
        return
    for code in Indel.opcodes(_words(line), _words(other)):
        before = "".join(words[code.src_start : code.src_end])
        after = "".join(others[code.dest_start : code.dest_end])
        yield Change("equal" if code.tag == "equal" else "replace", before, after)


def _joined(changes: Iterator[Change]) -> Iterator[Change]:
    """What is equal, and what goes and comes at one place, as one change each."""
    before = after = ""
    equal = True
    for change in changes:
        if (change.kind == "equal") != equal and (change.before or change.after):
            yield from _named(before, after, equal=equal)
            before = after = ""
            equal = not equal
        before, after = before + change.before, after + change.after
    yield from _named(before, after, equal=equal)


def _named(before: str, after: str, *, equal: bool) -> Iterator[Change]:
    kind: Kind = "equal" if equal else "replace" if before and after else "insert"
    if before or after:
        yield Change("delete" if kind == "insert" and before else kind, before, after)
