"""Letterhead and closing of a text file that sets its two columns in one line, parted by spaces or
by nothing at all: the left column's lines first, then the right column's (Decree 30/2020/NĐ-CP,
annex I, section IV)."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.labels import in_capitals, label_of
from extractor.tables.kinds import kind_of_line
from extractor.tables.offices import is_family_name, signs
from extractor.vietnamese import fold

_MARKS = " *_#\\"
_GAP = regex.compile(r"(?<=\S)[ \u00a0]{3,}(?=\S)")
# Blanks that are left to be filled in by hand stand inside a column.
_BLANK_BEFORE = regex.compile(r"(?:so\s*:?|ngay|thang|nam|[/…]|\.\.)[*_]*$")
_MOTTO = regex.compile(
    r"[*_]*(?:cong hoa xa hoi chu nghia viet nam|doc lap\s*-\s*tu do|dang cong san viet nam)"
)
_NUMBER = regex.compile(r"(?<=^[*_]*so\s*:\s*[*_]*\d*[*_]*\s*[/-]\s?\S{2,30})\s+(?=\S.*\bngay\b)")
_RECIPIENTS = regex.compile(r"[\s*_#]*noi nhan[*_]*\s*:")
_END_OF_LEFT = regex.compile(r"(?<=[;:,.)][*_]*)\s+(?=[*_]*\p{Lu})")
_BARE_INDENT = 20  # spaces before a line that stands in the right column alone
_WIDEST = 200  # both columns and what is between them
_LONGEST = 60  # a line of the left column alone

Row = tuple[str, str]


def in_reading_order(lines: Sequence[str]) -> list[str]:
    """`lines` with the lines of letterhead and closing column by column, each column's lines
    parted by blank ones; all others as they are."""
    ordered: list[str] = []
    at = 0
    while at < len(lines):
        rows, following = _block(lines, at)
        if not rows:
            ordered.append(lines[at])
            at += 1
            continue
        for column in zip(*rows, strict=True):
            ordered += [piece for cell in column if cell for piece in ("", cell)]
        ordered.append("")
        at = following
    return ordered


def _block(lines: Sequence[str], at: int) -> tuple[list[Row], int]:
    """The rows of two columns that begin on line `at`, and the line after them."""
    if not _opens(lines[at]):
        return [], at
    closing = not _MOTTO.search(fold(lines[at]))
    rows: list[Row] = []
    following = at
    for index in range(at, len(lines)):
        line = lines[index]
        if not line.strip() or not any(map(str.isalnum, line)):
            continue
        row = _parted(line) or _alone(line, closing)
        if row is None:
            break
        rows.append(row)
        following = index + 1
    return rows, following


def _opens(line: str) -> bool:
    """Whether two columns begin on this line: the motto, recipients or an office beside words."""
    if "|" in line or "<" in line:
        return False
    row = _parted(line)
    if row is None:
        return False
    left, right = row
    beside = _signs(left) and _signs(right)
    return beside or bool(_MOTTO.match(fold(right)) or _RECIPIENTS.match(fold(left)))


def _parted(line: str) -> Row | None:
    """The two columns of a line, or None where it has one."""
    if len(line) > _WIDEST:
        return None
    cut = _wide_gap(line) or _known_start(line)
    return (line[: cut[0]].strip(), line[cut[1] :].strip()) if cut else None


def _wide_gap(line: str) -> tuple[int, int] | None:
    gaps = [
        gap.span()
        for gap in _GAP.finditer(line.rstrip())
        if not _BLANK_BEFORE.search(fold(line[: gap.start()])) and line[gap.end()] not in "}])(/"
    ]
    return max(gaps, key=lambda gap: gap[1] - gap[0], default=None)


def _known_start(line: str) -> tuple[int, int] | None:
    """The place before words that can only begin the right column."""
    folded = fold(line)
    motto = _MOTTO.search(folded)
    if motto and "dang cong" in motto[0] and not in_capitals(line[slice(*motto.span())]):
        motto = None  # a sentence names the Party; in a letterhead it stands in capitals
    if motto and line[: motto.start()].strip(_MARKS) and line[motto.start() - 1].isspace():
        return motto.start(), motto.start()
    if number := _NUMBER.search(folded):
        return number.span()
    return next((m.span() for m in _END_OF_LEFT.finditer(line) if _signs(line[m.end() :])), None)


def _signs(words: str) -> bool:
    return signs(words.strip(_MARKS))


def _alone(line: str, closing: bool) -> Row | None:
    """A line that stands in one column alone; None for one that ends the block."""
    words = line.strip()
    bare = words.strip(_MARKS)
    if kind_of_line(bare) or len(words) > _LONGEST:
        return None
    if len(line) - len(line.lstrip()) >= _BARE_INDENT:
        return "", words
    if not closing:
        return (words, "") if in_capitals(bare) and not _MOTTO.match(fold(bare)) else None
    if filed := _filed(words):
        return filed
    label = label_of(words)
    return (words, "") if label and label.kind in ("dash", "plus") else None


def _filed(words: str) -> Row | None:
    """*- Lưu: VT. Nguyễn Văn An*: the last recipient and the name beside it."""
    if not regex.match(r"\W*luu\b", fold(words)):
        return None
    for cut in _END_OF_LEFT.finditer(words):
        name = words[cut.end() :].strip(_MARKS).split()
        if 2 <= len(name) <= 5 and is_family_name(name[0]):
            return words[: cut.start()], words[cut.end() :]
    return None
