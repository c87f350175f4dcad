from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from extractor.compare.graph import graph
from extractor.compare.report.charts import citation_chart
from extractor.compare.report.charts import citations as module
from extractor.compare.report.charts.citations import CitationChart, called
from extractor.compare.report.charts.flags import flags_in, worst
from extractor.compare.tables import Tables
from extractor.plan import Plan

from ...made import BEN_TRE, CAO_BANG, DAK_LAK, TRA_VINH, corpus, member


@pytest.fixture
def tables(plan: Plan) -> Tables:
    """Four plans; what they cite is said by `_graph`."""
    return corpus(
        member("a", plan, province=BEN_TRE),
        member("b", plan, province=TRA_VINH),
        member("c", plan, province=CAO_BANG),
        member("d", plan, "c", province=DAK_LAK),
    )


def _graph(*edges: tuple[str, str, str, str]) -> Any:
    """Edges as (plan, act, relation, state)."""
    made = nx.MultiDiGraph()
    for i, (plan, act, relation, state) in enumerate(edges):
        made.add_node(f"act:{act}", label=act, kind="act", year=2024)
        row = f"{plan}#/citations/{i}"
        made.add_edge(
            f"plan:{plan}", f"act:{act}", row, relation=relation, act_state=state, row=row
        )
    for plan in "abcd":
        made.add_node(f"plan:{plan}", label=plan, kind="plan")
    return made


def _edges(drawn: CitationChart) -> list[tuple[str, str, str]]:
    return [(str(e.citer.province.vi), e.act.name, e.relation) for e in drawn.edges]


def test_what_most_provinces_cite_comes_first(tables: Tables) -> None:
    made = _graph(
        ("a", "X", "basis", "in_force"),
        ("b", "X", "basis", "in_force"),
        ("b", "Y", "cites", "in_force"),
        ("c", "Y", "cites", "in_force"),
        ("a", "Z", "cites", "in_force"),
    )
    then = citation_chart(made, tables, "then")
    assert [(act.name, act.provinces) for act in then.acts] == [
        ("X (2024)", 2), ("Y (2024)", 2), ("Z (2024)", 1),
    ]  # fmt: skip
    now = citation_chart(made, tables, "now")
    assert now.acts[0].name == "Y (2024)"  # a and b are of one province now
    assert [act.y for act in now.acts] == sorted(act.y for act in now.acts)


def test_two_citations_make_one_line_for_what_says_most(tables: Tables) -> None:
    made = _graph(("a", "X", "cites", "in_force"), ("a", "X", "replaces", "replaced"))
    (edge,) = citation_chart(made, tables, "then").edges
    assert (edge.relation, edge.state) == ("replaces", "replaced")
    assert edge.rows == ("a#/citations/0", "a#/citations/1")


def test_copies_cite_nothing_and_copying_is_no_citation(tables: Tables) -> None:
    made = _graph(("d", "X", "basis", "in_force"), ("c", "X", "basis", "in_force"))
    made.add_edge("plan:d", "plan:c", "d#~same_as", relation="same_as")
    made.add_edge("plan:a", "plan:c", "a#~same_as", relation="same_as")
    assert _edges(citation_chart(made, tables, "then")) == [("Cao Bằng", "X (2024)", "basis")]


def test_an_act_bears_the_worst_that_it_was_and_what_replaced_it(tables: Tables) -> None:
    made = _graph(("a", "X", "basis", "in_force"), ("c", "X", "basis", "replaced"))
    made.add_node("act:new", label="NEW", kind="act")
    made.add_edge("act:X", "act:new", "X~replaced_by", relation="replaced_by")
    drawn = citation_chart(made, tables, "then")
    assert (drawn.acts[0].flag, drawn.acts[0].replaced_by) == ("replaced", "NEW")
    assert {str(e.citer.province.vi): e.state for e in drawn.edges} == {
        "Bến Tre": "in_force",
        "Cao Bằng": "replaced",
    }
    assert drawn.flags == ("replaced",)


def test_many_plans_are_drawn_as_provinces(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PLANS", 2)
    made = _graph(("a", "X", "basis", "in_force"), ("b", "X", "basis", "in_force"))
    drawn = citation_chart(made, tables, "now")
    assert drawn.by_province
    assert [(str(c.province.vi), c.plans, c.number) for c in drawn.citers] == [
        ("Vĩnh Long", ("a#", "b#"), None)
    ]


def test_acts_beyond_the_most_are_counted(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ACTS", 1)
    made = _graph(
        ("a", "X", "basis", "in_force"), ("b", "X", "basis", "in_force"), ("c", "Y", "basis", "")
    )
    drawn = citation_chart(made, tables, "then")
    assert ([act.name for act in drawn.acts], drawn.left_out) == (["X (2024)"], 1)
    assert [str(citer.province.vi) for citer in drawn.citers] == ["Bến Tre", "Trà Vinh"]


def test_nodes_lie_within_the_picture_and_apart(plan: Plan) -> None:
    tables = corpus(member("a", plan, province=BEN_TRE), member("b", plan, province=CAO_BANG))
    drawn = citation_chart(graph(tables), tables, "then")
    assert len(drawn.edges) == 2
    for nodes in (drawn.citers, drawn.acts):
        ys = [node.y for node in nodes]
        assert all(0 < y < drawn.height for y in ys) and len(set(ys)) == len(ys)
    assert drawn == citation_chart(graph(tables), tables, "then")


def test_nothing_cited_nothing_drawn(tables: Tables) -> None:
    drawn = citation_chart(_graph(), tables)
    assert (drawn.citers, drawn.acts, drawn.edges) == ((), (), ())


@pytest.mark.parametrize(
    ("node", "name", "about"),
    [
        ({"label": "19/CT-TTg", "year": 2021, "title": "về thi đua"}, "19/CT-TTg (2021)", "về thi đua"),
        ({"label": "09/2024/NĐ-CP", "year": 2024}, "09/2024/NĐ-CP", None),
        (
            {"label": "06/2022/QH15", "number": "06/2022/QH15", "document_type": "L", "title": "Luật Đọc sách", "year": 2022},
            "Luật Đọc sách (06/2022/QH15)",
            None,
        ),
        ({"label": "Luật Đọc sách", "document_type": "L", "title": "Luật Đọc sách"}, "Luật Đọc sách", None),
        ({"label": "12/2021/NĐ-CP", "year": 2021, "title": "Nghị định 12/2021/NĐ-CP"}, "Nghị định 12/2021/NĐ-CP", None),
        ({"label": "05/KH-UBND", "year": 2024, "place": "cao-bang"}, "05/KH-UBND (2024), Cao Bằng", None),
        ({"label": "05/KH-UBND", "year": 2024, "province": "Cao Bằng"}, "05/KH-UBND (2024), Cao Bằng", None),
    ],
)  # fmt: skip
def test_what_an_act_is_called(node: dict[str, Any], name: str, about: str | None) -> None:
    assert called(node) == (name, about)


def test_flags_are_ordered_by_how_bad_they_are() -> None:
    states = ["in_force", "not_yet", "repealed", None, "unknown"]
    assert flags_in(states) == ("repealed", "not_yet")
    assert worst(states) == "repealed"
    assert worst(["in_force"]) is None
