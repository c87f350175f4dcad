"""Tables as markdown converters and OCR services write them."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

import regex

from extractor.vietnamese import fold

# Cells that stand only in the letterhead or the closing (Decree 30/2020/NĐ-CP, annex I).
_LAYOUT_CELL = regex.compile(
    r"\W*(?:(?:cong hoa xa hoi|chu nghia viet nam|doc lap\s*-\s*tu do|dang cong san)|noi nhan\s*:)"
)


_COLUMNS = regex.compile(r"[0-9]{1,9}")
_BAR = regex.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table as raw text; all rows have as many."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def is_layout(self) -> bool:
        """Whether the table only sets letterhead or closing side by side."""
        cells = [cell for row in self.rows for cell in row]
        return len(self.rows[0]) <= 3 and any(
            _LAYOUT_CELL.match(fold(" ".join(cell.split()))) for cell in cells
        )


def pipe_row(line: str) -> tuple[str, ...] | None:
    """The cells of `| a | b |`, or None for another line."""
    line = line.strip()
    if not (line.startswith("|") and line.endswith("|") and len(line) > 1):
        return None
    return tuple(cell.strip() for cell in _BAR.split(line[1:-1]))


def lone_pipe_table(lines: list[str], at: int) -> tuple[Grid | None, int]:
    """A table whose pipes stand on lines of their own, cells between them; ends at the first
    text after the pipe that closes a row. Returns the table, or None for pipes without cells, and
    the line after it."""
    cells: list[str | None] = []  # None is a pipe
    held: list[str] = []
    following = at
    row = width = 0
    for index in range(at, len(lines)):
        line = lines[index].strip()
        if line.startswith("|") and set(line) <= {"|", " "}:
            if any(part.strip() for part in held):
                cells.append("\n".join(held))
                row += 1
            elif row and cells[-1:] == [None]:  # a row ends, the next begins
                row, width = 0, width or row
            held = []
            cells.extend([None] * line.count("|"))
            following = index + 1
        elif _closed(cells, held) and (not line or 0 < width == row):
            break
        else:
            held.append(lines[index])
    rows = _rows_between_pipes(cells)
    if not rows:
        return None, following
    width = max(len(row) for row in rows)
    return Grid(tuple(tuple(row) + ("",) * (width - len(row)) for row in rows)), following


def _closed(cells: list[str | None], held: list[str]) -> bool:
    """Whether a blank line after these pieces ends the table: a row has just been closed."""
    return not any(part.strip() for part in held) and len(cells) > 2 and cells[-1] is None


def _rows_between_pipes(pieces: list[str | None]) -> list[list[str]]:
    """Rows of `| cell | cell |`: the pipe that closes a row is followed by the one that opens the
    next, and the first row tells how many cells there are. Several pipes in a row are empty cells
    of this row, of the next, or (where a cell spans columns) the row's end: the reading in which
    a row is full wins."""
    runs = _runs(pieces)
    rows: list[list[str]] = [[]]
    width = 0
    for index, (pipes, cells) in enumerate(runs):
        row = rows[-1]
        if row and pipes >= 2:
            width = width or len(row) + pipes - 2
            if len(row) + pipes - 1 + len(cells) == width:
                row += [""] * (pipes - 1)
            else:
                before = min(max(0, width - len(cells)), pipes - 2) if index + 1 < len(runs) else 0
                row += [""] * (pipes - 2 - before)
                rows.append([""] * before)
        rows[-1] += cells
    return [row for row in rows if any(row)]


def _runs(pieces: list[str | None]) -> list[tuple[int, list[str]]]:
    """Runs of cells parted by single pipes, each with the number of pipes before it."""
    runs: list[tuple[int, list[str]]] = []
    pipes = 0
    for piece in pieces:
        if piece is None:
            pipes += 1
        else:
            if pipes == 1 and runs:
                runs[-1][1].append(piece)
            else:
                runs.append((pipes, [piece]))
            pipes = 0
    return [*runs, (pipes, [])]


class _TableParser(HTMLParser):
    """Collects rows of cells; a cell keeps its line-making tags as newlines."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._columns = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self._cell = []
            span = dict(attrs).get("colspan") or "1"
            self._columns = min(int(span), 50) if _COLUMNS.fullmatch(span) else 1
        elif tag in ("br", "p", "li", "div") and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None and self.rows:
            self.rows[-1] += ["".join(self._cell).strip(), *[""] * (self._columns - 1)]
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)


def has_end_of_table(line: str) -> bool:
    """Whether an HTML table ends on this line."""
    return "</table" in line.lower()


def html_table(lines: list[str], at: int) -> tuple[Grid | None, int]:
    """The HTML table that begins on line `at`, or None if it has no rows, and the line after its
    closing tag, which there must be."""
    end = next(index for index in range(at, len(lines)) if has_end_of_table(lines[index]))
    parser = _TableParser()
    parser.feed("\n".join(lines[at : end + 1]))
    rows = [row for row in parser.rows if row]
    if not rows:
        return None, end + 1
    width = max(len(row) for row in rows)
    return Grid(tuple(tuple(row) + ("",) * (width - len(row)) for row in rows)), end + 1
