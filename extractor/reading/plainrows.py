"""The lines of a table without rules become rows: one begins where the white between rows is, or
where its first column begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from extractor.document import Box, union
from extractor.reading.column import GAP
from extractor.reading.lines import Strip, Token
from extractor.reading.page import ReadTable
from extractor.reading.plainrun import Run, counted
from extractor.reading.tables import Filled, table
from extractor.vietnamese import fold

_PERIOD = regex.compile(r"(?:thang|quy|tuan|ca nam|\d{1,2} va \d|[ivx]+[.)]?$)")
_OPEN = regex.compile(r"(?:thang|quy|tuan|ngay|nam|va|den|[-–,])$")
_FEW = 3  # words
_HALFWAY = 0.35  # of the distance of two lines
_ROW_GAP = 0.9  # of the white between other rows
_INSET = 5.0  # between a cell's frame and its words, as `tables` has it

Line = list[list[Token]]
"""For each column its words."""
Row = list[list[list[Token]]]
"""For each column its lines of words."""


def rows_of(run: Run, lines: Sequence[Strip]) -> list[Row]:
    """The rows of a run's body."""
    body = lines[run.body : run.last]
    cells = [run.columns.parted(line) for line in body]
    rows: list[Row] = []
    for index, begins in enumerate(_starts(body, cells)):
        if begins or run.columns.crossed(body[index]):
            rows.append([[] for _ in cells[index]])
        for home, words in zip(rows[-1], cells[index], strict=True):
            if words:
                home.append(words)
    return rows


def table_of(run: Run, lines: Sequence[Strip]) -> ReadTable:
    """The table of a run."""
    rows = rows_of(run, lines)
    header = int(run.body > run.first)
    if header:
        head = [run.columns.parted(line) for line in lines[run.first : run.body]]
        rows.insert(0, [[words for words in column if words] for column in zip(*head, strict=True)])
    frames = [_frame([words for row in rows for words in row[n]]) for n in range(len(run.columns))]
    filled = (
        Filled((r, r + 1), (c, c + 1), frames[c], cell)
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
    )
    made = table(filled, (len(rows), len(run.columns)))
    return replace(made, header=header, ruled=False)


def _frame(column: Sequence[Sequence[Token]]) -> Box:
    if not column:
        return (0.0, 0.0, 0.0, 0.0)
    x0, y0, x1, y1 = union(token.box for words in column for token in words)
    return (x0 - _INSET, y0, x1 + _INSET, y1)


def _starts(body: Sequence[Strip], cells: Sequence[Line]) -> list[bool]:
    """Of each line whether a row begins with it."""
    worded = _worded(cells)
    white = GAP * _leading([body[index] for index in worded])
    apart = [False] * len(body)
    for above, index in pairwise(worded):
        apart[index] = body[index].base - body[above].base > white
    apart[0] = True
    if _are_rows(apart, cells):
        return apart
    return _around_numbers(body, cells) or _under_numbers(body, cells, white)


def _leading(lines: Sequence[Strip]) -> float:
    """The distance of two lines of a cell: among the smallest, as rows may all have one line."""
    steps = sorted(b.base - a.base for a, b in pairwise(lines) if b.base - a.base > b.size)
    return steps[len(steps) // 10] if steps else 0.0


def _worded(cells: Sequence[Line]) -> list[int]:
    """The lines that are more than a number: that one may stand between two lines."""
    return [i for i, (first, *others) in enumerate(cells) if any(others) or not _numbers(first)]


def _are_rows(starts: Sequence[bool], cells: Sequence[Line]) -> bool:
    """Whether rows that begin so have one number each, at its top or in its middle, or, without
    numbers, begin in the first column each."""
    blocks: list[list[Line]] = []
    for begins, line in zip(starts, cells, strict=True):
        if begins:
            blocks.append([])
        blocks[-1].append(line)
    numbers = [sum(_numbers(line[0]) for line in block) for block in blocks]
    if any(numbers):
        return set(numbers) == {1}
    return len(blocks) > 1 and all(block[0][0] and any(block[0][1:]) for block in blocks)


def _around_numbers(body: Sequence[Strip], cells: Sequence[Line]) -> list[bool]:
    """Where rows begin whose numbers stand at half their height: as far above each number as its
    row ends below it. Empty where numbers stand otherwise."""
    worded = _worded(cells)
    bases = [body[index].base for index in worded]
    if len(worded) == len(cells):
        return []  # no number stands between two lines
    slack = _HALFWAY * _leading([body[index] for index in worded])
    starts, at = [False] * len(body), 0
    for number in (body[i].base for i, line in enumerate(cells) if _numbers(line[0])):
        if at == len(worded):
            return []
        starts[worded[at]] = True
        bottom = 2 * number - bases[at]
        at = bisect_right(bases, bottom + slack)
        if not at or abs(bases[at - 1] - bottom) > slack:
            return []
    return starts if at == len(worded) else []


def _under_numbers(body: Sequence[Strip], cells: Sequence[Line], white: float) -> list[bool]:
    """Where rows begin with what their first column holds, and, where white is between them, with
    a line under as much white: a row whose first cell is one with the cell above."""
    numbers = [_numbers(line[0]) for line in cells if line[0]]
    begins = _begins_by_number if 2 * sum(numbers) > len(numbers) else _begins_by_words
    starts = [True, *(begins(above[0], line) for above, line in pairwise(cells))]
    steps = [0.0, *(b.base - a.base for a, b in pairwise(body))]
    least = min((s for s, start in zip(steps[1:], starts[1:], strict=True) if start), default=0.0)
    if least < white:
        return starts
    return [
        start or (step > _ROW_GAP * least and sum(map(bool, line)) > 1)
        for start, step, line in zip(starts, steps, cells, strict=True)
    ]


def _begins_by_number(above: Sequence[Token], line: Line) -> bool:
    return bool(line[0]) and not _is_open(above) and (not above or _numbers(line[0]))


def _begins_by_words(above: Sequence[Token], line: Line) -> bool:
    """Whether words in the first column begin a cell: under white, or where no cell of the line
    goes on in the middle of a sentence."""
    firsts = [words[0].text[0] for words in line if words]
    fresh = len(firsts) > 1 and not any(first.islower() for first in firsts)
    return bool(line[0]) and not _is_open(above) and (not above or fresh)


def _is_open(words: Sequence[Token]) -> bool:
    """Whether a cell's line goes on in the next: *Tháng* / *10*."""
    short = len(words) <= _FEW and counted(words) is None
    return short and bool(_OPEN.search(fold(_text(words))))


def _numbers(words: Sequence[Token]) -> bool:
    """Whether a cell's line counts the rows or names a period."""
    return counted(words) is not None or bool(_PERIOD.match(fold(_text(words))))


def _text(words: Sequence[Token]) -> str:
    return " ".join(word.text for word in words)
