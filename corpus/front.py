"""The front of a document: letterhead, number and date, title, *Kính gửi*.

Lengths are in points; the origin is at the top left, y downwards.
"""

from __future__ import annotations

from collections.abc import Iterator

from flow import Mark, Piece, Slice
from frame import Context, rule_under, stack
from markup import Letterhead, Plan, addressees, letterhead_left, number_digits
from typeset import Align, Line, Op, Run, Word, break_lines, line_text, natural_width, words_of

LEFT_COLUMN = 0.41  # share of the left letterhead column
BLANK = 38.0  # room for a number written by hand


def front(plan: Plan, context: Context) -> Iterator[Slice]:
    """Yield the letterhead, the title and *Kính gửi*."""
    head = plan.letterhead
    if head.left or head.right or head.number or head.date:
        yield _letterhead(head, context)
    if plan.type or plan.title:
        yield _title(plan, context)
    yield from _addressees(addressees(plan.to), context)


def _letterhead(head: Letterhead, context: Context) -> Slice:
    """Set both columns of the letterhead, and number and date under them. The left column is read
    first, number and subject with it; then the right one with the date."""
    left = (0.0, context.measure * LEFT_COLUMN)
    right = (left[1], context.measure - left[1])
    left_ops, left_end = _left_column(head, left, context)
    right_ops, right_end = _right_column(head, right, context)
    y = max(left_end, right_end) + 5
    under, end, marks = _number_line(head, y, (left, right), context)
    lines = (*letterhead_left(head), head.number, *head.subject, *head.right, head.date)
    pieces = tuple(Piece(line) for line in lines if line)
    return Slice(end, ops=(*left_ops, *right_ops, *under), pieces=pieces, marks=marks)


def _left_column(
    head: Letterhead, column: tuple[float, float], context: Context
) -> tuple[list[Op], float]:
    """Set superior body and issuer; return what is printed and where it ends."""
    fonts, ops, y = context.fonts, list[Op](), 0.0
    printed = letterhead_left(head)
    issuer = len(head.left) - (2 if head.left[-1:] == ("*",) else 1)
    for index, text in enumerate(printed):
        font = fonts.bold if index == issuer else fonts.regular
        size = 13.0 if len(text) < 30 else 12.0
        lines = break_lines(words_of(text, font, size), column[1] - 14)
        ops.extend(stack(lines, y, column, 15.5, Align.CENTRE))
        y += 15.5 * len(lines)
        if index == issuer and not context.party and lines:
            ops.append(rule_under(lines[-1], y + 1.5, column, _short_share(lines[-1])))
    return ops, y + 4


def _short_share(line: Line) -> float:
    """Return how much of a line its short rule underlines: a third to a half."""
    return 0.5 if natural_width(line) < 120 else 0.36


def _right_column(
    head: Letterhead, column: tuple[float, float], context: Context
) -> tuple[list[Op], float]:
    """Set the national name and the motto with its rule, or the Party's name."""
    fonts, ops, y = context.fonts, list[Op](), 0.0
    for index, text in enumerate(head.right):
        size = 15.0 if context.party else (14.0 if index else 13.0)
        words = words_of(text, fonts.bold, size)
        if natural_width(tuple(words)) > column[1] - 6:
            words = words_of(text, fonts.bold, size - 1)
        lines = break_lines(words, column[1])
        ops.extend(stack(lines, y, column, 15.5 + index, Align.CENTRE))
        y += (15.5 + index) * len(lines)
        if index == len(head.right) - 1:
            ops.append(rule_under(lines[-1], y + 2, column, 1.0))
    return ops, y + 4


def _number_line(
    head: Letterhead,
    y: float,
    columns: tuple[tuple[float, float], tuple[float, float]],
    context: Context,
) -> tuple[list[Op], float, tuple[Mark, ...]]:
    """Set number and subject at the left, the date at the right; return also where they end."""
    left, right = columns
    number = _number_words(head.number, context)
    ops = stack([number] if number else [], y, left, 17.0, Align.CENTRE)
    marks = _number_mark(number, y, left, context, head.number)
    date = break_lines(words_of(head.date, context.fonts.italic, 14.0), right[1])
    ops += stack(date, y, right, 17.0, Align.CENTRE)
    end = y + 17.0 * max(len(date), 1)
    below = y + 17.0
    for text in head.subject:
        lines = break_lines(words_of(text, context.fonts.regular, 12.0), left[1] - 8)
        ops += stack(lines, below, left, 14.5, Align.CENTRE)
        below += 14.5 * len(lines)
    return ops, max(end, below), marks


def _number_words(number: str, context: Context) -> Line:
    """Return the number line; its digits are left out where they are to be written by hand."""
    font = context.fonts.regular
    if not context.setting.handwritten:
        return tuple(words_of(number, font, 13.0))
    before, _, after = number_digits(number)
    rest = words_of(after, font, 13.0)
    blank = " " * round(BLANK / Run("\u00a0", font, 13.0).width)
    runs = (Run(f"{before.strip()}{blank}".replace(" ", "\u00a0"), font, 13.0),)
    first = Word((*runs, *(rest[0].runs if rest else ())))
    return (first, *rest[1:])


def _number_mark(
    number: Line, y: float, column: tuple[float, float], context: Context, text: str
) -> tuple[Mark, ...]:
    """Return where digits are to be written by hand, if they are."""
    before, digits, _ = number_digits(text)
    if not (context.setting.handwritten and number and digits):
        return ()
    x = column[0] + (column[1] - natural_width(number)) / 2
    x += Run(before.strip(), context.fonts.regular, 13.0).width
    return (Mark("number", x, y, x + BLANK, y + 15, digits),)


def _title(plan: Plan, context: Context) -> Slice:
    """Set the type line and the title with the short rule (the Party: hyphens) under it."""
    ops, pieces, y = list[Op](), list[Piece](), 0.0
    last: Line = ()
    column = (0.0, context.measure)
    for index, text in enumerate((plan.type, *plan.title)):
        size = 16.0 if context.party and index == 0 else 14.0
        words = words_of(text, context.fonts.bold, size)
        lines = break_lines(words, context.measure * 0.98)
        ops.extend(stack(lines, y, column, size * 1.25, Align.CENTRE))
        y += size * 1.25 * len(lines)
        pieces.extend(Piece(line_text(line)) for line in lines)
        last = lines[-1] if lines else last
    if context.party:
        hyphens = tuple(words_of("-----", context.fonts.regular, 14.0))
        ops.extend(stack([hyphens], y - 1, column, 16.0, Align.CENTRE))
        pieces.append(Piece("-----"))
    elif last:
        ops.append(rule_under(last, y + 3, column, _short_share(last)))
    return Slice(y + 12, before=16.0, ops=tuple(ops), pieces=tuple(pieces))


def _addressees(to: tuple[str, ...], context: Context) -> Iterator[Slice]:
    """Yield *Kính gửi*: centred on one line, or a list under it."""
    for index, text in enumerate(to):
        x = 70.0 if len(to) > 1 and index == 0 else 100.0
        words = words_of(text, context.fonts.regular, context.setting.size)
        lines = break_lines(words, context.measure - x)
        if len(to) == 1:
            ops = stack(lines, 0.0, (0.0, context.measure), context.line, Align.CENTRE)
        else:
            ops = stack(lines, 0.0, (x, context.measure - x), context.line, Align.LEFT)
        pieces = tuple(Piece(line_text(line)) for line in lines)
        yield Slice(context.line * len(lines), 6.0, tuple(ops), pieces, keep=True)
