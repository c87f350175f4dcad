"""The documents that the plan cites: the places that cite one document become one citation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import regex

from extractor.document import (
    CitationMention,
    Correction,
    Document,
    Relation,
    Span,
    Warning,
    section_of,
)
from extractor.errors import WARNINGS
from extractor.plan import Citation, CitationText
from extractor.tables.acts import NATIONAL_CONGRESS, act_of, title_key
from extractor.vietnamese import fold, same_word_key, slug

RULE = "citation_code"
_ATTACHED = regex.compile(r"\W*(?:(?:duoc )?ban hanh |dinh )?kem theo\b")
_UNDER_TITLE = 4  # paragraphs
_MISPRINT = regex.compile(r"\d+[a-z]?/(?:CT|NQ|QĐ|QyĐ|KL|CTr|KH|TB|HD)-(?:TW|TU|HU|QU|ThU|ĐU)")

_WITH_YEAR = regex.compile(r"\d+[a-z]?/((?:19|20)\d\d)/")
_CONGRESS = regex.compile(r"nghi quyet.*? (?P<term>[ivxl]+)(?: .*)?")

# What weighs more when a document is cited in several ways.
_WEIGHT: dict[Relation, int] = {
    "replaces": 4, "amends": 3, "implements": 2, "basis": 1, "cites": 0,
}  # fmt: skip
# A Party *Quy định* carries the code of a *Quyết định*.
_DASHES = "‐‑‒–—―−"
_SAME_KIND = frozenset({"QĐ", "QyĐ"})


def citations(document: Document) -> tuple[Citation, ...]:
    """One citation for each cited document, in the order in which they are first cited."""
    return tuple(_citation(document, group) for group in _groups(document.citations))


def issued_with(document: Document) -> tuple[str, Span] | None:
    """The key of the citation that says with what this was issued (*Kèm theo Quyết định số …*
    under the title), and where; None for a document that stands by itself."""
    limit = _head_end(document)
    for group in _groups(document.citations):
        for mention in group:
            start = document.text.rfind("\n", 0, mention.span.start) + 1
            before = fold(document.text[start : mention.span.start])
            if mention.span.start < limit and _ATTACHED.match(before):
                return _key(_best(group)), mention.span
    return None


def _head_end(document: Document) -> int:
    """Where the body begins; in an appendix alone, where its title ends."""
    frame = document.frame
    if frame is None or not frame.is_annex:
        return frame.body.start if frame else 0
    title = frame.annexes[0].title
    start = title.end if title else frame.annexes[0].span.start
    below = [p.span.end for p in document.paragraphs_in(Span(start, frame.annexes[0].span.end))]
    return below[min(_UNDER_TITLE, len(below)) - 1] if below else start


def corrections_of(document: Document) -> tuple[Correction, ...]:
    """What is given otherwise than it was read: numbers of cited documents (spaces, kinds of
    dashes and capitals do not count), and titles of laws that had lost marks."""
    made = [
        correction
        for mention in document.citations
        for correction in (_of_number(document, mention), _of_title(document, mention))
    ]
    return tuple(correction for correction in made if correction)


def misprints(document: Document) -> tuple[Warning, ...]:
    """Numbers of Party documents that the plan prints in the State's way (`22/CT-TW`): they stay
    as printed (399-QĐ/TW and its forerunners write number, hyphen, kind, slash, body)."""
    return tuple(
        Warning("misprint", f"{WARNINGS['misprint']} ({mention.number})", mention.number_span)
        for mention in document.citations
        if mention.number and mention.number_span and _MISPRINT.fullmatch(mention.number)
    )


def _of_number(document: Document, mention: CitationMention) -> Correction | None:
    if mention.number is None or mention.number_span is None:
        return None
    printed = " ".join(document.slice(mention.number_span).split())
    if _even(printed) in _even(mention.number):
        return None
    return Correction(printed, mention.number, RULE, mention.number_span)


def _of_title(document: Document, mention: CitationMention) -> Correction | None:
    if mention.title is None:
        return None
    span = Span(mention.span.start, mention.span.start + len(mention.title))
    printed = document.slice(span)
    same = same_word_key(printed) == same_word_key(mention.title)
    if same or fold(printed) != fold(mention.title):
        return None
    return Correction(printed, mention.title, RULE, span)


def _even(number: str) -> str:
    """Without spaces, dashes and case evened out; letters keep their marks, which tell codes
    apart."""
    dashed = "".join("-" if c in _DASHES else c for c in number if not c.isspace())
    return dashed.casefold()


def _groups(mentions: tuple[CitationMention, ...]) -> list[list[CitationMention]]:
    """Mentions of one document together. Full ones go first, so that a short form (*Luật Đất
    đai*, *Chỉ thị 05*) finds the document that it is short for."""
    groups: list[list[CitationMention]] = []
    for mention in sorted(mentions, key=_shortness):
        group = next((g for g in groups if any(_is_same(mention, m) for m in g)), None)
        if group is None:
            groups.append([mention])
        else:
            group.append(mention)
    ordered = [sorted(group, key=lambda m: m.span.start) for group in groups]
    return sorted(ordered, key=lambda group: group[0].span.start)


def _shortness(mention: CitationMention) -> tuple[bool, bool, bool, int]:
    bare = mention.number is not None and not _has_codes(mention.number)
    undated = mention.issued_on is None
    return (bare, undated and mention.year is None, undated, mention.span.start)


def _has_codes(number: str) -> bool:
    return any(c.isupper() for c in number)


def _is_same(one: CitationMention, other: CitationMention) -> bool:
    """Whether two mentions can mean the same document."""
    if not _same_time(one, other) and not _year_is_in_number(one, other):
        return False
    if one.number and other.number:
        return _same_number(one, other)
    if one.title and other.title:
        return one.type == other.type and _named(one) == _named(other)
    return False


def _named(mention: CitationMention) -> str:
    """The act that a title names; the Party's national congress is named in many ways."""
    title = mention.title or ""
    congress = _CONGRESS.fullmatch(fold(title)) if mention.issuer == NATIONAL_CONGRESS else None
    return f"congress {congress['term']}" if congress else title_key(title)


def _year_is_in_number(one: CitationMention, other: CitationMention) -> bool:
    """Whether both have one number that holds its year: then a date is misprinted."""
    return one.number == other.number and bool(_WITH_YEAR.match(one.number or ""))


def _same_time(one: CitationMention, other: CitationMention) -> bool:
    """A number starts anew each year, in each body: a document has one date."""
    if one.year and other.year and one.year != other.year:
        return False
    if one.issued_on is None or other.issued_on is None or one.issued_on == other.issued_on:
        return True
    written = not (one.issuer_inferred or other.issuer_inferred)
    return not (written and one.issuer and other.issuer and fold(one.issuer) != fold(other.issuer))


def _same_number(one: CitationMention, other: CitationMention) -> bool:
    if one.number == other.number:
        same_kind = one.type == other.type or {one.type, other.type} <= _SAME_KIND
        return same_kind or (one.issued_on is not None and one.issued_on == other.issued_on)
    if one.type != other.type:
        return False
    return _is_short_for(one.number or "", other.number or "")


def _is_short_for(short: str, long: str) -> bool:
    """*Chỉ thị số 05* for 05-CT/TW, *Nghị định 91/2017* for 91/2017/NĐ-CP."""
    return not _has_codes(short) and long.startswith(short) and long[len(short) :][:1] in "-/"


def _citation(document: Document, group: list[CitationMention]) -> Citation:
    best = _best(group)
    return Citation(
        key=_key(best),
        type=best.type,
        number=best.number,
        title=best.title,
        issued_on=best.issued_on,
        year=best.year,
        issuer=best.issuer,
        issuer_inferred=best.issuer_inferred,
        subject=best.subject,
        relation=best.relation,
        mentions=tuple(_text(document, mention) for mention in group),
    )


def _best(group: list[CitationMention]) -> CitationMention:
    """The group's first mention, with what only others say."""
    numbers = [m.number for m in group if m.number]
    full = [number for number in numbers if _has_codes(number)]
    dated = sorted((m for m in group if m.issued_on), key=_contradicts_number)
    written = [m for m in group if m.issuer and not m.issuer_inferred]
    inferred = [m for m in group if m.issuer]
    issuer = (written or inferred or group)[0]
    return replace(
        group[0],
        number=next(iter([*full, *numbers]), None),
        title=_plainest(m.title for m in group),
        issued_on=dated[0].issued_on if dated else None,
        year=next((m.year for m in [*dated, *group] if m.year), None),
        issuer=issuer.issuer,
        issuer_inferred=issuer.issuer_inferred,
        subject=_plainest(m.subject for m in group),
        relation=max((m.relation for m in group), key=lambda r: _WEIGHT[r]),
    )


def _contradicts_number(mention: CitationMention) -> bool:
    """Whether the date is of another year than the number."""
    year = _WITH_YEAR.match(mention.number or "")
    return bool(year and mention.issued_on and mention.issued_on.year != int(year[1]))


def _plainest(texts: Iterable[str | None]) -> str | None:
    """The first that is not in capitals, as a title prints it; else the first."""
    said = [text for text in texts if text]
    return next((text for text in said if not text.isupper()), said[0] if said else None)


def _key(best: CitationMention) -> str:
    """The same for the same act in every plan: kind, number and year; a law by name that the
    table knows has the key of its number."""
    number, year = best.number, best.year
    if number is None and best.title:
        act = act_of(best.title, year, best.issued_on)
        number = act.number if act else None
    if number is None:
        named = slug(best.title or "")
        return f"{best.type} {named} {year}" if year else f"{best.type} {named}"
    dated = year is None or f"/{year}" in number or f"-{year}" in number
    return f"{best.type} {number}" if dated else f"{best.type} {number} {year}"


def _text(document: Document, mention: CitationMention) -> CitationText:
    return CitationText(
        text=" ".join(document.slice(mention.span).split()),
        provision=mention.provision,
        section=section_of(document, mention.span.start),
        at=document.locate(mention.span),
    )
