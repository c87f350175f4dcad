"""The closing: recipients at the left, signatures at the right or side by side.

Boxes 7 and 9b of Decree 30/2020/NĐ-CP, annex I; a joint plan has two or three signatures in a
row above the recipients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from extractor.reading.lines import Strip, Token, cut, joined
from extractor.reading.lines import strips as split
from extractor.tables.offices import rank_ends
from extractor.vietnamese import fold

_RECIPIENTS = regex.compile(r"^\W*(?:noi nhan|noi gui){e<=1}\W*$|^\W*noi (?:nhan|gui)\b")
_OFFICE = regex.compile(
    r"^\W*(?:(?:t/?m|k/?t|t/?l|t/?u/?q|q)\s*[./]|(?:pho |quyen )?(?:chu tich|giam doc|truong ban"
    r"|tong giam doc|bi thu|chanh van phong|cuc truong|vu truong|truong phong|hieu truong"
    r"|thu truong|bo truong|chu nhiem|tu lenh|chi huy truong|vien truong|chanh an)\b)"
)
_SIGN = regex.compile(r"[\p{Lu}\p{Ll}\p{N}]")
_AUTHORITY = regex.compile(r"\W*(?:t/?m|k/?t|t/?l|t/?u/?q)[./]")
_SIGNED = regex.compile(r"\p{Lu}.*\p{L}|\(")
"""Offices are in capitals, names begin with them; *(đã ký)* stands in brackets."""
_JOINS = frozenset("-–&")
_FEW = 6  # letters
_COLUMN_GAP = 0.65
_LARGEST = 16.0  # points: larger type is what a pen left


@dataclass(frozen=True, slots=True)
class Closing:
    """The rows before the closing, the recipients' lines, the signatures' columns, and what pen
    and seal left among these."""

    before: list[list[Strip]] = field(default_factory=list)
    recipients: list[Strip] = field(default_factory=list)
    signatures: list[list[Strip]] = field(default_factory=list)
    ink: list[Strip] = field(default_factory=list)


def find_closing(rows: Sequence[list[Strip]], left: float, right: float) -> Closing:
    """Part the closing, if the page has one, from the body between `left` and `right`."""
    heading = next((i for i, row in enumerate(rows) if _label(row) is not None), None)
    if heading is None:
        return _signature_only(rows, left, right)
    label = _label(rows[heading])
    assert label is not None
    first = heading
    while first > 0 and not _is_body(rows[first - 1], left, right):
        first -= 1
    x = _gutter(rows[heading:], label, right)
    above = [strip for row in rows[first:heading] for strip in row]
    sides = [_parted(strip, x) for row in rows[heading:] for strip in row]
    recipients = [a for a, _ in sides if a]
    signers = above + [b for _, b in sides if b]
    return _closing(rows[:first], recipients, signers)


def _closing(
    before: Sequence[list[Strip]], recipients: list[Strip], signers: Sequence[Strip]
) -> Closing:
    ink = [strip for strip in signers if not _SIGNED.search(strip.text)]
    signatures = _columns([strip for strip in signers if strip not in ink])
    return Closing(list(before), recipients, signatures, ink)


def office_or_recipients(strip: Strip) -> bool:
    """Whether a strip heads a closing: *Nơi nhận*, or an office in capitals."""
    return is_office(strip) or bool(_RECIPIENTS.search(fold(strip.text)))


def is_office(strip: Strip) -> bool:
    """Whether a strip is the line of a signature that names an office, in capitals."""
    return strip.text.upper() == strip.text and bool(_OFFICE.match(fold(strip.text)))


def _label(row: Sequence[Strip]) -> Strip | None:
    """The strip that says *Nơi nhận*."""
    return next((strip for strip in row if _RECIPIENTS.search(fold(strip.text))), None)


def _parted(strip: Strip, x: float) -> tuple[Strip | None, Strip | None]:
    """A strip's words left and right of the gutter; one that crosses it without a gap goes
    whole to the side where most of it is."""
    a, b = cut(strip, x)
    if a and b and b.box[0] - a.box[2] < 0.8 * strip.size:
        return (strip, None) if strip.middle < x else (None, strip)
    return a, b


def _is_body(row: Sequence[Strip], left: float, right: float) -> bool:
    """Whether a row is running text: it begins at the edge or an indent, in small letters. The
    last line may be a single word with initials or ink beside it. What pen and seal leave between
    names is no part of a row."""
    words = split([t for t in strip.tokens if _SIGN.search(t.text)] for strip in row)
    line = joined(words)
    letters = [c for c in line.text if c.isalpha()]
    if line.confidence < (0.5 if len(letters) > _FEW else 0.75):
        return False
    if len(words) > 1 and all(_is_name(part) for part in words[1:]):
        return False
    if _is_end(words[0], left):
        return True
    if any(b.box[0] - a.box[2] > 2.5 * line.size for a, b in pairwise(words)):
        return False
    if line.box[0] > left + 0.2 * (right - left) or _is_name(line):
        return False
    return sum(c.islower() for c in letters) > 0.5 * len(letters) and len(letters) > 3


def _is_name(line: Strip) -> bool:
    """Whether a line may be the name of a signer, or of up to three: words with a capital each,
    and the second words of ranks."""
    texts = [t.text for t in line.tokens if t.text not in rank_ends()]
    firsts = [next((c for c in text if c.isalpha()), "a") for text in texts]
    return 2 <= len(firsts) <= 3 * 5 and all(c.isupper() for c in firsts)


def _is_end(strip: Strip, left: float) -> bool:
    """Whether a strip at the left edge goes on a sentence, or ends the text."""
    begins = strip.text[0].islower() or strip.text[0].isdigit()
    at_edge = strip.box[0] < left + min(strip.size, _LARGEST)
    return at_edge and (begins or strip.text.endswith("/."))


def _gutter(rows: Sequence[list[Strip]], label: Strip, right: float) -> float:
    """The middle of the widest white strip right of the recipients' heading; `right` if nothing
    is beside the recipients."""
    low = label.box[0] + 0.15 * (right - label.box[0])
    spans = sorted(
        (strip.box[0], strip.box[2])
        for row in rows
        for strip in row
        if strip.confidence > 0.4 and len(strip.text) > 2
    )
    best, reach = (0.0, right), low
    for x0, x1 in spans:
        if low < x0 < right and x0 - reach > best[0]:
            best = (x0 - reach, (x0 + reach) / 2)
        reach = max(reach, x1)
    return best[1]


def _columns(strips: Sequence[Strip]) -> list[list[Strip]]:
    """Signatures side by side, each from top to bottom: strips whose x overlap are one column.
    Their lines are centred, so that even a small gap in them parts two, and so does what only
    begins a line (*TM.*, *KT.*). What lies over two columns with an office each joins them not."""
    groups = (group for strip in strips for group in _lines(strip.tokens))
    parts = split(groups, _COLUMN_GAP)
    columns: list[list[Strip]] = []
    for strip in sorted(parts, key=lambda s: s.base):
        homes = [column for column in columns if any(_overlap(s, strip) > 0 for s in column)]
        if sum(any(map(is_office, column)) for column in homes) > 1:
            homes = [max(homes, key=lambda column: max(_overlap(s, strip) for s in column))]
        merged = [s for column in homes for s in column] + [strip]
        columns = [column for column in columns if column not in homes] + [merged]
    for column in columns:
        column.sort(key=lambda s: s.base)
    return sorted(columns, key=lambda column: min(s.box[0] for s in column))


def _lines(tokens: Sequence[Token]) -> list[list[Token]]:
    """The words of a strip without what is no word, cut before each sign of authority."""
    groups: list[list[Token]] = [[]]
    for token in tokens:
        if _AUTHORITY.match(fold(token.text)):
            groups.append([])
        if _SIGN.search(token.text) or token.text in _JOINS:
            groups[-1].append(token)
    return [group for group in groups if group]


def _overlap(a: Strip, b: Strip) -> float:
    """The width that two strips share; negative where they are apart."""
    return min(a.box[2], b.box[2]) - max(a.box[0], b.box[0])


def _signature_only(rows: Sequence[list[Strip]], left: float, right: float) -> Closing:
    """A closing whose recipients stand on another page, or that has none."""
    middle = left + 0.4 * (right - left)
    for index, row in enumerate(rows):
        office = [s for s in row if is_office(s) and s.middle > middle]
        if office and not any(_is_body(r, left, right) for r in rows[index:]):
            strips = [strip for r in rows[index:] for strip in r]
            return _closing(rows[:index], [], strips)
    return Closing(list(rows))
