"""How likely it is that a word stands in a plan as it was read: whether it is a syllable of
Vietnamese, makes a word with its neighbours, or is a number, date or symbol of the usual form.

Weighs readings that the picture supports against one another; it never makes up a reading."""

from __future__ import annotations

from functools import cache

import regex

from extractor.tables import rows, split
from extractor.tokens import is_known, is_word, spelled_alike
from extractor.vietnamese import even

KNOWN, WORD = 0.3, 0.5
"""What a known form and a word made with a neighbour are worth, as confidence."""
_AROUND = ".,;:\"'“”‘’()[]…/"
_ROMAN = regex.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_NUMBER = regex.compile(r"\d{1,3}(?:[.,]\d+)*%?")
_DATE = r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"


def plausibility(word: str, before: str, after: str) -> float:
    """What the form of `word` between its neighbours is worth: 0 if it is like nothing known."""
    core = _core(word)
    if not core:
        return 0.0
    if not core.isalpha() or _ROMAN.fullmatch(core):
        return KNOWN if _is_code(core) else 0.0
    lone = even(core)
    if not is_known(lone) or not (core.islower() or core.istitle() or core.isupper()):
        return 0.0
    makes_word = is_word(_lower(before), lone) or is_word(lone, _lower(after))
    return KNOWN + WORD * makes_word


def is_odd(word: str, before: str, after: str) -> bool:
    """Whether `word` makes no word with its neighbours, though it would with other marks, as
    *tỉnh thần* for *tinh thần*."""
    lone, first, second = _lower(word), _lower(before), _lower(after)
    if not lone.isalpha() or is_word(first, lone) or is_word(lone, second):
        return False
    return any(pair[0] == first for pair in spelled_alike(first, lone)) or any(
        pair[1] == second for pair in spelled_alike(lone, second)
    )


def _core(word: str) -> str:
    return word.strip(_AROUND)


def _lower(word: str) -> str:
    """The word as dictionaries have it, without the marks around it; empty for none."""
    return even(_core(word))


def _is_code(core: str) -> bool:
    """Whether letters and digits have the form of a Roman numeral, number, date or symbol."""
    forms = (_ROMAN, _NUMBER, _codes())
    return any(form.fullmatch(core) for form in forms)


@cache
def _codes() -> regex.Pattern[str]:
    """Dates, periods (`I/2026`) and numbers of acts (`604/TTr-SNV`, `27-NQ/TU`)."""
    kinds = {code for row in rows("cited_types") for code in split(row["printed"])}
    kind = "|".join(sorted(map(regex.escape, kinds), key=len, reverse=True))
    body = r"[\p{Lu}Đg&]{1,12}"
    return regex.compile(
        rf"{_DATE}(?:/{_YEAR})?|(?:IV|I{{1,3}}|0?[1-9]|1[0-2])/{_YEAR}"
        rf"|\d+[a-z]?[/-](?:{_YEAR}/)?(?:{kind}|QH1\d)(?:[-/]{body})*"
    )
