"""Who issues the document: from the letterhead's left column (Decree 30/2020/NĐ-CP, annex I,
section II.2: the superior body, then the issuer), else from the sentence that announces it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.agencies import agency_list
from extractor.agencies.casing import cased
from extractor.document import AgencyMention, Document, Span
from extractor.fields.province import last_province_in, written_province
from extractor.labels import in_capitals
from extractor.plan import Agency
from extractor.tables import table
from extractor.vietnamese import fold

# Lines of the letterhead that name no body.
_NO_BODY = regex.compile(
    r"\W*(?:cong hoa|chu nghia viet nam|doc lap|hanh phuc|dang cong san viet nam|"
    r"so\s*[:\d.…/]|so\s+\S{1,12}/|v\s?/\s?v|kinh gui|ky boi|ngay\b|thoi gian|nguoi ky|email|"
    r"du thao\b|co quan|.{2,60}\bngay\b.{0,12}thang|mat$|khan$|hoa toc)"
)
# A line that begins so names a body of its own; another goes on with the line before.
_HEAD = regex.compile(
    r"(?:uy ban|ubnd|hdnd|hoi dong|so\b|ban\b|bo\b|hoi\b|lien doan|lien hiep|dang (?:uy|bo)|"
    r"tinh uy|thanh uy|huyen uy|thi uy|quan uy|phong\b|truong\b|van phong|cong an|cong doan|"
    r"tinh doan|thanh doan|huyen doan|quan doan|doan\b|benh vien|trung tam|chi cuc|cuc\b|tong\b|"
    r"vien\b|toa an|thanh tra|bao hiem|kho bac|chi bo|mat tran|ubmttq|bch\b|ban chap hanh|vp\b|"
    r"thu tuong|chinh phu|quoc hoi|"
    r"khoi\b|dai\b|bao\b|lien minh|quy\b|cong ty|to\b|doi\b|hat\b|tram\b|nha\b)"
)
_DASH = regex.compile(r"\s+[-–]\s*")
_OFFICE_ONLY = regex.compile(r"(?:van phong|thanh tra|phong .{2,40})")
_ANNOUNCED = regex.compile(
    r"(?:^|[.;,]\s+)(?P<body>[^.;,]{4,110}?)\s+(?:ban hanh|xay dung|de ra|lap|trien khai|to chuc|"
    r"thong nhat|phoi hop)\s+(?:.{0,40}?\s)?(?:ke hoach|chuong trinh|huong dan)"
)
# A district's or commune's phòng is named by the unit, not by its committee.
_ROOM = regex.compile(r"phong\s")
_COMMITTEE = regex.compile(r"(?:ubnd|uy ban nhan dan)\s+")
# Stands over the date where others have the national name.
_YOUTH_UNION = regex.compile(r"doan (?:tncs|thanh nien cong san) ho chi minh")
_VOWEL = regex.compile("[aeiouy]")
_JOINT = regex.compile(r"lien tich|khlt|ctlt|phoi hop|lien nganh")


@dataclass(frozen=True, slots=True)
class _Body:
    text: str
    span: Span


def issuers(document: Document) -> tuple[Agency, ...]:
    """The issuer, and after it the co-issuers of a joint plan."""
    bodies = _letterhead_bodies(document)
    if bodies:
        return _from_letterhead(document, bodies)
    announced = _announced(document)
    return (announced,) if announced else ()


def _letterhead_bodies(document: Document) -> list[_Body]:
    assert document.frame is not None
    bodies: list[_Body] = []
    for paragraph in document.paragraphs_in(document.frame.letterhead):
        text = document.slice(paragraph.span)
        span = document.trim(paragraph.span, " *-–_:.;\n")
        words = document.slice(span)
        if len(words) < 3 or _NO_BODY.match(fold(text)) or not _is_name(words):
            continue
        if bodies and not _HEAD.match(fold(words)):
            span = Span(bodies[-1].span.start, span.end)
            bodies[-1] = _Body(f"{bodies[-1].text} {words}", span)
        elif _HEAD.match(fold(words)):
            bodies.append(_Body(words, span))
    named = [body for body in bodies if not _YOUTH_UNION.fullmatch(fold(body.text))]
    return named or bodies


def _is_name(words: str) -> bool:
    return in_capitals(words) or (
        len(words) < 60 and words[0].isupper() and not words.endswith(".")
    )


def _from_letterhead(document: Document, bodies: Sequence[_Body]) -> tuple[Agency, ...]:
    if _is_joint(document):
        parts = [part for body in bodies for part in _parted(document, body)]
        if len(parts) > 1:
            return tuple(_agency(document, part, None) for part in parts)
    superior = bodies[-2] if len(bodies) > 1 else None
    return (_agency(document, bodies[-1], superior),)


def _parted(document: Document, body: _Body) -> Iterator[_Body]:
    """The bodies that one line of a joint letterhead names, parted by dashes."""
    start = 0
    cuts = [m for m in _DASH.finditer(body.text) if _HEAD.match(fold(body.text[m.end() :]))]
    for stop, following in [*((m.start(), m.end()) for m in cuts), (len(body.text), 0)]:
        span = Span(body.span.start + start, body.span.start + stop)
        words = body.text[start:stop].strip(" -–")
        if words:
            yield _Body(words, document.trim(span, " -–\n"))
        start = following


def _is_joint(document: Document) -> bool:
    assert document.frame is not None
    frame = document.frame
    head = document.slice(
        Span(frame.letterhead.start, max(frame.type_line.end, frame.letterhead.end))
    )
    return bool(_JOINT.search(fold(head)))


def _agency(document: Document, body: _Body, superior: _Body | None) -> Agency:
    """The issuer in proper case, with the body that it is the office of and its province."""
    name = proper_case(document, body.text)
    above = proper_case(document, superior.text) if superior else ""
    if above and _OFFICE_ONLY.fullmatch(fold(name)):
        committee = _COMMITTEE.match(fold(above)) if _ROOM.match(fold(name)) else None
        name = f"{name} {above[committee.end() :] if committee else above}"
    found = _known(document, name)
    where = place_in(above) or _place_of_issue(document)
    full = found.name
    if (
        where
        and not place_in(full)
        and found.level in ("province", "party", "front", "press", "department", "other")
    ):
        full = f"{full} {where}"
    elif found.level in ("district", "commune") and not place_in(full):
        full = f"{full} {written_province(document) or place_in(above) or ''}".strip()
    return Agency(
        text=" ".join(body.text.split()),
        name=full,
        id=found.id,
        unit=found.unit,
        level=found.level,
        at=document.locate(body.span),
    )


def place_in(text: str) -> str | None:
    """The province that a short text names last."""
    return last_province_in(text) if text.strip() else None


def _known(document: Document, name: str) -> AgencyMention:
    """What the registry and the grammar of names know of a body called `name`."""
    line = Document(text=name, source=document.source)
    found = agency_list(line, Span(0, len(name)))
    whole = found[0] if found and found[0].span.end >= len(name) - 1 else None
    return whole or AgencyMention(Span(0, len(name)), name, None, None, "other")


def _place_of_issue(document: Document) -> str | None:
    """The province that place-and-date line or title name."""
    assert document.frame is not None
    for span in (document.frame.letterhead, document.frame.title):
        if found := place_in(document.slice(span)):
            return found
    return None


def _announced(document: Document) -> Agency | None:
    """The body that the preamble says issues the plan: *Ủy ban nhân dân tỉnh ban hành Kế hoạch*."""
    assert document.frame is not None
    text = document.slice(document.frame.preamble)
    found = [m for m in _ANNOUNCED.finditer(fold(text)) if _HEAD.match(m["body"].strip())]
    if not found:
        return None
    start, end = found[-1].span("body")
    words = " ".join(text[start:end].split())
    named = _known(document, words)
    where = (
        _place_of_issue(document)
        or place_in(text)
        or place_in(document.slice(document.frame.closing))
    )
    name = named.name if place_in(named.name) or not where else f"{named.name} {where}"
    at = Span(document.frame.preamble.start + start, document.frame.preamble.start + end)
    return Agency(
        text=words,
        name=name,
        id=named.id,
        unit=named.unit,
        level=named.level,
        inferred=True,
        at=document.locate(document.trim(at)),
    )


def proper_case(document: Document, capitals: str) -> str:
    """A name in capitals as the document writes it elsewhere: the whole name, else its longest
    ending (*huyện …*), the words before that by rule."""
    words = capitals.split()
    if not in_capitals(capitals):
        return " ".join(words)
    for start in range(len(words)):
        tail = " ".join(words[start:])
        written = _written_elsewhere(document, tail) if len(words) - start > 1 else None
        if written:
            head = _cased(" ".join(words[:start]))
            return f"{head} {written}".strip()
    return _cased(" ".join(words))


def _cased(capitals: str) -> str:
    """In sentence case, but for abbreviations: known ones, and those without a vowel."""
    known = table("agency_grammar")["abbreviations"]
    pairs = zip(cased(capitals).split(), capitals.split(), strict=True)
    return " ".join(
        high if high in known or not _VOWEL.search(fold(low)) else low for low, high in pairs
    )


def _written_elsewhere(document: Document, capitals: str) -> str | None:
    wanted, folded = fold(capitals), fold(document.text)
    at = folded.find(wanted)
    while at >= 0:
        written = document.text[at : at + len(wanted)]
        if not in_capitals(written) and any(c.isupper() for c in written):
            return written
        at = folded.find(wanted, at + 1)
    return None
