"""The movement that a plan launches itself: *Kế hoạch phát động phong trào thi đua chung sức …*.

Its name stands without quotes, and in small letters wherever the title does not put it in capitals:
only *phát động* in the title shows that it is one."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.document import Span
from extractor.movements.names import Named
from extractor.movements.unquoted import trim, words

_LEAD = r"(?:phong trao|dot)(?:\s+thi dua)?(?:\s+(?:dac biet|cao diem|chuyen de|ngan han))*\s+"
_LAUNCHED = regex.compile(rf"(?<!\w)phat dong\s+(?P<lead>{_LEAD})(?=\w)")
# What a name does not go on with: where and when it is held, and the plan's own words after it.
_END = regex.compile(
    r"\s*(?:[.:\n\"(]|(?<!\w)(?:tren dia ban|(?:trong )?(?:giai doan|nam)\s+(?:19|20)\d\d|"
    r"nhu sau|cu the|voi (?:cac |nhung )?noi dung|"
    r"trong (?:toan )?(?:tinh|thanh pho|huyen|xa|phuong|nganh|truong))"
    r"(?!\w)|,\s+(?:cu the|nhu sau|voi))"
)
# Names begin so, though most words after *phong trào* that do are none.
_MAY_BEGIN = regex.compile(r"(?:lap thanh tich|chung (?:suc|tay)) ")
_FEWEST = 4  # words of a name
_SAME = 3  # words by which title and preamble tell that they speak of one movement


def launched_by_title(text: str, folded: str, title: Span, preamble: Span) -> Iterator[Named]:
    """The names of the movement that the title launches, in title and preamble, in order."""
    # A title runs over lines: only there a break does not end a name.
    head = folded[: title.end].replace("\n", " ")
    first = _named(text, head, title)
    if first is None:
        return
    again = _named(text, folded, preamble)
    if again is None or _key(folded, again) == _key(folded, first):
        yield first
        yield from (again,) if again else ()
    elif _key(folded, again)[:_SAME] == _key(folded, first)[:_SAME]:
        yield again  # written out where the title is short


def _named(text: str, folded: str, part: Span) -> Named | None:
    """The name after the last *phát động phong trào thi đua* in a part of the text."""
    launch = next(reversed(list(_LAUNCHED.finditer(folded, *part))), None)
    if launch is None:
        return None
    start = launch.end()
    if words("never_first").match(folded, start) and not _MAY_BEGIN.match(folded, start):
        return None
    end = _END.search(folded, start, part.end)
    name = trim(text, Span(start, end.start() if end else part.end))
    if len(text[name.start : name.end].split()) < _FEWEST:
        return None
    lead = launch.start("lead")
    return Named(name, lead, name.end, lead, own=True)


def _key(folded: str, named: Named) -> list[str]:
    return folded[named.span.start : named.span.end].split()
