"""Differences between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel, Opcode

from extractor.vietnamese import same_word_key

LIMIT = 4_000  # words, or lines: beyond it the time would show
STRAY = 2  # equal words between changes that are longer: chance, which only makes confetti

Kind = Literal["equal", "insert", "delete", "replace"]

_WORD = re.compile(r"\s*(?:\w+|[^\w\s])(?:\s+\Z)?|\s+\Z")
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")


@dataclass(frozen=True, slots=True)
class Change:
    """A part of two texts. All `before` joined are the one, all `after` the other, to the letter:
    equal parts may differ in case, in white space and in where a tone stands (hoà, hòa)."""

    kind: Kind
    before: str
    after: str


def diff(before: str, after: str) -> tuple[Change, ...]:
    """What becomes of the words of a text. Long texts are compared line by line first, and where
    even that is too much they are replaced as a whole."""
    one, other = _WORD.findall(before), _WORD.findall(after)
    if max(len(one), len(other)) <= LIMIT:
        return tuple(_calmed(_compared(one, other)))
    lines, others = _LINE.findall(before), _LINE.findall(after)
    if max(len(lines), len(others)) > LIMIT:
        return (_change(before, after),)
    return tuple(_calmed(_by_line(lines, others)))


def _by_line(lines: Sequence[str], others: Sequence[str]) -> Iterator[Change]:
    for change in _compared(lines, others):
        one, other = _WORD.findall(change.before), _WORD.findall(change.after)
        if change.kind == "replace" and max(len(one), len(other)) <= LIMIT:
            yield from _compared(one, other)
        else:
            yield change


def _compared(one: Sequence[str], other: Sequence[str]) -> Iterator[Change]:
    """Longest common subsequence of the pieces; what goes and what comes at one place is one
    change."""
    codes = Indel.opcodes([same_word_key(p) for p in one], [same_word_key(p) for p in other])
    gone, come = "", ""
    for code in codes:
        before, after = _texts(code, one, other)
        if code.tag == "equal":
            yield from _unless_empty(gone, come)
            gone, come = "", ""
            yield Change("equal", before, after)
        else:
            gone, come = gone + before, come + after
    yield from _unless_empty(gone, come)


def _texts(code: Opcode, one: Sequence[str], other: Sequence[str]) -> tuple[str, str]:
    before = "".join(one[code.src_start : code.src_end])
    return before, "".join(other[code.dest_start : code.dest_end])


def _unless_empty(gone: str, come: str) -> Iterator[Change]:
    if gone or come:
        yield _change(gone, come)


def _change(gone: str, come: str) -> Change:
    return Change("replace" if gone and come else "delete" if gone else "insert", gone, come)


def _calmed(changes: Iterator[Change]) -> Iterator[Change]:
    """Changes without the few equal words that stand between long ones by chance."""
    kept: list[Change] = []
    for change in changes:
        if len(kept) > 1 and change.kind != "equal" and _stray(*kept[-2:], change):
            before, equal = kept[-2:]
            kept[-2:] = [
                _change(
                    before.before + equal.before + change.before,
                    before.after + equal.after + change.after,
                )
            ]
        elif kept and kept[-1].kind != "equal" and change.kind != "equal":
            kept[-1] = _change(kept[-1].before + change.before, kept[-1].after + change.after)
        else:
            kept.append(change)
    yield from kept


def _stray(before: Change, middle: Change, after: Change) -> bool:
    words = len(middle.before.split())
    return (
        middle.kind == "equal"
        and before.kind != "equal"
        and words <= STRAY
        and min(_size(before), _size(after)) > words
    )


def _size(change: Change) -> int:
    return max(len(change.before.split()), len(change.after.split()))
