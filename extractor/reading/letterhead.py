"""The letterhead: two columns above the title, parted by the white strip between them.

Left the issuer and the number, right the national name and motto (or the Party's name) and the
date: Decree 30/2020/NĐ-CP, annex I, boxes 1–5b; Party documents likewise (399-QĐ/TW)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex
from rapidfuzz import fuzz

from extractor.reading.lines import Strip, cut, joined
from extractor.vietnamese import fold

# What heads the right column; the surest sign first. All but the motto are set in capitals: in
# small letters the Party's name is a part of a sentence (*ngày thành lập Đảng Cộng sản Việt Nam*).
_MOTTO = "doc lap ?- ?tu do ?- ?hanh phuc"
_HEADS = tuple(
    (
        words.replace(" ?", " "),
        regex.compile(rf"\b{words}"),
        regex.compile(rf"(?be)\b(?:{words}){{e<={errors}}}"),
        words != _MOTTO,
    )
    for words, errors in (
        ("cong hoa xa hoi chu nghia viet nam", 7),
        ("dang cong san viet nam", 4),
        (_MOTTO, 5),
        ("doan tncs ho chi minh", 3),
    )
)
_DATE = regex.compile(r"\b(?:ngay\b.*\b)?thang\b.*\bnam\b|\d{1,2} ?/ ?\d{1,2} ?/ ?\d{4}")
_TYPE = regex.compile(
    r"^\W*(?:(?:ke hoach|quyet dinh|chi thi|bao cao|thong bao|to trinh|huong dan|chuong trinh"
    r"|nghi quyet|quy dinh|quy che|cong dien|ket luan|de an|phuong an|thong tri|kinh gui){e<=1}\b)"
)
_ALIKE = 60
_TOP = 0.45  # a letterhead begins in this share of the page
_MOST_ROWS = 14
_FAR = 5  # in ems: no white as high as this is inside a letterhead
_GUTTER_GAP = 0.55  # in ems: words of a phrase stand closer


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The two columns, and the rows of the page above and below it."""

    above: list[list[Strip]] = field(default_factory=list)
    left: list[Strip] = field(default_factory=list)
    right: list[Strip] = field(default_factory=list)
    rest: list[list[Strip]] = field(default_factory=list)


def find_letterhead(rows: Sequence[list[Strip]], height: float) -> Letterhead:
    """Part the letterhead, if the page has one, from what is above and below it."""
    found = _right_head(rows, height)
    if found is None:
        return Letterhead(rest=list(rows))
    row_index, begin = found
    first = _first_row(rows, row_index)
    x = _gutter(rows[first : row_index + 5], begin)
    left: list[Strip] = []
    right: list[Strip] = []
    last = first
    for row in rows[first : first + _MOST_ROWS]:
        sides = _sides(row, x)
        if sides is None or _ends(sides, left, right):
            break
        left += [sides[0]] if sides[0] else []
        right += [sides[1]] if sides[1] else []
        last += 1
    return Letterhead(list(rows[:first]), left, right, list(rows[last:]))


def _right_head(rows: Sequence[list[Strip]], height: float) -> tuple[int, float] | None:
    """The row of the national name (or what stands for it), and the x at which it begins."""
    upper = [row for row in rows if row[0].box[1] < _TOP * height]
    printed = [joined(row).text for row in upper]
    texts = [fold(text) for text in printed]
    for words, exact, fuzzy, capitals in _HEADS:
        for index, text in enumerate(texts):
            if fuzz.partial_ratio(words, text) < _ALIKE:  # the fuzzy pattern is slow
                continue
            match = exact.search(text) or fuzzy.search(text)
            if match and (not capitals or _in_capitals(printed[index][slice(*match.span())])):
                tokens = joined(upper[index]).tokens
                before = text[: match.start()].count(" ")
                return index, tokens[min(before, len(tokens) - 1)].box[0]
    return None


def _in_capitals(words: str) -> bool:
    """Whether most letters are capitals: a reading may have lost a few."""
    letters = [c for c in words if c.isalpha()]
    return sum(map(str.isupper, letters)) > len(letters) / 2


def _first_row(rows: Sequence[list[Strip]], head: int) -> int:
    """The superior body may stand a line or two above the national name."""
    first = head
    while first > 0:
        below, above = joined(rows[first]), joined(rows[first - 1])
        if below.base - above.base > 2 * below.size or head - first == 2:
            break
        first -= 1
    return first


def _gutter(rows: Sequence[list[Strip]], begin: float) -> float:
    """The middle of the white strip between the columns; the right one's widest line begins at
    `begin`."""
    end = next((i for i, row in enumerate(rows) if _TYPE.match(fold(joined(row).text))), len(rows))
    tokens = [token for row in rows[:end] for strip in row for token in strip.tokens]
    best, reach = (0.0, begin - 5.0), None
    for x0, x1 in sorted((token.box[0], token.box[2]) for token in tokens):
        if reach is not None and x0 <= begin + 2 and x0 - reach > best[0]:
            best = (x0 - reach, (x0 + reach) / 2)
        reach = max(reach or 0.0, x1)
    return best[1]


def _sides(row: Sequence[Strip], x: float) -> tuple[Strip | None, Strip | None] | None:
    """A row's words left and right of `x`; None for a line that runs across."""
    left, right = cut(joined(row), x)
    if left and right:
        gap = right.box[0] - left.box[2]
        if gap < _GUTTER_GAP * min(left.size, right.size):
            return None
    return left, right


def _ends(
    sides: tuple[Strip | None, Strip | None], left: Sequence[Strip], right: Sequence[Strip]
) -> bool:
    """Whether a row is the title or the text below, and no part of the letterhead."""
    if any(_TYPE.match(fold(side.text)) for side in sides if side):
        return True
    dated = any(_DATE.search(fold(strip.text)) for strip in right)
    if sides[1] and dated and not sides[0]:
        return True
    lowest = max((strip.base for strip in (*left, *right)), default=None)
    row = sides[0] or sides[1]
    return lowest is not None and row is not None and row.base - lowest > _FAR * row.size
