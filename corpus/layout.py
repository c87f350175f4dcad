"""Lays a plan out on pages as Decree 30/2020/NĐ-CP asks; a Party document, as the Party's rules do.

Lengths are in points; the origin is at the top left, y downwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from closing import closing
from flow import MM, Mark, Page, Piece, Sheet, Slice, paginate
from frame import SEAL, Context, Setting, seal_name, stack
from front import front
from markup import (
    Appendix,
    Block,
    Closing,
    Letterhead,
    Note,
    PageBreak,
    Paragraph,
    Plan,
    Style,
    Table,
)
from tables import table_slices
from typeset import Align, Op, Run, Word, break_lines, family, line_text, words_of

INDENT = 12.7 * MM
WIDE = 7  # a table of so many columns turns its appendix to landscape
NOTE_SIZE = 10.0
TABLE_GAP = 5.0  # more space under a table than between paragraphs
_PART = re.compile(r"(?:phần|chương)\s+(?:thứ\s+\w+|[IVX\d]+)\.?$", re.IGNORECASE)


def lay_out(plan: Plan, setting: Setting) -> tuple[Page, ...]:
    """Return the pages of a plan. Each appendix counts its pages anew."""
    fonts = family(setting.family)
    pages: list[Page] = []
    for index, section in enumerate(_sections(plan.body)):
        sheet = _turned(setting.sheet) if _is_wide(section) else setting.sheet
        context = Context(setting, fonts, sheet.measure, plan.letterhead.party)
        slices = list(front(plan, context)) if index == 0 else []
        slices.extend(_body(section, plan, context))
        pages.extend(paginate(slices, sheet, fonts.regular, 13.0))
    return tuple(pages)


def _sections(body: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    """Part the body before each appendix."""
    starts = [i for i, block in enumerate(body) if isinstance(block, Appendix)]
    bounds = [0, *starts, len(body)]
    return [body[a:b] for a, b in pairwise(bounds)]


def _is_wide(section: tuple[Block, ...]) -> bool:
    """Whether an appendix holds a table too wide for portrait."""
    wide = any(isinstance(block, Table) and len(block.widths) >= WIDE for block in section)
    return wide and isinstance(section[0], Appendix)


def _turned(sheet: Sheet) -> Sheet:
    """Return the sheet in landscape, with its margins."""
    return replace(sheet, width=sheet.height, height=sheet.width, left=20 * MM, right=20 * MM)


def _body(blocks: tuple[Block, ...], plan: Plan, context: Context) -> Iterator[Slice]:
    """Yield the slices of a section's blocks; a page break is a mark on the next slice."""
    new_page = False
    for index, block in enumerate(blocks):
        if isinstance(block, PageBreak):
            new_page = True
            continue
        above = blocks[index - 1] if index else None
        gap = TABLE_GAP if isinstance(above, Table) else 0.0
        for piece in _block(block, above, (index, plan), context):
            yield replace(piece, new_page=new_page, before=piece.before + gap)
            new_page, gap = False, 0.0


def _block(
    block: Block, above: Block | None, place: tuple[int, Plan], context: Context
) -> Iterator[Slice]:
    """Yield the slices of one block; `place` is its index in its section, and the plan."""
    match block:
        case Paragraph():
            yield from _paragraph(block, above, context)
        case Table():
            notes = {note.number: _note(note, context) for row in block.rows for note in row.notes}
            yield from table_slices(block, place[0], notes, context.fonts, context.measure)
        case Closing():
            yield from closing(block, place[1].letterhead, context)
        case Appendix():
            yield _appendix(block, place[1].letterhead, context)
        case PageBreak():
            return


def _paragraph(block: Paragraph, above: Block | None, context: Context) -> Iterator[Slice]:
    """Yield a paragraph line by line; no line of it stays alone on a page."""
    font = {
        Style.PLAIN: context.fonts.regular,
        Style.BOLD: context.fonts.bold,
        Style.ITALIC: context.fonts.italic,
    }[block.style]
    centred = _is_centred(block, above)
    indent = 0.0 if centred else INDENT
    words = words_of(block.text, font, context.setting.size)
    lines = break_lines(_marked(words, block.notes, context), context.measure, indent)
    for index, line in enumerate(lines):
        x = indent if index == 0 else 0.0
        last = index == len(lines) - 1
        align = Align.CENTRE if centred else Align.LEFT if last else Align.JUSTIFY
        column = (x, context.measure - x)
        yield Slice(
            context.line,
            0.0 if index else context.setting.gap,
            tuple(stack([line], 0.0, column, context.line, align)),
            (Piece(line_text(line)),),
            notes=tuple(_note(note, context) for note in block.notes) if last else (),
            keep=_keeps(index, len(lines)) or block.style is Style.BOLD or centred,
        )


def _keeps(index: int, count: int) -> bool:
    """Whether line `index` of `count` must not be parted from the next one."""
    return count > 1 and (index == 0 or index == count - 2)


def _is_centred(block: Paragraph, above: Block | None) -> bool:
    """Whether a paragraph is centred: a part's heading, or the reference under an appendix."""
    if block.style is Style.ITALIC and block.text.startswith("("):
        return isinstance(above, Appendix)
    if block.style is not Style.BOLD:
        return False
    if _PART.match(block.text):
        return True
    under_part = isinstance(above, Paragraph) and _PART.match(above.text) is not None
    return under_part and block.text.isupper()


def _marked(words: list[Word], notes: tuple[Note, ...], context: Context) -> list[Word]:
    """Hang the raised markers of footnotes on the last word."""
    if not notes or not words:
        return words
    font, size = context.fonts.regular, context.setting.size
    marks = tuple(Run(str(note.number), font, size * 0.62, size * 0.36) for note in notes)
    return [*words[:-1], replace(words[-1], runs=(*words[-1].runs, *marks))]


def _note(note: Note, context: Context) -> Slice:
    """Set a footnote for the foot of a page."""
    font, column = context.fonts.regular, (0.0, context.measure)
    mark = Word((Run(str(note.number), font, NOTE_SIZE * 0.65, NOTE_SIZE * 0.36),))
    words = [mark, *words_of(note.text, font, NOTE_SIZE)]
    lines = break_lines(words, context.measure)
    leading = NOTE_SIZE * 1.2
    ops = stack(lines[:-1], 0.0, column, leading, Align.JUSTIFY)
    ops += stack(lines[-1:], leading * (len(lines) - 1), column, leading, Align.LEFT)
    pieces = tuple(Piece(line_text(line)) for line in lines)
    return Slice(leading * len(lines), ops=tuple(ops), pieces=pieces)


def _appendix(block: Appendix, head: Letterhead, context: Context) -> Slice:
    """Set the heading of an appendix on a new page."""
    ops, y, column = list[Op](), 0.0, (0.0, context.measure)
    pieces: list[Piece] = []
    for text in (block.heading, *block.title):
        lines = break_lines(words_of(text, context.fonts.bold, 14.0), context.measure * 0.9)
        ops.extend(stack(lines, y, column, 17.5, Align.CENTRE))
        pieces.extend(Piece(line_text(line)) for line in lines)
        y += 17.5 * len(lines)
    x = context.measure * 0.3
    mark = Mark("hanging", x - SEAL / 2, -SEAL * 0.4, x + SEAL / 2, SEAL * 0.6, seal_name(head, 0))
    return Slice(y, ops=tuple(ops), pieces=tuple(pieces), marks=(mark,), keep=True)
