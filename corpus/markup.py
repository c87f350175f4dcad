"""The markup of `plan.txt`: parsing it, and writing the plan back as plain text.

`ANNOTATION.md` beside this file describes the markup. One line of the file is one paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
RECIPIENTS = "Nơi nhận:"

_BAR = r"(?<!\S)\|(?!\S)"  # so that bars side by side or at an edge bound empty cells
_SLASHES = r"(?<!\S)//(?!\S)"


class MarkupError(ValueError):
    """A line of `plan.txt` that the markup does not allow; the message names the line."""


class Style(Enum):
    """How a paragraph is set."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its number (from 1, through the whole document) and its words."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, with the footnotes that its end refers to."""

    text: str
    style: Style = Style.PLAIN
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: cells, each a tuple of paragraphs; an empty cell is an empty tuple.

    `merged` says that the empty first cell is one cell with the first cell of the row above.
    """

    cells: tuple[tuple[str, ...], ...]
    merged: bool = False
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the share of each column in the whole width (sum 1) and the rows.

    The first row is the header. `ruled` says that lines are drawn around the cells.
    """

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A page break that the author asked for."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines above the signature (authority, title) and the signer's name below it."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands at the end: recipients at the left, signatures at the right."""

    recipients: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True)
class Appendix:
    """The heading of an appendix, which begins a new page, and the lines of its title."""

    heading: str
    title: tuple[str, ...] = ()


Block = Paragraph | Table | PageBreak | Closing | Appendix


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The lines above the title. `left` ends with the issuer, which is set bold."""

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    number: str = ""
    date: str = ""
    subject: tuple[str, ...] = ()

    @property
    def party(self) -> bool:
        """Whether this is a Party document, which has rules of its own."""
        return bool(self.right) and self.right[0].upper().startswith(PARTY)


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole document as `plan.txt` gives it."""

    letterhead: Letterhead = Letterhead()
    type: str = ""
    title: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()


@dataclass(slots=True)
class _Draft:
    """What has been read so far; parsing fills it line by line."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    table: Table | None = None
    merge: bool = False
    listing: bool = False
    notes: int = 0

    def add(self, key: str, text: str) -> None:
        """Append a line of the letterhead, the title or *Kính gửi*."""
        self.fields.setdefault(key, []).append(text)

    def lines(self, key: str) -> tuple[str, ...]:
        """Return the lines given for `key` so far."""
        return tuple(self.fields.get(key, ()))


_FIELDS = frozenset({"left", "right", "number", "date", "subject", "type", "to"})
_ONCE = frozenset({"number", "date", "type"})


def read(path: Path) -> Plan:
    """Parse the `plan.txt` at `path` (UTF-8; the text is normalised to NFC)."""
    return parse(path.read_text(encoding="utf-8"))


def parse(source: str) -> Plan:
    """Parse the text of a `plan.txt`; raise `MarkupError` at the first line that is wrong."""
    draft = _Draft()
    text = unicodedata.normalize("NFC", source.removeprefix("\ufeff"))
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            _take(draft, line.strip())
        except MarkupError as error:
            raise MarkupError(f"line {number}: {error}") from None
    if draft.table is not None:
        raise MarkupError("a @table has no @end")
    return _plan(draft)


def _plan(draft: _Draft) -> Plan:
    """Build the plan from a draft that is complete."""
    letterhead = Letterhead(
        left=draft.lines("left"),
        right=draft.lines("right"),
        number="".join(draft.lines("number")),
        date="".join(draft.lines("date")),
        subject=draft.lines("subject"),
    )
    return Plan(
        letterhead=letterhead,
        type="".join(draft.lines("type")),
        title=draft.lines("title"),
        to=draft.lines("to"),
        body=tuple(draft.blocks),
    )


def _take(draft: _Draft, line: str) -> None:
    """Take one stripped line into the draft."""
    if not line:
        return
    if line.startswith("@"):
        word, _, text = line[1:].partition(" ")
        _command(draft, word, text.strip())
    elif draft.table is not None:
        _row(draft, draft.table, line)
    elif draft.listing:
        _recipient(draft, line)
    else:
        draft.blocks.append(_paragraph(line))


def _paragraph(line: str) -> Paragraph:
    """Read a paragraph with its mark for bold or italic."""
    for mark, style in (("! ", Style.BOLD), ("/ ", Style.ITALIC)):
        if line.startswith(mark):
            return Paragraph(line.removeprefix(mark).strip(), style)
    return Paragraph(line)


def _command(draft: _Draft, word: str, text: str) -> None:
    """Carry out the line `@word text`."""
    if draft.table is not None and word not in {"end", "merge", "note"}:
        raise MarkupError(f"@{word} inside a table")
    draft.listing = word == "recipients"
    if word in _FIELDS:
        if word in _ONCE and draft.lines(word):
            raise MarkupError(f"a second @{word}")
        draft.add(word, text)
    elif word == "title":
        _title(draft, text)
    elif word in {"table", "end", "merge"}:
        _table(draft, word, text)
    elif word in {"sign", "name", "recipients"}:
        _closing(draft, word, text)
    elif word == "appendix":
        draft.blocks.append(Appendix(text))
    elif word == "note":
        _note(draft, text)
    elif word == "page":
        draft.blocks.append(PageBreak())
    else:
        raise MarkupError(f"unknown mark @{word}")


def _title(draft: _Draft, text: str) -> None:
    """Take a line of the document's title, or of the title of the appendix right above."""
    last = draft.blocks[-1] if draft.blocks else None
    if isinstance(last, Appendix):
        draft.blocks[-1] = replace(last, title=(*last.title, text))
    elif draft.blocks:
        raise MarkupError("@title stands neither before the body nor right after @appendix")
    else:
        draft.add("title", text)


def _table(draft: _Draft, word: str, text: str) -> None:
    """Open or close a table, or mark the next row as merged."""
    if word == "table":
        widths = text.removeprefix("plain ")
        draft.table = Table(_widths(widths), (), ruled=widths == text)
        return
    if draft.table is None:
        raise MarkupError(f"@{word} outside a table")
    if word == "merge":
        if not draft.table.rows:
            raise MarkupError("@merge before the first row")
        draft.merge = True
    elif not draft.table.rows:
        raise MarkupError("a table without rows")
    else:
        draft.blocks.append(draft.table)
        draft.table = None


def _widths(text: str) -> tuple[float, ...]:
    """Read column widths in per cent as shares of 1."""
    try:
        parts = [float(part) for part in text.split(",")]
    except ValueError:
        raise MarkupError(f"@table needs widths in per cent, not {text!r}") from None
    if min(parts) <= 0:
        raise MarkupError("a column without width")
    return tuple(part / sum(parts) for part in parts)


def _row(draft: _Draft, table: Table, line: str) -> None:
    """Add a row to the open table."""
    cells = tuple(_cell(text) for text in re.split(_BAR, line))
    if len(cells) != len(table.widths):
        raise MarkupError(f"{len(cells)} cells in a table of {len(table.widths)} columns")
    if draft.merge and cells[0]:
        raise MarkupError("the first cell of a merged row is not empty")
    draft.table = replace(table, rows=(*table.rows, Row(cells, draft.merge)))
    draft.merge = False


def _cell(text: str) -> tuple[str, ...]:
    """Part a cell into its paragraphs."""
    return tuple(part.strip() for part in re.split(_SLASHES, text) if part.strip())


def _recipient(draft: _Draft, line: str) -> None:
    """Add a line to the recipients of the open closing."""
    closing = _open_closing(draft)
    draft.blocks[-1] = replace(closing, recipients=(*closing.recipients, line))


def _open_closing(draft: _Draft) -> Closing:
    """Return the closing at the end of the draft, making one where there is none."""
    last = draft.blocks[-1] if draft.blocks else None
    if isinstance(last, Closing):
        return last
    closing = Closing()
    draft.blocks.append(closing)
    return closing


def _closing(draft: _Draft, word: str, text: str) -> None:
    """Take a line of the signature block, or open the list of recipients."""
    closing = _open_closing(draft)
    if word == "recipients":
        if text:
            raise MarkupError("@recipients stands alone on its line")
        return
    signatures = closing.signatures
    last = signatures[-1] if signatures and not signatures[-1].name else None
    rest = signatures[:-1] if last else signatures
    last = last or Signature(())
    grown = replace(last, name=text) if word == "name" else replace(last, lines=(*last.lines, text))
    draft.blocks[-1] = replace(closing, signatures=(*rest, grown))


def _note(draft: _Draft, text: str) -> None:
    """Hang a footnote on the paragraph or the table row above it."""
    note = Note(draft.notes + 1, text)
    if draft.table is not None:
        if not draft.table.rows:
            raise MarkupError("@note before the first row of a table")
        row = draft.table.rows[-1]
        rows = (*draft.table.rows[:-1], replace(row, notes=(*row.notes, note)))
        draft.table = replace(draft.table, rows=rows)
    else:
        last = draft.blocks[-1] if draft.blocks else None
        if not isinstance(last, Paragraph):
            raise MarkupError("@note does not follow a paragraph or a table row")
        draft.blocks[-1] = replace(last, notes=(*last.notes, note))
    draft.notes += 1


def number_digits(number: str) -> tuple[str, str, str]:
    """Part a number line into what stands before its first run of digits, the digits, the rest."""
    start = next((i for i, char in enumerate(number) if char.isdigit()), len(number))
    end = start
    while end < len(number) and number[end].isdigit():
        end += 1
    return number[:start], number[start:end], number[end:]


def letterhead_left(letterhead: Letterhead) -> tuple[str, ...]:
    """Return the left column as printed: a Party issuer has a line `*` under it."""
    left = letterhead.left
    if letterhead.party and left and left[-1] != "*":
        return (*left, "*")
    return left


def addressees(to: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines of *Kính gửi* as printed, `Kính gửi:` put before the first one."""
    if not to or to[0].lower().startswith("kính gửi"):
        return to
    if len(to) == 1:
        return (f"Kính gửi: {to[0]}",)
    return ("Kính gửi:", *to)


def as_text(plan: Plan) -> str:
    """Write the plan as an OCR service would: paragraphs parted by blank lines, cells by tabs.

    A footnote stands after its paragraph; `[1]` is its marker at both ends.
    """
    head = plan.letterhead
    groups: list[tuple[str, ...]] = [
        letterhead_left(head),
        head.right,
        (head.number, *head.subject),
        (head.date,),
        (plan.type, *plan.title),
        addressees(plan.to),
    ]
    groups.extend(group for block in plan.body for group in _block_text(block))
    texts = ("\n".join(line for line in group if line) for group in groups)
    return "\n\n".join(text for text in texts if text) + "\n"


def table_rows(plan: Plan) -> Iterator[str]:
    """Return the rows of all tables of a plan, their cells parted by tabs; a cell that spans rows
    is in the first of them."""
    tables = (block for block in plan.body if isinstance(block, Table))
    return (_row_text(row) for table in tables for row in table.rows)


def _block_text(block: Block) -> Iterator[tuple[str, ...]]:
    """Yield the groups of lines of one block of the body."""
    match block:
        case Paragraph():
            yield (block.text + _markers(block.notes),)
            yield from _note_text(block.notes)
        case Table():
            yield tuple(_row_text(row) + _markers(row.notes) for row in block.rows)
            for row in block.rows:
                yield from _note_text(row.notes)
        case Closing():
            yield from _closing_text(block)
        case Appendix():
            yield (block.heading, *block.title)
        case PageBreak():
            return


def _closing_text(closing: Closing) -> Iterator[tuple[str, ...]]:
    """Yield the recipients, then each signature with its name apart."""
    if closing.recipients:
        yield (RECIPIENTS,)
        yield closing.recipients
    for signature in closing.signatures:
        yield signature.lines
        yield (signature.name,)


def _row_text(row: Row) -> str:
    """Write a table row on one line, its cells parted by tabs."""
    return "\t".join(" ".join(cell) for cell in row.cells)


def _markers(notes: tuple[Note, ...]) -> str:
    """Write the markers of footnotes as plain text has them."""
    return "".join(f"[{note.number}]" for note in notes)


def _note_text(notes: tuple[Note, ...]) -> Iterator[tuple[str, ...]]:
    """Yield each footnote as a paragraph of its own."""
    for note in notes:
        yield (f"[{note.number}] {note.text}",)
