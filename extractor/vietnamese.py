"""Pure string work on Vietnamese text: folding, numerals, tone placement."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import regex

ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# Điểm a, b, c …: the Vietnamese alphabet without f, j, w, z (Decree 30/2020, annex I).
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"

_DASHES = "‐‑‒–—―−"
_QUOTES = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'"}
_SPACES = "\u00a0\u2002\u2003\u2009\u202f\t"


def _folding_table() -> dict[int, str]:
    """One character to one character: letters without marks, in lower case; dashes, quotes and
    spaces evened out. Covers every precomposed letter that Vietnamese text can hold."""
    table = {ord(c): "-" for c in _DASHES} | {ord(c): " " for c in _SPACES}
    table |= {ord(c): mark for c, mark in _QUOTES.items()}
    for point in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(point))[0].lower()
        if len(base) == 1:
            table[point] = base
    return table | {ord(c): "d" for c in "đĐðÐ"}


_FOLDING = _folding_table()
_LONG = 1000  # characters
_NO_TEXT = re.compile("[\0-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_TOO_MANY_MARKS = regex.compile(r"(?<=\p{M}{30})\p{M}+")


def fold(text: str) -> str:
    """`text` in lower case, without tone and vowel marks, dashes and quotes evened out.

    As long as `text`, character by character, when `text` is NFC: an offset that is found in the
    fold holds in the text. Long texts are remembered: every stage folds the whole document."""
    return text.translate(_FOLDING) if len(text) < _LONG else _folded(text)


@lru_cache(maxsize=16)
def _folded(text: str) -> str:
    return text.translate(_FOLDING)


def nfc(text: str) -> str:
    """`text` composed (dựng sẵn), with Ð (eth, U+00D0) read as the letter Đ that it stands for.

    What no text may hold, control characters and halves of surrogate pairs, is U+FFFD. No letter
    keeps more than 30 marks, as in Unicode's stream-safe text (UAX #15): to put marks in
    order takes the square of their number."""
    if len(text) > _LONG:
        text = _TOO_MANY_MARKS.sub("", text)
    text = _NO_TEXT.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text).replace("Ð", "Đ")


def roman(number: int) -> str:
    """The Roman numeral of 1–399."""
    out = ""
    for value, sign in (
        (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
        (1, "I"),
    ):  # fmt: skip
        out += sign * (number // value)
        number %= value
    return out


def from_roman(numeral: str) -> int | None:
    """The value of a well-formed Roman numeral, else None."""
    total = 0
    for sign, following in zip(numeral, numeral[1:] + " ", strict=False):
        value = ROMAN_DIGITS.get(sign, 0)
        total += -value if value < ROMAN_DIGITS.get(following, 0) else value
    return total if total > 0 and roman(total) == numeral else None


_OLD_TONES = (
    "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy",
    "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ",
)
_TONES = dict(zip(*(forms.split() for forms in _OLD_TONES), strict=True))


def same_word_key(text: str) -> str:
    """A form in which spellings of the same words are equal: case, white space, tone placement
    (hòa, hoà) evened out; marks kept."""
    key = " ".join(nfc(text).casefold().split())
    for old, new in _TONES.items():
        key = key.replace(old, new)
    return key


_TONE_PAIRS = re.compile("|".join(_TONES))


@lru_cache(maxsize=64)
def even(text: str) -> str:
    """`text` in lower case with its marks, tone placement (hòa, hoà) and dashes evened out.

    As long as `text`, character by character, when `text` is NFC. For words that differ in their
    marks alone: *sở* and *số*, *ban* and *bàn*."""
    lowered = text.lower()
    if len(lowered) != len(text):  # İ grows
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for dash in _DASHES:
        lowered = lowered.replace(dash, "-")
    return _TONE_PAIRS.sub(lambda m: _TONES[m[0]], lowered)


def slug(text: str) -> str:
    """`text` as an ASCII identifier: `Sở Nội vụ` → `so-noi-vu`."""
    folded = fold(nfc(text))
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in folded)
    return "-".join(kept.split())


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACES = {letter: chr(0x61 + place) for place, letter in enumerate(_ALPHABET)}
_TONE_PLACES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


@lru_cache(maxsize=1 << 14)
def collation_key(text: str) -> tuple[str, str, str]:
    """A key that sorts as Vietnamese dictionaries do.

    First by letters, word by word (*Hà Nội* before *Hải Dương*): a ă â b c d đ e ê …, figures
    before them, other signs left out; then by tones: none, huyền, hỏi, ngã, sắc, nặng; then as
    written.
    Where a tone is written (hòa, hoà) and how the text is composed makes no difference."""
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", even(nfc(text))):
        if char in _TONE_PLACES:
            tones[-1:] = [_TONE_PLACES[char]]
        elif unicodedata.combining(char):
            letters[-1:] = [unicodedata.normalize("NFC", "".join(letters[-1:]) + char)]
        else:
            letters.append(char if char.isalnum() else " ")
            tones.append("0")
    kept = "".join(_PLACES.get(letter, letter) for letter in letters)
    return " ".join(kept.split()), "".join(tones), text


_OWN_LETTERS = frozenset("đơưĐƠƯ") | {chr(point) for point in range(0x1EA0, 0x1EFA)}
_ENOUGH_WORDS = 30
_OWN_SHARE = 0.1


def looks_vietnamese(text: str) -> bool:
    """Whether a tenth of the words have a letter that Vietnamese alone uses; in its prose about
    half of them do. Too few words to tell pass."""
    words = [word for word in nfc(text).split() if any(map(str.isalpha, word))]
    own = sum(not _OWN_LETTERS.isdisjoint(word) for word in words)
    return len(words) < _ENOUGH_WORDS or own >= _OWN_SHARE * len(words)
