"""How a paragraph begins: the labels of Vietnamese administrative documents.

Decree 30/2020/NĐ-CP, annex I, section II.6 names *Phần*, *Chương*, *Mục*, *Điều*, Roman, Arabic
and letter labels; dashes and pluses are every clerk's own. A label is read as written here;
which label the sequence demands is the sectioner's business."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.numerals import looks_misread
from extractor.vietnamese import POINT_LETTERS, fold

# Glyphs that OCR makes of I, V, X in a numeral: `III.` comes out as `IIL.`, `HI.`, `1L`.
_ROMAN_LETTERS = frozenset("ivxlc")
_ROMAN_LOOKALIKES = "IVXLHUTYJl1|!\\[\\]"

_WORDED = regex.compile(
    r"(?P<word>phan|chuong|dieu|muc)\s*[!|.:]?\s*(?<=[\s!|.:])(?P<thu>thu\s+)?"
    r"(?P<number>[ivxlc]+|[a-e](?!\pL)|\d{1,3}|nhat|hai|ba|tu|bon|nam)(?P<mark>\s*[.:)\-])?(?=\s|$)"
)
# *V/v* (về việc) is an abbreviation.
_ROMAN = regex.compile(
    rf"(?!V/[Vv]\b)(?P<label>[{_ROMAN_LOOKALIKES}]{{1,6}})\s?(?P<mark>[.,:;)/\-–]{{1,2}})\s*(?=\p{{L}}|[“\"])"
)
# Without a mark (`IV TỔ CHỨC`, or the mark read as a letter: `IIIL`); VI PHẠM is a word.
_ROMAN_BARE = regex.compile(
    r"(?!VI\s+(?:PHẠM|SINH|TÍNH|RÚT|MÔ)|XI\s+MĂNG|X\s+QUANG)"
    r"(?P<label>[IVX]{1,5}|[IVX][IVXLH1l|]{1,5})\s+(?=\p{Lu}{2})"
)
_CAPITAL = regex.compile(r"(?P<label>[A-EĐ])(?P<mark>[.)/])\s+(?=\p{Lu})")
_NUMBER = regex.compile(
    r"\(?(?P<label>\d{1,2}(?:\.\d{1,2}){0,3})"
    r"(?:(?P<mark>\.\)|[.):]|,(?=\s+\p{Lu})|/(?=\s|\p{Lu}\p{Ll})|[-–](?=\s+\S)|\s?[-–](?=\s*\p{Lu}\p{Ll}))(?:\s*(?=[^\d\s%])|\s+(?=\d+[%‰]?\s\p{L}))|(?<=\.\d{1,2})\s+(?=\p{Lu}))"
)
_LETTER = regex.compile(
    rf"\(?(?P<label>[{POINT_LETTERS}](?:\.?\d{{1,2}})?)(?P<mark>\)|[./](?=\s*\p{{Lu}}|\s+\p{{L}}))\s*(?=\S)"
)
# Bullets: typed dashes, printed marks, and what is left of Wingdings and Courier bullets where the
# font is lost (`\uf0b7`, `ü`, `o`).
_BULLETS = "-–—•●▪◦○■□➢➤✓✔◆♦·∙‣⁃§~*\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d\uf06c\uf06e\uf0e0"
_DASH = regex.compile(
    rf"(?P<label>[-–—]{{1,2}}|[{_BULLETS}])\s*"
    r"(?=[^\s\d\-–—*]|(?!(?:19|20)\d\d\b)\d+\S*\s)"
)
_LETTER_BULLET = regex.compile(r"(?P<label>[oüØv])\s+(?=\p{Lu}\p{L})")
_PLUS = regex.compile(r"(?P<label>\+)\s*(?=\S)")

# Words after `a.`-like marks or numbers that show it is no label (`c. 5 km`, dates, decimals).
_NO_LABEL = regex.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{1,3}(?:\.\d{3})+(?!\d)|\d+[.,]\d+\s?%")


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a text. `kind` as in the contract (`part` also for `A.`),
    `text` the label without marks, `style` tells labels of one sequence from those of another
    (`number:1)`), `end` is where the words after it begin."""

    kind: str
    text: str
    style: str
    end: int


def label_of(text: str) -> Label | None:
    """The label with which `text` begins, if it begins with one."""
    if not text or _NO_LABEL.match(text):
        return None
    first = text[0]
    if first in _BULLETS:
        return _mark(_DASH.match(text), "dash", "-")
    if first == "+":
        return _mark(_PLUS.match(text), "plus", "+")
    if first in "PpCcĐđDdMm" and (worded := _worded(text)):
        return worded
    if bullet := _LETTER_BULLET.match(text):
        return _mark(bullet, "dash", "-")
    if first.isdigit() or (first == "(" and text[1:2].isdigit()):
        return _number(text)
    return _roman_or_letter(text)


def _mark(match: regex.Match[str] | None, kind: str, label: str) -> Label | None:
    return Label(kind, label, kind, match.end()) if match else None


_WORDS = {
    "phan": ("part", "Phần"),
    "chuong": ("chapter", "Chương"),
    "dieu": ("article", "Điều"),
    "muc": ("chapter", "Mục"),
}


# `PHẦNI`, `PHẦN HI`: a line of its own whose numeral reading glued or broke.
_BROKEN_PART = regex.compile(
    r"(?:PHẦN|PHÀN|PHÂN|CHƯƠNG)\s*[!|.:]?\s*(?P<number>[IVXLH1l|!T]{1,5})\s*[.:]?"
)


def _worded(text: str) -> Label | None:
    match = _WORDED.match(fold(text[:40]))
    if not match and (broken := _BROKEN_PART.fullmatch(text)):
        kind, word = _WORDS[fold(text[:4]) if text[0] == "P" else "chuong"]
        return Label(kind, f"{word} {broken['number']}", fold(word), len(text))
    # "Phần mềm", "điều 3 của Luật": a label stands alone, or has a mark, or begins in a capital.
    if not match or not text[0].isupper():
        return None
    in_print = text[:3].isupper()
    if match["word"] in ("dieu", "muc") and not match["mark"] and not in_print:
        return None
    if match["number"] in ("a", "b", "c", "d", "e", "l") and not in_print:
        return None
    kind, word = _WORDS[match["word"]]
    number = text[match.start("number") : match.end("number")]
    roman = _ROMAN_LETTERS.issuperset(match["number"]) or len(number) == 1
    number = number.upper() if roman else number.lower()
    between = "thứ " if match["thu"] else ""
    end = match.end()
    while end < len(text) and text[end] in " .:-–":
        end += 1
    return Label(kind, f"{word} {between}{number}", match["word"], end)


def _number(text: str) -> Label | None:
    match = _NUMBER.match(text)
    if not match:
        return None
    label = match["label"]
    shape = "()" if text[0] == "(" else (match["mark"] or ".").strip()
    shape = ")" if shape == ")" else "()" if shape == "()" else "."
    depth = label.count(".") + 1
    return Label("number", label, f"number:{depth}{shape if depth == 1 else ''}", match.end())


def _roman_or_letter(text: str) -> Label | None:
    # A letter point is lower case and a Roman numeral upper case; `l)` or `i)` is a point.
    if text[0].islower() or (text[0] == "(" and text[1:2].islower()):
        match = _LETTER.match(text)
        if match and not (
            match["label"] == "l" and match["mark"] != ")" and _caps(text[match.end() :])
        ):
            return Label("letter", match["label"], "letter", match.end())
    match = _ROMAN.match(text) or _ROMAN_BARE.match(text)
    if match and _is_numeral(match["label"], text[match.end() :]):
        return Label("roman", match["label"], "roman", match.end())
    match = _CAPITAL.match(text)
    if match and _caps(text[match.end() :]):
        return Label("part", match["label"], "capital", match.end())
    return None


def _is_numeral(label: str, words: str) -> bool:
    """Whether `label` stands for a Roman numeral: it is made of its letters, or OCR makes it of
    one (`HI.`), or words in capitals follow."""
    misread = looks_misread(label) and words[:1].isupper()
    return label[0] in "IVX" or misread or _caps(words)


def _caps(text: str) -> bool:
    """Whether `text` is set in capitals, as headings of the first level are."""
    letters = [c for c in text[:80] if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def in_capitals(text: str) -> bool:
    """Whether most letters of `text` are capitals."""
    return _caps(text)
