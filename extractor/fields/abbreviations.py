"""Field: short forms that the document itself introduces (`data/abbreviations.toml`)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.document import Document, Span, Spans
from extractor.plan import Abbreviation
from extractor.scan import match_at, matches_near
from extractor.tables import table
from extractor.vietnamese import fold, from_roman

_REACH = 160  # characters before a short form in which its long form stands
_LONGEST_REACH = 400  # … where all of a short form begins it
_QUOTES = {"“": "”", '"': '"'}
_LONGEST_SHORT = 15  # characters, with brackets
_LONGEST_TAIL = 2  # words after the last initial: Bảo hiểm xã hội *tỉnh* (BHXH)
_CAPITALS = r"\p{Lu}[\p{L}]{0,2}(?:[&\-./]?\p{Lu}\p{Ll}{0,2}){1,9}"
_CAPITALS_ONLY = regex.compile(r"\p{Lu}\W?\p{Lu}")
_TERRITORY = r"(?: (?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường))?"
_MORE = rf"(?: (?:[-–] )?{_CAPITALS})?"  # BCH PCTT, DS - KHHGĐ
_BRACKETED = regex.compile(
    rf"\(\s*(?P<short>(?:\p{{Lu}}\p{{Ll}}+ )?{_CAPITALS}{_MORE}{_TERRITORY})\s*\)"
)
_EXPANDED = regex.compile(rf"(?<!\w)(?P<short>{_CAPITALS}) \((?P<long>[^()\d]{{5,90}})\)")
_SHORT = regex.compile(
    rf"(?P<short>(?:\p{{Lu}}\p{{Ll}}+ )?{_CAPITALS}(?:(?:, {_CAPITALS})+(?=\W*\)))?"
    r"|[^()\"”“,;.:\n]{3,40})"
)
_WORD = regex.compile(r"[\p{L}\d]+")
_INITIAL = regex.compile(r"\p{Lu}\p{Ll}*")
_CLAUSE_END = regex.compile(r"[;:.\n()]")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A short form and its long one, where they stand."""

    short: str
    long: Span
    span: Span


def abbreviations(document: Document) -> tuple[Abbreviation, ...]:
    """The short forms, each where it is introduced first."""
    found: dict[str, _Pair] = {}
    for pair in sorted(_pairs(document), key=lambda p: p.span):
        if pair.long.start < pair.long.end and _is_prose(document, pair.span):
            found.setdefault(pair.short, pair)
    return tuple(
        Abbreviation(
            short=pair.short,
            long=" ".join(document.slice(pair.long).split()),
            at=document.locate(pair.span),
        )
        for pair in found.values()
    )


def _pairs(document: Document) -> Iterator[_Pair]:
    text = document.text
    cited = Spans(citation.span for citation in document.citations)
    for match in _BRACKETED.finditer(text):
        if not _is_numeral(match["short"]) and (
            long := _long_before(document, cited, match.start(), match["short"])
        ):
            yield _Pair(match["short"], long, Span(long.start, match.end()))
    for match in _EXPANDED.finditer(text):
        long = Span(*match.span("long"))
        words = list(_WORD.finditer(text, *long))
        if _begins(text, words, match["short"]) == long.start:
            yield _Pair(match["short"], long, Span(*match.span()))
    yield from _announced(document, cited)


def _announced(document: Document, cited: Spans) -> Iterator[_Pair]:
    """Forms with words that say so: *(sau đây gọi tắt là SGDĐT)*."""
    folded = fold(document.text)
    for match in matches_near(_said(), folded, ("goi", "viet"), before=24, after=40):
        if not _said_words().search(match[0]):
            continue
        short = match_at(_SHORT, document.text, match.end())
        if short is None or match_at(_act(), folded, short.start()):
            continue
        words = short["short"].strip(" '")
        if long := _long_before(document, cited, match.start(), words, announced=True):
            yield _Pair(words, long, Span(long.start, short.end()))


def _long_before(
    document: Document, cited: Spans, end: int, short: str, *, announced: bool = False
) -> Span | None:
    """The long form that ends at `end`: words with the initials of `short`, else a body; for a
    form that is announced also the words from its own first word on."""
    text = document.text
    stop = end
    while stop and text[stop - 1] in ' (,"“':
        stop -= 1
    clause = [m.end() for m in _CLAUSE_END.finditer(text, max(0, stop - _REACH), stop)]
    start = clause[-1] if clause else max(0, stop - _REACH)
    if cited.hold(stop - 1):
        named = announced and short in text[max(0, stop - _LONGEST_REACH) : stop]
        return _from_its_words(text, short, Span(stop, stop)) if named else None
    body = _body(document, stop, announced=announced)
    if body and announced and not _CAPITALS_ONLY.search(short):
        return body
    begin = _begins(text, list(_WORD.finditer(text, start, stop)), short)
    if begin is not None:
        return Span(begin, stop)
    if body is None and announced and " " in short:
        return _from_its_words(text, short, Span(start, stop))
    return body


def _from_its_words(text: str, short: str, clause: Span) -> Span | None:
    """The words before an announced form that begin as it does: of a name with all of it anywhere
    in their line (*Giải chạy …; vì cộng đồng (gọi tắt là Giải chạy)*), else with its first word in
    the clause. A quoted name ends with its quotes."""
    line = max(text.rfind("\n", 0, clause.end) + 1, clause.end - _LONGEST_REACH)
    first = text.rfind(short, line, clause.end) if short[0].isupper() else -1
    if first < 0:
        first = text.rfind(short.split()[0], *clause)
    if first < 0:
        return None
    quoted = text[first - 1 : first] in _QUOTES
    close = text.find(_QUOTES[text[first - 1]], first, clause.end) if quoted else -1
    return Span(first, close if close >= 0 else clause.end)


def _body(document: Document, stop: int, *, announced: bool) -> Span | None:
    """The body whose name ends at `stop`; one that brackets follow may be read as their whole."""
    index = bisect_left(document.agencies, stop, key=lambda mention: mention.span.start) - 1
    if index < 0 or not stop <= document.agencies[index].span.end < stop + _LONGEST_SHORT:
        return None
    own = Span(document.agencies[index].span.start, stop)
    return own if announced or _other_name().match(fold(document.slice(own))) else None


def _begins(text: str, words: Sequence[regex.Match[str]], short: str) -> int | None:
    """Where the words begin whose initials are `short`, the last words left out or not."""
    initials = [fold(part).replace("w", "u") for part in _initials(short)]
    for tail in range(_LONGEST_TAIL + 1):
        first = _first_word(words[: len(words) - tail], initials)
        if first is not None and (tail == 0 or _is_tail(words[len(words) - tail :])):
            return int(words[first].start())
    return None


def _initials(short: str) -> Iterator[str]:
    """`Sở GD&ĐT` → Sở, G, D, Đ, T: what each word of the long form begins with."""
    for part in regex.split(r"\s+(?:[-–]\s+)?", short):
        if sum(letter.isupper() for letter in part) > 1:
            yield from _INITIAL.findall(part)
        else:
            yield part


def _first_word(words: Sequence[regex.Match[str]], initials: Sequence[str]) -> int | None:
    """The index of the first of the last words that begin with `initials`; words that link may be
    left out."""
    if not initials:
        return len(words)
    if not words:
        return None
    last = fold(words[-1][0])
    if last.startswith(initials[-1]):
        first = _first_word(words[:-1], initials[:-1])
        if first is not None:
            return first
    if words[-1][0].lower() in table("abbreviations")["links"]:
        return _first_word(words[:-1], initials)
    return None


def _is_tail(words: Sequence[regex.Match[str]]) -> bool:
    """Whether words after the last initial only say where: *tỉnh*, *Việt Nam*."""
    return " ".join(fold(word[0]) for word in words) in (
        "tinh", "thanh pho", "huyen", "xa", "viet nam", "trung uong",
    )  # fmt: skip


def _is_numeral(short: str) -> bool:
    return from_roman(short) is not None


def _is_prose(document: Document, span: Span) -> bool:
    """Whether `span` stands before the closing or in an appendix."""
    frame = document.frame
    if frame is None or span.end <= max(frame.body.end, frame.closing.end):
        return True
    return any(annex.span.covers(span) for annex in frame.annexes)


@cache
def _said() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{table('abbreviations')['said']})")


@cache
def _said_words() -> regex.Pattern[str]:
    return regex.compile(table("abbreviations")["said_words"])


@cache
def _other_name() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{'|'.join(table('abbreviations')['named_otherwise'])})(?!\w)")


@cache
def _act() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{'|'.join(table('abbreviations')['acts'])})(?!\w)")
