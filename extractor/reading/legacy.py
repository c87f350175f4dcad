"""Text set in fonts from before Unicode: TCVN3 (.VnTime and its family) and VNI.

Their PDFs hand out Latin letters that only look right in the font: `Céng hßa` (TCVN3) and
`Coäng hoøa` (VNI) are `Cộng hòa`. The letters overlap with real ones, so nothing is decoded
unless the outcome is far more Vietnamese than what was there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Literal

import regex

from extractor.tables import rows
from extractor.tokens import lexicon_rate

Encoding = Literal["tcvn3", "vni"]
ENCODINGS: tuple[Encoding, ...] = ("tcvn3", "vni")
# What a PDF makes of TCVN3's soft hyphen (ư) and micro sign (à).
_TCVN3_VARIANTS = {"\u00ad": "ư", "\u2010": "ư", "μ": "à", "\ufffe": "ư", "\x02": "ư"}
_TCVN3_HYPHEN = regex.compile(r"(?<=\p{L})-(?=[\p{L}¨-¾])")
_MARKED = regex.compile(r"[\u1ea0-\u1ef9]")
# Of syllables in the dictionary: in decoded text, and more than there were before.
_KNOWN, _GAIN = 0.75, 0.2


def decode(text: str, encoding: Encoding) -> str:
    """`text` with each letter of the old encoding replaced by the letter that it shows."""
    table, pattern = _decoder(encoding)
    return str(pattern.sub(lambda found: table[found.group()], text))


def decode_word(text: str, encoding: Encoding, font: str) -> str:
    """A PDF's word set in `font`. A hyphen inside a TCVN3 word is the ư that its writer took for
    a soft hyphen."""
    if encoding == "tcvn3":
        text = _TCVN3_HYPHEN.sub("\u00ad", text)
    return shown(text, encoding, font)


def shown(text: str, encoding: Encoding, font: str) -> str:
    """What `text` set in `font` looks like: a font whose name ends in H shows small letters as
    capitals."""
    text = decode(text, encoding)
    return text.upper() if font.startswith((".Vn", "Vn")) and font.endswith("H") else text


def encodings(texts: Mapping[str, str]) -> dict[str, Encoding | None]:
    """The old encoding of each font, by all the text that is set in it."""
    found = {font: encoding_of(text) for font, text in texts.items()}
    usual = Counter(encoding for encoding in found.values() if encoding).most_common(1)
    for font in found:
        if usual and _is_old(font):  # too few words to tell by: a bold heading, say
            found[font] = found[font] or usual[0][0]
    return found


def _is_old(font: str) -> bool:
    return font.startswith((".Vn", "Vn", "VNI"))


def encoding_of(text: str) -> Encoding | None:
    """The old encoding that `text` is in; None for Unicode or another language."""
    needed = max(_KNOWN, lexicon_rate(text) + _GAIN)
    if needed >= 1:  # as for nearly all text: nothing decoded could do better
        return None
    rates = {encoding: lexicon_rate(decode(text, encoding)) for encoding in ENCODINGS}
    best = max(ENCODINGS, key=lambda encoding: rates[encoding])
    return best if rates[best] > needed else None


def marked_share(text: str) -> float:
    """The share of letters with two marks or a dot or hook (U+1EA0–1EF9): about an eighth of
    Vietnamese text, next to nothing of any other language's."""
    letters = sum(map(str.isalpha, text))
    return len(_MARKED.findall(text)) / letters if letters else 0.0


@cache
def _decoder(encoding: Encoding) -> tuple[dict[str, str], regex.Pattern[str]]:
    """The letters of an encoding and a pattern for them, longest first."""
    table = dict(_TCVN3_VARIANTS) if encoding == "tcvn3" else {}
    for row in rows("legacy_encodings"):
        code = row["tcvn3_byte"]
        seen = row["vni"] if encoding == "vni" else chr(int(code, 16)) if code else ""
        if seen:
            table[seen] = row["letter"]
    longest_first = sorted(table, key=len, reverse=True)
    return table, regex.compile("|".join(map(regex.escape, longest_first)))
