"""The graph as files: GraphML for Gephi and yEd, node-link JSON for programs.

The same graph gives the same bytes. GraphML is written as it goes, node by node, without what XML
cannot hold, and whatever XML library is installed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import regex

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"\
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns\
 http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
# What XML 1.0 cannot hold, not even escaped.
_ILLEGAL = regex.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def graphml(made: Any, path: Path) -> None:
    """Write the graph as GraphML. Each attribute has one type; edges have ids, so that parallel
    ones are kept."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_graphml(made))


def _graphml(made: Any) -> Iterator[str]:
    nodes = _keys("n", (values for _, values in made.nodes(data=True)))
    edges = _keys("e", (values for *_, values in made.edges(data=True)))
    yield _HEAD
    for kind, keys in (("node", nodes), ("edge", edges)):
        for name, (id, type_) in keys.items():
            yield f'<key id="{id}" for="{kind}" attr.name="{name}" attr.type="{type_}"/>\n'
    yield '<graph edgedefault="directed">\n'
    for node, values in made.nodes(data=True):
        yield f"<node id={_quoted(node)}>{_data(values, nodes)}</node>\n"
    for source, target, key, values in made.edges(keys=True, data=True):
        ends = f"id={_quoted(key)} source={_quoted(source)} target={_quoted(target)}"
        yield f"<edge {ends}>{_data(values, edges)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _keys(prefix: str, attributes: Iterable[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    """The id and the type of each attribute, by name."""
    types = {name: _TYPES[type(value)] for values in attributes for name, value in values.items()}
    return {name: (f"{prefix}{n}", types[name]) for n, name in enumerate(sorted(types))}


def _data(values: dict[str, Any], keys: dict[str, tuple[str, str]]) -> str:
    given = (f'<data key="{keys[n][0]}">{_text(values[n])}</data>' for n in keys if n in values)
    return "".join(given)


def _text(value: object) -> str:
    """`true`, `12`, or the words without what XML cannot hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(_ILLEGAL.sub("", str(value)))


def _quoted(name: str) -> str:
    return quoteattr(_ILLEGAL.sub("", name))


def graph_json(made: Any, path: Path) -> None:
    """Write the graph as node-link JSON: `nodes` have an `id`, `edges` a `source`, a `target` and
    a `key`, each on a line of its own; `networkx.node_link_graph(data, edges="edges")` makes the
    graph of it again."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"directed": true, "multigraph": true, "graph": {},\n"nodes": [')
        file.writelines(_lines({"id": node, **values} for node, values in made.nodes(data=True)))
        file.write('],\n"edges": [')
        file.writelines(
            _lines(
                {"source": source, "target": target, "key": key, **values}
                for source, target, key, values in made.edges(keys=True, data=True)
            )
        )
        file.write("]}\n")


def _lines(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    separator = "\n"
    for record in records:
        yield separator + json.dumps(record, ensure_ascii=False)
        separator = ",\n"
