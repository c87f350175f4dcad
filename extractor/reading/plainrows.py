"""The lines of a table without rules become rows: a row begins where its first column does, or
after the white that parts rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import regex

from extractor.document import Box, union
from extractor.reading.column import GAP, pitch
from extractor.reading.gutters import Columns
from extractor.reading.lines import Strip, Token
from extractor.reading.page import ReadTable
from extractor.reading.tables import Filled, table
from extractor.vietnamese import fold

_COUNT = regex.compile(r"\d{1,3}[.)]?")
_PERIOD = regex.compile(r"(?:thang|quy|tuan|ngay)\b.*|ca nam\b.*|(?:\d{1,2}|[ivx]+)[./)]?(?:\W+\d{4})?(?: va \d+)?")
_PERIOD_OPEN = regex.compile(r"(?:thang|quy|tuan|ngay|nam|va|den|[-–,])$")
_INSET = 5.0  # what a cell's frame keeps clear of its words, as `tables` has it

Row = list[list[list[Token]]]
"""For each column its lines of words."""


@dataclass(frozen=True, slots=True)
class Run:
    """The lines of a table, from `first` to before `last`; its header ends before `body`."""

    first: int
    body: int
    last: int
    columns: Columns


def is_count(text: str) -> bool:
    """Whether a word counts rows: *1*, *02.*"""
    return bool(_COUNT.fullmatch(text))


def rows_of(run: Run, lines: Sequence[Strip]) -> list[Row]:
    """The rows of a run's body."""
    body = lines[run.body : run.last]
    cells = [run.columns.parted(line) for line in body]
    starts = _starts(body, cells)
    rows: list[Row] = []
    for begins, line in zip(starts, cells, strict=True):
        if begins or not rows:
            rows.append([[] for _ in line])
        for home, words in zip(rows[-1], line, strict=True):
            if words:
                home.append(words)
    return rows


def _starts(body: Sequence[Strip], cells: Sequence[list[list[Token]]]) -> list[bool]:
    """Of each line whether a row begins with it."""
    firsts = [_text(line[0]) for line in cells]
    named = [text for text in firsts if text]
    counted = 2 * sum(_counts(text) for text in named) > len(named)
    starts = [
        _begins(firsts, index, counted, cells[index]) for index in range(len(body))
    ]
    return _with_gaps(body, cells, starts)


def _begins(firsts: Sequence[str], index: int, counted: bool, line: Sequence[list[Token]]) -> bool:
    """Whether a row begins with a line, by what its first column holds."""
    text = firsts[index]
    above = firsts[index - 1] if index else ""
    if not text or _PERIOD_OPEN.search(fold(above)):
        return False
    if not above or (counted and _counts(text)):
        return True
    return not counted and (text[0].isupper() or text[0].isdigit()) and sum(map(bool, line)) > 1


def _with_gaps(body, cells, starts):
    """Rows of an empty first cell too, where rows are parted by white: such a row belongs to the cell above."""
    steps = [b.base - a.base for a, b in pairwise(body)]
    into = [step for step, begins in zip(steps, starts[1:], strict=True) if begins]
    usual = pitch(body)
    if len(into) < 1 or min(into) < GAP * usual:
        return starts
    least = 0.9 * min(into)
    return [
        begins or (step >= least and sum(map(bool, line)) > 1)
        for begins, step, line in zip(starts, [0.0, *steps], cells, strict=True)
    ]


def _counts(text: str) -> bool:
    return bool(_PERIOD.fullmatch(fold(text)))


def _text(words: Sequence[Token]) -> str:
    return " ".join(token.text for token in words)


def table_of(run: Run, lines: Sequence[Strip]) -> ReadTable:
    """The table of a run."""
    rows = rows_of(run, lines)
    if run.body > run.first:
        head = [run.columns.parted(line) for line in lines[run.first : run.body]]
        rows.insert(0, [[c for line in head if (c := line[n])] for n in range(len(run.columns))])
    frames = [_frame(rows, n) for n in range(len(run.columns))]
    filled = (
        Filled((r, r + 1), (c, c + 1), frames[c], cell)
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
    )
    made = table(filled, (len(rows), len(run.columns)))
    return replace(made, header=int(run.body > run.first), ruled=False)


def _frame(rows: Sequence[Row], column: int) -> Box:
    boxes = [t.box for row in rows for words in row[column] for t in words]
    x0, y0, x1, y1 = union(boxes) if boxes else (0.0, 0.0, 0.0, 0.0)
    return (x0 - _INSET, y0, x1 + _INSET, y1)
