"""Whether a page's text layer can be trusted, judged for each page alone.

A layer may be what a scanner's own OCR made without Vietnamese (`KEHO~CH`), the garbage of a
font without a Unicode map, a stamp over a scan, or missing."""

from __future__ import annotations

from typing import Literal

import regex

from extractor.reading.legacy import marked_share
from extractor.tokens import lexicon_rate

Verdict = Literal["trusted", "missing", "junk"]
FEW_LETTERS = 200
"""A scan with fewer letters in its layer than this has a stamp or a number on it, no text."""
_ODD = regex.compile(r"[\p{Co}\ufffd]|[^\p{Latin}\P{L}]")
_ODD_SHARE = 0.02
_MARKED, _HARDLY = 0.045, 0.018  # of letters: in any Vietnamese text, in none
_KNOWN = 0.92  # of syllables: our own OCR does as well


def verdict(text: str, *, scanned: bool, drawn: bool) -> Verdict:
    """What to think of the layer `text`. `scanned`: a picture covers the page; `drawn`: there is
    something else on it that may be writing."""
    letters = sum(map(str.isalpha, text))
    if scanned and letters < FEW_LETTERS:
        return "missing"
    if not letters:
        return "missing" if drawn else "trusted"
    share = marked_share(text)
    if len(_ODD.findall(text)) > _ODD_SHARE * letters:
        return "junk"
    if scanned:
        return "trusted" if share >= _MARKED and lexicon_rate(text) >= _KNOWN else "junk"
    return "junk" if letters >= FEW_LETTERS and share < _HARDLY else "trusted"
