"""The province of a plan: at the time of issue, and the one that it is part of today."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from extractor.agencies.words import Words, words_of
from extractor.document import Document, Span
from extractor.plan import CurrentProvince, Province
from extractor.tables.bodies import body_named
from extractor.tables.places import Unit, current_of, province_named, provinces_named
from extractor.times.calendar import date_of
from extractor.vietnamese import even, fold

_PROVINCE_NOUNS = {(even("tỉnh"),), tuple(even("thành phố").split()), ("tp",)}
_PERSON = "Hồ Chí Minh"
_LOWER_NOUNS = frozenset(even(w) for w in ("huyện", "quận", "xã", "phường", "trấn", "khu", "thôn"))
_DATE = re.compile(
    r"\b(\d{1,2})\s*(?:/|-|\.|thang)\s*(\d{1,2})\s*(?:/|-|\.|nam)\s*((?:19|20)\d\d)\b"
)
_YEAR = re.compile(r"\bnam\s+((?:19|20)\d\d)\b")


def province(
    document: Document, issuer_text: str | None, place: str | None, issued_on: date | None
) -> Province | None:
    """The province that the document is about, or that issues it; None for a central body's.

    Names stand as they were on the day of issue. `inferred` where the text itself names no
    *tỉnh X*, but issuer or place give it away."""
    if issuer_text and (body := body_named(issuer_text)) and body.level == "central":
        return None
    words = words_of(document.text)
    day = issued_on or _about(document)
    name = _name(document, words, issuer_text, place)
    unit = province_named(name, day) if name else None
    if name is None or unit is None:
        return None
    written = next((s for s, n in _named(words, Span(0, len(document.text))) if n == name), None)
    return _record(document, unit, written, dated=day is not None)


def _record(document: Document, unit: Unit, written: Span | None, dated: bool) -> Province:
    current = current_of(unit)
    known = dated or len({other.code for other in provinces_named(unit.name)}) == 1
    return Province(
        name=unit.name,
        code=unit.code if known else None,
        code_list=unit.code_list if known else None,
        current=_current(current) if current else None,
        inferred=written is None,
        at=document.locate(written) if written else None,
    )


def _current(unit: Unit) -> CurrentProvince | None:
    if unit.code is None or unit.code_list is None:
        return None
    return CurrentProvince(name=unit.name, code=unit.code, code_list=unit.code_list)


def _name(
    document: Document, words: Words, issuer_text: str | None, place: str | None
) -> str | None:
    """The province's name, from the surest place that gives one."""
    frame = document.frame
    above = _first(words, frame.letterhead) if frame else None
    below = _first(words, frame.recipients) if frame else None
    return (
        above
        or (last_province_in(issuer_text) if issuer_text else None)
        or (last_province_in(place) if place and not _is_lower(words, place) else None)
        or below
        or _most_named(document, words)
    )


def _mentions(words: Words) -> Iterator[tuple[int, int, str]]:
    """Province names in the text that are no names of districts or communes: first syllable, one
    past the last, the name."""
    for i, end in words.provinces.items():
        before = "" if i == 0 or words.gaps[i] else words.forms[i - 1]
        name = _canonical(words.written(i, end))
        if before in _LOWER_NOUNS or (name == _PERSON and before not in ("", "phố", "tp")):
            continue  # *huyện Hà Giang*, *Đoàn TNCS Hồ Chí Minh*
        yield i, end, name


def _canonical(written: str) -> str:
    return provinces_named(written)[0].name if provinces_named(written) else written


def _named(words: Words, span: Span) -> Iterator[tuple[Span, str]]:
    """Where the text names *tỉnh X* or *thành phố X* inside `span`, and X."""
    for i, end, name in _mentions(words):
        for size in (1, 2):
            if i >= size and tuple(words.forms[i - size : i]) in _PROVINCE_NOUNS:
                found = words.span(i - size, end)
                if span.covers(found):
                    yield found, name


def _first(words: Words, span: Span) -> str | None:
    return next((name for _, name in _named(words, span)), None)


def last_province_in(text: str) -> str | None:
    """The last province that a short text names: *Sở Y tế Lai Châu*."""
    names = [name for _, _, name in _mentions(words_of(text))]
    return names[-1] if names else None


def written_province(document: Document) -> str | None:
    """*tỉnh X* as the text writes it, of the province that it names most."""
    words = words_of(document.text)
    name = _most_named(document, words)
    spans = (s for s, n in _named(words, Span(0, len(document.text))) if n == name)
    return next((" ".join(document.slice(span).split()) for span in spans), None)


def _is_lower(words: Words, place: str) -> bool:
    """Whether the text says that `place` is a district or commune with a province's name."""
    forms = words_of(place).forms
    size = len(forms)
    return any(
        list(words.forms[i : i + size]) == list(forms) and words.forms[i - 1] in _LOWER_NOUNS
        for i in words.provinces
        if i > 0
    )


def _most_named(document: Document, words: Words) -> str | None:
    counts = Counter(name for _, name in _named(words, Span(0, len(document.text))))
    return counts.most_common(1)[0][0] if counts else None


def _about(document: Document) -> date | None:
    """About when an undated document was issued: after the latest act that its preamble cites,
    or in the year of its title."""
    frame = document.frame
    if frame is None:
        return None
    dates = _DATE.finditer(fold(document.slice(frame.preamble)))
    cited = [date_of(*map(int, reversed(match.groups()))) for match in dates]
    days = [day for day in cited if day]
    if days:
        return max(days)
    year = _YEAR.search(fold(document.slice(frame.title)))
    return date(int(year[1]), 1, 1) if year else None
