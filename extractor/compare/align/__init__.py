"""Plans side by side: which section goes with which, and how their words differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractor.compare.align.diff import Change, diff
from extractor.compare.align.likeness import ENOUGH, Likeness
from extractor.compare.align.nodes import Node, nodes
from extractor.compare.model import Member

__all__ = ["Alignment", "Cell", "Change", "Row", "align", "diff"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A section in a row. `changes` lead from the words of the row's base, its first cell, to
    these; the base itself has none."""

    path: str
    heading: str | None
    text: str
    base: bool = True
    changes: tuple[Change, ...] = ()

    @property
    def words(self) -> str:
        """Heading and text."""
        return "\n".join(filter(None, (self.heading, self.text)))

    @property
    def same(self) -> bool:
        """Whether nothing has changed but case, spaces and where tones stand."""
        return not self.base and all(change.kind == "equal" for change in self.changes)

    @property
    def anew(self) -> bool:
        """Whether no line is like one of the base's: then the changes tell nothing."""
        return not self.base and all(change.kind != "equal" for change in self.changes)


@dataclass(frozen=True, slots=True)
class Row:
    """Sections that go together, by document; a document without one is not in `cells`."""

    depth: int  # 1 at the top
    role: str | None
    heading: str | None
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Plans side by side, the first of them the one that the others are measured by."""

    members: tuple[Member, ...]
    rows: tuple[Row, ...]


@dataclass(slots=True)
class _Group:
    """Nodes that go together, and the groups of their children."""

    nodes: dict[str, Node]
    children: list[_Group] = field(default_factory=list)


def align(members: Sequence[Member]) -> Alignment:
    """Two plans or more, section by section. Sections are matched one to one, the likest first,
    within sections that match; what is left over stands alone, where its own plan has it."""
    tops = {member.document: nodes(member.plan) for member in members}
    likeness = Likeness(node for own in tops.values() for node in own)
    groups: list[_Group] = []
    for document, own in tops.items():
        _add(groups, document, own, likeness)
    return Alignment(tuple(members), tuple(row for group in groups for row in _rows(group, 1)))


def _add(groups: list[_Group], document: str, own: Sequence[Node], likeness: Likeness) -> None:
    """Puts the nodes of one more plan beside those that they are like, new groups between them."""
    partner = _matches(groups, own, likeness)
    place = 0
    for number, node in enumerate(own):
        group = partner.get(number)
        if group is None:
            group = _Group({})
            groups.insert(place, group)
        group.nodes[document] = node
        _add(group.children, document, node.children, likeness)
        place = groups.index(group) + 1


def _matches(
    groups: Sequence[_Group], own: Sequence[Node], likeness: Likeness
) -> dict[int, _Group]:
    """The group of each node that has one. A group is as like as its likest member; of what lies
    alone under like headings, nothing is asked."""
    scores = [
        (max(likeness.of(node, other) for other in group.nodes.values()), number, place)
        for number, node in enumerate(own)
        for place, group in enumerate(groups)
    ]
    if len(own) == len(groups) == 1 and _is_leaf(own[0], *groups[0].nodes.values()):
        return {0: groups[0]}
    found: dict[int, _Group] = {}
    taken: set[int] = set()
    for score, number, place in sorted(scores, key=lambda s: (-s[0], abs(s[1] - s[2]), s[1])):
        if score >= ENOUGH and number not in found and place not in taken:
            found[number] = groups[place]
            taken.add(place)
    return found


def _is_leaf(*nodes: Node) -> bool:
    return not any(node.children or node.heading for node in nodes)


def _rows(group: _Group, depth: int) -> Iterator[Row]:
    (base_document, first), *others = group.nodes.items()
    base = Cell(first.path, first.heading, first.text)
    cells = {base_document: base}
    for document, node in others:
        cell = Cell(node.path, node.heading, node.text, base=False)
        cells[document] = replace(cell, changes=diff(base.words, cell.words))
    yield Row(depth, first.role, first.heading, cells)
    for child in group.children:
        yield from _rows(child, depth + 1)
