"""Quoted words: where a quotation ends, nested ones and mixed marks included."""

from __future__ import annotations

import regex

from extractor.document import Span

_OPEN = "“„«"
_CLOSE = "”»"
_STRAIGHT = '"'
LONGEST = 320
"""Characters of a quotation; a longer one lacks its closing mark."""


_TYPED = regex.compile(r"(?<!\w)(?P<open>''|‘)(?=\s?\w)|(?<=[\w.!?…)])(?P<close>''|’)(?!\w)")


def even_quotes(text: str) -> str:
    """`text`, as long as it is, with ‘…’ and ''…'' (two apostrophes) as quotation marks."""
    if "''" not in text and "‘" not in text:
        return text
    return _TYPED.sub(_evened, text)


def _evened(match: regex.Match[str]) -> str:
    mark = "“" if match["open"] else "”"
    return mark if len(match[0]) == 1 else f" {mark}" if match["open"] else f"{mark} "


def is_quote(character: str) -> bool:
    """Whether `character` opens or closes a quotation."""
    return character in _OPEN + _CLOSE + _STRAIGHT


def quoted_at(text: str, start: int) -> Span | None:
    """The words between the mark at `start` and the one that closes it, without the marks; None
    where it is not closed in its paragraph."""
    depth = 0
    for place in range(start, min(len(text), start + LONGEST)):
        character = text[place]
        if character == "\n":
            return None
        if not is_quote(character):
            continue
        if place == start or _opens(text, place, nested=text[start] != _STRAIGHT):
            depth += 1
        else:
            depth -= 1
            if depth <= 0:
                return Span(start + 1, place)
    return None


def _opens(text: str, place: int, *, nested: bool) -> bool:
    """Whether the mark at `place` opens a quotation inside another: it stands between a space and
    a letter. (`“A“` is closed by an opening mark; straight marks are not nested in straight ones.)
    """
    if text[place] in _CLOSE or (text[place] == _STRAIGHT and not nested):
        return False
    return text[place - 1].isspace() and text[place + 1 : place + 2].isalnum()


def without_quotes(text: str) -> str:
    """`text` without marks of quotation."""
    return "".join(character for character in text if not is_quote(character))
