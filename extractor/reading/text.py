"""Plain text and markdown, as people and OCR services write them, to pages of lines."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

import regex

from extractor.errors import BrokenFile, TooLarge
from extractor.labels import in_capitals, label_of
from extractor.reading.markup import Grid, has_end_of_table, html_table, lone_pipe_table, pipe_row
from extractor.reading.page import ReadCell, ReadLine, ReadPage, ReadTable, ReadWord
from extractor.reading.sidebyside import in_reading_order
from extractor.settings import Settings
from extractor.vietnamese import fold, nfc

# (line before, line, whether bold type goes on over the break) -> whether the sentence does
GoesOn = Callable[[str, str, bool], bool]

_RULE = regex.compile(r"[\s\-_*=~.–—|:]*[\-_*=~–—]{3}[\s\-_*=~.–—|:]*|\*")
_TAG = regex.compile(r"</?[a-zA-Z][^<>]*>|<!--(?:(?!-->|<!--).)*+-->")
_BREAK = regex.compile(r"<br\s*/?>|</?(?:li|p|div|ul|ol)\b[^<>]*>", regex.IGNORECASE)
_SERVICE = regex.compile(
    r"\[(?:signature|seal|stamp|logo|image|chữ ký|con dấu)[^\[\]]*\]|!\[[^\[\]]*\]\([^)\[]*\)",
    regex.IGNORECASE,
)
_LINK = regex.compile(r"\[([^\[\]]+)\]\((?:https?:|#|mailto:)[^)\[]*\)")
_ESCAPE = regex.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_HEADING = regex.compile(r"#{1,6}\s+")
_STARS = regex.compile(
    r"(?<!\()\*+|\*+(?!\))|(?<!\w)_{2}|_{2}(?!\w)|~~"
    r"|(?<!\w)_(?=[^\W_])|(?<=[\p{L}\d.,;:)])_(?!\w)"
)
_ITALICS = regex.compile(r"(?<![*(\s])\*(?![*)])|(?<![*(])\*(?![*)\s])")
_PARTED = 0.05  # of the lines are blank where blank lines part paragraphs
_SHORT = 0.6  # of the width: a line that is shorter ends its paragraph
_REACHING = 0.75  # of the lines do not reach further than the margin
_RULES = 2  # above the first row of a table
_NOTE = regex.compile(r"\[\d{1,3}\](?:\s|$)")
_LONE_NUMBER = regex.compile(r"\s*(?:-\s*|Trang\s+)?(\d{1,3})(?:\s*-|/\d+)?\s*")
# `… công lao to lớn. - Tuyên truyền …`: bullets that a service ran together in one cell.
_INNER_BULLET = regex.compile(r"(?<=[.;,:)!?…”\"])\s+(?=[-+•]\s[\p{Lu}\d])")


def read_text(path: Path, settings: Settings) -> tuple[ReadPage, ...]:
    """The file as one page without geometry.

    Raises `BrokenFile` where the bytes are no text, `TooLarge` above the limit."""
    text = decode(path)
    if len(text) > settings.limits.text_characters:
        raise TooLarge(path.name, f"{len(text):,} characters")
    return (ReadPage(number=1, method="text", blocks=_notes_aside(list(blocks_of(text)))),)


def _notes_aside(blocks: list[ReadLine | ReadTable]) -> tuple[ReadLine | ReadTable, ...]:
    """`blocks`, the notes with which a file ends (*[1] …*) as footnotes."""
    start = len(blocks)
    while start and isinstance(block := blocks[start - 1], ReadLine):
        before = blocks[start - 2] if start > 1 else None
        goes_on = isinstance(before, ReadLine) and before.full is True
        if not (goes_on or _NOTE.match(block.text)):
            break
        start -= 1
    first = blocks[start] if start < len(blocks) else None
    if not (isinstance(first, ReadLine) and _NOTE.match(first.text)):
        return tuple(blocks)
    notes = [b for b in blocks[start:] if isinstance(b, ReadLine)]
    return (*blocks[:start], *(replace(line, zone="footnote") for line in notes))


def decode(path: Path) -> str:
    """The file's text: UTF-8 or UTF-16 with a mark, else Windows-1258."""
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[:4096]:
        raise BrokenFile(path.name, "it holds bytes that are no text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1258", errors="replace")


def blocks_of(text: str) -> Iterator[ReadLine | ReadTable]:
    """Lines and tables of a text or markdown file, in its order."""
    lines = nfc(text).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    lines = in_reading_order(_without_page_numbers(lines))
    wrapped = _is_hard_wrapped(lines)
    goes_on = _joining(lines) if wrapped else _goes_on_in_bold
    for grid_or_block in _split_tables(lines):
        if isinstance(grid_or_block, Grid):
            yield from _table_or_lines(grid_or_block, wrapped)
        else:
            yield from _lines(grid_or_block, goes_on)


def _split_tables(lines: list[str]) -> Iterator[Grid | list[str]]:
    """Tables of four spellings (tabs, pipes in a line, pipes on lines of their own, HTML) and the
    runs of other lines between them."""
    held: list[str] = []
    at = 0
    last_end = max((i for i, line in enumerate(lines) if has_end_of_table(line)), default=-1)
    while at < len(lines):
        grid, following = _table_at(lines, at, last_end)
        if grid is None:
            following = max(at + 1, following)
            held += lines[at:following]
        else:
            if held:
                yield held
            held = []
            yield grid
        at = following
    if held:
        yield held


def _table_at(lines: list[str], at: int, last_end: int) -> tuple[Grid | None, int]:
    """The table that begins on line `at`, and the line after it; where there is none, the line up
    to which there is none. `last_end`: the last line on which an HTML table ends."""
    line = lines[at].strip()
    if not line:
        return None, at
    if line == "|":
        return lone_pipe_table(lines, at)
    if "<table" in line.lower():
        return html_table(lines, at) if at <= last_end else (None, at)
    for cells_of in (pipe_row, _tab_row):
        rows, following = _rows(lines, at, cells_of)
        if len(rows) > 1 or (rows and len(rows[0]) > 1 and cells_of is pipe_row):
            return Grid(tuple(rows)), following
    return None, at


def _rows(
    lines: list[str], at: int, cells_of: Callable[[str], tuple[str, ...] | None]
) -> tuple[list[tuple[str, ...]], int]:
    """Consecutive rows from line `at` on (blank lines between them belong to page breaks)."""
    rows: list[tuple[str, ...]] = []
    following = at
    width = rules = 0
    while at < len(lines):
        if lines[at].strip():
            cells = cells_of(lines[at])
            if cells is None or (width and len(cells) > width):
                break
            if not _RULE.fullmatch(lines[at].strip()):
                width = max(width, len(cells))
                rows.append(cells)
            elif not rows and (rules := rules + 1) > _RULES:
                break
            following = at + 1
        at += 1
    return [row + ("",) * (width - len(row)) for row in rows], following


def _tab_row(line: str) -> tuple[str, ...] | None:
    cells = tuple(cell.strip() for cell in line.rstrip("\n").split("\t"))
    return cells if len(cells) > 1 else None


def _table_or_lines(grid: Grid, wrapped: bool) -> Iterator[ReadLine | ReadTable]:
    """A table; the letterhead and the closing, which Word sets as tables without rules, become
    lines again, column by column."""
    goes_on = _goes_on_in_cell if wrapped else _goes_on_in_bold
    if grid.is_layout:
        for column in zip(*grid.rows, strict=True):
            for cell in column:
                yield from _cell_lines(cell, goes_on)
        return
    rows = tuple(
        tuple(ReadCell(tuple(_cell_lines(cell, goes_on))) for cell in row) for row in grid.rows
    )
    if rows:
        header = 1 if all(cell.lines for cell in rows[0]) else 0
        yield ReadTable(rows=rows, header=header)


def _cell_lines(cell: str, goes_on: GoesOn) -> Iterator[ReadLine]:
    pieces: list[str] = []
    for piece in _BREAK.sub("\n", cell).split("\n"):
        pieces += _INNER_BULLET.split(piece) if not _inside_quotes(piece) else _bullets(piece)
    yield from _lines(pieces, goes_on)


def _inside_quotes(piece: str) -> bool:
    return any(mark in piece for mark in "“”")


def _bullets(piece: str) -> list[str]:
    """The bullets of `piece`; a dash between “ and ” is part of a name."""
    cuts = [0]
    for match in _INNER_BULLET.finditer(piece):
        before = piece[: match.start()]
        if before.count("“") <= before.count("”"):
            cuts.append(match.end())
    return [piece[a:b] for a, b in pairwise([*cuts, len(piece)])]


def _lines(lines: Iterable[str], goes_on: GoesOn) -> Iterator[ReadLine]:
    """The lines with words, markup taken off. `full` marks a line that its block goes on from."""
    gap, open_bold, open_italics = False, False, False
    previous: ReadLine | None = None
    for raw in lines:
        line, bold = _plain(raw)
        if not line:
            gap = True
            open_bold = open_bold and raw.strip() != "**"
            continue
        if previous is not None:
            joined = not gap and goes_on(previous.text, line, open_bold or open_italics)
            yield replace(previous, full=True if joined else None)
        bold = bold or open_bold
        open_bold = (raw.count("**") % 2 == 1) != open_bold
        open_italics = len(_ITALICS.findall(raw)) % 2 != (open_italics and not gap)
        previous = ReadLine((ReadWord(line),), bold=bold, gap=gap)
        gap = False
    if previous is not None:
        yield previous


def _goes_on_in_bold(before: str, line: str, bold: bool) -> bool:
    """Where lines are not wrapped, only a labelled heading in bold goes over a line's end."""
    return bold and label_of(before) is not None


def _goes_on_in_block(before: str, line: str, bold: bool = False) -> bool:
    """In a hard-wrapped file paragraphs are parted by blank lines; a label begins one all the
    same, unless it stands in the middle of a sentence (*Thi đua* / *- Khen thưởng*)."""
    return bold or label_of(line) is None or before[-1:] not in ".;:,!?)"


def _joining(lines: list[str]) -> GoesOn:
    """How lines of a hard-wrapped file are joined: by the blank lines between paragraphs, where
    there are any."""
    blank = sum(not line.strip() for line in lines)
    return _goes_on_in_block if blank > _PARTED * len(lines) else _in_one_block(_width(lines))


def _in_one_block(width: int) -> GoesOn:
    """Without blank lines a line that ends far from the margin ends its paragraph, unless the next
    one goes on in small letters or both are of a heading in capitals."""

    def goes_on(before: str, line: str, bold: bool = False) -> bool:
        short = len(before) < _SHORT * width
        if label_of(line) is not None:
            ends = short or in_capitals(before)
        else:
            ends = short and line[:1].isupper() and not in_capitals(line)
        return bold or (not ends and _goes_on_in_block(before, line))

    return goes_on


def _width(lines: list[str]) -> int:
    """How long lines are that reach the margin."""
    lengths = sorted(len(line) for line in lines if line.strip())
    return lengths[int(_REACHING * len(lengths))] if lengths else 0


def _goes_on_in_cell(before: str, line: str, bold: bool) -> bool:
    """In a cell, lines such as *ỦY BAN NHÂN DÂN* / *TỈNH …* stand under one another."""
    runs_on = line[0].islower() or len(before) > 60 or fold(before).endswith((",", "ngay", "so"))
    return bold or (_goes_on_in_block(before, line) and runs_on)


def _plain(raw: str) -> tuple[str, bool]:
    """The line's words without markup, and whether all of them are bold."""
    line = _SERVICE.sub(" ", _LINK.sub(r"\1", raw)).strip()
    if _RULE.fullmatch(line):
        return "", False
    heading = bool(_HEADING.match(line))
    line = _HEADING.sub("", line, count=1) if heading else line
    bold = heading or (line.startswith("**") and line.endswith("**") and len(line) > 4)
    # `* (Kèm theo …)*` is in italics
    bullet = line.startswith("* ") and len(line.strip("* ")) > 1 and not line.startswith("* (")
    line = _TAG.sub(" ", line)
    line = _STARS.sub("", line[1:] if bullet else line)
    line = html.unescape(_ESCAPE.sub(r"\1", line))
    return " ".join((("- " if bullet else "") + line.replace("|", " ")).split()), bold


def _is_hard_wrapped(lines: list[str]) -> bool:
    """Whether the file's lines are cut at a fixed width: most lines that follow another without
    a blank between them go on in lower case."""
    follows = [(a.strip(), b.strip()) for a, b in pairwise(lines) if a.strip() and b.strip()]
    follows = [(a, b) for a, b in follows if a != "|" and b != "|"]
    going_on = sum(b.lstrip("*_ ")[:1].islower() and label_of(b) is None for _, b in follows)
    return going_on > 0.35 * len(follows) and going_on > 5


def _without_page_numbers(lines: list[str]) -> list[str]:
    """The lines without page numbers: lone numbers that count up by one and stand far apart."""
    lone = [(i, int(m[1])) for i, line in enumerate(lines) if (m := _LONE_NUMBER.fullmatch(line))]
    drop: set[int] = set()
    expected, last = 0, -1
    ends = list(accumulate(map(len, lines), initial=0))
    for i, number in lone:
        far = ends[i] - ends[last + 1] > 600
        if number == (expected or number) and number <= (2 if not expected else number) and far:
            drop.add(i)
            expected, last = number + 1, i
    # One number alone is as likely a table's cell as a page's number.
    return [line for i, line in enumerate(lines) if i not in drop] if len(drop) > 1 else lines
