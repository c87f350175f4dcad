"""Commemorative days: the registry's day that the name of an event names."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractor.compare.linking.link import How, Link, likeness, most_like
from extractor.compare.linking.misread import Vocabulary, only, vocabulary
from extractor.plan import Event
from extractor.tables.days import Day, day_of, days
from extractor.vietnamese import even, fold

_WORD = re.compile(r"[^\W_]+")
# Words that say nothing of which day it is.
_SAYS_NOTHING = """
    ngày lễ kỷ kỉ niệm năm lần thứ truyền thống thành công lập của và dịp chào mừng hưởng ứng
    tổ chức các hoạt động việt nam nước đồng chí cụ
"""
_PLAIN = frozenset(fold(_SAYS_NOTHING).split())
_WORLDWIDE = (frozenset({"quoc", "te"}), frozenset({"the", "gioi"}))
_OURS = frozenset({"viet", "nam"})


def link_day(event: Event) -> Link:
    """The day that is named. A printed date must be the day's; without one every word of the
    name must be: *Điện Biên Phủ trên không* is not *Điện Biên Phủ*, *Quốc tế Chữ thập đỏ* not the
    union's day."""
    name = " ".join(event.name.split())
    found = _known(name, event.date)
    if found is None:
        return Link(None, None, "unlisted", nearest_day(name)[1])
    day, how, alike = found
    return Link(day.id, day.name, how, alike)


def nearest_day(name: str) -> tuple[Day, float]:
    """The registered day whose name is most like `name`."""
    return _nearest(_words(name))


@lru_cache(maxsize=1 << 13)
def _known(name: str, date: str | None) -> tuple[Day, How, float] | None:
    return _read(name, date) or only(name, _vocabulary(), lambda other: _misread(name, other, date))


def _misread(name: str, reading: str, date: str | None) -> tuple[Day, How, float] | None:
    found = _read(reading, date)
    return (found[0], "near", likeness(even(name), even(reading))) if found else None


def _read(name: str, date: str | None) -> tuple[Day, How, float] | None:
    month, number = map(int, date.split("-")) if date else (None, None)
    day = day_of(name, month, number)
    if day is None or not (date or _all_said(name, day)):
        return None
    words, full = _words(name), _words(day.name)
    if words in (full, full.removeprefix("ngay ")):
        return day, "exact", 1.0
    if any(phrase == words for phrase in day.phrases):
        return day, "variant", 1.0
    return day, "core", max(likeness(words, form) for form in (full, *day.phrases))


def _all_said(name: str, day: Day) -> bool:
    """Whether all that `name` says is said of the day, and of no other country or the world."""
    own = set(_words(" ".join((day.name, *day.phrases))).split())
    said = set(_words(name).split())
    if any(world <= own for world in _WORLDWIDE) and said >= _OURS:
        return False
    written = {fold(word) for word in _WORD.findall(name) if not _is_short_for(word, day.name)}
    return written <= own | _PLAIN


def _is_short_for(word: str, name: str) -> bool:
    """Whether `word` is the initials of words in `name`: TNCS, CHXHCN."""
    initials = "".join(part[0] for part in _words(name).split())
    return len(word) > 1 and word.isupper() and fold(word) in initials


def _words(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


@cache
def _vocabulary() -> Vocabulary:
    return vocabulary([day.name for day in days()])


@lru_cache(maxsize=1 << 12)
def _nearest(words: str) -> tuple[Day, float]:
    best, alike = most_like(words, _by_form())
    return _by_form()[best], alike


@cache
def _by_form() -> dict[str, Day]:
    return {_words(form): day for day in days() for form in (day.name, *day.phrases)}
