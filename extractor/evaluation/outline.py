"""The outline: paths with their opening words, and the roles of sections."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from extractor.evaluation.matching import Comparison, Item, brief, compare, lines, placed
from extractor.evaluation.words import words_alone

Record = dict[str, Any]
Row = tuple[str, str]
"""A path and the words that stand there."""


def compare_outline(gold: Record, plan: Record) -> Iterator[Comparison]:
    """Numbered nodes and bullets apart; then roles."""
    nodes = list(every_node(plan.get("sections")))
    places = {node["path"]: node.get("at") for node in nodes}
    if "outline" in gold:
        wanted: list[Row] = [(path, words_alone(text)) for path, text in gold["outline"]]
        found = _cut(wanted, nodes)
        for name, bullets in (("outline", False), ("outline items", True)):
            rows = compare(name, partial(_rows, bullets), wanted, found)
            yield placed(rows, (places.get(item.head) for item in rows.found))
    if "roles" in gold:
        yield _compare_roles(gold["roles"], nodes, places)


def every_node(sections: Any) -> Iterator[Record]:
    """The nodes of a tree of sections, parents before children."""
    for node in sections or []:
        yield node
        yield from every_node(node.get("children"))


def node_words(node: Record) -> str:
    """A node's heading and its own words."""
    return (node.get("heading") or "") + " " + (node.get("text") or "")


def as_list(value: Any) -> list[Any]:
    """Gold may allow several values, the first being the best."""
    return value if isinstance(value, list) else [value]


def _cut(wanted: list[Row], nodes: list[Record]) -> list[Row]:
    """The found rows, those at a wanted path first, cut to the length that gold quotes."""
    found = {
        node["path"]: words_alone(node_words(node))
        for node in nodes
        if node.get("kind") != "paragraph"
    }
    cut = [(path, found.pop(path)[: len(text)]) for path, text in wanted if path in found]
    return cut + list(found.items())


def _rows(bullets: bool, rows: list[Row]) -> tuple[Item, ...]:
    return tuple(
        Item((words_alone(text),), head=path, shown=brief(f"{path} {text}"))
        for path, text in rows
        if _is_bullet(path) is bullets
    )


def _is_bullet(path: str) -> bool:
    return path.rsplit("/", 1)[-1][:1] in "-+"


def _compare_roles(gold: Record, nodes: list[Record], places: Record) -> Comparison:
    found = {node["path"]: node.get("role") for node in nodes if node["path"] in gold}
    wanted = {path: as_list(roles) for path, roles in gold.items()}
    got = {p: wanted[p][0] if role in wanted[p] else role for p, role in found.items()}
    compared = Comparison(
        "section roles",
        lines(f"{path}={roles[0]}" for path, roles in wanted.items()),
        lines(f"{path}={role}" for path, role in got.items()),
        exact=True,
    )
    return placed(compared, (places[path] for path in got))
