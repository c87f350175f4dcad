"""Numbers and letters of labels that OCR misread (`8.` between `2.` and `4.`), set right where
the neighbours on both sides agree on what stands between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.document import Correction, Span
from extractor.outline.entries import Entry
from extractor.outline.numbering import RULE
from extractor.vietnamese import POINT_LETTERS


def set_by_neighbours(parent: Entry) -> Iterator[Correction]:
    """Mends labels below `parent`, in place, and yields what changed. A label is wrong where the
    one before it and the one after it leave room for just one other; of the first label of a
    sequence (`0.1` before `5.2`) only the prefix that all others share."""
    for run in _sequences(parent.children):
        for index, entry in enumerate(run):
            wanted = _between(run, index)
            if entry.label and wanted and wanted != entry.label.text:
                before = entry.label.text
                entry.label = replace(entry.label, text=wanted)
                start = entry.span.start
                yield Correction(before, wanted, RULE, Span(start, start + entry.label.end))
    for child in parent.children:
        yield from set_by_neighbours(child)


def _sequences(children: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The children that share a style of number or letter."""
    styles = dict.fromkeys(c.label.style for c in children if c.label)
    for style in styles:
        run = [c for c in children if c.label and c.label.style == style]
        if run[0].label and run[0].label.kind in ("number", "letter"):
            yield run


def _between(run: Sequence[Entry], index: int) -> str | None:
    """The label that the neighbours of `run[index]` leave room for."""
    after = _place(run[index + 1]) if index + 1 < len(run) else None
    if after is None:
        return None
    prefix, value = after
    if index == 0:
        own = _place(run[0])
        shared = len(run) > 2 and _place(run[2]) == (prefix, value + 1)
        first = value == 2 and own is not None and own[1] == 1
        return _written(run[0], prefix, 1) if shared and first else None
    before = _place(run[index - 1])
    return _written(run[index], prefix, value - 1) if before == (prefix, value - 2) else None


def _place(entry: Entry) -> tuple[str, int] | None:
    """A label's prefix (`5` of `5.2`) and its place in the sequence, from 1."""
    assert entry.label is not None
    text = entry.label.text
    if entry.label.kind == "letter":
        return ("", POINT_LETTERS.index(text) + 1) if text in POINT_LETTERS else None
    prefix, _, last = text.rpartition(".")
    return (prefix, int(last)) if last.isdigit() else None


def _written(entry: Entry, prefix: str, value: int) -> str:
    assert entry.label is not None
    if entry.label.kind == "letter":
        return POINT_LETTERS[value - 1]
    return f"{prefix}.{value}" if prefix else str(value)
