"""Repairs of what reading broke, before the text freezes. Only words whose right form is certain
from the form of administrative documents are touched; each repair is on record."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import regex
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from extractor.reading.page import ReadLine
from extractor.tables import rows, split, table
from extractor.vietnamese import fold, same_word_key

Change = tuple[str, str, str]
_CLOSE = 84


def repaired(line: ReadLine) -> tuple[ReadLine, Change | None]:
    """A paragraph's first line, set right where it is nothing but a phrase that Decree
    30/2020/NĐ-CP prescribes or every plan shares (`KÉ HOẠCH` → `KẾ HOẠCH`, `Noi nhận:` →
    `Nơi nhận:`), and the change. Letters are changed only in what OCR read, and only where one
    of a word differs; elsewhere marks alone are. *HOÀ* and *HÒA* are both right."""
    match = _HEAD.match(line.text)
    words = line.text[match.end() :] if match else line.text
    core = words.rstrip(" :.;")
    right = (_prescribed(core, line) or _nearest(core, line)) if core else None
    if right is None or (not core.isupper() and core[0].isupper() != right[0].isupper()):
        return line, None
    right = right.upper() if core.isupper() else right
    if same_word_key(right) == same_word_key(core):
        return line, None
    return _respelled(line, core, right), (core, right, "fixed_phrase")


def _prescribed(core: str, line: ReadLine) -> str | None:
    """The phrase that has the letters of `core`; in the letterhead, also the name of a province
    with what stands before it there."""
    names = _letterhead_names() if line.zone == "letterhead" and _is_read(line) else {}
    return _phrases().get(fold(core)) or names.get(fold(core))


def _is_read(line: ReadLine) -> bool:
    """Whether OCR read the line: no other reader doubts a word."""
    return any(word.confidence < 1.0 for word in line.words)


def _nearest(core: str, line: ReadLine) -> str | None:
    """The phrase that an OCR line misses by a letter or two, word for word (`Vêu câu`)."""
    if not 6 <= len(core) <= 45 or not _is_read(line):
        return None
    near = process.extractOne(fold(core), list(_phrases()), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    right = _phrases()[near[0]] if near else None
    return right if right and _same_words(fold(core), fold(right)) else None


def _same_words(core: str, right: str) -> bool:
    """Whether the two agree word for word but for a letter in each: *Chỉ tiêu* is no misreading
    of *Mục tiêu*."""
    words, others = core.split(), right.split()
    return len(words) == len(others) and all(
        Levenshtein.distance(word, other) <= (1 if len(word) > 1 else 0)
        for word, other in zip(words, others, strict=True)
    )


_HEAD = regex.compile(r"\s*(?:[IVXLHl1]{1,5}\s?[.:)/-]+|\d{1,2}[.)/])\s*")


@cache
def _phrases() -> dict[str, str]:
    phrases = [*table("phrases")["fixed"], *table("headings")["known"]]
    return {fold(phrase): phrase for phrase in phrases}


@cache
def _letterhead_names() -> dict[str, str]:
    """The lines of letterheads that end with a province, by their letters; not those of names
    that are written in two ways (*Đắk Lắk*, *Đăk Lăk*)."""
    names = {name for row in rows("provinces") for name in (row["name"], *split(row["aliases"]))}
    found: dict[str, set[str]] = {}
    for before in table("phrases")["before_province"]:
        for name in names:
            phrase = f"{before} {name}"
            found.setdefault(fold(phrase), set()).add(phrase)
    return {letters: phrases.pop() for letters, phrases in found.items() if len(phrases) == 1}


def _respelled(line: ReadLine, core: str, right: str) -> ReadLine:
    """The line with `core` spelled as `right`, which has as many words."""
    at = line.text.index(core)
    text = line.text[:at] + right + line.text[at + len(core) :]
    if len(line.words) == 1:
        return replace(line, words=(replace(line.words[0], text=text),))
    pairs = zip(line.words, text.split(" "), strict=True)
    return replace(line, words=tuple(replace(word, text=spelled) for word, spelled in pairs))
