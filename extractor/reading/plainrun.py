"""A run of lines that gutters part into columns: how far down it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.reading.closing import office_or_recipients
from extractor.reading.column import GAP, pitch, usual_size
from extractor.reading.gutters import Band, Columns, narrowed, widest
from extractor.reading.lines import Strip, Token
from extractor.vietnamese import fold

_COUNT = regex.compile(r"\W*(?:thang |quy )?(\d{1,3})(?:\s?/\s?\d{4})?\W*")
_LEADERS = regex.compile(r"\.{4}|…{2}")
_FAR = 5.0  # in ems: no table has so much white inside
_SMALLER = 0.85  # footnotes are
_TELLING = 15  # letters that tell the size of their type


@dataclass(frozen=True, slots=True)
class Run:
    """The lines of a table, from `first` to before `last`; its header ends before `body`."""

    first: int
    body: int
    last: int
    columns: Columns


def run_below(lines: Sequence[Strip], first: int, body: int, zones: Sequence[Band]) -> Run | None:
    """The run that begins with the lines from `first` to before `body`, in each of whose `zones`
    a gutter begins. It ends with the last line that leaves all gutters white."""
    columns = widest(zones, zones)
    bands, last, at = list(zones), body, body
    while at < len(lines) and (at == first or _follows(lines[first : at + 1])):
        left = narrowed(bands, lines[at])
        found = widest(left, zones)
        if found is not None:
            bands, columns, last = left, found, at + 1
        elif not _heads_rows(lines[at + 1 : at + 2], bands, zones):
            break
        at += 1
    if columns is None:
        return None
    last = body + _length(lines[body:last], columns)
    return Run(first, body, last, columns) if last > body else None


def _follows(lines: Sequence[Strip]) -> bool:
    """Whether the last line may belong to the table that the others do: it is near, in type of
    their size, and nothing to be filled in by hand."""
    *others, above, line = lines
    if line.base - above.base > _FAR * line.size or office_or_recipients(line):
        return False
    if _LEADERS.search(line.text):
        return False
    return len(line.text) < _TELLING or line.size > _SMALLER * usual_size([*others, above])


def _heads_rows(below: Sequence[Strip], bands: Sequence[Band], zones: Sequence[Band]) -> bool:
    """Whether a line across the gutters heads a group of rows: the line below it counts one."""
    columns = widest(narrowed(bands, below[0]), zones) if below else None
    if columns is None:
        return False
    first, *cells = columns.parted(below[0])
    return counted(first) is not None and all(cells)


def _length(lines: Sequence[Strip], columns: Columns) -> int:
    """How many of the lines are left without those below the table that one of its columns has
    room for: a heading, set apart or in bold, and what follows it."""
    white = GAP * pitch(lines)
    last = len(lines)
    for index in range(len(lines) - 1, 0, -1):
        if sum(map(bool, columns.parted(lines[index]))) > 1:
            break
        above, line = lines[index - 1], lines[index]
        if line.base - above.base > white or line.bold > above.bold:
            last = index
    return last


def counted(words: Sequence[Token]) -> int | None:
    """The number that the words of a cell count with: *1*, *02.*, *Tháng 3*."""
    found = _COUNT.fullmatch(fold(" ".join(word.text for word in words)))
    return int(found[1]) if found else None
