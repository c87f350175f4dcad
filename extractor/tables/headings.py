"""First-level headings: which are known, and what a section is for."""

from __future__ import annotations

from functools import cache

import regex
from rapidfuzz import fuzz, process

from extractor.tables import table
from extractor.vietnamese import fold

_CLOSE = 88


@cache
def _known() -> tuple[str, ...]:
    return tuple(fold(heading) for heading in table("headings")["known"])


def is_known_heading(words: str) -> bool:
    """Whether `words` are a heading of the first level that clerks share, a slip or two of
    reading allowed."""
    folded = fold(words).strip(" .:;-–")
    if not 6 <= len(folded) <= 60:
        return False
    return process.extractOne(folded, _known(), scorer=fuzz.ratio, score_cutoff=_CLOSE) is not None


@cache
def _roles() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    return tuple(
        (
            role["name"],
            regex.compile("|".join(rf"\b{regex.escape(word)}" for word in role["words"])),
        )
        for role in table("headings")["role"]
    )


def role_of(heading: str) -> str:
    """What a top-level section with this heading is for: the role whose words stand first in
    the heading; `other` where no words tell."""
    folded = fold(heading)
    hits = [(m.start(), i, name) for i, (name, p) in enumerate(_roles()) if (m := p.search(folded))]
    role = min(hits)[2] if hits else "other"
    by_months = regex.search(table("headings")["by_months"], heading.lower())
    return "schedule" if role == "solutions" and by_months else role
