"""Notes that a brace gives to several recipients: `- A; } (để báo cáo)` over two or more lines.

A reader takes the note for each of them, so each line is given its words."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.reading.lines import Strip, Token, joined

BRACE = "}"


def spread_notes(rows: Sequence[Sequence[Strip]]) -> list[Strip]:
    """The lines of a column, the note beside each brace at the end of every line that the brace
    embraces, without the brace."""
    lines = [joined(row) for row in rows]
    for brace in [token for line in lines for token in line.tokens if token.text == BRACE]:
        lines = _spread(lines, brace)
    return lines


def _spread(lines: list[Strip], brace: Token) -> list[Strip]:
    right = brace.box[2]
    note = [t for line in lines for t in line.tokens if t.box[0] >= right and _beside(t, brace)]
    others = ([t for t in line.tokens if t is not brace and t not in note] for line in lines)
    kept = [Strip(tuple(tokens)) for tokens in others if tokens]
    embraced = [line for line in kept if _beside(line, brace)]
    if not note or len(embraced) < 2:
        return lines
    return [Strip((*line.tokens, *note)) if line in embraced else line for line in kept]


def _beside(words: Token | Strip, brace: Token) -> bool:
    """Whether words stand on one of the lines that a brace embraces. OCR sees braces too
    short."""
    return brace.box[1] < words.base < brace.box[3] + 0.6 * words.size
