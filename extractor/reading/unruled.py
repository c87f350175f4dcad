"""Tables without drawn rules: runs of lines that the same gutters part into columns.

Columns alone prove nothing: letterheads, signatures and filled-in forms have them too. A run is a
table only where a row above it names its columns, or where its first column counts up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from extractor.document import union
from extractor.reading.closing import office_or_recipients
from extractor.reading.column import usual_size
from extractor.reading.gutters import Band, Columns, between, narrowed, stretches
from extractor.reading.lines import Strip, joined
from extractor.reading.plainrows import Run, is_count, rows_of, table_of
from extractor.reading.tables import Placed, names_a_column

_FEWEST_ROWS = 2
_FEWEST_COUNTED = 3  # rows of a table without a header
_MOST_HEADER_LINES = 5
_LONGEST_NAME = 70  # of a column, in letters
_NEXT = 1.6  # in ems: from one line of a header to the next
_FAR = 5.0  # in ems: no table has so much white inside
_SMALLER = 0.85  # footnotes are
_TELLING = 15  # letters that tell the size of their type
_NO_NAME = regex.compile(r"[:…]|\.{2}|[;.]$|^[-–+•*]")
_LETTER = regex.compile(r"\p{L}")


@dataclass(frozen=True, slots=True)
class Found:
    """The tables of a page, and the rows of it that stand in none."""

    tables: list[Placed]
    rest: list[list[Strip]]


def find_tables(page: Sequence[list[Strip]]) -> Found:
    """Part the tables of a page from its other rows."""
    lines = [joined(row) for row in page]
    tables: list[Placed] = []
    rest: list[list[Strip]] = []
    at = 0
    while at < len(lines):
        run = _run(lines, at)
        if run is None:
            rest.append(page[at])
            at += 1
            continue
        inside = lines[run.first : run.last]
        tables.append(Placed(table_of(run, lines), union(line.box for line in inside)))
        at = run.last
    return Found(tables, rest)


def _run(lines: Sequence[Strip], first: int) -> Run | None:
    """The table that begins with a line; None if none does."""
    if office_or_recipients(lines[first]):
        return None
    runs = (*headed(lines, first), *_counted(lines, first))
    return next((run for run in runs if _proved(run, lines)), None)


def _proved(run: Run, lines: Sequence[Strip]) -> bool:
    """Whether a run's rows look like those of a table."""
    rows = rows_of(run, lines)
    if len(rows) < _FEWEST_ROWS or not run.columns.aligned(lines[run.body : run.last]):
        return False
    filled = [sum(any(cell) for cell in row) > 1 for row in rows]
    return sum(filled) > 0.6 * len(rows)


# --- a header --------------------------------------------------------------------------------


def headed(lines: Sequence[Strip], first: int) -> Iterator[Run]:
    """The run that begins with a row that names columns, if a line begins one."""
    found = _header(lines, first)
    if found is None:
        return
    body, zones = found
    bands, last = zones, body
    while last < len(lines) and _follows(lines[first : last + 1]):
        left = narrowed(bands, lines[last])
        if not _parts(left, zones):
            break
        bands, last = left, last + 1
    yield from _trimmed(Run(first, body, last, Columns(_widest(bands, zones))), lines)


def _header(lines: Sequence[Strip], first: int) -> tuple[int, list[Band]] | None:
    """Where the header that begins with a line ends, and the white between its cells."""
    best: tuple[int, list[Band]] | None = None
    most = 0
    for last in range(first + 1, min(first + _MOST_HEADER_LINES, len(lines)) + 1):
        block = lines[first:last]
        if len(block) > 1 and not _goes_on(block):
            break
        cells = stretches(block)
        if len(cells) < max(2, most):
            break
        most = len(cells)
        zones = between(cells)
        if _names_columns([_text(words) for words in _cells(block, zones)]):
            best = (last, zones)
    return best


def _goes_on(block: Sequence[Strip]) -> bool:
    """Whether the last line of a block goes on with the header that the others begin."""
    first, above, line = block[0], block[-2], block[-1]
    if line.base - above.base > _NEXT * line.size or is_count(line.tokens[0].text):
        return False
    if first.bold or line.bold:
        return first.bold and line.bold
    cells = _cells([line], between(stretches([line])))
    return all(words[0].text[0].islower() for strip in cells if (words := strip))


def _cells(block: Sequence[Strip], zones: Sequence[Band]) -> list[list]:
    columns = Columns(tuple(zones))
    parted = [columns.parted(line) for line in block]
    return [[token for cells in parted for token in cells[n]] for n in range(len(columns))]


def _text(words) -> str:
    return " ".join(token.text for token in words)


def _names_columns(cells: Sequence[str]) -> bool:
    """Whether cells name columns: at least half with words that head tables, all like names."""
    named = sum(names_a_column(cell) for cell in cells)
    return named > 1 and 2 * named >= len(cells) and all(_may_name(cell) for cell in cells)


def _may_name(cell: str) -> bool:
    letter = _LETTER.search(cell)
    if letter is None or len(cell) > _LONGEST_NAME or _NO_NAME.search(cell):
        return False
    return letter[0].isupper() or cell.startswith("(")


# --- the run below it ------------------------------------------------------------------------


def _follows(lines: Sequence[Strip]) -> bool:
    """Whether the last line may belong to the table that the others do."""
    *others, above, line = lines
    if line.base - above.base > _FAR * line.size or office_or_recipients(line):
        return False
    return len(line.text) < _TELLING or line.size > _SMALLER * usual_size([*others, above])


def _parts(bands: Sequence[Band], zones: Sequence[Band]) -> bool:
    """Whether there is white left in each zone."""
    return all(any(a <= x0 and x1 <= b for x0, x1 in bands) for a, b in zones)


def _widest(bands: Sequence[Band], zones: Sequence[Band]) -> tuple[Band, ...]:
    return tuple(
        max((band for band in bands if a <= band[0] and band[1] <= b), key=lambda w: w[1] - w[0])
        for a, b in zones
    )


def _trimmed(run: Run, lines: Sequence[Strip]) -> Iterator[Run]:
    """The run without lines at its end that stand in its first column alone, as a heading below
    a table may."""
    last = run.last
    while last > run.body and not any(run.columns.parted(lines[last - 1])[1:]):
        last -= 1
    if last > run.body:
        yield Run(run.first, run.body, last, run.columns)


# --- no header -------------------------------------------------------------------------------


def _counted(lines: Sequence[Strip], first: int) -> Iterator[Run]:
    """The run of rows whose first column counts up."""
    return
    yield
