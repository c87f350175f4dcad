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

_HEAD = 10  # lines: what stands above the first letterhead belongs to it
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
    ended = closes(sheets[0])
    for index in range(1, len(sheets)):
        other = opening_of(sheets[index]) if may_open(sheets[index]) else None
        if ended and other and other.begins_after(opening):
            starts.append(index)
            opening, ended = other, closes(sheets[index])
        else:
            ended = ended or _ends(sheets[index], other)
    return tuple(sheets[a:b] for a, b in pairwise([*starts, len(sheets)]))


def _ends(sheet: ReadPage, opening: Opening | None) -> bool:
    """Whether a later page of a document bears its end. That of a page with a letterhead of its
    own is only this page's: a form's, as a rule."""
    return closes(sheet) and not (opening and opening.motto)


def _is_whole(stack: Stack) -> bool:
    """Whether these are a document's pages from the first to the end, and no other first page is
    among them. One that was issued with another has no end of its own: the other is signed."""
    first, *others = stack
    opening = opening_of(first)
    found = [(sheet, opening_of(sheet) if may_open(sheet) else None) for sheet in others]
    if any(other and other.begins for _, other in found):
        return False
    ends = closes(first) or any(_ends(sheet, other) for sheet, other in found)
    return opening.attached or (opening.begins and ends)


def _is_surely_whole(stack: Stack) -> bool:
    """The same where it may also be a plan with one of its forms, in a wrong order."""
    opening = opening_of(stack[0])
    return _is_whole(stack) and (opening.numbered or not opening.blanks)


def _are_credible(stacks: Sequence[Stack]) -> bool:
    """Whether each document after the first is whole, or is surely another one that only lacks its
    end. Where the first one's own first page is missing, pages in a wrong order look the same: then
    the others are whole and no letterhead that is not understood is among them."""
    first = opening_of(stacks[0][0])
    if first.begins:
        return all(_is_whole(stack) or _is_another(stack, first) for stack in stacks[1:])
    strange = any(_is_strange(sheet) for stack in stacks for sheet in stack[1:])
    return not strange and all(map(_is_whole, stacks[1:]))


def _is_strange(sheet: ReadPage) -> bool:
    opening = opening_of(sheet)
    return opening.motto and not opening.form


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
    cuts = sorted({0, len(page.blocks), *(lines[start][0] for start in starts if start >= _HEAD)})
    for a, b in pairwise(cuts):
        yield replace(page, blocks=page.blocks[a:b])


def _joined(stack: Stack) -> Stack:
    """The stack with the pieces of a text file made one again."""
    if stack[0].method != "text":
        return stack
    return (replace(stack[0], blocks=tuple(b for sheet in stack for b in sheet.blocks)),)
