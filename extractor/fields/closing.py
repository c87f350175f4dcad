"""What stands below the body: recipients and signatures (Decree 30/2020/NĐ-CP, annex I, section
II.7 and II.9; Điều 13 for TM., KT., TL., TUQ.)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex
from rapidfuzz import fuzz, process

from extractor.document import Correction, Document, Span
from extractor.labels import label_of
from extractor.plan import Recipient, Signature
from extractor.tables import table
from extractor.vietnamese import fold

_HEAD = regex.compile(r"\W*n[o0]i nhan\s*[:.;]?\s*")
_BRACE_NOTE = regex.compile(r"\((?:de )?(?:b/c|bao cao|p/h|phoi hop|thuc hien|t/h|chi dao|bc)\)")
_SIGNED_BY = regex.compile(r"\(?(?:da ky|ky boi|ky ten|[\d/]+)\b.*")
_AUTHORITY = regex.compile(r"(?:t\s?/\s?m|tm\s?[.,/])\s*[.,]?\s*(?=\p{L})")
_CAPACITY = regex.compile(
    r"(?P<mark>k\s?/\s?t|kt\s?[.,/]|k\s?/|t\s?/\s?l|tl\s?[.,/]|t\s?/?\s?uq\s?[.,/]?|q\s?[.,/])\s*[.,]?\s*(?=\p{L}{2})"
)
# A capacity whose mark was misread: what stands before the office is short and no word.
_SPOILED = regex.compile(
    r"(?!pho\b)\W*\S{1,3}[,.:;]?\s*(?<=[\s,.:;])"
    r"(?P<office>(?:chu tich|giam doc|truong ban|bi thu|hieu truong)\W*\S?)"
)
_OWN_LINE = regex.compile(r"nhu (?:tren|dieu)|luu\b")
_SPECKS = regex.compile(r"(?:\s+\p{L}\.?)+$")
_NEAR = 84
_NAME = regex.compile(
    r"(?:(?:ThS|TS|PGS|GS|BS|Bs|DS|CN|KS|LS|BSCKI{1,2}|Ths|BsCKI{1,2}|CKI{1,2})\.?\s*)*"
    r"(?P<name>\p{Lu}[\p{L}’']*(?:\s+(?:\p{Lu}[\p{L}’'.]*|-\s\p{Lu}\p{L}*)){1,5})(?!\p{L})"
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
            if _has_bullets(document) and not label_of(text):
                continue  # specks beside the heading
        label = label_of(text)
        if found and label is None and not _is_own_line(text):
            if len(text.strip()) > 3:
                found[-1] = Span(found[-1].start, span.end)
            continue
        start = span.start + (label.end if label else 0)
        span = document.trim(Span(start, span.end), " \n;.,-+*~–—_:")
        if len(document.slice(span)) > 1:
            found.append(span)
    spans = [document.trim(span, " \n;.,*") for span in found]
    return tuple(
        Recipient(text=" ".join(document.slice(span).split()), at=document.locate(span))
        for span in spans
    )


def _has_bullets(document: Document) -> bool:
    assert document.frame is not None
    paragraphs = document.paragraphs_in(document.frame.recipients)
    return any(label_of(document.slice(p.span)) for p in paragraphs)


def _is_own_line(text: str) -> bool:
    """Whether an unmarked line is a recipient of its own (*Như trên*, *Lưu: VT*)."""
    return bool(_OWN_LINE.match(fold(text)))


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
    """Lines of the signature that are published in another form than they were read in: `K/`
    for the decree's `KT.`, offices that a seal spoiled."""
    return tuple(
        Correction(document.slice(part.span), part.text, RULE, part.span)
        for block in _blocks(list(_parts(document)))
        for part in block
        if part.kind in ("capacity", "position")
        and " ".join(document.slice(part.span).split()) != part.text
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
        return (
            _Part("authority", _capitals(words), span) if _capitals(words[match.end() :]) else None
        )
    if match := _CAPACITY.match(folded):
        deputy = match["mark"].startswith("k") and not words.startswith("KT.")
        office = _office(_capitals(words[match.end() :]))
        mark = "KT." if deputy else words[: match.end()].strip()
        return _Part("capacity", f"{mark} {office}", span) if office else None
    if match := _SPOILED.fullmatch(folded):
        office = _office(_capitals(words[match.start("office") :]))
        return _Part("spoiled", office, span) if office else None
    office = _office(_capitals(words))
    if office and not _looks_like_name(office):
        return _Part("position", office, span)
    return _name(text, span)


def _capitals(words: str) -> str:
    """`words` up to the first that is not in capitals: a seal over an office adds specks."""
    kept = []
    for word in words.split():
        if not (word.isupper() or word in "-–,&"):
            break
        kept.append(word)
    while kept and len(kept[-1].strip(".,-–")) < 2 and not kept[-1].isdigit():
        kept.pop()
    return " ".join(kept)


def _office(capitals: str) -> str | None:
    """An office in capitals, set right where it is one letter or two from a known one; None for
    words that are no office and no part of one (specks that the seal left)."""
    folded = fold(capitals).strip(" .,")
    if _OFFICE_HEAD.match(folded) or _OFFICE_TAIL.match(folded):
        return _spelled(capitals)
    if len(folded) < 6:
        return None
    near = process.extractOne(folded, list(_offices()), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return _offices()[near[0]].upper() if near else None


def _spelled(capitals: str) -> str:
    """Marks that reading lost put back into an office that stands alone."""
    return _offices().get(fold(capitals), capitals).upper()


@cache
def _offices() -> dict[str, str]:
    """The offices that sign, by their fold."""
    return {fold(office): office for office in table("signatures")["offices"]}


def _name(text: str, span: Span) -> _Part | None:
    """A person's name; specks after it are left out."""
    match = _NAME.match(text)
    if match is None or len(match["name"]) < 5:
        return None
    name = _SPECKS.sub("", match["name"]).strip()
    rest = text[match.end() :].strip(" .,;*'\"|_-")
    if len(name.split()) < 2 or len(rest) > 4:
        return None
    start = span.start + match.start("name")
    return _Part("name", " ".join(name.split()), Span(start, start + len(name)))


_OFFICE = regex.compile(
    r"\b(?:chu tich|giam doc|truong|chanh|bi thu|pho|vien|ban|huy|nhiem|uy|so|phong|hoi|doan|"
    r"bo|cuc|chi cuc|van phong|hieu|khoa|nhan dan|quan su)\b"
)


def _looks_like_name(words: str) -> bool:
    """Whether a line in capitals is a person's name and not an office."""
    folded = fold(words)
    first = folded.split()[0]
    return (
        first in table("signatures")["family_names"]
        and 2 <= len(folded.split()) <= 5
        and not _OFFICE.search(folded)
    )


def _blocks(parts: list[_Part]) -> Iterator[list[_Part]]:
    """The parts of each signature: a new one begins with an authority, capacity or position line
    after a name."""
    block: list[_Part] = []
    for part in parts:
        begins = part.kind in ("authority", "capacity", "spoiled", "position")
        if block and begins and block[-1].kind == "name":
            yield block
            block = []
        if part.kind == "position" and block and block[-1].kind in ("authority", "position"):
            block = _with_line(block, part)
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
        below = _Part("position", f"PHÓ {part.text}", below.span)
    elif lower != f"pho {office}":
        return part, below
    return _Part("capacity", f"KT. {part.text}", part.span), below


def _with_line(block: list[_Part], part: _Part) -> list[_Part]:
    """An authority or office set over two lines: *TM. ỦY BAN NHÂN DÂN* / *TỈNH …*."""
    last = block[-1]
    goes_on = last.kind == "authority" and not _OFFICE_HEAD.match(fold(part.text))
    if goes_on or (last.kind == "position" and not _OFFICE_HEAD.match(fold(part.text))):
        span = Span(last.span.start, part.span.end)
        return [*block[:-1], _Part(last.kind, f"{last.text} {part.text}", span)]
    return [*block, part]


_OFFICE_TAIL = regex.compile(
    r"(?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|so|ban|van phong|thuong truc|"
    r"phu trach|uy ban|hoi|doan|"
    r"khu|cong doan|cuc|vien|hoi dong|mat tran|dang uy|uy vien|trung tam|truong|benh vien)\b"
)
_OFFICE_HEAD = regex.compile(
    r"(?:pho |quyen |q\.)?\s?(?:chu tich|giam doc|tong giam doc|truong|chanh|bi thu|chi huy|"
    r"vien truong|cuc truong|chi cuc truong|hieu truong|chu nhiem|thuong truc|pho|uy vien)"
)
