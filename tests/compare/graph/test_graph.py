"""Nodes, edges and hubs, from the project's own plans and from made rows."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from made_tables import tables_of

from extractor import extract
from extractor.compare import Member
from extractor.compare.graph import graph, hubs
from extractor.compare.tables import build


def _edges(made: Any) -> set[tuple[str, str, str]]:
    return {(source, edge["relation"], target) for source, target, edge in made.edges(data=True)}


@pytest.fixture(scope="module")
def three_plans(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The graph of three plans of the corpus, two on one subject."""
    sys.path.insert(0, str(root / "corpus"))  # a folder of scripts, not a package
    from markup import as_text, read

    folder = tmp_path_factory.mktemp("plans")

    def members() -> Iterator[Member]:
        for name in ("nam-dinh-2022", "ninh-binh-2025", "tra-vinh-2023"):
            path = folder / f"{name}.txt"
            path.write_text(as_text(read(root / "corpus" / "plans" / name / "plan.txt")), "utf-8")
            yield Member(name, extract(path))

    return graph(build(members(), ()))


def test_what_a_plan_rests_on(three_plans: Any) -> None:
    """By hand, from the preamble and the text of the plan for 2022."""
    own = {(r, t) for s, r, t in _edges(three_plans) if s == "plan:nam-dinh-2022"}
    numbered = {(r, three_plans.nodes[t]["label"]) for r, t in own}
    assert numbered == {
        ("basis", "15/2003/QH11"), ("basis", "39/2013/QH13"), ("basis", "91/2017/NĐ-CP"),
        ("implements", "142/KH-UBND"), ("implements", "31/HD-SNV"), ("cites", "01-KL/TW"),
        ("cites", "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XX"),
    }  # fmt: skip


def test_local_acts_are_of_their_province(three_plans: Any) -> None:
    """A plan of the merged province replaces one of each that went into it."""
    found = {
        (edge[1], three_plans.nodes[edge[2]]["label"], three_plans.nodes[edge[2]]["place"])
        for edge in _edges(three_plans)
        if edge[0] == "plan:ninh-binh-2025" and edge[1] in ("replaces", "amends")
    }
    assert found == {
        ("replaces", "15/KH-UBND", "nam-dinh"),
        ("replaces", "21/KH-UBND", "ha-nam"),
        ("amends", "105/KH-UBND", "ninh-binh"),
    }


def test_what_both_cite_is_one_node(three_plans: Any) -> None:
    top = hubs(three_plans).to_pylist()[:2]
    assert [row["label"] for row in top] == ["01-KL/TW", "91/2017/NĐ-CP"]
    assert [(row["plans"], row["provinces"]) for row in top] == [(2, 2), (2, 2)]
    assert (top[1]["first_year"], top[1]["last_year"], top[1]["basis"]) == (2022, 2023, 1)
    assert top[1]["date"] == "2017-07-31"


def test_each_citation_is_an_edge_with_its_sentence(three_plans: Any) -> None:
    edges = [edge for *_, edge in three_plans.edges(data=True)]
    assert len({edge["row"] for edge in edges}) == len(edges) == three_plans.number_of_edges()
    law = next(e for *_, e in three_plans.edges(data=True) if "91/2017/NĐ-CP" in e["sentence"])
    assert law["row"].startswith(f"{law['document']}#/citations/")


LONG_AN = {"province": "Long An", "province_now": "Tây Ninh"}
BOARD = {"issuer": "Ủy ban nhân dân tỉnh Long An", **LONG_AN}


def test_a_cited_plan_of_the_corpus_is_its_own_node() -> None:
    made = graph(
        tables_of(
            {
                "plans": [
                    {
                        "document": "first",
                        "number": "9/KH-UBND",
                        "issued_on": date(2020, 2, 1),
                        **BOARD,
                    },
                    {
                        "document": "later",
                        "number": "70/KH-UBND",
                        "issued_on": date(2022, 2, 1),
                        **BOARD,
                    },
                    {"document": "scan", "same_as": "later", "number": "70/KH-UBND", **BOARD},
                    {"document": "annex", "part_of": "later", **BOARD},
                ],
                "citations": [
                    {
                        "document": "later",
                        "number": "09/KH-UBND",
                        "act_year": 2020,
                        "type": "KH",
                        "issuer": "UBND tỉnh",
                        "relation": "replaces",
                    },
                    {
                        "document": "scan",
                        "number": "09/KH-UBND",
                        "act_year": 2020,
                        "type": "KH",
                        "issuer": "UBND tỉnh",
                        "relation": "replaces",
                    },
                ],
            }
        )
    )
    assert set(made) == {"plan:first", "plan:later", "plan:scan", "plan:annex"}
    assert _edges(made) == {
        ("plan:later", "replaces", "plan:first"),
        ("plan:scan", "same_as", "plan:later"),
        ("plan:annex", "part_of", "plan:later"),
    }
    (hub,) = hubs(made).to_pylist()
    assert (hub["node"], hub["kind"], hub["plans"], hub["replaces"]) == ("plan:first", "plan", 1, 1)


def test_a_plan_and_the_decision_with_which_it_was_issued() -> None:
    decision = {"key": "QĐ 5/QĐ-UBND 2022", "number": "5/QĐ-UBND", "act_year": 2022, "type": "QĐ"}
    made = graph(
        tables_of(
            {"plans": [{"document": "a", "issued_with": decision["key"]}], "citations": [decision]}
        )
    )
    assert {relation for _, relation, _ in _edges(made)} == {"cites", "issued_with"}
    assert made.number_of_edges() == 2


def test_an_act_leads_to_what_replaced_it() -> None:
    old = {
        "number": "77/2010/NĐ-CP",
        "act_id": "nd-77-2010-nd-cp",
        "replaced_by": "nd-5-2020-nd-cp",
    }
    made = graph(tables_of({"citations": [old, {**old, "document": "b"}]}))
    assert ("act:nd-77-2010-nd-cp", "replaced_by", "act:nd-5-2020-nd-cp") in _edges(made)
    assert made.number_of_edges() == 3


def test_an_act_is_as_most_say() -> None:
    said = [date(2020, 4, 9), date(2020, 4, 9), date(2020, 9, 4)]
    cited = [
        {"document": name, "number": "7/NQ-CP", "act_id": "nq-7", "issued_on": day}
        for name, day in zip("abc", said, strict=True)
    ]
    made = graph(tables_of({"citations": cited}))
    assert made.nodes["act:nq-7"]["date"] == "2020-04-09"


def test_nothing_is_none_and_every_attribute_has_one_type(three_plans: Any) -> None:
    for attributes in (
        [values for _, values in three_plans.nodes(data=True)],
        [values for *_, values in three_plans.edges(data=True)],
    ):
        types: dict[str, set[type]] = {}
        for values in attributes:
            for name, value in values.items():
                types.setdefault(name, set()).add(type(value))
        assert all(len(found) == 1 and type(None) not in found for found in types.values())
