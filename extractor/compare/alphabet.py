"""The order of the Vietnamese alphabet: a ă â b c d đ e ê …, tones within a syllable after that."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng, in the order of dictionaries; the level tone comes before."""
_RANKS = {letter: f"{rank:02}" for rank, letter in enumerate(_LETTERS)}


@lru_cache(maxsize=10_000)
def alphabetical(text: str) -> tuple[tuple[str, str], ...]:
    """A key to sort by: syllable by syllable, letters first, then the tone. Digits come before
    letters, in the order of the numbers that they make."""
    return tuple(_syllable(word) for word in text.casefold().split())


def _syllable(word: str) -> tuple[str, str]:
    letters, tone = [], "0"
    if word.isdecimal():
        return f"!{int(word):020}", tone
    for character in unicodedata.normalize("NFC", word):
        mark = next((m for m in unicodedata.normalize("NFD", character) if m in _TONES), "")
        if mark:
            tone = str(_TONES.index(mark) + 1)
            bare = unicodedata.normalize("NFD", character).replace(mark, "")
            character = unicodedata.normalize("NFC", bare)
        letters.append(_RANKS.get(character, f"!{character}" if character.isdigit() else character))
    return "".join(letters), tone
