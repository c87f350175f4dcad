"""Signatures: who signs, in whose name, as what (Decree 30/2020/NĐ-CP, Điều 13 and annex I, section
II.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

import regex

from extractor.document import Correction, Document, Span
from extractor.plan import Signature
from extractor.tables.offices import (
    is_family_name,
    nearest_office,
    office_pattern,
    rank_pattern,
    spelled_office,
)
from extractor.tokens import is_syllable
from extractor.vietnamese import even, fold

RULE = "signature_line"
_PLAIN = 0.8  # what a seal leaves in capitals is read with less confidence

# `more` goes on with the line before it, `rest` with a name.
Kind = Literal["authority", "capacity", "spoiled", "position", "name", "more", "rest"]

# Lines that an electronic signature prints.
_SIGNED_BY = regex.compile(r"\(?(?:da ky|ky boi|ky ten|[\d/]{4,})\b.*")
_AUTHORITY = regex.compile(r"(?:t\s?/\s?m|tm\s?[.,/])\s*[.,]?\s*(?=\p{L})")
_CAPACITY = regex.compile(
    r"(?P<mark>k\s?/\s?t|kt\s?[.,/]|k\s?/|t\s?/\s?l|tl\s?[.,/]|t\s?/?\s?uq\s?[.,/]?|"
    r"q\s?[.,/])"
    r"\s*[.,]?\s*(?=\p{L}{2})"
)
# A capacity whose mark was misread: what stands before the office is short and no word.
_SPOILED = regex.compile(
    r"(?!pho\b)\W*\S{1,3}[,.:;]?\s*(?<=[\s,.:;])"
    r"(?P<office>(?:chu tich|giam doc|truong ban|bi thu|hieu truong)\W*\S?)"
)
# What a second line of an office or authority begins with: *TM. ỦY BAN NHÂN DÂN* / *TỈNH …*.
_OFFICE_TAIL = regex.compile(
    r"(?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|so|ban|van phong|thuong truc|"
    r"phu trach|"
    r"uy ban|hoi|doan|khu|cong doan|cuc|vien|hoi dong|mat tran|dang uy|trung tam|truong|benh vien|"
    r"cong an|bo chi huy|phong|kiem|nhiem ky)\b"
)
_SYLLABLE = r"\p{Lu}[\p{Ll}’']*(?:-\p{Lu}\p{Ll}+)?"  # Ê-ban
_NAME = regex.compile(
    rank_pattern()
    + rf"(?:{_SYLLABLE}(?:\s+(?:-\s)?{_SYLLABLE}){{1,5}}"
    + r"|\p{Lu}{2,}(?:\s+\p{Lu}{2,}){1,4})(?!\p{L})"
)
_WORD = regex.compile(r"\S+")
_REST = regex.compile(r"\p{Lu}\p{Ll}+")  # of a name that its narrow column breaks
_SPECKS = regex.compile(r"(?:\s+\p{L}\.?)+$")
_OF_AN_OFFICE = regex.compile(
    r"\b(?:chu tich|giam doc|truong|chanh|bi thu|pho|vien|ban|huy|nhiem|uy|so|phong|hoi|doan|"
    r"bo|cuc|chi cuc|van phong|hieu|khoa|nhan dan|quan su|to quoc)\b"
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A line of the signature block: what it is, its text set right, and where it stands."""

    kind: Kind
    text: str
    span: Span


def signatures(document: Document) -> tuple[Signature, ...]:
    """The signatures in reading order: left to right, top to bottom."""
    return tuple(_signature(document, block) for block in _blocks(_parts(document)))


def corrections(document: Document) -> tuple[Correction, ...]:
    """Lines that are published in another form than they were read in: `K/` for the decree's
    `KT.`, offices that a seal spoiled."""
    return tuple(
        Correction(document.slice(part.span), part.text, RULE, part.span)
        for block in _blocks(_parts(document))
        for part in block
        if part.kind != "name" and " ".join(document.slice(part.span).split()) != part.text
    )


def _signature(document: Document, block: Sequence[_Part]) -> Signature:
    values = {part.kind: part.text for part in reversed(block)}
    return Signature(
        authority=values.get("authority"),
        capacity=values.get("capacity"),
        position=values.get("position"),
        name=values.get("name"),
        at=document.locate(Span(block[0].span.start, block[-1].span.end)),
    )


def _parts(document: Document) -> Iterator[_Part]:
    if document.frame is None:
        return
    for paragraph in document.paragraphs_in(document.frame.signature):
        span = document.trim(paragraph.span, " *_\n")
        part = _part(document.slice(span), span)
        goes_on = part and part.kind in ("more", "rest")
        if part and (not goes_on or document.locate(span).confidence >= _PLAIN):
            yield part


def _part(text: str, span: Span) -> _Part | None:
    words = " ".join(text.split())
    folded = fold(words)
    if not words or _SIGNED_BY.fullmatch(folded):
        return None
    if match := _AUTHORITY.match(folded):
        body = _capitals(words[match.end() :])
        mark = words[: match.end()].rstrip()
        return _Part("authority", f"{mark} {body}", span) if body else None
    if match := _CAPACITY.match(folded):
        return _capacity(words, match, span)
    if match := _SPOILED.fullmatch(folded):
        office = _office(_capitals(words[match.start("office") :]))
        return _Part("spoiled", office, span) if office else None
    office = _office(_capitals(words))
    if office and not _is_a_person(office):
        return _Part("position", office, span)
    if _goes_on(words) and not _is_a_person(words):
        return _Part("more", words, span)
    if _REST.fullmatch(words):
        return _Part("rest", words, span)
    return _name(text, span)


def _goes_on(words: str) -> bool:
    """Whether `words` are the rest of a line of capitals: syllables, not the specks of a seal."""
    syllables = words.split()
    return len(words) > 1 and all(s.isupper() and is_syllable(even(s)) for s in syllables)


def _capacity(words: str, match: regex.Match[str], span: Span) -> _Part | None:
    """*KT. CHỦ TỊCH*; the typists' `K/` and `K/T` are written `KT.`"""
    office = _capitals(words[match.end() :])
    if not office:
        return None
    deputy = match["mark"].startswith("k") and not words.startswith("KT.")
    mark = "KT. " if deputy else words[: match.end()].rstrip() + " "
    return _Part("capacity", mark + (_office(office) or office), span)


def _capitals(words: str) -> str:
    """`words` up to the first that is not in capitals: a seal over an office adds specks."""
    kept = []
    for word in words.split():
        if not (word.isupper() or word in "-–,&()"):
            break
        kept.append(word)
    while kept and len(kept[-1].strip(".,-–")) < 2 and not _is_short(kept[-1]):
        kept.pop()
    return " ".join(kept)


def _is_short(word: str) -> bool:
    """Whether a word of one letter is one: a number, or the *Y* of medicine."""
    return word.isdigit() or word == "Y"


def _office(capitals: str) -> str | None:
    """An office in capitals, set right where it is one letter or two from a known one; None for
    words that are no office and no part of one (specks that the seal left)."""
    folded = fold(capitals).strip(" .,")
    if office_pattern().match(folded) or _OFFICE_TAIL.match(folded):
        return spelled_office(capitals)
    return nearest_office(capitals)


def _is_a_person(words: str) -> bool:
    """Whether a line in capitals is a person's name and not an office."""
    folded = fold(words).split()
    return (
        is_family_name(folded[0])
        and 2 <= len(folded) <= 5
        and not _OF_AN_OFFICE.search(" ".join(folded))
    )


def _name(text: str, span: Span) -> _Part | None:
    """A person's name, with its rank or degree as printed; specks after it are left out, and
    before it what is left of a seal."""
    match = _NAME.match(text) or _NAME.match(text, _first_family_name(text))
    if match is None or len(match[0]) < 5:
        return None
    name = _SPECKS.sub("", match[0]).strip()
    rest = text[match.end() :].strip(" .,;*'\"|_-")
    if len(name.split()) < 2 or len(rest) > 4 or (name.isupper() and not _is_a_person(name)):
        return None
    start = span.start + match.start()
    return _Part("name", " ".join(name.split()), Span(start, start + len(name)))


def _first_family_name(text: str) -> int:
    """Where a family name stands after one or two words; 0 if none does."""
    starts = (m.start() for m in islice(_WORD.finditer(text), 1, 3) if is_family_name(m[0]))
    return next(starts, 0)


def _blocks(parts: Iterator[_Part]) -> Iterator[list[_Part]]:
    """The parts of each signature: a new one begins with an authority, capacity or position line
    after a name."""
    block: list[_Part] = []
    for part in parts:
        if part.kind == "rest":
            if block and block[-1].kind == "name":
                block = _with_line(block, part)
            continue
        if block and part.kind not in ("name", "more") and block[-1].kind == "name":
            yield block
            block = []
        if part.kind == "more" or _is_second_line(block, part):
            block = _with_line(block, part) if block else block
            continue
        if part.kind in ("position", "spoiled") and block and block[-1].kind == "spoiled":
            block[-1], part = _despoiled(block[-1], part)
        block.append(part)
    if block:
        yield block


def _despoiled(part: _Part, below: _Part) -> tuple[_Part, _Part]:
    """An office over its own deputy's, or over itself: only *KT.* and *PHÓ* can have stood before
    the two (Decree 30/2020/NĐ-CP, Điều 13: a deputy signs for the head)."""
    office, lower = fold(part.text), fold(below.text)
    if lower == office:
        below = replace(below, kind="position", text=f"PHÓ {part.text}")
    elif lower != f"pho {office}":
        return part, below
    return replace(part, kind="capacity", text=f"KT. {part.text}"), below


def _is_second_line(block: Sequence[_Part], part: _Part) -> bool:
    """Whether a position line goes on with the line before it, rather than name an office."""
    after = block[-1].kind if block else None
    return part.kind == "position" and (
        after in ("authority", "capacity", "position")
        and not office_pattern().match(fold(part.text))
    )


def _with_line(block: Sequence[_Part], part: _Part) -> list[_Part]:
    """The block with an authority, office or name that is set over two lines made one."""
    last = block[-1]
    if last.kind == "name" and part.kind != "rest":
        return list(block)
    span = Span(last.span.start, part.span.end)
    return [*block[:-1], _Part(last.kind, f"{last.text} {part.text}", span)]
