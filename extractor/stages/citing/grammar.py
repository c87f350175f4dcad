"""The patterns of `data/citations.toml`, compiled once."""

from __future__ import annotations

from functools import cache
from typing import Any

import regex

from extractor.tables import table
from extractor.tables.acts import type_of_word

_FRAGMENT = regex.compile(r"\{([a-z_]+)\}")
_SPACE = r"[^\S\n]+"


@cache
def form(name: str) -> regex.Pattern[str]:
    """The form with this id, to be matched on the view that the file names."""
    found = next(form for form in table("citations")["form"] if form["id"] == name)
    return compiled(found["pattern"])


@cache
def section(name: str) -> dict[str, Any]:
    """A table of the file that holds no forms."""
    found: dict[str, Any] = table("citations")[name]
    return found


def compiled(pattern: str) -> regex.Pattern[str]:
    """`pattern` with its lines joined, fragments filled in, and a space for one or more. No
    space may stand in a set."""
    joined = "".join(line for line in pattern.splitlines() if line.strip())
    return regex.compile(_filled(joined).replace(" ", _SPACE))


def _filled(pattern: str) -> str:
    fragments = {**table("citations")["fragments"], "noun": nouns()}
    while found := _FRAGMENT.search(pattern):
        pattern = pattern.replace(found[0], fragments[found[1]])
    return pattern


@cache
def nouns() -> str:
    """An alternation of the folded words for kinds of documents, the longest first."""
    return "(?:" + "|".join(sorted(type_of_word(), key=len, reverse=True)) + ")"
