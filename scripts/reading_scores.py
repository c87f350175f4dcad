"""How well pages are read: character error rates, table rows and cells.

What is compared is what ends up in the `Document`, repairs included, page by page. The truth of a
page (`corpus/make.py`) has what is printed; three things in it are left out as the reader leaves
them out: the running page number, a table's header where it is repeated on a following page, and
lines without a letter or a digit. Seals and e-signatures (`stamp`) are no words of a document.

A *block* is a printed line or a table's cell. It is aligned anywhere in the text of its page
(semi-global edit distance), so that the block error rate does not depend on reading order; the page
error rate does: it is the edit distance of whole pages.

Tables are compared over the whole document, after their parts were joined, with the rows that were
typeset, so that a row that goes on after a page break is one row. A cell that is drawn as one with
the cell above it belongs to the row in which it begins, on both sides. Rows are paired in order, so
that they are as alike as can be. A row is right if its words are 90 % those of its pair; a row
lost, torn in two or made up counts as wrong. A cell is right if it is within 2 % of its letters and
its row has as many cells as it should.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import edlib
from rapidfuzz.distance import Levenshtein

from extractor.document import Document, Table
from extractor.vietnamese import fold, nfc

ALIKE = 0.9  # a row from here on is the same row
SLIPS = 0.02  # a cell that is right differs in so many of its letters at most
_PAGE_NUMBER = re.compile(r"\W*\d{1,3}\W*")

Row = tuple[str, ...]


class Counts(NamedTuple):
    """What was counted on pages and in tables; the errors are edit distances."""

    pages: int = 0
    block_letters: int = 0
    block_errors: int = 0
    folded_errors: int = 0
    page_letters: int = 0
    page_errors: int = 0
    rows: int = 0
    rows_right: int = 0
    cells: int = 0
    cells_right: int = 0

    @property
    def block_rate(self) -> float:
        """The error rate of blocks, wherever they stand."""
        return self.block_errors / self.block_letters

    @property
    def tone_rate(self) -> float:
        """The part of it that is gone once marks (and case, dashes, quotes) no longer count."""
        return (self.block_errors - self.folded_errors) / self.block_letters

    @property
    def page_rate(self) -> float:
        """The error rate of whole pages in reading order."""
        return self.page_errors / self.page_letters


def total(parts: Iterable[Counts]) -> Counts:
    """The sum of all counts."""
    return Counts(*map(sum, zip(*parts, strict=True)))


def score(document: Document | None, truth: dict[int, list[Row]], rows: Sequence[Row]) -> Counts:
    """Score a document, or none where it could not be read, against the truth of its pages and
    of its tables."""
    texts = page_texts(document) if document else {}
    pages = (page_counts(lines, texts.get(number, "")) for number, lines in truth.items())
    read = list(document_rows(document)) if document else []
    return total([*pages, table_counts(rows, read)])


# --- truth -------------------------------------------------------------------------------------


def true_pages(folder: Path, slug: str) -> dict[int, list[Row]]:
    """The lines of each page in `<folder>/<slug>.pN.txt` that a reader is to give."""
    paths = {int(path.stem.rpartition(".p")[2]): path for path in folder.glob(f"{slug}.p*.txt")}
    pages, headers = {}, set[Row]()
    for number, path in sorted(paths.items()):
        lines = _without_number([_row(line) for line in path.read_text("utf-8").splitlines()])
        if lines and lines[0] in headers:
            lines = lines[1:]
        headers |= {row for above, row in pairwise([("",), *lines]) if len(row) > 1 == len(above)}
        pages[number] = lines
    return pages


def true_rows(path: Path) -> list[Row]:
    """The rows of all tables of a document."""
    return [_row(line) for line in path.read_text("utf-8").splitlines()]


def by_columns(lines: Sequence[Row]) -> list[Row]:
    """Lines whose letterhead was written row by row, its left column put before the right one."""
    count = next((i for i, line in enumerate(lines) if len(line) != 2), len(lines))
    columns = zip(*lines[:count], strict=True)
    return [*((text,) for column in columns for text in column if text), *lines[count:]]


def _row(line: str) -> Row:
    return tuple(squeezed(cell) for cell in line.split("\t"))


def _without_number(lines: list[Row]) -> list[Row]:
    """The lines of a page without its number, which is the first or the last of them."""
    for place, rest in ((0, lines[1:]), (-1, lines[:-1])):
        if lines and len(lines[place]) == 1 and _PAGE_NUMBER.fullmatch(lines[place][0]):
            return rest
    return lines


# --- pages -------------------------------------------------------------------------------------


def page_texts(document: Document) -> dict[int, str]:
    """What was read on each page, in reading order."""
    stamps = [p.span for p in document.paragraphs if p.zone == "stamp"]
    texts: dict[int, str] = {}
    end = -1
    for line in document.lines:
        words = document.slice(line.span)
        if line.page and _has_words(words) and not any(s.covers(line.span) for s in stamps):
            glue = "" if line.span.start == end else " "
            texts[line.page] = texts.get(line.page, "") + glue + words
        end = line.span.end
    return {page: squeezed(text) for page, text in texts.items()}


def page_counts(lines: Iterable[Row], read: str) -> Counts:
    """Score the text of one page."""
    blocks = [cell for line in lines for cell in line if _has_words(cell)]
    whole = " ".join(blocks)
    return Counts(
        pages=1,
        block_letters=sum(map(len, blocks)),
        block_errors=sum(_anywhere(block, read) for block in blocks),
        folded_errors=sum(_anywhere(fold(block), fold(read)) for block in blocks),
        page_letters=len(whole),
        page_errors=Levenshtein.distance(whole, read),
    )


def squeezed(text: str) -> str:
    """`text` in one Unicode form, with single spaces."""
    return " ".join(nfc(text).split())


def _has_words(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _anywhere(block: str, text: str) -> int:
    """The edit distance from `block` to the part of `text` that is most like it."""
    return int(edlib.align(block, text, mode="HW")["editDistance"]) if text else len(block)


# --- tables ------------------------------------------------------------------------------------


def document_rows(document: Document) -> Iterator[Row]:
    """The rows of all tables that were read, each cell that spans rows in the first of them."""
    for table in document.tables:
        yield from _table_rows(document, table)


def _table_rows(document: Document, table: Table) -> list[Row]:
    rows: list[list[str]] = []
    homes: list[int] = []
    for number, row in enumerate(table.rows):
        spanned = [cell.spanned and bool(rows) for cell in row]
        homes = [homes[column] if goes_on else number for column, goes_on in enumerate(spanned)]
        rows.append([""] * len(row))
        for column, cell in enumerate(row):
            home = rows[homes[column]]
            home[column] = squeezed(f"{home[column]} {document.slice(cell.span)}")
    return [tuple(row) for row in rows]


def table_counts(truth: Sequence[Row], read: Sequence[Row]) -> Counts:
    """Score the rows of all tables of a document."""
    pairs = paired(truth, read)
    whole = [(one, two) for one, two in pairs if len(one) == len(two)]
    found = [cells for one, two in whole for cells in zip(one, two, strict=True)]
    return Counts(
        rows=max(len(truth), len(read)),
        rows_right=sum(_alike(one, two) >= ALIKE for one, two in pairs),
        cells=sum(bool(cell) for row in truth for cell in row),
        cells_right=sum(_is_right(one, two) for one, two in found if one),
    )


def paired(truth: Sequence[Row], read: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Rows of both sides paired in order, so that the sum of their likeness is the greatest."""
    best: list[list[tuple[float, tuple[tuple[Row, Row], ...]]]]
    best = [[(0.0, ())] * (len(read) + 1)]
    for one in truth:
        line = [best[-1][0]]
        for column, two in enumerate(read):
            before, pairs = best[-1][column]
            both = (before + _alike(one, two), (*pairs, (one, two)))
            line.append(max(both, best[-1][column + 1], line[-1], key=lambda way: way[0]))
        best.append(line)
    return list(best[-1][-1][1])


def _alike(one: Row, two: Row) -> float:
    return Levenshtein.normalized_similarity(" ".join(one), " ".join(two))


def _is_right(true: str, read: str) -> bool:
    return Levenshtein.distance(true, read) <= SLIPS * len(true)
