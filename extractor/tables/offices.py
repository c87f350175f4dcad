"""Offices that sign, and how their holders' names begin."""

from __future__ import annotations

from functools import cache

import regex
from rapidfuzz import fuzz, process

from extractor.labels import in_capitals
from extractor.tables import table
from extractor.vietnamese import fold

_NEAR = 84
_AUTHORITY = regex.compile(
    r"(?:t\s?/\s?m|k\s?/\s?t|t\s?/\s?l|t\s?/\s?uq|(?:tm|kt|tl|tuq|q)\s?[.,/]|k\s?/)\s*[.,]?\s*\p{L}{2}"
)
_SPOILED = regex.compile(r"\S{1,3}[,.:]?\s+(?:chu tich|giam doc|truong ban|bi thu|hieu truong)$")
_DEPUTY = r"(?:pho |quyen |q\. ?)?"


@cache
def _offices() -> dict[str, str]:
    """The offices that sign most often, by their fold."""
    return {fold(office): office for office in table("signatures")["offices"]}


@cache
def office_pattern() -> regex.Pattern[str]:
    """Matches the beginning of an office, on folded text."""
    heads = sorted(table("signatures")["heads"], key=len, reverse=True)
    return regex.compile(rf"{_DEPUTY}(?:{'|'.join(heads)})\b")


def spelled_office(capitals: str) -> str:
    """An office that stands alone, with the marks that reading lost put back. *Thứ trưởng* and
    *Thủ trưởng* differ in their marks alone: what is a known office as read stays."""
    if any(capitals.lower() == office.lower() for office in table("signatures")["offices"]):
        return capitals
    return _offices().get(fold(capitals), capitals).upper()


def nearest_office(capitals: str) -> str | None:
    """The known office that `capitals` misses by a letter or two."""
    folded = fold(capitals).strip(" .,")
    if len(folded) < 6:
        return None
    near = process.extractOne(folded, list(_offices()), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return _offices()[near[0]].upper() if near else None


@cache
def rank_pattern() -> str:
    """A regular expression for the rank or degrees before a name."""
    ranks = "|".join(table("signatures")["ranks"])
    known = "PGS|GS|TS|Th[Ss]|B[Ss]|DS|CN|KS|LS|(?:B[Ss])?CKI{1,2}|NGƯT|TTƯT"
    degrees = rf"(?:{known}|[A-Z]{{2,6}}(?=\.))"
    return rf"(?:(?:{ranks})\s+|(?:{degrees}\.?\s*)+)?"


@cache
def rank_ends() -> frozenset[str]:
    """The second words of ranks, which are in small letters: *tá* in *Thượng tá*."""
    return frozenset(rank.split()[-1] for rank in table("signatures")["ranks"])


def is_family_name(word: str) -> bool:
    """Whether people's names begin with `word`."""
    return fold(word) in table("signatures")["family_names"]


def signs(text: str) -> bool:
    """Whether `text` is an authority, capacity or position line of a signature block; a mark that
    reading spoiled (`-#T, GIÁM ĐỐC`) is allowed for."""
    folded = fold(text).strip(" *'`.,")
    if len(text) > 110 or not in_capitals(text[2:]):
        return False
    return bool(
        _AUTHORITY.match(folded) or office_pattern().match(folded) or _SPOILED.match(folded)
    )
