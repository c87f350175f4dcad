"""What a tagger sees of each syllable: itself and its neighbours, hashed to rows of a table.

Words are never stored: a feature is a hash, and the weights hold one number for each of its
rows and labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from extractor.tokens import is_word
from extractor.vietnamese import even, fold

Ids = NDArray[np.uint64]

_SYLLABLE = re.compile(r"[^\W_]+")
_LONGEST = 400  # syllables of a paragraph that are read as one
_REACH = 3  # syllables to either side that features may look at
_GAPS = {
    gap: code for code, gap in enumerate(("", ",", ";", ":", ".", "-", "(", ")", "/", '"', "&"), 1)
}
_OPENS, _CLOSES, _QUOTED, _OTHER, _FIRST = 20, 21, 22, 23, 24
_EDGE = 99
"""What stands before the first and after the last syllable of a paragraph, in all columns."""

# Columns: e the syllable with its marks, f without, p and q its first and last two letters, s how
# it is written, g the marks before it, w whether it makes a word of the dictionary with the one
# before it, b where in the paragraph it is, and whether that has a colon. A template joins columns,
# each at a distance.
_NOTATION = """
    e0 e-1 e1 e-2 e2 e3 e-3 f0 f-1 f1
    s0&g0&g1 s-1&s0&s1 s0&s1&s2&g1&g2 s-2&s-1&s0&g0&g-1 g0&g1&g2 g-1&g0&s0
    e-1&e0 e0&e1 e-2&e-1 e1&e2
    e0&s0&g0 e0&g1&s1 e-1&s0&g0 e-1&g0&s-1
    f-1&f0&s0 w0&s0&s-1 w1&s0&s1 w0&e0 b0&s0&g0 b0&e0
    p0&s0 q0&s0 p-1 q-1 p1 q1 p-1&p0 q-1&q0 p-1&q0 b0&p0
"""
_TEMPLATES = tuple(
    tuple((part[0], int(part[1:])) for part in template.split("&"))
    for template in _NOTATION.split()
)
TEMPLATES = len(_TEMPLATES)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


@dataclass(frozen=True, slots=True)
class Syllables:
    """The syllables of one paragraph: where each stands in the text."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]


def paragraphs_of(text: str) -> Iterator[Syllables]:
    """The paragraphs of `text` that have any syllable, in order; very long ones in pieces."""
    start = 0
    for line in text.split("\n"):
        spans = [match.span() for match in _SYLLABLE.finditer(text, start, start + len(line))]
        start += len(line) + 1
        for first in range(0, len(spans), _LONGEST):
            starts, ends = zip(*spans[first : first + _LONGEST], strict=True)
            yield Syllables(starts, ends)


def features_of(text: str, paragraphs: list[Syllables], bits: int) -> NDArray[np.int64]:
    """For each syllable of `paragraphs`, in order, one row number below 2**`bits` a template."""
    columns, places = _columns(text, paragraphs)
    rows = np.empty((len(places), TEMPLATES), dtype=np.int64)
    for number, template in enumerate(_TEMPLATES):
        mixed = np.full(len(places), number + 1, dtype=np.uint64)
        for name, distance in template:
            mixed = (mixed ^ columns[name][places + distance]) * _MIX
            mixed ^= mixed >> _SHIFT
        rows[:, number] = (mixed >> np.uint64(64 - bits)).astype(np.int64)
    return rows


def _columns(text: str, paragraphs: list[Syllables]) -> tuple[dict[str, Ids], NDArray[np.int64]]:
    """The columns, `_REACH` edges around each paragraph, and where the syllables are in them."""
    evened = even(text)
    size = sum(len(p.starts) + _REACH for p in paragraphs) + _REACH
    columns = {name: np.full(size, _EDGE, dtype=np.uint64) for name in "efpqsgwb"}
    places: list[NDArray[np.int64]] = []
    at = _REACH
    for paragraph in paragraphs:
        past = at + len(paragraph.starts)
        for name, values in _seen(text, evened, paragraph).items():
            columns[name][at:past] = values
        places.append(np.arange(at, past))
        at = past + _REACH
    return columns, np.concatenate(places) if places else np.empty(0, dtype=np.int64)


def _seen(text: str, evened: str, paragraph: Syllables) -> dict[str, Sequence[int]]:
    """The columns of one paragraph."""
    bounds = list(zip(paragraph.starts, paragraph.ends, strict=True))
    forms = [evened[start:end] for start, end in bounds]
    marked, plain, first, last = zip(*map(_hashes, forms), strict=True)
    colon = 3 if ":" in text[paragraph.starts[0] : paragraph.ends[-1]] else 0
    return {
        "e": marked,
        "f": plain,
        "p": first,
        "q": last,
        "s": [_shape(text[start:end]) for start, end in bounds],
        "g": _gaps(text, paragraph),
        "w": [0, *map(_is_word, forms, forms[1:])],
        "b": [min(number, 2) + colon for number in range(len(forms))],
    }


@lru_cache(maxsize=1 << 14)
def _hashes(form: str) -> tuple[int, int, int, int]:
    plain = fold(form).encode()
    return crc32(form.encode()), crc32(plain), crc32(plain[:2]), crc32(plain[-2:])


@lru_cache(maxsize=1 << 14)
def _is_word(first: str, second: str) -> bool:
    return is_word(first, second)


@lru_cache(maxsize=1 << 14)
def _shape(written: str) -> int:
    if written.isdigit():
        return 1
    if written.isupper():
        return 2 if len(written) > 1 else 3
    if written[0].isupper():
        return 4 if written[1:].islower() else 5
    return 6 if written.islower() else 7


def _gaps(text: str, paragraph: Syllables) -> list[int]:
    pairs = zip(paragraph.ends, paragraph.starts[1:], strict=False)
    return [_FIRST, *(_gap(text[end:start]) for end, start in pairs)]


@lru_cache(maxsize=4096)
def _gap(marks: str) -> int:
    plain = fold(marks).replace(" ", "")
    known = _GAPS.get(plain)
    if known:
        return known
    if "(" in plain:
        return _OPENS
    if ")" in plain:
        return _CLOSES
    return _QUOTED if '"' in plain else _OTHER
