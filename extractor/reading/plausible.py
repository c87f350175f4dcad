"""How likely it is that a word stands in a plan as it was read: whether it is a syllable of
Vietnamese, makes a word with its neighbours, or is a number, date or symbol of the usual form.

Weighs readings that the picture supports against one another; it never makes up a reading."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import regex

from extractor.tables import rows, split
from extractor.tokens import is_known, is_word, spelled_alike
from extractor.vietnamese import even

KNOWN, WORD, ISSUER = 0.3, 0.5, 0.2
"""What a known form, a word made with a neighbour and an issuer's known code are worth, as
confidence."""
_AROUND = ".,;:\"'“”‘’()[]…/"
_ROMAN = regex.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_NUMBER = regex.compile(r"\d{1,3}(?:[.,]\d+)*%?")
_PARTS = regex.compile("[-/]")
_LONE = "Y"  # Y tế
_DATE = r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"


def plausibility(word: str, before: str, after: str) -> float:
    """What the form of `word` between its neighbours is worth: 0 if it is like nothing known."""
    core = _core(word)
    if not core:
        return 0.0
    if not core.isalpha() or _ROMAN.fullmatch(core):
        return _code_worth(core)
    lone = even(core)
    if not is_known(lone) or not _is_written(core):
        return 0.0
    pairs = (_lower(before), lone), (lone, _lower(after))
    return KNOWN + WORD * any(is_word(*pair) or pair in _named() for pair in pairs)


def is_odd(word: str, before: str, after: str) -> bool:
    """Whether `word` makes no word with its neighbours, though it would with other marks, as
    *tỉnh thần* for *tinh thần*."""
    lone, first, second = _lower(word), _lower(before), _lower(after)
    if not lone.isalpha() or is_word(first, lone) or is_word(lone, second):
        return False
    return any(pair[0] == first for pair in spelled_alike(first, lone)) or any(
        pair[1] == second for pair in spelled_alike(lone, second)
    )


@cache
def _named() -> frozenset[tuple[str, str]]:
    """The words that stand side by side in names of provinces and agencies."""
    names = [even(row["name"]).split() for file in ("provinces", "agencies") for row in rows(file)]
    return frozenset(pair for name in names for pair in pairwise(name))


def _core(word: str) -> str:
    return word.strip(_AROUND)


def _lower(word: str) -> str:
    """The word as dictionaries have it, without the marks around it; empty for none."""
    return even(_core(word))


def _is_written(core: str) -> bool:
    """Whether a word's capitals stand as in writing; a lone one is a letter, mostly misread."""
    if len(core) == 1:
        return core.islower() or core in _LONE
    return core.islower() or core.istitle() or core.isupper()


def _code_worth(core: str) -> float:
    """What it is worth that letters and digits have the form of a Roman numeral, number, date or
    symbol."""
    if not any(form.fullmatch(core) for form in (_ROMAN, _NUMBER, _codes())):
        return 0.0
    issuers = _PARTS.split(core)[-1:] if core[-1].isalpha() else []
    return KNOWN + ISSUER * any(issuer in _issuers() for issuer in issuers)


@cache
def _issuers() -> frozenset[str]:
    return frozenset(row["code"] for row in rows("symbols"))


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
