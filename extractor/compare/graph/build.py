"""Nodes and edges from the tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import networkx as nx

from extractor.compare.references import Acts
from extractor.compare.rows import CitationRow, PlanRow, read
from extractor.tables import split

Attributes = dict[str, str | int | float | bool]
_Edge = tuple[str, str, str, Attributes]


class _Place(NamedTuple):
    """Where a citation is read."""

    section: str | None
    page: int | None
    confidence: float | None
    sentence: str | None


class _Cited(NamedTuple):
    """A citation, where it is read, and the node that it leads to."""

    citation: CitationRow
    place: _Place
    target: str


def graph(tables: Mapping[str, Any]) -> Any:
    """The citation graph of a corpus, a `networkx.MultiDiGraph`. Nodes and edges come in a fixed
    order, and no attribute is None: what is not known is left out. A copy has one edge, to the
    document of which it is a copy."""
    made = nx.MultiDiGraph()
    plans = sorted(read(tables, "plans", PlanRow))
    cited = _cited(tables, plans)
    made.add_nodes_from((plan_node(plan.document), _plan(plan)) for plan in plans)
    made.add_nodes_from(_acts(cited))
    made.add_edges_from(edge for edge in _kinship(plans) if edge[1] in made)
    made.add_edges_from(_citing(cited, {(plan.document, plan.issued_with) for plan in plans}))
    _replacements(made, cited)
    return made


def plan_node(document: str) -> str:
    """The name of a document's node."""
    return f"plan:{document}"


def _cited(tables: Mapping[str, Any], plans: Sequence[PlanRow]) -> list[_Cited]:
    acts = Acts(plans)
    copies = {plan.document for plan in plans if plan.same_as}
    citations = read(tables, "citations", CitationRow)
    rows = zip(citations, read(tables, "citations", _Place), strict=True)
    return [
        _Cited(citation, place, _target(acts, citation))
        for citation, place in rows
        if citation.document not in copies
    ]


def _target(acts: Acts, citation: CitationRow) -> str:
    plan = acts.meant(citation)
    return plan_node(plan.document) if plan else f"act:{acts.key(citation)}"


def _plan(plan: PlanRow) -> Attributes:
    return _known(
        label=plan.number or plan.title or plan.document,
        kind="plan",
        document=plan.document,
        document_type=plan.type,
        number=plan.number,
        title=plan.title,
        date=plan.issued_on and plan.issued_on.isoformat(),
        year=plan.year,
        issuer=plan.issuer,
        province=plan.province,
        province_now=plan.province_now,
        counted=plan.counted,
    )


def _known(**values: Any) -> Attributes:
    return {name: value for name, value in values.items() if value is not None}


def _kinship(plans: Iterable[PlanRow]) -> Iterator[_Edge]:
    """From copies, appendices and further pages to the document that they belong to."""
    for plan in plans:
        for relation, other in (("same_as", plan.same_as), ("part_of", plan.part_of)):
            if other:
                key = f"{plan.id}~{relation}"
                yield plan_node(plan.document), plan_node(other), key, {"relation": relation}


def _citing(cited: Iterable[_Cited], attached: set[tuple[str, str | None]]) -> Iterator[_Edge]:
    """An edge for each citation; another one where the plan was issued with what it cites."""
    for citation, place, target in cited:
        given = _known(
            row=citation.id, document=citation.document, mentions=citation.mentions,
            act_state=citation.act_state, **place._asdict(),
        )  # fmt: skip
        source = plan_node(citation.document)
        yield source, target, citation.id, {"relation": citation.relation, **given}
        if (citation.document, citation.key) in attached:
            key = f"{citation.id}~issued_with"
            yield source, target, key, {"relation": "issued_with", **given}


# --- acts ----------------------------------------------------------------------------------------


def _acts(cited: Iterable[_Cited]) -> Iterator[tuple[str, Attributes]]:
    """Each act as most of those say who cite it."""
    said: defaultdict[str, list[CitationRow]] = defaultdict(list)
    for citation, _, target in cited:
        if target.startswith("act:"):
            said[target].append(citation)
    for node, citations in sorted(said.items()):
        yield node, _act(node, citations)


def _act(node: str, citations: list[CitationRow]) -> Attributes:
    names = ("act_id", "act_name", "type", "number", "title", "issued_on", "act_year", "issuer")
    most = {name: _most(citations, name) for name in (*names, "subject")}
    number = _most(citations, "any_number")
    title = most["act_name"] or most["title"] or most["subject"]
    date = most["issued_on"]
    return _known(
        label=number or title,
        kind="act",
        act=most["act_id"],
        document_type=most["type"],
        number=number,
        title=title,
        date=date and date.isoformat(),
        year=date.year if date else most["act_year"],
        issuer=most["issuer"],
        place=node.partition("@")[2] or None,
    )


def _most(citations: Iterable[CitationRow], name: str) -> Any:
    """What most rows have in a column; of as many the first in order."""
    found = Counter(value for row in citations if (value := getattr(row, name)) is not None)
    return min(found, key=lambda value: (-found[value], value), default=None)


def _replacements(made: Any, cited: Iterable[_Cited]) -> None:
    """From each act to those that replaced it."""
    found = {
        (target, f"act:{act}")
        for citation, _, target in cited
        if target.startswith("act:")
        for act in split(citation.replaced_by or "")
    }
    for old, new in sorted(found):
        if new not in made:
            made.add_node(new, label=new.removeprefix("act:"), kind="act")
        made.add_edge(old, new, f"{old}~{new}", relation="replaced_by")
