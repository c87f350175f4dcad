"""Several documents in one file, told apart by how they open and close.

A wrong cut is worse than a missed one: a document ends only where recipients or signatures have
been seen, and the next begins only with a letterhead that somebody has filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.reading.opening import (
    Opening,
    closes,
    first_of_letterhead,
    may_open,
    opening_of,
)
from extractor.reading.order import in_order
from extractor.reading.page import ReadLine, ReadPage

Stack = tuple[ReadPage, ...]


def split(pages: Sequence[ReadPage]) -> tuple[Stack, ...]:
    """The pages of each document in reading order, documents in the order of the file."""
    sheets = tuple(sheet for page in pages for sheet in _sheets(page))
    if not any(may_open(sheet) for sheet in sheets[1:]):
        return (in_order(pages),)
    stacks = _cut(sheets)
    if len(stacks) > 1 and all(map(_is_whole, stacks)):
        return tuple(map(_joined, stacks))
    backwards = _cut(sheets[::-1])
    if len(backwards) > 1 and all(map(_is_surely_whole, backwards)):
        return tuple(in_order(stack[::-1]) for stack in reversed(backwards))
    if len(stacks) > 1 and _are_credible(stacks):
        return tuple(map(_joined, stacks))
    return (in_order(pages),)


def _cut(sheets: Stack) -> tuple[Stack, ...]:
    """The sheets cut before each one that opens a document after the end of another."""
    starts = [0]
    opening = opening_of(sheets[0])
    for index in range(1, len(sheets)):
        if not may_open(sheets[index]) or not _ends(sheets[starts[-1] : index]):
            continue
        other = opening_of(sheets[index])
        if other.begins_after(opening):
            starts.append(index)
            opening = other
    return tuple(sheets[a:b] for a, b in pairwise([*starts, len(sheets)]))


def _ends(stack: Stack) -> bool:
    """Whether the end of a document is there. That of a page with a letterhead of its own is only
    this page's: a form's, as a rule."""
    return any(
        closes(sheet) and not (at and may_open(sheet) and opening_of(sheet).motto)
        for at, sheet in enumerate(stack)
    )


def _is_whole(stack: Stack) -> bool:
    """Whether these are a document's pages from the first to the end, and no other first page is
    among them. One that was issued with another has no end of its own: the other is signed."""
    opening, *others = _openings(stack)
    if any(other.begins for other in others):
        return False
    return opening.attached or (opening.begins and _ends(stack))


def _is_surely_whole(stack: Stack) -> bool:
    """The same where it may also be a plan with one of its forms, in a wrong order."""
    opening = opening_of(stack[0])
    return _is_whole(stack) and (opening.numbered or not opening.blanks)


def _openings(stack: Stack) -> Iterator[Opening]:
    """That of the first page, and those of others that look like a first page."""
    return (opening_of(sheet) for sheet in stack if sheet is stack[0] or may_open(sheet))


def _are_credible(stacks: Sequence[Stack]) -> bool:
    """Whether each document after the first is whole, or is surely another one that only lacks its
    end. Where the first one's own first page is missing, pages in a wrong order look the same: then
    the others are whole and no letterhead that is not understood is among them."""
    first, *others = _openings(stacks[0])
    if first.begins:
        return all(_is_whole(stack) or _is_another(stack, first) for stack in stacks[1:])
    later = (opening for stack in stacks[1:] for opening in list(_openings(stack))[1:])
    strange = any(other.motto and not other.form for other in (*others, *later))
    return not strange and all(map(_is_whole, stacks[1:]))


def _is_another(stack: Stack, first: Opening) -> bool:
    opening = opening_of(stack[0])
    return opening.is_sure and opening.number != first.number


def _sheets(page: ReadPage) -> Iterator[ReadPage]:
    """A page as it is; a text file, which has no pages, cut before each letterhead."""
    if page.method != "text":
        yield page
        return
    lines = [(at, b) for at, b in enumerate(page.blocks) if isinstance(b, ReadLine)]
    starts = first_of_letterhead([line for _, line in lines])
    cuts = sorted({0, len(page.blocks), *(lines[start][0] for start in starts)})
    for a, b in pairwise(cuts):
        yield replace(page, blocks=page.blocks[a:b])


def _joined(stack: Stack) -> Stack:
    """The stack with the pieces of a text file made one again."""
    if stack[0].method != "text":
        return stack
    return (replace(stack[0], blocks=tuple(b for sheet in stack for b in sheet.blocks)),)
