"""The graph's files, opened again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from made_tables import tables_of

from extractor.compare.graph import graph, graph_json, graphml

NASTY = "Kế hoạch <b>\"A\" & 'B'</b> \x00\x0b\ufffe]]> 😀"


@pytest.fixture
def made() -> Any:
    return graph(
        tables_of(
            {
                "plans": [
                    {
                        "document": "a&b/x.pdf",
                        "title": NASTY,
                        "issued_on": date(2021, 5, 1),
                        "year": 2021,
                    },
                    {"document": "c"},
                ],
                "citations": [
                    {"document": "a&b/x.pdf", "number": "7/NQ-CP", "sentence": NASTY, "page": 3},
                    {"document": "a&b/x.pdf", "number": "7/NQ-CP", "relation": "basis"},
                    {"document": "c", "number": "7/NQ-CP", "act_year": 2020},
                ],
            }
        )
    )


def test_graphml_is_read_again_as_it_was(made: Any, tmp_path: Path) -> None:
    path = tmp_path / "x.graphml"
    graphml(made, path)
    again = nx.read_graphml(path, force_multigraph=True)
    assert list(again.nodes) == list(made.nodes)
    assert again.number_of_edges() == 3
    assert {key for *_, key in again.edges(keys=True)} == {key for *_, key in made.edges(keys=True)}
    plan = again.nodes["plan:a&b/x.pdf"]
    assert plan["title"] == NASTY.replace("\x00", "").replace("\x0b", "").replace("\ufffe", "")
    assert (plan["year"], plan["counted"]) == (2021, True)
    assert "year" not in again.nodes["plan:c"]


def test_graphml_declares_types_for_nodes_and_edges_apart(made: Any, tmp_path: Path) -> None:
    path = tmp_path / "x.graphml"
    graphml(made, path)
    keys = ElementTree.parse(path).getroot().findall("{http://graphml.graphdrawing.org/xmlns}key")
    declared = {(k.get("for"), k.get("attr.name")): k.get("attr.type") for k in keys}
    assert declared["node", "counted"] == "boolean"
    assert declared["edge", "page"] == "long"
    assert declared["edge", "confidence"] == "double"
    assert len({key.get("id") for key in keys}) == len(keys)


def test_json_is_read_again_as_it_was(made: Any, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    graph_json(made, path)
    again = nx.node_link_graph(json.loads(path.read_text("utf-8")), edges="edges")
    assert nx.utils.graphs_equal(again, made)


def test_an_empty_graph(tmp_path: Path) -> None:
    empty = graph(tables_of({}))
    graphml(empty, tmp_path / "x.graphml")
    graph_json(empty, tmp_path / "x.json")
    assert not list(nx.read_graphml(tmp_path / "x.graphml"))
    assert json.loads((tmp_path / "x.json").read_text())["nodes"] == []


def test_the_same_rows_in_another_order_give_the_same_bytes(tmp_path: Path) -> None:
    plans = [{"document": name} for name in "ab"]
    cited = [{"document": name, "number": "7/NQ-CP", "id": f"{name}#/citations/0"} for name in "ab"]
    texts = []
    for step in (1, -1):
        made = graph(tables_of({"plans": plans[::step], "citations": cited[::step]}))
        graphml(made, tmp_path / "x.graphml")
        graph_json(made, tmp_path / "x.json")
        texts.append((tmp_path / "x.graphml").read_bytes() + (tmp_path / "x.json").read_bytes())
    assert texts[0] == texts[1]
