"""The dot of an *i* read as a hook or an accent (`chỉ tiết`, `Thì đua`): at 200 dpi they look
alike, and every model slips. Put right in pairs of words that no other mark on the *i* makes."""

from __future__ import annotations

from functools import cache

import regex

from extractor.reading.ocr import OcrLine, OcrWord
from extractor.tables import table
from extractor.vietnamese import even, fold

RULE = "dotted_i"
_MARKED_I = regex.compile("[ìỉĩíị]")
_CAPITAL_I = regex.compile("[ÌỈĨÍỊ]")
_LETTERS = regex.compile(r"\p{L}+")


def dotted(line: OcrLine) -> OcrLine:
    """The line with the *i* of such pairs dotted."""
    words = list(line)
    for index in range(len(words) - 1):
        pair = " ".join(even("".join(_LETTERS.findall(w.text))) for w in words[index : index + 2])
        right = _pairs().get(fold(pair))
        if right and pair != right and _MARKED_I.sub("i", pair) == _MARKED_I.sub("i", right):
            for place, syllable in enumerate(right.split(), index):
                words[place] = _as(words[place], syllable)
    return tuple(words)


def _as(word: OcrWord, syllable: str) -> OcrWord:
    """The word with the dots of `syllable`; unchanged if it has them."""
    if _MARKED_I.search(syllable) or not _MARKED_I.search(word.text.lower()):
        return word
    return word.put_right(_CAPITAL_I.sub("I", _MARKED_I.sub("i", word.text)), RULE)


@cache
def _pairs() -> dict[str, str]:
    """The pairs by their letters."""
    return {fold(pair): even(pair) for pair in table("phrases")["dotted_i"]}
