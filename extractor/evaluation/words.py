"""When two strings say the same: strictly, but for writing habits, or nearly."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache

SOFT = 0.90
"""Two strings that are alike from here on differ by an OCR slip or two."""
NEVER_ALIKE = 0.8
"""Strings whose lengths differ more than this are not compared letter by letter."""

_QUOTES = re.compile("[“”„«»\"'‘’`]")
_DASHES = re.compile("[‐-―−]")
_AROUND_MARKS = re.compile(r"\s*([-/,.;:()])\s*")
_NO_WORD = re.compile(r"[\W_]+")
# Tone placement, old to new; after q the u belongs to the consonant.
_OLD = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_NEW = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_TONES = dict(zip(_OLD.split(), _NEW.split(), strict=True))
_OLD_TONE = re.compile(rf"(?<!q)({'|'.join(_TONES)})(?!\w)")


def even(value: object) -> str:
    """`value` as a string in which case, spaces, quotes, dashes, tone placement and marks at the
    ends no longer count."""
    text = unicodedata.normalize("NFC", str(value or "")).casefold()
    text = _DASHES.sub("-", _QUOTES.sub("", text))
    text = _AROUND_MARKS.sub(r"\1", text)
    text = _OLD_TONE.sub(lambda found: _TONES[found[0]], text)
    return " ".join(text.split()).strip(" .,;:/-")


def words_alone(text: str) -> str:
    """`text` evened out, its marks read as spaces."""
    return _NO_WORD.sub(" ", even(text)).strip()


@cache
def alike(one: str, other: str) -> float:
    """The share of equal letters by longest matching blocks, 0–1."""
    if one == other:
        return 1.0
    if not one or not other or _length_ratio(one, other) < NEVER_ALIKE:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _length_ratio(one: str, other: str) -> float:
    lengths = sorted((len(one), len(other)))
    return lengths[0] / lengths[1]
