"""What stands below the body: recipients and signatures (Decree 30/2020/NĐ-CP, annex I, section
II.7 and II.9; Điều 13 for TM., KT., TL., TUQ.)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractor.document import Correction, Document, Span
from extractor.labels import in_capitals, label_of
from extractor.plan import Recipient, Signature
from extractor.vietnamese import fold

_HEAD = regex.compile(r"\W*n[o0]i nhan\s*[:.;]?\s*")
_BRACE_NOTE = regex.compile(r"\((?:de )?(?:b/c|bao cao|p/h|phoi hop|thuc hien|t/h|chi dao|bc)\)")
_SIGNED_BY = regex.compile(r"\(?(?:da ky|ky boi|ky ten|[\d/]+)\b.*")
_AUTHORITY = regex.compile(r"t\s?[./]?\s?m\s?[./]\s*(?=\p{L})")
_CAPACITY = regex.compile(
    r"(?P<mark>k\s?/\s?t?|kt|t\s?/\s?l|tl|t\s?/?\s?u\s?/?\s?q|q|t)\s?[./]?\s*(?<=[./\s])(?=\p{L}{3})"
)
_MARKS = {"k": "KT.", "t": "TL.", "q": "Q."}
_NAME = regex.compile(
    r"(?:(?:ThS|TS|PGS|GS|BS|Bs|DS|CN|KS|LS|BSCKI{1,2}|Ths|BsCKI{1,2}|CKI{1,2})\.?\s*)*"
    r"(?P<name>\p{Lu}[\p{L}’']*(?:\s+\p{Lu}[\p{L}’'.]*){1,5})"
)
RULE = "signature_mark"


def recipients(document: Document) -> tuple[Recipient, ...]:
    """The bullets of *Nơi nhận*, their end marks taken off."""
    assert document.frame is not None
    found: list[Span] = []
    for paragraph in document.paragraphs_in(document.frame.recipients):
        span = paragraph.span
        text = document.slice(span)
        head = _HEAD.match(fold(text)) if not found else None
        if head:
            span = Span(span.start + head.end(), span.end)
            text = document.slice(span)
        label = label_of(text)
        if found and label is None and not _is_own_line(text):
            if len(text.strip()) > 3:
                found[-1] = Span(found[-1].start, span.end)
            continue
        start = span.start + (label.end if label else 0)
        span = document.trim(Span(start, span.end), " \n;.,-+*")
        if len(document.slice(span)) > 1:
            found.append(span)
    spans = [document.trim(span, " \n;.,*") for span in found]
    return tuple(
        Recipient(text=" ".join(document.slice(span).split()), at=document.locate(span))
        for span in spans
    )


def _is_own_line(text: str) -> bool:
    """Whether an unmarked line is a recipient of its own (*Như trên*, *Lưu: VT*)."""
    return bool(regex.match(r"(?:nhu (?:tren|dieu)|luu\b)", fold(text)))


@dataclass(frozen=True, slots=True)
class _Part:
    """A line of the signature block: what it is, its text set right, and where it stands."""

    kind: str  # authority, capacity, position, name
    text: str
    span: Span


def signatures(document: Document) -> tuple[Signature, ...]:
    """The signatures in reading order: left to right, top to bottom."""
    made = []
    for block in _blocks(list(_parts(document))):
        span = Span(block[0].span.start, block[-1].span.end)
        values = {part.kind: part.text for part in reversed(block)}
        made.append(
            Signature(
                authority=values.get("authority"),
                capacity=values.get("capacity"),
                position=values.get("position"),
                name=values.get("name"),
                at=document.locate(span),
            )
        )
    return tuple(made)


def corrections(document: Document) -> tuple[Correction, ...]:
    """Marks that are written in another way than the decree's (`K/ TRƯỞNG BAN`, `T/M`)."""
    return tuple(
        Correction(document.slice(part.span), part.text, RULE, part.span)
        for part in _parts(document)
        if part.kind in ("authority", "capacity")
        and fold(" ".join(document.slice(part.span).split())) != fold(part.text)
    )


def _parts(document: Document) -> Iterator[_Part]:
    if document.frame is None:
        return
    for paragraph in document.paragraphs_in(document.frame.signature):
        span = document.trim(paragraph.span, " *_\n")
        text = document.slice(span)
        part = _part(text, span)
        if part:
            yield part


def _part(text: str, span: Span) -> _Part | None:
    words = " ".join(text.split())
    folded = fold(words)
    if not words or _SIGNED_BY.fullmatch(folded):
        return None
    if match := _AUTHORITY.match(folded):
        return _Part("authority", f"TM. {words[match.end() :]}", span)
    if match := _CAPACITY.match(folded):
        return _Part("capacity", f"{_mark(match['mark'])} {words[match.end() :]}", span)
    if in_capitals(words) and not _looks_like_name(words):
        return _Part("position", words, span)
    if (match := _NAME.fullmatch(words.strip(" .,;"))) and len(words) > 4:
        name = match["name"]
        at = span.start + text.find(name)
        return _Part("name", name, Span(at, at + len(name)) if at >= span.start else span)
    return None


def _mark(folded: str) -> str:
    letters = regex.sub(r"\W", "", folded)
    return "TUQ." if "uq" in letters else _MARKS[letters[0]]


_FAMILY = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan dinh lam mai "
    "trinh truong luong cao ta ha thai chau quach la lo vang giang ma sung thao vi nong hoa tong "
    "to kieu luu phung tang than".split()  # noqa: SIM905
)
_OFFICE = regex.compile(
    r"\b(?:chu tich|giam doc|truong|chanh|bi thu|pho|vien|ban|huy|nhiem|uy|so|phong|hoi|doan|"
    r"bo|cuc|chi cuc|van phong|hieu|khoa|nhan dan|quan su)\b"
)


def _looks_like_name(words: str) -> bool:
    """Whether a line in capitals is a person's name and not an office."""
    folded = fold(words)
    first = folded.split()[0]
    return first in _FAMILY and 2 <= len(folded.split()) <= 5 and not _OFFICE.search(folded)


def _blocks(parts: list[_Part]) -> Iterator[list[_Part]]:
    """The parts of each signature: a new one begins with an authority, capacity or position line
    after a name."""
    block: list[_Part] = []
    for part in parts:
        begins = part.kind in ("authority", "capacity", "position")
        if block and begins and block[-1].kind == "name":
            yield block
            block = []
        if part.kind == "position" and block and block[-1].kind in ("authority", "position"):
            block = _with_line(block, part)
            continue
        block.append(part)
    if block:
        yield block


def _with_line(block: list[_Part], part: _Part) -> list[_Part]:
    """An authority or office set over two lines: *TM. ỦY BAN NHÂN DÂN* / *TỈNH …*."""
    last = block[-1]
    goes_on = last.kind == "authority" and not _OFFICE_HEAD.match(fold(part.text))
    if goes_on or (last.kind == "position" and not _OFFICE_HEAD.match(fold(part.text))):
        span = Span(last.span.start, part.span.end)
        return [*block[:-1], _Part(last.kind, f"{last.text} {part.text}", span)]
    return [*block, part]


_OFFICE_HEAD = regex.compile(
    r"(?:pho |quyen |q\.)?\s?(?:chu tich|giam doc|tong giam doc|truong|chanh|bi thu|chi huy|"
    r"vien truong|cuc truong|chi cuc truong|hieu truong|chu nhiem|thuong truc|pho|uy vien)"
)
