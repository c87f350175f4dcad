"""Where a paragraph begins and where a table row does: geometry where there is some, else marks,
capitals and the words that a sentence cannot end in."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.labels import in_capitals, label_of
from extractor.reading.page import ReadLine
from extractor.tables.kinds import kind_of_line
from extractor.vietnamese import fold

_TERMINAL = regex.compile(r"(?:[.;:!?…]|\./\.?|[.;:]\s*[”\")\]])\s*$")
# A sentence does not end in these (prepositions, conjunctions, verbs that take an object).
_OPEN_END = regex.compile(
    r"(?:^|[\s(,])(?:cua|va|voi|cac|nhung|mot so|mot|tai|do|cho|ve|theo|trong|tren|den|tu|bang|la|"
    r"duoc|co|de|giao|tham muu|de nghi|bao cao|trinh|phoi hop|so|ngay|thang|nam|hoac|nhu|gom|"
    r"moi|ma|thuoc|qua|khi|cung|nham|vao|,|-|/)$"
)
# Lines that begin a paragraph wherever they stand.
_BLOCK_START = regex.compile(
    r"(?:noi nhan|kinh gui|can cu|thuc hien (?:nghi|quyet|chi|ke|cong)|tren day la|phu luc|so\s*:|"
    r"v/v|tm\.|kt\.|tl\.|tuq\.|q\.|t/m|k/t|t/l|bieu so|bieu mau|mau so|"
    r"don vi (?:chu tri|thuc hien|phoi hop)|co quan (?:chu tri|thuc hien|phoi hop)|"
    r"thoi gian (?:thuc hien|hoan thanh)|kinh phi thuc hien\s*:)"
)
_OPENS = regex.compile(r"(?:^|(?<=[\s(]))[\"“„](?=\S)")
_CLOSES = regex.compile(r"(?<=\S)[\"”](?=[\s.,;:)]|$)")
_BEFORE_NUMBER = regex.compile(r"\b(?:dieu|khoan|diem|muc|du an|phu luc|chuong|phan|so|thang|quy)$")
_LONGEST_LINE = 90
# The motto, whose lines are paragraphs of their own.
_MOTTO = regex.compile(r"cong hoa xa hoi chu nghia viet nam|doc lap\s*-\s*tu do\s*-\s*hanh phuc")


def begins_paragraph(held: Sequence[ReadLine], line: ReadLine, page_break: bool) -> bool:
    """Whether `line` begins a new paragraph after the lines of `held`."""
    last = held[-1]
    if last.zone != line.zone:
        return True
    if last.full is None:
        return _begins_without_layout(held, line)
    if _stands_alone(last.text) or (_stands_alone(line.text) and not _in_heading(held)):
        return True
    if _begins_block(line.text) and (line.indent or line.gap or not last.full):
        return True
    if _in_quotes(held) and _closes_quotes(line) and not line.gap:
        return False
    if line.zone in ("letterhead", "recipients", "signature"):
        return _labelled(line) or not line.text[0].islower()
    return _begins_by_layout(last, line, page_break)


def _begins_by_layout(last: ReadLine, line: ReadLine, page_break: bool) -> bool:
    """The same for a line of the body: by its place on the page."""
    if _labelled(line):
        return not _inside_sentence(last, line)
    if line.text[0].islower() and not _TERMINAL.search(last.text):
        return False
    if last.centred or line.centred:
        return not (last.centred and line.centred and last.bold == line.bold and not line.gap)
    if page_break:
        return _begins_after_page(last, line)
    return line.gap or line.indent or not last.full


def _begins_without_layout(held: Sequence[ReadLine], line: ReadLine) -> bool:
    """The same for plain text, where only blank lines, marks and words tell."""
    before, text = held[-1].text, line.text
    if fold(before).rstrip() == "so:":
        return False
    if label_of(text) or _stands_alone(before) or _stands_alone(text) or _begins_block(text):
        return True
    if _TERMINAL.search(before):
        return True
    if text[0].islower() or text[0] in ",;)":
        return False
    if in_capitals(before) or in_capitals(text):
        return True
    body = sum(len(piece.text) for piece in held)
    return not (body > 40 and bool(_OPEN_END.search(fold(before).rstrip())))


def _begins_after_page(last: ReadLine, line: ReadLine) -> bool:
    """A page break says nothing: the sentence goes on unless it has ended or the line begins as
    a paragraph does."""
    if line.text[0].islower():
        return False
    if _TERMINAL.search(last.text):
        return line.indent or not last.full
    return line.indent and not _OPEN_END.search(fold(last.text).rstrip())


def _labelled(line: ReadLine) -> bool:
    return label_of(line.text) is not None


def _inside_sentence(last: ReadLine, line: ReadLine) -> bool:
    """What looks like a label at the line's left edge is none in the middle of a sentence: a dash,
    the number of *Điều* / *3. …*, anything that a text file's block goes on with."""
    if not last.full or _TERMINAL.search(last.text) or line.indent or line.gap:
        return False
    return (
        line.text[0] in "-–—"
        or line.words[0].box is None
        or bool(_BEFORE_NUMBER.search(fold(last.text)))
    )


def _in_quotes(held: Sequence[ReadLine]) -> bool:
    """Whether a name in quotation marks has begun in these lines and not ended."""
    text = " ".join(piece.text for piece in held)
    marks = sorted(
        (match.start(), opens)
        for pattern, opens in ((_OPENS, True), (_CLOSES, False))
        for match in pattern.finditer(text)
    )
    return bool(marks) and marks[-1][1]


def _closes_quotes(line: ReadLine) -> bool:
    """Whether the first quotation mark of the line ends a name: *mùa xuân” năm 2023*."""
    closes, opens = _CLOSES.search(line.text), _OPENS.search(line.text)
    return closes is not None and (opens is None or closes.start() < opens.start())


def _in_heading(held: Sequence[ReadLine]) -> bool:
    """Whether the lines are a labelled heading that their block goes on with: *II. NỘI DUNG* /
    *KẾ HOẠCH*."""
    label = label_of(held[0].text)
    labelled = label is not None and label.kind not in ("dash", "plus")
    return labelled and bool(held[-1].full) and in_capitals(held[-1].text)


def _stands_alone(text: str) -> bool:
    """Whether `text` is the motto or a type line (*KẾ HOẠCH*)."""
    if len(text) > _LONGEST_LINE:
        return False
    return kind_of_line(text) is not None or bool(_MOTTO.fullmatch(_bare(text)))


def _begins_block(text: str) -> bool:
    lower = text.lstrip(" *-–")[:1].islower() and not text.lower().startswith("v/v")
    return not lower and bool(_BLOCK_START.match(_bare(text)))


def _bare(text: str) -> str:
    return fold(text[:_LONGEST_LINE]).strip(" *-–")


def begins_row(
    before: Sequence[Sequence[str]], row: Sequence[Sequence[str]], *, page_break: bool = False
) -> bool:
    """Whether a table row is a row of its own, and not the rest of the row before it that a
    page break cut off: the rest has an empty first cell and goes on in the middle of a sentence
    in every cell that has words. Right after a break one cell that begins in the middle of a
    sentence is enough: the others may have been cut between two bullets."""
    if row[0] or not any(row):
        return bool(row[0])
    cells = [
        (above[-1] if above else "", cell[0])
        for above, cell in zip(before, row, strict=True)
        if cell
    ]
    if page_break and any(above and _is_cut(text) for above, text in cells):
        return False
    return not all(_goes_on(above, text) for above, text in cells)


def _is_cut(text: str) -> bool:
    """Whether a text begins where no sentence does."""
    return label_of(text) is None and (text[0].islower() or text[0] in "(,;)")


def _goes_on(above: str, text: str) -> bool:
    if not above or label_of(text):
        return False
    return text[0].islower() or not _TERMINAL.search(above)
