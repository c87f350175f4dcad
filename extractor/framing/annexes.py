"""Appendices: what follows the signature (Decree 30/2020/NĐ-CP, annex I, section III)."""

from __future__ import annotations

from itertools import pairwise

import regex

from extractor.document import Annex, Span
from extractor.framing.view import View
from extractor.labels import in_capitals, label_of
from extractor.vietnamese import fold

_BARE_ANNEX = regex.compile(
    r"phu luc\s*(?:(?:so\s*)?(?:[ivx]+|\d{1,2}[a-z]?)\b)?\s*(?:[:.(-]|(?:ban hanh )?kem theo|$)"
)
_ATTACHED = regex.compile(r"\s*\W*(?:(?:duoc )?ban hanh |dinh )?kem theo")
_HEAD = 6  # paragraphs in which an appendix says to what it belongs
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


def is_annex(view: View, index: int) -> bool:
    """Whether paragraph `index` is the label of an appendix."""
    text = view.text(index)
    if not _ANNEX.match(fold(text)) or len(text) > 150:
        return False
    label = " ".join(text.split()[:2])  # in capitals where its title is on the same line
    return in_capitals(text) or in_capitals(label) or bool(_BARE_ANNEX.match(fold(text)))


def is_attachment(text: str) -> bool:
    """Whether `text` says, under a title, with what it was issued: *(Kèm theo Quyết định số …)*."""
    return text.lstrip().startswith("(") and bool(_ATTACHED.match(fold(text)))


def begins_with_annex(view: View, plan_at: int | None) -> bool:
    """Whether the first thing in a file is the label of an appendix: *PHỤ LỤC*, or a list or form
    that says to what it belongs. A plan that is itself an appendix (`plan_at`: the paragraph after
    its type line) is read as a plan."""
    head = range(min(_HEAD, len(view.paragraphs)))
    first = next((i for i in head[:2] if is_annex(view, i)), None)
    if first is None or (plan_at is not None and plan_at <= _HEAD):
        return False
    sure = view.folded(first).startswith(("phu luc", "phu bieu"))
    return sure or any(_ATTACHED.match(view.folded(i)) for i in head)


def annexes_of(view: View, start: int) -> tuple[Annex, ...]:
    """What follows the signature, cut at each appendix label; anything else of some length that
    follows is an appendix without a label."""
    count = len(view.paragraphs)
    heads = [i for i in range(start, count) if is_annex(view, i) and _labels_annex(view, i)]
    loose = range(start, heads[0] if heads else count)
    closing = ("signature", "recipients")
    rest = sum(len(view.text(i)) for i in loose if view.paragraphs[i].zone not in closing)
    if rest > 80:
        heads = [start, *heads]
    return tuple(_annex(view, head, stop) for head, stop in pairwise([*heads, count]))


def _labels_annex(view: View, index: int) -> bool:
    """*DANH MỤC …* is an appendix's title where *PHỤ LỤC* stands before it."""
    match = _ANNEX.match(fold(view.text(index)))
    title_word = match and match["label"].startswith(("danh", "bieu", "mau"))
    return not (title_word and index and is_annex(view, index - 1))


def _annex(view: View, head: int, stop: int) -> Annex:
    text = view.text(head)
    match = _ANNEX.match(fold(text)) if is_annex(view, head) else None
    if match is None:
        return Annex("", None, view.span(head, stop))
    start = view.paragraphs[head].span.start
    attached = _ATTACHED.search(fold(text), match.end())
    end = attached.start() if attached else len(text)
    printed = view.document.trim(Span(start + match.end(), start + end), " :.-–")
    title = printed if printed.start < printed.end else _annex_title(view, head + 1, stop)
    return Annex(_annex_label(match["label"]), title, view.span(head, stop))


def _annex_label(folded: str) -> str:
    """`phu luc i` → `Phụ lục I`."""
    word = next(w for w in _ANNEX_WORDS if folded.startswith(w))
    number = folded[len(word) :].replace("so", "").strip().upper()
    return f"{_ANNEX_WORDS[word]} {number}".strip()


def _annex_title(view: View, start: int, stop: int) -> Span | None:
    index = start
    while index < min(stop, start + 4):
        text = view.text(index)
        if text.startswith("(") or label_of(text) or view.paragraphs[index].zone == "table":
            break
        if index > start and not in_capitals(text):
            break
        index += 1
    return view.span(start, index) if index > start else None
