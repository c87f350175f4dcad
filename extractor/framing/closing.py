"""What stands below the body: closing sentence, recipients, signature (Decree 30/2020/NĐ-CP, annex
I, sections II.7 and II.9)."""

from __future__ import annotations

import regex

from extractor.framing.annexes import is_annex
from extractor.framing.view import View
from extractor.labels import in_capitals, label_of
from extractor.tables.offices import rank_pattern, signs
from extractor.vietnamese import fold

RECIPIENTS = regex.compile(r"\W*(?:noi|n0i|moi|voi) nh[ao]n\b\s*[:.;]?")
_NAME_LINE = regex.compile(rank_pattern() + r"(?:\p{Lu}[\p{L}’'-]*\.?\s+){1,5}\p{Lu}[\p{L}’'-]*")
_CLOSING = regex.compile(
    r"(?:tren day la|trong qua trinh|qua trinh (?:to chuc|trien khai|thuc hien)|"
    r"(?:yeu cau|de nghi) (?:cac |thu truong|lanh dao|giam doc)|can cu (?:noi dung )?ke hoach nay|"
    r"ke hoach nay (?:thay|co hieu)|nhan duoc ke hoach|uy ban nhan dan (?:tinh|thanh pho|huyen|xa|"
    r"phuong)?\s?(?:yeu cau|de nghi|giao)|.{0,60}(?:nghiem tuc|to chuc) trien khai thuc hien)"
)
_BODY_END = regex.compile(r"(?:\./\.?|/\.)\s*\W*\s*\S{0,12}$")
# What an electronic copy prints over the name.
_SIGNED = regex.compile(r"\W*da ky\b.{0,25}")
_FILED = regex.compile(r"\W*(?:luu|lu)\b")


def closing_block(view: View, start: int) -> tuple[int, int, tuple[int, int]]:
    """Recipients (first, stop) and signature (first, stop), as paragraph indices; empty ranges at
    the end where they are missing."""
    count = len(view.paragraphs)
    heads = [i for i in range(start, count) if RECIPIENTS.match(view.folded(i))]
    heads = [i for i in heads if len(view.text(i)) < 200]
    head = heads[0] if heads else None
    signature = _signature(view, head if head is not None else start, start)
    if head is None:
        at = signature[0] if signature[1] else _unsigned_end(view, start)
        return at, at, signature if signature[1] else (at, at)
    stop = head + 1
    while stop < count and not _ends_recipients(view, stop, signature[0]):
        stop += 1
    if not signature[1]:
        signature = (stop, stop)
    return head, stop, signature


def _unsigned_end(view: View, start: int) -> int:
    """Where a plan ends that nobody signs, since a decision issues it: at its first *PHỤ LỤC* and
    the issuer's name printed before it."""
    count = len(view.paragraphs)
    labels = (i for i in range(start + 1, count) if is_annex(view, i))
    first = next((i for i in labels if view.folded(i).startswith("phu luc")), count)
    if first == count or not in_capitals(view.text(first)):
        return count
    before = view.text(first - 1)
    return first - 1 if in_capitals(before) and not label_of(before) else first


def _ends_recipients(view: View, index: int, signature: int) -> bool:
    text = view.text(index)
    if signature == index or signs(text) or is_annex(view, index):
        return True
    if view.paragraphs[index].zone == "table":
        return True
    previous = view.folded(index - 1)
    last = _FILED.match(previous) and not label_of(text)
    return bool(last) and not text[0].islower() and text[0] not in "(,;" and len(text) > 3


def _signature(view: View, head: int, start: int) -> tuple[int, int]:
    """The signature block: from the first authority or position line near the recipients to the
    last name; it may stand before or after them. (0, 0) where there is none."""
    count = len(view.paragraphs)
    window = [*range(head, min(head + 60, count)), *range(max(start, head - 8), head)]
    first = next((i for i in window if signs(view.text(i))), None)
    if first is None:
        return 0, 0
    while first - 1 > start and signs(view.text(first - 1)):
        first -= 1
    stop = first + 1
    while stop < count and _belongs_to_signature(view, stop):
        stop += 1
    return first, stop


def _belongs_to_signature(view: View, index: int) -> bool:
    text = view.text(index)
    if RECIPIENTS.match(view.folded(index)) or is_annex(view, index):
        return False
    if view.paragraphs[index].zone == "signature":
        return True
    label = label_of(text)
    if len(text) > 90 or (label and label.kind in ("dash", "plus", "number")):
        return False
    if _SIGNED.fullmatch(fold(text)):
        return True
    name = _NAME_LINE.fullmatch(text.strip(" .*"))
    return bool(name) or signs(text) or in_capitals(text) or len(text) <= 3


def closing_start(view: View, body_start: int, foot: int) -> int:
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


def _after_complete(view: View, index: int) -> bool:
    """Whether the paragraph before the candidate `index - 1` ends its section's content, so that
    the candidate is not a section's only words."""
    before = view.text(index - 2)
    label = label_of(before)
    heads = label is not None and label.kind not in ("dash", "plus") and len(before) <= 60
    return not (before.endswith(":") or in_capitals(before)) and (
        not heads or before.endswith((".", ";", "/"))
    )
