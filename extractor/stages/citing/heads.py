"""What stands before a number: the type word, *số*, numbers that share it, a point of law."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex
from rapidfuzz.distance import Levenshtein

from extractor.document import Span
from extractor.stages.citing.found import View
from extractor.stages.citing.grammar import form, nouns
from extractor.tables.acts import document_types, type_of_word

_REACH = 130  # characters before a number in which its type word is looked for
_BETWEEN = regex.compile(r"(?: (?!va |hoac |cung |kem |so )[\p{L}&-]+){0,9} ?")
_SPACES = regex.compile(r"\s*")
_NO_DOCUMENT = regex.compile(
    r"(?<!\p{L})(?:mau|bieu|bieu mau|mau so|bieu so|phu luc|ma|don vi tinh|tai khoan|dien thoai|"
    r"tieu chuan|quy chuan|tcvn|qcvn|phieu|to khai|phong)(?: so)?[ :.]*$"
)


@dataclass(frozen=True, slots=True)
class Head:
    """`start` is where the type word stands (or *số*, or the number, where it has none); `type`
    is the word's kind. `numbered`: *số* stands before the number. `between` lies between the
    type word and *số*: *Nghị định [của Chính phủ] số …*. `general`: the word is *văn bản*."""

    start: int
    type: str | None
    numbered: bool
    between: Span | None = None
    general: bool = False


@cache
def _noun() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}}){nouns()}(?!\p{{L}})".replace(" ", r"[^\S\n]+"))


@cache
def _short() -> regex.Pattern[str]:
    """Codes in the place of the type word: *NĐ 91/2017/NĐ-CP*."""
    codes = "|".join(sorted({kind.code for kind in document_types()}, key=len, reverse=True))
    return regex.compile(rf"(?<![\p{{L}}\d/-])(?:{codes})(?![\p{{L}}\d/-])[^\S\n]*$")


def type_of(word: str) -> str:
    """The kind that a folded word names."""
    return type_of_word()[" ".join(word.split())]


def is_no_document(view: View, start: int) -> bool:
    """Whether the number before which these words stand is a form's, a standard's or the like."""
    return (
        _NO_DOCUMENT.search(view.folded, max(view.line_start(start), start - 30), start) is not None
    )


def head_of(view: View, start: int, kinds: tuple[str, ...]) -> Head:
    """The head of the number at `start`, whose first code may stand for `kinds`."""
    left = max(view.line_start(start), start - _REACH)
    so = form("so").search(view.folded, left, start)
    stop = so.start() if so else start
    words = list(_noun().finditer(view.folded, left, stop))
    if not words:
        return _headed_by_code(view, left, stop, numbered=so is not None)
    last = words[-1]
    kind = type_of(last[0])
    if _SPACES.fullmatch(view.folded, last.end(), stop):
        return _adjacent(view, words, kinds, numbered=so is not None)
    loose = _BETWEEN.fullmatch(view.folded, last.end(), stop) is not None
    if loose and (kind in kinds or (so and not kinds)):
        return Head(last.start(), kind, so is not None, Span(last.end(), stop))
    return _headed_by_code(view, left, stop, numbered=so is not None)


def _adjacent(
    view: View, words: list[regex.Match[str]], kinds: tuple[str, ...], *, numbered: bool
) -> Head:
    """The type word right before the number, or the one that it only completes: *Thông báo kết
    luận số 12/TB-VPCP*, *Công văn hướng dẫn số …*."""
    last, kind = words[-1], type_of(words[-1][0])
    if len(words) > 1 and kind not in kinds:
        before, other = words[-2], type_of(words[-2][0])
        joined = _SPACES.fullmatch(view.folded, before.end(), last.start())
        if joined and (other in kinds or (other == "CV" and not kinds)):
            return Head(before.start(), other, numbered)
    return Head(last.start(), kind, numbered, general=last[0].startswith("van"))


def _headed_by_code(view: View, left: int, stop: int, *, numbered: bool) -> Head:
    short = _short().search(view.text, left, stop)
    if short:
        return Head(short.start(), short[0].strip(), numbered)
    if numbered and (misread := _misread(view, left, stop)):
        return Head(*misread, numbered)
    return Head(stop, None, numbered)


def _misread(view: View, left: int, stop: int) -> tuple[int, str] | None:
    """A type word before *số* in which OCR broke a letter or left a space: *N ghi quyết số*."""
    words = list(_WORD.finditer(view.folded, left, stop))
    for count in (2, 3, 4):
        tail = words[-count:]
        joined = "".join(word[0] for word in tail)
        known = _joined_words().get(joined) or _near(joined)
        if len(tail) == count and known:
            return tail[0].start(), known
    return None


_WORD = regex.compile(r"\p{L}+")
_LONG_ENOUGH = 6  # letters of a type word of which one may be wrong


@cache
def _joined_words() -> dict[str, str]:
    return {word.replace(" ", ""): code for word, code in type_of_word().items() if " " in word}


@cache
def _near(joined: str) -> str | None:
    codes = {
        code
        for word, code in _joined_words().items()
        if len(word) >= _LONG_ENOUGH and Levenshtein.distance(joined, word, score_cutoff=1) <= 1
    }
    return codes.pop() if len(codes) == 1 else None


def listed_before(view: View, start: int) -> list[Span]:
    """The bare numbers of *số 18, 19-NQ/TW* that stand before the number at `start`."""
    left = max(view.line_start(start), start - 60)
    found = form("listed").search(view.folded, left, start)
    if not found:
        return []
    return [Span(*m.span()) for m in _BARE.finditer(view.folded, *found.span())]


_BARE = regex.compile(r"\d{1,5}[a-e]?")


def provision_before(view: View, start: int) -> Span | None:
    """The point of law that ends right before `start`: *khoản 7, Điều 2*."""
    left = max(view.line_start(start), start - 110)
    found = form("provision").search(view.folded, left, start)
    return Span(*found.span()) if found else None
