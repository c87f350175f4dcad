"""Stage: the parts of an administrative document (Decree 30/2020/NĐ-CP, annex I): letterhead,
type and title, preamble, body, closing sentence, recipients, signature, appendices.

They are found by what stands in them, in the order in which the decree sets them; a part that is
missing is an empty span."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractor.document import ASIDE, Document, Frame
from extractor.framing.annexes import annexes_of, begins_with_annex, is_attachment
from extractor.framing.closing import RECIPIENTS, closing_block, closing_start
from extractor.framing.view import View
from extractor.labels import in_capitals, label_of
from extractor.tables.kinds import kind_of_line
from extractor.tables.offices import office_pattern
from extractor.vietnamese import fold

_TOP = 45  # paragraphs among which the title is looked for
# Legal bases may be bullets: *- Căn cứ …;*, *- Quyết định số 12/…;*
_BASIS = regex.compile(
    r"\W*(?:can cu\s|(?:bo luat|luat|phap lenh|nghi dinh|nghi quyet|quyet dinh|chi thi|thong tu|"
    r"ket luan|chuong trinh|ke hoach|huong dan|cong van)\s(?:\D{1,80}\s)?so\s?:?\s?\d).*[;,.]\s*$",
    regex.DOTALL,
)
_PREAMBLE = regex.compile(
    r"(?:can cu|thuc hien|trien khai|nham|de |tren co so|tiep tuc|theo |hien nay|hien thuc|"
    r"uy ban nhan dan|ubnd|so |ban |nam \d{4})"
)
_BODY = regex.compile(r"(?:uy ban nhan dan|hoi dong nhan dan|ban (?:thuong vu|chap hanh|can su))\b")
_ADDRESS = regex.compile(r"\W*kinh gui\b")
_ANNOUNCES = regex.compile(
    r"(?:nhu sau|sau day|cu the la|cu the nhu sau|noi dung sau|nhu the nao)\s*[:.;]?\s*$"
)
_LETTERHEAD = regex.compile(r"so\s*:|\S.{0,30}, ngay .{0,8}thang|doc lap|cong hoa|dang cong")
_SUBJECT = regex.compile(r"v\s?/\s?v\b")


def find_frame(document: Document, /) -> Document:
    """`document` with its parts told apart."""
    view = View(document, [p for p in document.paragraphs if p.zone not in ASIDE])
    if not view.paragraphs:
        return replace(document, frame=None)
    kind, type_stop = _type_line(view)
    if begins_with_annex(view, type_stop if kind == "KH" else None):
        return replace(document, frame=_annex_alone(view))
    title_start = type_stop
    title_stop = _title_end(view, title_start) if type_stop else 0
    letterhead_stop = type_stop - 1 if type_stop else _letterhead_end(view)
    if not type_stop:
        title_start, title_stop = _subject(view, letterhead_stop)
    body_start = _body_start(view, max(title_stop, letterhead_stop))
    recipients_start, recipients_stop, signature = closing_block(view, body_start)
    foot = min(i for i in (recipients_start, signature[0]) if i is not None)
    body_stop = closing_start(view, body_start, foot)
    after = max(recipients_stop, signature[1])
    frame = Frame(
        letterhead=view.span(0, letterhead_stop),
        type_code=kind,
        type_line=view.span(letterhead_stop, type_stop) if type_stop else view.span(0, 0),
        title=view.span(title_start, title_stop),
        preamble=view.span(max(title_stop, letterhead_stop), body_start),
        body=view.span(body_start, body_stop),
        closing=view.span(body_stop, foot),
        recipients=view.span(recipients_start, recipients_stop),
        signature=view.span(*signature),
        annexes=annexes_of(view, after),
    )
    return replace(document, frame=frame)


def _annex_alone(view: View) -> Frame:
    """The frame of an appendix in a file of its own: nothing of its document is there."""
    nothing = view.span(0, 0)
    return Frame(
        letterhead=nothing,
        type_code=None,
        type_line=nothing,
        title=nothing,
        preamble=nothing,
        body=nothing,
        closing=nothing,
        recipients=nothing,
        signature=nothing,
        annexes=annexes_of(view, 0),
    )


def _type_line(view: View) -> tuple[str | None, int]:
    """The type's code and the paragraph after the type line; (None, 0) where there is none."""
    for index in range(min(_TOP, len(view.paragraphs))):
        kind = kind_of_line(view.text(index))
        if kind:
            return kind, index + 1
        if view.folded(index).startswith(("kinh gui", "i. ", "1. muc dich")):
            break
    return None, 0


def _letterhead_end(view: View) -> int:
    """Where the letterhead of a document without type line ends (a letter, or a lost page)."""
    stop = 0
    for index in range(min(15, len(view.paragraphs))):
        folded = view.folded(index)
        if _LETTERHEAD.match(folded):
            stop = index + 1
    return stop


def _subject(view: View, stop: int) -> tuple[int, int]:
    """The subject of a letter: *V/v …*, which stands under the number."""
    for index in range(min(stop + 6, len(view.paragraphs))):
        if _SUBJECT.match(view.folded(index)):
            return index, index + 1
    return stop, stop


def _title_end(view: View, start: int) -> int:
    """The paragraph after the title. Its lines stand directly under the type line; it ends where
    the preamble or a heading begins."""
    index = start
    while index < len(view.paragraphs) and index < start + 8:
        text = view.text(index)
        label = label_of(text)
        if index > start and (label or _goes_below(text, view.text(start))):
            break
        if index > start and _is_authority_of_bases(view, index):
            break
        if label and label.kind in ("roman", "part", "number"):
            break
        if len(text) > 600 or (text.endswith((":", ";")) and len(text) > 200):
            break
        index += 1
        if index > start and text.endswith("./."):
            break
    return index


def _goes_below(text: str, title: str) -> bool:
    """Whether a paragraph after the first title line stands below the title."""
    return _is_preamble(text, title) or _is_authority(text, title) or is_attachment(text)


def _is_authority(text: str, title: str) -> bool:
    """The office or body in whose name a decision is made, in capitals under its title: *CHỦ TỊCH
    ỦY BAN NHÂN DÂN TỈNH …* (Decree 30/2020/NĐ-CP, annex III, form 1.2)."""
    return (
        in_capitals(text)
        and not in_capitals(title)
        and bool(office_pattern().match(fold(text)) or _BODY.match(fold(text)))
    )


def _is_authority_of_bases(view: View, index: int) -> bool:
    """The same under a title that is in capitals too: what it rests on follows."""
    folded, above = view.folded(index), view.folded(index - 1)
    follows = index + 1 < len(view.paragraphs) and view.folded(index + 1).startswith("can cu")
    named = office_pattern().match(folded) or _BODY.match(folded)
    goes_on = above.endswith((",", "-", " cua", " va", " do"))
    return bool(named) and follows and not goes_on and in_capitals(view.text(index))


def _is_preamble(text: str, title: str) -> bool:
    """A paragraph after the first title line that is running text: it ends as a sentence does,
    or begins as preambles do while the title is complete."""
    if in_capitals(text) and not text.endswith((".", ";", ":")):
        return False
    ends = text.rstrip().endswith((".", ";", ":", ","))
    if ends or len(text) > 250:
        return True
    goes_on = title[-1:] in ",-" or text[:1].islower()
    return not goes_on and bool(_PREAMBLE.match(fold(text)))


def _body_start(view: View, start: int) -> int:
    """The first heading; without labels the paragraph after the one that announces the body."""
    addressed = False
    for index in range(start, len(view.paragraphs)):
        text = view.text(index)
        addressed = _addresses(view, index, addressed)
        if addressed:
            continue
        label = label_of(text)
        bullet = label is not None and label.kind in ("dash", "plus")
        if label and (not bullet or (index > start and not _BASIS.match(view.folded(index)))):
            return index
        if RECIPIENTS.match(view.folded(index)):
            break
        if _ANNOUNCES.search(view.folded(index)) and not _label_follows(view, index + 1):
            return index + 1
        if in_capitals(text) and len(text) > 8 and index > start and not text.endswith(("/.", ",")):
            return index
    return min(start, len(view.paragraphs))


def _addresses(view: View, index: int, before: bool) -> bool:
    """Whether the paragraph is *Kính gửi* or one of the bullets under it."""
    if _ADDRESS.match(view.folded(index)):
        return True
    label = label_of(view.text(index))
    return before and label is not None and label.kind in ("dash", "plus")


def _label_follows(view: View, start: int) -> bool:
    nearby = range(start, min(start + 3, len(view.paragraphs)))
    return any(label_of(view.text(i)) for i in nearby)
