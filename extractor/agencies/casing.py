"""Names out of lines in capitals, in the case of running text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from extractor.agencies.words import Words, words_of
from extractor.tokens import is_syllable
from extractor.vietnamese import even

_TERRITORY_ENDS = frozenset(
    even(word) for word in ("huyện", "quận", "phố", "trấn", "phường", "khu", "xã")
)
# Syllables that no such name begins with, and where one ends: xã hội, các xã trên địa bàn.
_NO_NAME = frozenset(even("hội trên tại thuộc trong của và").split())
_SCHOOL = even("trường")
_SCHOOL_KINDS = frozenset(
    even("tiểu học trung cơ sở phổ thông mầm non mẫu giáo cao đẳng đại dân tộc nội trú bán").split()
)


def cased(text: str, *, begins: bool = True) -> str:
    """`text`, if it is in capitals, as it would stand in a sentence: capitals only on proper
    names, on abbreviations and (if it `begins` a name) on its first letter."""
    if text != text.upper() or text.isascii():
        return text
    words = words_of(text)
    if begins and len(words) < 2:
        return text
    out, proper = list(text.lower()), set(_proper(words))
    for i, (start, end) in enumerate(zip(words.starts, words.ends, strict=True)):
        if not is_syllable(words.forms[i]):
            out[start:end] = text[start:end]
        elif i in proper or (begins and i == 0):
            out[start] = text[start]
    return "".join(out)


def _proper(words: Words) -> Iterator[int]:
    """The syllables of names of provinces, districts, communes and schools."""
    for i, end in words.provinces.items():
        yield from range(i, end)
    forms = words.forms
    for i in range(1, len(forms)):
        if forms[i - 1] in _TERRITORY_ENDS and forms[i] not in _NO_NAME and not words.gaps[i]:
            yield from takewhile(lambda k: forms[k] not in _NO_NAME, range(i, len(forms)))
            return
    if forms[0] == _SCHOOL:
        kinds = next((i for i in range(1, len(forms)) if forms[i] not in _SCHOOL_KINDS), 1)
        yield from range(kinds, len(forms))
