"""Persons who are given work by name or office: *Đồng chí Lê Văn An, Phó Bí thư*, *cô Hoa*."""

from __future__ import annotations

from functools import cache

import regex

from extractor.agencies import agency_run
from extractor.document import AgencyMention, Document, Span
from extractor.tables import table
from extractor.vietnamese import even

_DUTY = 60  # characters in which the first duty of a list stands
_PART = regex.compile(r"\s*(?:[,;\n]|\bvà\b)\s*")


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    return regex.compile(even(table("assignments")["person"][name]))


def begins_with_person(words: str) -> bool:
    """Whether `words` begin with a form of address: *Đồng chí*, *thầy*."""
    return _pattern("title").match(even(words)) is not None


def begins_with_staff(words: str) -> bool:
    """Whether `words` begin with an office or a duty: *Công chức Tư pháp - Hộ tịch*."""
    return _pattern("staff").match(even(words)) is not None


def person_at(document: Document, span: Span) -> AgencyMention:
    """The person whom the words at `span` name, offices included, as a body of no registry."""
    span = document.trim(span, " ,;:.-–\n")
    return AgencyMention(span, " ".join(document.slice(span).split()), None, None, "other")


def crew_in(document: Document, span: Span) -> tuple[AgencyMention, ...]:
    """The people whom a list names by their duties, and bodies after them: *Tổ trưởng chuyên môn,
    giáo viên chủ nhiệm và Tổng phụ trách Đội*; nothing where it is one, or names others too."""
    if _pattern("crew").match(even(document.text[span.start : span.start + _DUTY])) is None:
        return ()
    found = [_crew_at(document, part) for part in _parts(document, span)]
    crew = tuple(member for member in found if member)
    return crew if len(found) == len(crew) > 1 else ()


def _crew_at(document: Document, part: Span) -> AgencyMention | None:
    if _pattern("crew").fullmatch(even(document.slice(part))):
        return person_at(document, part)
    run = agency_run(document, part).mentions
    return run[0] if len(run) == 1 and run[0].span == part else None


def persons_in(document: Document, span: Span) -> tuple[AgencyMention, ...]:
    """The persons (and bodies between them) in `span`, a list that begins with a person. An
    office after a name belongs to it."""
    found: list[AgencyMention] = []
    for part in _parts(document, span):
        words = even(document.slice(part))
        office = _pattern("office").match(words) and not begins_with_person(words)
        if found and office:
            found[-1] = person_at(document, Span(found[-1].span.start, part.end))
            continue
        run = () if begins_with_person(words) else agency_run(document, part).mentions
        found += run or [person_at(document, part)]
    return tuple(found)


def _parts(document: Document, span: Span) -> list[Span]:
    text, start, parts = document.slice(span), 0, []
    for mark in [*_PART.finditer(even(text)), None]:
        end = mark.start() if mark else len(text)
        part = document.trim(Span(span.start + start, span.start + end), " ,;:.-–\n")
        if part.start < part.end:
            parts.append(part)
        start = mark.end() if mark else end
    return parts
