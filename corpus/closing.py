"""The closing of a document: *Nơi nhận* at the left, the signatures at the right.

The recipients are read first, wherever they stand; then the signatures from left to right.
Lengths are in points; the origin is at the top left, y downwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flow import MM, Mark, Piece, Slice, shift
from frame import SEAL, Context, seal_name, stack
from markup import RECIPIENTS, Closing, Letterhead, Signature
from typeset import Align, Op, Rule, break_lines, line_text, natural_width, words_of

SIGNING_SPACE = 76.0


def closing(block: Closing, head: Letterhead, context: Context) -> Iterator[Slice]:
    """Yield the recipients beside one signature, or below several ones side by side."""
    measure = context.measure
    if len(block.signatures) < 2:
        left = _recipients(block.recipients, (0.0, measure * 0.47), context)
        column = (measure * 0.47, measure * 0.53)
        right = _signature(block.signatures, 0, (column,), head, context)
        parts = [part for part in (left, right) if part is not None]
        yield _beside(parts, 12.0)
        return
    count = len(block.signatures)
    columns = tuple((measure / count * i, measure / count) for i in range(count))
    signed = [_signature(block.signatures, i, columns, head, context) for i in range(count)]
    signing = _beside([part for part in signed if part is not None], 12.0)
    below = _recipients(block.recipients, (0.0, measure * 0.7), context)
    yield signing if below is None else _over(signing, below, 14.0)


def _beside(parts: list[Slice], before: float) -> Slice:
    """Make one slice of parts that begin at the same height, read one after the other."""
    return Slice(
        max((part.height for part in parts), default=0.0),
        before,
        tuple(op for part in parts for op in part.ops),
        tuple(piece for part in parts for piece in part.pieces),
        tuple(mark for part in parts for mark in part.marks),
    )


def _over(upper: Slice, lower: Slice, gap: float) -> Slice:
    """Make one slice of the signatures and the recipients under them, which are read first."""
    top = upper.height + gap
    return replace(
        upper,
        height=top + lower.height,
        ops=(*upper.ops, *(shift(op, 0.0, top) for op in lower.ops)),
        pieces=(*lower.pieces, *upper.pieces),
    )


def _recipients(
    recipients: tuple[str, ...], column: tuple[float, float], context: Context
) -> Slice | None:
    """Set *Nơi nhận* and its list (the Party: underlined and upright)."""
    if not recipients:
        return None
    fonts = context.fonts
    font, size = (fonts.regular, 14.0) if context.party else (fonts.bold_italic, 12.0)
    heading = tuple(words_of(RECIPIENTS, font, size))
    ops, y = stack([heading], 0.0, column, size * 1.3, Align.LEFT), size * 1.3
    if context.party:
        under = size * 1.3 * 0.78 + 2
        ops.append(Rule(column[0], under, column[0] + natural_width(heading), under, 0.6))
    pieces = [Piece(RECIPIENTS)]
    for text in recipients:
        lines = break_lines(
            words_of(text, fonts.regular, 12.0 if context.party else 11.0), column[1]
        )
        ops += stack(lines, y, column, 13.0, Align.LEFT)
        pieces.extend(Piece(line_text(line)) for line in lines)
        y += 13.0 * len(lines)
    return Slice(y, ops=tuple(ops), pieces=tuple(pieces))


def _signature(
    signatures: tuple[Signature, ...],
    index: int,
    columns: tuple[tuple[float, float], ...],
    head: Letterhead,
    context: Context,
) -> Slice | None:
    """Set one signature block in its column, with room and marks for seal and signature."""
    if not signatures:
        return None
    column, fonts, y = columns[index], context.fonts, 0.0
    ops, pieces = list[Op](), list[Piece]()
    for text in signatures[index].lines:
        lines = break_lines(
            words_of(text, fonts.bold, 14.0 if len(columns) < 2 else 13.0), column[1]
        )
        ops += stack(lines, y, column, 17.0, Align.CENTRE)
        pieces.extend(Piece(line_text(line)) for line in lines)
        y += 17.0 * len(lines)
    middle = column[0] + column[1] / 2
    seal_x, seal_y = middle - 17 * MM, y + SIGNING_SPACE / 2
    name_on_seal = seal_name(head, index if len(columns) > 1 else len(head.left))
    marks = (
        Mark(
            "seal",
            seal_x - SEAL / 2,
            seal_y - SEAL / 2,
            seal_x + SEAL / 2,
            seal_y + SEAL / 2,
            name_on_seal,
        ),
        Mark("signature", middle - 20 * MM, y + 8, middle + 26 * MM, y + SIGNING_SPACE - 8),
    )
    name = signatures[index].name
    y += SIGNING_SPACE
    lines = break_lines(words_of(name, fonts.bold, 14.0), column[1])
    ops += stack(lines, y, column, 17.0, Align.CENTRE)
    pieces.extend(Piece(line_text(line)) for line in lines)
    return Slice(y + 17.0, ops=tuple(ops), pieces=tuple(pieces), marks=marks)
