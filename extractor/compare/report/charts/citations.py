"""Who cites what: plans on the left, what they cite on the right, a line for each citation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from extractor.compare.graph.build import plan_node
from extractor.compare.matrices import Vintage
from extractor.compare.report.charts.counting import Counted, counted_plans, name_of
from extractor.compare.report.charts.flags import Flag, flags_in, worst
from extractor.pages.words import Pair
from extractor.tables.places import provinces_named

PLANS, ACTS = 60, 50
"""More plans are drawn as their provinces; of more acts those that most provinces cite."""
DENSE = 150
"""From so many lines on, each is drawn faintly."""
RELATIONS = ("replaces", "amends", "issued_with", "implements", "basis", "cites")
"""What says most first: who names an act in two ways has one line to it, for the first of them."""
TOP, STEP = 30, 23
"""Where the first node may lie, and how far the next is, in units of the picture."""


@dataclass(frozen=True, slots=True)
class Citer:
    """A plan, or all plans of a province; `plans` are their rows."""

    key: str
    province: Pair
    number: str | None
    year: int | None
    y: float
    plans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """What is cited. `about`: what it is about, where that is not its name; `rows`: of the table of
    citations."""

    key: str
    name: str
    about: str | None
    flag: Flag | None
    replaced_by: str | None
    provinces: int
    y: float
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from a citer to what it cites. `state` is the worst in which it cited it."""

    citer: Citer
    act: Act
    relation: str
    state: str | None
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitationChart:
    """What the template draws. `by_province` where citers are provinces; `key` ends the ids of its
    elements; `left_out` is how many acts are not drawn."""

    key: str
    citers: tuple[Citer, ...]
    acts: tuple[Act, ...]
    edges: tuple[Edge, ...]
    height: int
    by_province: bool
    left_out: int

    @property
    def dense(self) -> bool:
        """Whether there are so many lines that each should be faint."""
        return len(self.edges) >= DENSE

    @property
    def relations(self) -> tuple[str, ...]:
        """The kinds of line in use, for the legend."""
        used = {edge.relation for edge in self.edges}
        return tuple(relation for relation in RELATIONS if relation in used)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags in use, for the legend."""
        return flags_in(act.flag for act in self.acts)


@dataclass(frozen=True, slots=True)
class _Cited:
    """An edge of the graph, from a plan that counts."""

    by: Counted
    citer: str
    target: str
    relation: str
    state: str | None
    row: str


_Citations = Mapping[str, list[_Cited]]


def citation_chart(
    graph: Any, tables: Mapping[str, Any], vintage: Vintage = "now"
) -> CitationChart:
    """What the counted plans cite. `graph` is that of `extractor.compare.graph`."""
    plans = {plan_node(d): counted for d, counted in counted_plans(tables, vintage).items()}
    by_province = len(plans) > PLANS
    found = _by("target", _citations(graph, plans, by_province))
    kept = dict(sorted(found.items(), key=_rank)[:ACTS])
    by_citer = _by("citer", (one for group in kept.values() for one in group))
    height = STEP * (max(len(by_citer), len(kept)) + 1)
    citers = _citers(by_citer, by_province, height)
    acts = _acts(kept, citers, graph, height)
    return CitationChart(
        key=vintage,
        citers=tuple(citers.values()),
        acts=tuple(acts.values()),
        edges=tuple(_edges(by_citer, citers, acts)),
        height=height + 2 * TOP,
        by_province=by_province,
        left_out=len(found) - len(kept),
    )


def _citations(graph: Any, plans: Mapping[str, Counted], by_province: bool) -> Iterable[_Cited]:
    """The edges from plans that count, in the order of these plans."""
    for node, counted in plans.items():
        citer = counted.province.id if by_province else node
        for _, target, edge in graph.out_edges(node, data=True):
            if (relation := edge["relation"]) in RELATIONS:
                state = edge.get("act_state")
                yield _Cited(counted, citer, target, relation, state, edge["row"])


def _by(field: str, citations: Iterable[_Cited]) -> dict[str, list[_Cited]]:
    found: dict[str, list[_Cited]] = defaultdict(list)
    for one in citations:
        found[getattr(one, field)].append(one)
    return found


def _rank(item: tuple[str, list[_Cited]]) -> tuple[int, int, str]:
    """What most provinces cite first, then what most plans do."""
    target, cited = item
    return -_provinces(cited), -len({one.by.plan.id for one in cited}), target


def _provinces(cited: Iterable[_Cited]) -> int:
    return len({one.by.province.id for one in cited})


def _level(i: int, of: int, height: float) -> float:
    """The middle of the `i`th of `of` equal parts of the height."""
    return round(TOP + height * (i + 0.5) / of, 1)


def _citers(groups: _Citations, by_province: bool, height: float) -> dict[str, Citer]:
    """By province, each province's plans by year."""
    ordered = sorted(groups.items(), key=lambda item: item[1][0].by.place)
    return {
        citer: Citer(
            key=f"p{i}",
            province=name_of(cited[0].by.province),
            number=None if by_province else cited[0].by.plan.number,
            year=None if by_province else cited[0].by.plan.year,
            y=_level(i, len(ordered), height),
            plans=tuple(dict.fromkeys(one.by.plan.id for one in cited)),
        )
        for i, (citer, cited) in enumerate(ordered)
    }


def _acts(
    groups: _Citations, citers: Mapping[str, Citer], graph: Any, height: float
) -> dict[str, Act]:
    """What equally many provinces cite is in the order of its citers, so that fewer lines cross."""

    def place(item: tuple[str, list[_Cited]]) -> tuple[int, float, str]:
        ys = [citers[one.citer].y for one in item[1]]
        return _rank(item)[0], sum(ys) / len(ys), item[0]

    ordered = sorted(groups.items(), key=place)
    return {
        target: _act(f"a{i}", target, cited, graph, _level(i, len(ordered), height))
        for i, (target, cited) in enumerate(ordered)
    }


def _act(key: str, target: str, cited: list[_Cited], graph: Any, y: float) -> Act:
    node = graph.nodes[target]
    name, about = called(node)
    later = [n for _, n, e in graph.out_edges(target, data=True) if e["relation"] == "replaced_by"]
    return Act(
        key=key,
        name=name,
        about=about,
        flag=worst(one.state for one in cited),
        replaced_by=called(graph.nodes[later[0]])[0] if later else None,
        provinces=_provinces(cited),
        y=y,
        rows=tuple(one.row for one in cited),
    )


def called(node: Mapping[str, Any]) -> tuple[str, str | None]:
    """What a document of the graph is called, and what it is about: a law by its title, with its
    number; others by number, with the year and the place that tell it from others. A title that
    has the number in it is a name, and says nothing more."""
    label, title, year = str(node["label"]), node.get("title"), str(node.get("year") or "")
    if title and node.get("document_type") == "L":
        label, title = title, None
        year = node.get("number") or year
    elif title and label in title:
        label, title = title, None
    name = label if not year or year in label else f"{label} ({year})"
    places = provinces_named((node.get("place") or "").partition("/")[0])
    province = places[0].name if places else node.get("province")
    return (f"{name}, {province}" if province else name), (None if title == label else title)


def _edges(
    groups: _Citations, citers: Mapping[str, Citer], acts: Mapping[str, Act]
) -> Iterable[Edge]:
    for citer in citers:
        for target, cited in _by("target", groups[citer]).items():
            yield Edge(
                citer=citers[citer],
                act=acts[target],
                relation=min((one.relation for one in cited), key=RELATIONS.index),
                state=worst(one.state for one in cited) or cited[0].state,
                rows=tuple(one.row for one in cited),
            )
