"""Nodes whose lines and bullets say who does the work: *- Đơn vị chủ trì: A. - Phối hợp: B.*"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import regex

from extractor.document import Document, Node, Span
from extractor.fields.tasks import Duty, Given, mode_of
from extractor.fields.work_grammar import folded_at
from extractor.fields.work_lines import WorkLine
from extractor.fields.work_names import bodies_named
from extractor.plan import Agency
from extractor.tables import table

# What a node below another is to the work above it: a label with doers, partners or times; a
# heading over such labels; work with doers of its own; work that shares the others' doers.
Reader = Callable[[Span], WorkLine | None]
"""Reads a line; each is asked for several times."""
Part = Literal["label", "group", "own", "plain"]
_BULLETS = ("dash", "plus")
_TOP = ("part", "chapter", "roman")


@dataclass(frozen=True, slots=True)
class _Child:
    """A node below, with its lines; `trailing`: its doers stand in lines of their own."""

    node: Node
    part: Part
    lines: tuple[tuple[Span, WorkLine | None], ...]
    trailing: bool = False


@dataclass(slots=True)
class _Gathered:
    """What the lines read so far say of one piece of work."""

    words: list[Span] = field(default_factory=list)
    doers: list[Agency] = field(default_factory=list)
    partners: list[Agency] = field(default_factory=list)
    times: list[Span] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)

    def take(self, span: Span, line: WorkLine | None) -> None:
        """Takes in one more line."""
        if line is None or line.words:
            self.words.append(line.words if line and line.words else span)
        if line:
            self.doers += line.doers
            self.partners += line.partners
            self.times += line.times


@dataclass(frozen=True, slots=True)
class FromLines:
    """The work that a node's lines give, and the children that give more on their own."""

    given: tuple[Given, ...]
    rest: tuple[Node, ...]


@cache
def _heading(name: str) -> regex.Pattern[str]:
    return regex.compile(table("assignments")["group"][name])


def from_lines(document: Document, node: Node, read: Reader) -> FromLines | None:
    """The work that the lines and bullets of `node` give; None where they name no doers."""
    children = [_child(document, child, read) for child in node.children]
    pieces = _pieces(document, node, children, read)
    given = tuple(_given(node, piece) for piece in pieces if piece.doers)
    own = tuple(child.node for child in children if child.part == "own")
    if given:
        return FromLines(given, own)
    return _after_bullets(document, node, children)


def _pieces(
    document: Document, node: Node, children: Sequence[_Child], read: Reader
) -> list[_Gathered]:
    """What the node's own lines say, a piece for each change of doers; labels and plain work
    among the children belong to the last."""
    pieces = [_Gathered()]
    for span in node.paragraphs:
        line = read(span)
        if (line is None or line.words) and pieces[-1].doers:
            pieces.append(_Gathered())
        pieces[-1].take(span, line)
    for child in children:
        if child.part in ("label", "group"):
            for span, line in child.lines:
                pieces[-1].take(span, line)
        elif child.part == "plain":
            pieces[-1].duties += _work(document, child.node)
    return pieces


def _given(node: Node, piece: _Gathered) -> Given:
    times = tuple(piece.times)
    duties = [Duty(duty.spans, duty.section, times) for duty in piece.duties]
    if not duties:
        words = piece.words or ([node.heading] if node.heading else [])
        whole = Span(words[0].start, words[-1].end) if words else None
        duties = [Duty((whole,), node.path, times)] if whole else []
    doers, partners = _once(piece.doers), _once(piece.partners)
    return Given(node.path, node.own, doers, partners, mode_of(None, doers), tuple(duties))


def _once(agencies: Sequence[Agency]) -> tuple[Agency, ...]:
    """Each body once, in order."""
    return tuple({(agency.name, agency.unit): agency for agency in reversed(agencies)}.values())[
        ::-1
    ]


def _after_bullets(document: Document, node: Node, children: Sequence[_Child]) -> FromLines | None:
    """Bullets followed by unlabelled lines that name the doers: such lines speak of the bullets
    before them. Doers after the last bullet alone are those of the whole node."""
    if not all(child.node.kind in _BULLETS for child in children):
        return None
    last = [n for n, child in enumerate(children) if child.part == "own" and child.trailing]
    if not last or any(child.part == "own" and not child.trailing for child in children):
        return None
    whole = last == [len(children) - 1] and node.kind not in _TOP
    given, first = [], 0
    for n in last:
        piece = _Gathered()
        for child in children[first : n + 1]:
            for span, line in child.lines:
                piece.take(span, line)
            piece.duties += _work(document, child.node, until=_words_of(child))
        section = node if whole else children[n].node
        given.append(_given(section, piece))
        first = n + 1
    return FromLines(tuple(given), tuple(child.node for child in children[first:]))


def _words_of(child: _Child) -> int:
    """Where the work of a bullet ends and the lines about it begin."""
    return max(span.end for span, line in child.lines if line is None or line.words)


def _work(document: Document, node: Node, until: int | None = None) -> Iterator[Duty]:
    """The tasks in `node`: itself; under *Nhiệm vụ:* the bullets below it."""
    heading = folded_at(document, node.heading).rstrip(" :") if node.heading else ""
    if node.children and not node.paragraphs and _heading("work").fullmatch(heading):
        for child in node.children:
            yield Duty(tuple(words_in(child)), child.path, ())
        return
    spans = tuple(s for s in words_in(node) if until is None or s.start < until)
    if spans:
        yield Duty(spans, node.path, ())


def words_in(node: Node) -> Iterator[Span]:
    """Heading and paragraphs of `node` and of what is below it, a heading joined to the words
    after it."""
    yield from _own_lines(node)
    for child in node.children:
        yield from words_in(child)


def _child(document: Document, node: Node, read: Reader) -> _Child:
    lines = tuple((span, read(span)) for span in _own_lines(node))
    if node.children and _is_group(document, node, read):
        below = (_child(document, child, read) for child in node.children)
        return _Child(node, "group", tuple(pair for child in below for pair in child.lines))
    found = [line for _, line in lines if line]
    if found and len(found) == len(lines) and not any(line.words for line in found):
        return _Child(node, "label", (*lines, *_listed_below(document, node, found)))
    if any(line.doers for line in found):
        trailing = not any(line.doers and line.words for line in found)
        return _Child(node, "own", lines, trailing)
    deeper = any(_names_doers(child, read) for child in node.children)
    return _Child(node, "own" if deeper else "plain", lines)


def _own_lines(node: Node) -> Iterator[Span]:
    """The node's paragraphs, its heading joined to the first."""
    if node.heading and node.paragraphs and node.own.end >= node.paragraphs[0].end:
        yield Span(node.heading.start, node.paragraphs[0].end)
        yield from node.paragraphs[1:]
        return
    if node.heading:
        yield node.heading
    yield from node.paragraphs


def _is_group(document: Document, node: Node, read: Reader) -> bool:
    """A node that only holds labels: *b) Cơ quan thực hiện:*."""
    words = node.heading or (node.paragraphs[0] if node.paragraphs else None)
    if words is None or not _heading("doers").match(folded_at(document, words).rstrip(" :")):
        return False
    return all(_child(document, child, read).part == "label" for child in node.children)


def _listed_below(
    document: Document, node: Node, found: Sequence[WorkLine]
) -> Iterator[tuple[Span, WorkLine]]:
    """The doers in the bullets under a bare *Đơn vị thực hiện:*."""
    if not found[-1].open:
        return
    for child in node.children:
        for span in child.paragraphs[:1]:
            doers, partners = bodies_named(document, span)
            yield span, WorkLine(None, doers, partners)


def _names_doers(node: Node, read: Reader) -> bool:
    """Whether a line in `node`, or below it, names doers."""
    lines = map(read, _own_lines(node))
    return any(line and line.doers for line in lines) or any(
        _names_doers(child, read) for child in node.children
    )
