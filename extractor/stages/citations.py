"""Stage: the documents that the plan cites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.document import CitationMention, Document, Span
from extractor.stages.citing.found import Found, View
from extractor.stages.citing.heads import provision_before
from extractor.stages.citing.laws import laws_in
from extractor.stages.citing.named import bare_in, named_in
from extractor.stages.citing.numbered import numbered_in
from extractor.stages.citing.own import is_own, own_of
from extractor.stages.citing.relation import with_relations
from extractor.stages.citing.sharing import with_shared
from extractor.stages.citing.subject import subject_after
from extractor.vietnamese import fold

_FIRST_HEADING = regex.compile(
    r"^[\W_]*(?:(?:[ivx]{1,5}|[a-e]|1)[.)/:]|phan (?:i|1|thu nhat)|chuong (?:i|1)|dieu 1)"
    r"(?=[ .:]|$)",
    regex.MULTILINE,
)
_PROVINCIAL = "Tỉnh ủy"
# Who proposes, where the number does not tell: *theo đề nghị của A tại Tờ trình số …*.
_PROPOSED = regex.compile(
    r"(?:de nghi|de xuat) cua (?P<body>\p{L}[\p{L} ,-]{3,90}?)(?: \([^()]{2,20}\))?,? tai $"
)
_BEFORE = 130  # characters before a citation that may tell who proposes
_CITY = regex.compile(r"thanh uy|thanh pho (?:ha noi|ho chi minh|da nang|hai phong|can tho|hue)\b")
_PROVINCE = regex.compile(r"tinh uy|(?<!\p{L})tinh(?!\p{L})")


def find_citations(document: Document, /) -> Document:
    """`document` with every place that cites another document."""
    view = _view(document)
    founds = with_shared(view, _all(document, view))
    founds = with_relations(view, founds, _opening(document, view))
    own = own_of(document, view)
    founds = [found for found in founds if not is_own(view, own, found)]
    party = _party_committee(view)
    mentions = [_mention(view, found, founds[i + 1 :], party) for i, found in enumerate(founds)]
    return replace(document, citations=tuple(mentions))


def _view(document: Document) -> View:
    """The text and its fold. The lines of the title are one: a citation runs over them."""
    text = document.text
    if document.frame:
        start, end = document.frame.title
        text = text[:start] + text[start:end].replace("\n", " ") + text[end:]
    return View(text, fold(text))


def _all(document: Document, view: View) -> list[Found]:
    """What the forms find, in order, without what another covers; laws go first, since their
    titles hold words of all kinds."""
    kept: list[Found] = []
    taken = bytearray(len(view.text))
    for found in (*laws_in(view), *numbered_in(view), *named_in(view), *bare_in(view)):
        if not any(taken[found.start : found.end]):
            taken[found.start : found.end] = b"\x01" * (found.end - found.start)
            kept.append(found)
    stamps = [p.span for p in document.paragraphs if p.zone == "stamp"]
    kept = [f for f in kept if not any(span.start <= f.start < span.end for span in stamps)]
    placed = [replace(f, provision=provision_before(view, f.start)) for f in kept]
    return sorted(placed, key=lambda found: found.start)


def _opening(document: Document, view: View) -> Span:
    """Title and preamble; without a frame all that stands before the first heading."""
    if document.frame:
        frame = document.frame
        return Span(min(frame.title.start, frame.preamble.start), frame.preamble.end)
    heading = _FIRST_HEADING.search(view.folded)
    return Span(0, heading.start() if heading else len(view.text))


def _party_committee(view: View) -> str | None:
    """What `/TU` stands for in this document; None where nothing tells."""
    if _CITY.search(view.folded):
        return "Thành ủy"
    return _PROVINCIAL if _PROVINCE.search(view.folded) else None


def _issuer(found: Found, party: str | None) -> str | None:
    """The issuer; one that the number only names by `TU` is that of province or city."""
    if not (found.issuer and found.issuer_inferred and _PROVINCIAL in found.issuer):
        return found.issuer
    return found.issuer.replace(_PROVINCIAL, party) if party else None


def _proposer(view: View, found: Found) -> str | None:
    start = max(view.line_start(found.head), found.head - _BEFORE)
    match = _PROPOSED.search(view.folded, start, found.head)
    return view.words(*match.span("body")) if match else None


def _mention(
    view: View, found: Found, following: Sequence[Found], party: str | None
) -> CitationMention:
    issuer = _issuer(found, party) or _proposer(view, found)
    return CitationMention(
        span=Span(found.start, found.end),
        type=found.type,
        number=found.number,
        title=found.title,
        issued_on=found.issued_on,
        year=found.year,
        issuer=issuer,
        issuer_inferred=found.issuer_inferred and issuer is not None,
        subject=subject_after(view, found.end, [other.head for other in following[:6]]),
        relation=found.relation,
        provision=_provision(view, found),
        number_span=found.number_span,
    )


_UNIT = r"(?:điểm|khoản|điều|mục|tiểu mục|chương|phần|phụ lục)"
_COMMA = regex.compile(rf"(?i)\b({_UNIT})\b([^,]*),(?=\s+(?!\1\b){_UNIT}\b)")


def _provision(view: View, found: Found) -> str | None:
    """The point of law as written, without commas between its levels."""
    if found.provision is None:
        return None
    return _COMMA.sub(r"\1\2", view.words(*found.provision))
