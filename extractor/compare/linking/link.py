"""What a link is: a registry's entry for a written name, and how sure that is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

How = Literal[
    "exact", "variant", "short", "core", "near", "group", "ambiguous", "unlisted"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """The registry's entry that a written name stands for. `how` it was found:

    - `exact`: the registered name, capitals and placing of tones aside;
    - `variant`: another registered way of writing it;
    - `short`: with a registered abbreviation; of an act, a number without its day;
    - `core`: by the words that make up the name, among others;
    - `near`: misread or misspelt: letters that are no Vietnamese syllable, or lost marks;
    - `group`: a collective address (*các sở, ban, ngành*), which names no one body;
    - `ambiguous`: a name of several entries, and nothing says which; `id` is None, or of an act
      the id of all its versions;
    - `unlisted`: no entry; an act whose number and year are known has an id nevertheless."""

    id: str | None
    name: str | None
    """The registry's name of the entry; of an act, what to call it."""
    how: How
    likeness: float
    """Of the written words to the nearest registered form, 0–1: 1 where they are equal."""


def likeness(written: str, registered: str) -> float:
    """How alike two writings are, 0–1: one less the share of letters to be changed."""
    return round(Levenshtein.normalized_similarity(written, registered), 3)


def most_like(written: str, registered: Collection[str]) -> tuple[str, float]:
    """The one of `registered` that is most like `written`, and how like it is."""
    scorer = Levenshtein.normalized_similarity
    best, alike, _ = process.extractOne(written, list(registered), scorer=scorer)
    return best, round(alike, 3)
