"""Where fields stand: as boxes on pages, and as spans of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.document import Box
from extractor.review.page.fields import Field, Group

_MARGIN = 1.5
"""Points left around words, so that a line does not run through them."""
_WHOLE = frozenset({"sections", "appendices"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A field's boxes on one page, as x, y, width, height. `first` is set on the first page that
    the field stands on: there is what its link leads to."""

    field: Field
    group: str
    first: bool
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text in which the same fields stand; `begins` are those that begin here, with
    the names of their groups."""

    text: str
    fields: tuple[int, ...]
    begins: tuple[tuple[str, Field], ...]


def marks_by_page(groups: Iterable[Group]) -> dict[int, list[Mark]]:
    """The marks of each page, large ones first: what lies below cannot be pointed at."""
    pages: dict[int, list[Mark]] = {}
    for group in groups:
        for field in group.fields:
            boxes: dict[int, list[Box]] = {}
            for place in field.places:
                for region in place.regions or ():
                    boxes.setdefault(region.page, []).append(_around(region.box))
            for index, page in enumerate(sorted(boxes)):
                mark = Mark(field, group.name, index == 0, tuple(boxes[page]))
                pages.setdefault(page, []).append(mark)
    for marks in pages.values():
        marks.sort(key=lambda mark: -sum(w * h for _, _, w, h in mark.boxes))
    return pages


def pieces_of(text: str, groups: Sequence[Group]) -> list[Piece]:
    """The text, cut wherever a field begins or ends. Sections, which are all of it, only begin."""
    spans = [
        (min(place.start, len(text)), min(place.end, len(text)), field, group.name, first)
        for group in groups
        for field in group.fields
        for first, place in zip((True, *[False] * len(field.places)), field.places, strict=False)
    ]
    cuts = sorted({0, len(text), *(s for s, *_ in spans), *(e for _, e, *_ in spans)})
    inside: list[list[int]] = [[] for _ in cuts]
    begins: list[list[tuple[str, Field]]] = [[] for _ in cuts]
    for start, end, field, group, first in spans:
        low = bisect_left(cuts, start)
        if field.kind not in _WHOLE:
            for index in range(low, bisect_left(cuts, end)):
                inside[index].append(field.number)
        if first:
            begins[low].append((group, field))
    ends = [*cuts[1:], len(text)]
    return [
        Piece(text[cut:end], tuple(inside[i]), tuple(begins[i]))
        for i, (cut, end) in enumerate(zip(cuts, ends, strict=True))
        if cut < end or begins[i]
    ]


def _around(box: Box) -> Box:
    x0, y0, x1, y1 = box
    return (
        round(x0 - _MARGIN, 1),
        round(y0 - _MARGIN, 1),
        round(max(x1 - x0, 0) + 2 * _MARGIN, 1),
        round(max(y1 - y0, 0) + 2 * _MARGIN, 1),
    )
