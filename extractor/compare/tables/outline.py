"""The table `sections`: a row for each node of the outline, and for each appendix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from extractor.compare.tables.context import Context, Pointer, Row
from extractor.plan import Appendix, Section


@dataclass(frozen=True, slots=True)
class _Above:
    """What a node has from those above it."""

    id: str | None
    depth: int
    role: str | None
    appendix: str | None


def section_rows(context: Context) -> Iterator[Row]:
    """The rows of body and appendices, in the order in which they stand."""
    order = count()
    top = _Above(None, 1, None, None)
    for row in _nodes(context, context.plan.sections, ("sections",), top):
        yield row | {"order": next(order)}
    for place, appendix in enumerate(context.plan.appendices):
        for row in _appendix(context, appendix, place):
            yield row | {"order": next(order)}


def _nodes(
    context: Context, sections: tuple[Section, ...], pointer: Pointer, above: _Above
) -> Iterator[Row]:
    for place, section in enumerate(sections):
        here = (*pointer, place)
        role = section.role or above.role
        yield context.row(
            here,
            section.at,
            section.path,
            parent=above.id,
            path=section.path,
            label=section.label,
            kind=section.kind,
            depth=above.depth,
            heading=section.heading,
            role=role,
            text=section.text,
            appendix=above.appendix,
        )
        below = _Above(context.id(*here), above.depth + 1, role, above.appendix)
        yield from _nodes(context, section.children, (*here, "children"), below)


def _appendix(context: Context, appendix: Appendix, place: int) -> Iterator[Row]:
    here: Pointer = ("appendices", place)
    name = appendix.label or appendix.title or str(place + 1)
    yield context.row(
        here,
        appendix.at,
        appendix.label,
        parent=None,
        path=name,
        label=appendix.label,
        kind="appendix",
        depth=1,
        heading=appendix.title,
        role=None,
        text=appendix.text,
        appendix=name,
    )
    inside = _Above(context.id(*here), 2, None, name)
    yield from _nodes(context, appendix.sections, (*here, "sections"), inside)
