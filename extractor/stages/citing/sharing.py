"""What the members of a list share: a type word, a date, an issuing body."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import regex

from extractor.stages.citing.found import Found, View

_JOINED = regex.compile(r"[^\S\n]*(?:[,;]|va|hoac|&|[,;] va)?[^\S\n]*(?:cac )?(?:so)?[ :.]*")
_LISTED = regex.compile(r"(?:[,;:]|(?<!\p{L})(?:va|hoac|cung))[^\S\n]*(?:so)?[ :.]*$")


def with_shared(view: View, founds: list[Found]) -> list[Found]:
    """`founds`, in order, each with what it shares with its neighbours: *A và B ngày … của …*."""
    return _facts(view, _types(view, founds))


def _types(view: View, founds: list[Found]) -> list[Found]:
    """A number without a type word has that of the list which it goes on."""
    out: list[Found] = []
    for found in founds:
        before = out[-1] if out else None
        if before and not found.worded and _goes_on(view, before, found):
            found = replace(found, type=before.type)
        out.append(found)
    return out


def _goes_on(view: View, before: Found, found: Found) -> bool:
    if found.number is None or before.end > found.start:
        return False
    gap = view.folded[before.end : found.start]
    if "\n" in gap or not _LISTED.search(gap):
        return False
    if found.kinds or before.kinds:
        return before.type in found.kinds
    return before.code == found.code


def _facts(view: View, founds: list[Found]) -> list[Found]:
    """Date and issuer go back over a list: only within one kind of one body's documents."""
    out = list(founds)
    for i, (this, _) in reversed(list(enumerate(pairwise(founds)))):
        following = out[i + 1]
        if this.code != following.code or this.number is None or this.end > following.head:
            continue
        if not _JOINED.fullmatch(view.folded, this.end, following.head):
            continue
        dated = not following.worded or "va" in view.folded[this.end : following.head]
        out[i] = _with_facts(this, following, dated=dated)
    return out


def _with_facts(this: Found, following: Found, *, dated: bool) -> Found:
    """`this` with the issuer of `following`, and with its date where `dated` allows."""
    shares_date = dated and this.type == following.type and this.issued_on is None
    written = this.issuer if not this.issuer_inferred else None
    if written is None and following.issuer and not following.issuer_inferred:
        this = replace(this, issuer=following.issuer, issuer_inferred=False)
    if written is None and shares_date and following.issued_on:
        year = this.year or following.issued_on.year
        this = replace(this, issued_on=following.issued_on, year=year)
    return this
