"""Patterns around a figure (`data/targets.toml`), matched forwards or back from where it stands."""

from __future__ import annotations

from functools import cache

import regex

from extractor.tables import table

_SENTENCE_END = regex.compile(r"(?r)[\n;]|\.\s")
# *đã* by its marks (its fold is in *tối đa* too), not of what was only planned.
_DONE = regex.compile(
    r"(?<!\w)[Đđ]ã(?!\w)(?! (?:đề ra|được giao|giao|đăng ký|được phê duyệt|phê duyệt|xác định))"
)
_REACH = 400  # characters


def is_past(text: str, folded: str, start: int) -> bool:
    """Whether the sentence up to `start` tells what is or was, and no aim after it."""
    stop = _SENTENCE_END.search(folded, max(0, start - _REACH), start)
    begin = stop.start() if stop else max(0, start - _REACH)
    told = pattern("aim", "past").search(folded, begin, start) or _DONE.search(text, begin, start)
    return told is not None and not pattern("aim", "future").search(folded, told.end(), start)


@cache
def pattern(group: str, name: str) -> regex.Pattern[str]:
    """A pattern that is matched or searched forwards."""
    return regex.compile(table("targets")[group][name])


@cache
def before(group: str, name: str) -> regex.Pattern[str]:
    """A pattern of words right before a number, matched backwards from where it begins."""
    return regex.compile(rf"(?r)(?<!\w)(?:{table('targets')[group][name]})")
