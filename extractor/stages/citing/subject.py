"""What a cited act is about, as the plan says after it."""

from __future__ import annotations

from functools import cache

import regex

from extractor.document import Span
from extractor.stages.citing.found import View
from extractor.stages.citing.grammar import compiled, section

_END = regex.compile(r"[;\n]|\.(?=\s|$)")
_LONGEST = 600
_SHORT = 12  # characters that a word of joining takes
_ADDED = regex.compile(r"(?:[,;]|(?<!\p{L})va)[^\S\n]*(?:cac[^\S\n]+)?$")


@cache
def _begins() -> regex.Pattern[str]:
    return compiled(section("subject")["pattern"])


@cache
def _ends() -> regex.Pattern[str]:
    return compiled(section("subject")["end"])


def subject_after(view: View, end: int, following: list[int]) -> str | None:
    """The words after a citation that ends at `end`, documents that they name included. In
    `following` is where the next citations begin: one that a list adds ends the subject."""
    begin = _begins().match(view.folded, end, view.line_end(end))
    if not begin:
        return None
    limit = min(view.line_end(end), begin.end() + _LONGEST)
    added = (head for head in following if _ADDED.search(view.folded, head - _SHORT, head))
    limit = min(limit, next(added, limit))
    close = _END.search(view.text, begin.end(), limit)
    limit = close.start() if close else limit
    ends = _ends().finditer(view.folded, begin.end(), limit)
    limit = next((end.start() for end in ends if _is_end(view, end)), limit)
    return _trimmed(view, Span(begin.end(), limit))


def _is_end(view: View, end: regex.Match[str]) -> bool:
    """A clause of the plan's own begins with the name of a body, in capitals."""
    return end["body"] is None or view.text[end.start("body")].isupper()


def _trimmed(view: View, span: Span) -> str | None:
    words = view.words(*span).strip(" ,.:;-–(")
    if words.endswith(" và"):
        words = words[: -len(" và")].rstrip(" ,")
    if words.count("(") > words.count(")"):
        words = words[: words.rindex("(")].rstrip()
    return words if " " in words else None
