"""Stage: the parts of an administrative document (Decree 30/2020/NĐ-CP, annex I): letterhead,
type and title, preamble, body, closing sentence, recipients, signature, appendices.

They are found by what stands in them, in the order in which the decree sets them; a part that is
missing is an empty span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from extractor.document import ASIDE, Annex, Document, Frame, Paragraph, Span
from extractor.labels import in_capitals, label_of
from extractor.tables.kinds import kind_of_line
from extractor.tables.offices import office_pattern, rank_pattern
from extractor.vietnamese import fold

_TOP = 45  # paragraphs among which the title is looked for
_PREAMBLE = regex.compile(
    r"(?:can cu|thuc hien|trien khai|nham|de |tren co so|tiep tuc|theo |hien nay|hien thuc|"
    r"uy ban nhan dan|ubnd|so |ban |nam \d{4})"
)
_ANNOUNCES = regex.compile(
    r"(?:nhu sau|sau day|cu the la|cu the nhu sau|noi dung sau|nhu the nao)\s*[:.;]?\s*$"
)
_RECIPIENTS = regex.compile(r"\W*(?:noi|n0i|moi|voi) nh[ao]n\b\s*[:.;]?")
_NAME_LINE = regex.compile(rank_pattern() + r"(?:\p{Lu}[\p{L}’'-]*\.?\s+){1,5}\p{Lu}[\p{L}’'-]*")
_AUTHORITY = regex.compile(
    r"(?:t\s?/\s?m|k\s?/\s?t|t\s?/\s?l|t\s?/\s?uq|(?:tm|kt|tl|tuq|q)\s?[.,/]|k\s?/)\s*[.,]?\s*\p{L}{2}"
)
_SPOILED = regex.compile(r"\S{1,3}[,.:]?\s+(?:chu tich|giam doc|truong ban|bi thu|hieu truong)$")
_CLOSING = regex.compile(
    r"(?:tren day la|trong qua trinh|qua trinh (?:to chuc|trien khai|thuc hien)|"
    r"(?:yeu cau|de nghi) (?:cac |thu truong|lanh dao|giam doc)|can cu (?:noi dung )?ke hoach nay|"
    r"ke hoach nay (?:thay|co hieu)|nhan duoc ke hoach|uy ban nhan dan (?:tinh|thanh pho|huyen|xa|"
    r"phuong)?\s?(?:yeu cau|de nghi|giao)|.{0,60}(?:nghiem tuc|to chuc) trien khai thuc hien)"
)
_BODY_END = regex.compile(r"(?:\./\.?|/\.)\s*\W*\s*\S{0,12}$")
_LETTERHEAD = regex.compile(r"so\s*:|\S.{0,30}, ngay .{0,8}thang|doc lap|cong hoa|dang cong")
_SUBJECT = regex.compile(r"v\s?/\s?v\b")
_FILED = regex.compile(r"\W*(?:luu|lu)\b")
_BARE_ANNEX = regex.compile(r"phu luc\s*(?:so\s*)?[ivx\d]*\s*[:.]?")
_ANNEX = regex.compile(
    r"(?P<label>(?:phu luc|phu bieu|bieu mau|bieu so|bieu|mau so|danh muc|danh sach)\b"
    r"(?:\s*(?:so\s*)?(?:[ivx]+|\d{1,2}[a-z]?)\b)?)"
)

_ANNEX_WORDS = {
    "phu luc": "Phụ lục",
    "phu bieu": "Phụ biểu",
    "bieu mau": "Biểu mẫu",
    "bieu so": "Biểu số",
    "bieu": "Biểu",
    "mau so": "Mẫu số",
    "danh muc": "Danh mục",
    "danh sach": "Danh sách",
}


@dataclass(frozen=True, slots=True)
class _View:
    """The document's words without what is set aside, paragraph by paragraph."""

    document: Document
    paragraphs: Sequence[Paragraph]

    def text(self, index: int) -> str:
        return self.document.slice(self.paragraphs[index].span)

    def folded(self, index: int) -> str:
        return fold(self.text(index)).strip()

    def span(self, first: int, stop: int) -> Span:
        """From paragraph `first` to the one before `stop`; empty where there is none."""
        if first < stop:
            return Span(self.paragraphs[first].span.start, self.paragraphs[stop - 1].span.end)
        at = self.paragraphs[first].span.start if first < len(self.paragraphs) else self.end
        return Span(at, at)

    @property
    def end(self) -> int:
        return self.paragraphs[-1].span.end if self.paragraphs else 0


def find_frame(document: Document, /) -> Document:
    """`document` with its parts told apart."""
    view = _View(document, [p for p in document.paragraphs if p.zone not in ASIDE])
    if not view.paragraphs:
        return replace(document, frame=None)
    kind, type_stop = _type_line(view)
    title_start = type_stop
    title_stop = _title_end(view, title_start) if type_stop else 0
    letterhead_stop = type_stop - 1 if type_stop else _letterhead_end(view)
    if not type_stop:
        title_start, title_stop = _subject(view, letterhead_stop)
    body_start = _body_start(view, max(title_stop, letterhead_stop))
    recipients_start, recipients_stop, signature = _closing_block(view, body_start)
    foot = min(i for i in (recipients_start, signature[0]) if i is not None)
    closing_start = _closing_start(view, body_start, foot)
    after = max(recipients_stop, signature[1])
    frame = Frame(
        letterhead=view.span(0, letterhead_stop),
        type_code=kind,
        type_line=view.span(letterhead_stop, type_stop) if type_stop else view.span(0, 0),
        title=view.span(title_start, title_stop),
        preamble=view.span(max(title_stop, letterhead_stop), body_start),
        body=view.span(body_start, closing_start),
        closing=view.span(closing_start, foot),
        recipients=view.span(recipients_start, recipients_stop),
        signature=view.span(*signature),
        annexes=_annexes(view, after),
        footnotes=_footnotes(document),
    )
    return replace(document, frame=frame)


def _type_line(view: _View) -> tuple[str | None, int]:
    """The type's code and the paragraph after the type line; (None, 0) where there is none."""
    for index in range(min(_TOP, len(view.paragraphs))):
        kind = kind_of_line(view.text(index))
        if kind:
            return kind, index + 1
        if view.folded(index).startswith(("kinh gui", "i. ", "1. muc dich")):
            break
    return None, 0


def _letterhead_end(view: _View) -> int:
    """Where the letterhead of a document without type line ends (a letter, or a lost page)."""
    stop = 0
    for index in range(min(15, len(view.paragraphs))):
        folded = view.folded(index)
        if _LETTERHEAD.match(folded):
            stop = index + 1
    return stop


def _subject(view: _View, stop: int) -> tuple[int, int]:
    """The subject of a letter: *V/v …*, which stands under the number."""
    for index in range(min(stop + 6, len(view.paragraphs))):
        if _SUBJECT.match(view.folded(index)):
            return index, index + 1
    return stop, stop


def _title_end(view: _View, start: int) -> int:
    """The paragraph after the title. Its lines stand directly under the type line; it ends where
    the preamble or a heading begins."""
    index = start
    while index < len(view.paragraphs) and index < start + 8:
        text = view.text(index)
        label = label_of(text)
        if index > start and (label or _is_preamble(text, view.text(start))):
            break
        if label and label.kind in ("roman", "part", "number"):
            break
        if len(text) > 600 or (text.endswith((":", ";")) and len(text) > 200):
            break
        index += 1
        if index > start and text.endswith("./."):
            break
    return index


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


def _body_start(view: _View, start: int) -> int:
    """The first heading; without labels the paragraph after the one that announces the body."""
    for index in range(start, len(view.paragraphs)):
        text = view.text(index)
        label = label_of(text)
        if label and (label.kind not in ("dash", "plus") or index > start):
            return index
        if _RECIPIENTS.match(view.folded(index)):
            break
        if _ANNOUNCES.search(view.folded(index)) and not _label_follows(view, index + 1):
            return index + 1
        if in_capitals(text) and len(text) > 8 and index > start and not text.endswith(("/.", ",")):
            return index
    return min(start, len(view.paragraphs))


def _label_follows(view: _View, start: int) -> bool:
    nearby = range(start, min(start + 3, len(view.paragraphs)))
    return any(label_of(view.text(i)) for i in nearby)


def _closing_block(view: _View, start: int) -> tuple[int, int, tuple[int, int]]:
    """Recipients (first, stop) and signature (first, stop), as paragraph indices; empty ranges at
    the end where they are missing."""
    count = len(view.paragraphs)
    heads = [i for i in range(start, count) if _RECIPIENTS.match(view.folded(i))]
    heads = [i for i in heads if len(view.text(i)) < 200]
    head = heads[0] if heads else None
    signature = _signature(view, head if head is not None else start, start)
    if head is None:
        at = signature[0] if signature[1] else count
        return at, at, signature if signature[1] else (count, count)
    stop = head + 1
    while stop < count and not _ends_recipients(view, stop, signature[0]):
        stop += 1
    if not signature[1]:
        signature = (stop, stop)
    return head, stop, signature


def _ends_recipients(view: _View, index: int, signature: int) -> bool:
    text = view.text(index)
    if signature == index or _signs(text) or _is_annex(view, index):
        return True
    if view.paragraphs[index].zone == "table":
        return True
    previous = view.folded(index - 1)
    last = _FILED.match(previous) and not label_of(text)
    return bool(last) and not text[0].islower() and text[0] not in "(,;" and len(text) > 3


def _signature(view: _View, head: int, start: int) -> tuple[int, int]:
    """The signature block: from the first authority or position line near the recipients to the
    last name; it may stand before or after them. (0, 0) where there is none."""
    count = len(view.paragraphs)
    window = [*range(head, min(head + 60, count)), *range(max(start, head - 8), head)]
    first = next((i for i in window if _signs(view.text(i))), None)
    if first is None:
        return 0, 0
    while first - 1 > start and _signs(view.text(first - 1)):
        first -= 1
    stop = first + 1
    while stop < count and _belongs_to_signature(view, stop):
        stop += 1
    return first, stop


def _belongs_to_signature(view: _View, index: int) -> bool:
    text = view.text(index)
    if _RECIPIENTS.match(view.folded(index)) or _is_annex(view, index):
        return False
    if view.paragraphs[index].zone == "signature":
        return True
    label = label_of(text)
    if len(text) > 90 or (label and label.kind in ("dash", "plus", "number")):
        return False
    name = _NAME_LINE.fullmatch(text.strip(" .*"))
    return bool(name) or _signs(text) or in_capitals(text) or len(text) <= 3


def _signs(text: str) -> bool:
    """Whether `text` is an authority, capacity or position line of a signature block; a mark that
    reading spoiled (`-#T, GIÁM ĐỐC`) is allowed for."""
    folded = fold(text).strip(" *'`.,")
    if len(text) > 110 or not in_capitals(text[2:]):
        return False
    return bool(
        _AUTHORITY.match(folded) or office_pattern().match(folded) or _SPOILED.match(folded)
    )


def _closing_start(view: _View, body_start: int, foot: int) -> int:
    """The first paragraph of the closing sentence: the unlabelled paragraphs at the body's end
    that speak of the plan as a whole."""
    index = foot
    while index - 1 > body_start:
        text = view.text(index - 1)
        if view.paragraphs[index - 1].zone == "table" or (label_of(text) and not _stray(text)):
            break
        closes = bool(_CLOSING.match(fold(text)))
        closes = closes or (index == foot and bool(_BODY_END.search(text)))
        if not _stray(text) and not (closes and _after_complete(view, index)):
            break
        index -= 1
    return index


def _stray(text: str) -> bool:
    """Initials and specks that stand under the last sentence."""
    return len(text.strip()) <= 3


def _after_complete(view: _View, index: int) -> bool:
    """Whether the paragraph before the candidate `index - 1` ends its section's content, so that
    the candidate is not a section's only words."""
    before = view.text(index - 2)
    label = label_of(before)
    heads = label is not None and label.kind not in ("dash", "plus") and len(before) <= 60
    return not (before.endswith(":") or in_capitals(before)) and (
        not heads or before.endswith((".", ";", "/"))
    )


def _is_annex(view: _View, index: int) -> bool:
    text = view.text(index)
    if not _ANNEX.match(fold(text)) or len(text) > 150:
        return False
    return in_capitals(text) or bool(_BARE_ANNEX.fullmatch(fold(text)))


def _annexes(view: _View, start: int) -> tuple[Annex, ...]:
    """What follows the signature, cut at each appendix label; anything else of some length that
    follows is an appendix without a label."""
    count = len(view.paragraphs)
    heads = [i for i in range(start, count) if _is_annex(view, i) and _labels_annex(view, i)]
    loose = range(start, heads[0] if heads else count)
    closing = ("signature", "recipients")
    rest = sum(len(view.text(i)) for i in loose if view.paragraphs[i].zone not in closing)
    if rest > 80:
        heads = [start, *heads]
    return tuple(_annex(view, head, stop) for head, stop in pairwise([*heads, count]))


def _labels_annex(view: _View, index: int) -> bool:
    """*DANH MỤC …* is an appendix's title where *PHỤ LỤC* stands before it."""
    match = _ANNEX.match(fold(view.text(index)))
    title_word = match and match["label"].startswith(("danh", "bieu", "mau"))
    return not (title_word and index and _is_annex(view, index - 1))


def _annex(view: _View, head: int, stop: int) -> Annex:
    text = view.text(head)
    match = _ANNEX.match(fold(text)) if _is_annex(view, head) else None
    if match is None:
        return Annex("", None, view.span(head, stop))
    start = view.paragraphs[head].span.start
    rest = text[match.end() :].strip(" :.-–")
    if rest:
        title: Span | None = view.document.trim(
            Span(start + match.end(), start + len(text)), " :.-–"
        )
    else:
        title = _annex_title(view, head + 1, stop)
    return Annex(_annex_label(match["label"]), title, view.span(head, stop))


def _annex_label(folded: str) -> str:
    """`phu luc i` → `Phụ lục I`."""
    word = next(w for w in _ANNEX_WORDS if folded.startswith(w))
    number = folded[len(word) :].replace("so", "").strip().upper()
    return f"{_ANNEX_WORDS[word]} {number}".strip()


def _annex_title(view: _View, start: int, stop: int) -> Span | None:
    index = start
    while index < min(stop, start + 4):
        text = view.text(index)
        if text.startswith("(") or label_of(text) or view.paragraphs[index].zone == "table":
            break
        if index > start and not in_capitals(text):
            break
        index += 1
    return view.span(start, index) if index > start else None


def _footnotes(document: Document) -> Span:
    spans = [p.span for p in document.paragraphs if p.zone == "footnote"]
    end = len(document.text)
    return Span(spans[0].start, spans[-1].end) if spans else Span(end, end)
