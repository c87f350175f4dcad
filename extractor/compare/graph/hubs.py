"""How often what is cited is cited, by whom, since when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from extractor.compare.tables import codebook

_KNOWN = ("kind", "label", "title", "date", "issuer")
_RELATIONS = ("basis", "implements", "replaces", "amends")
_NOT_CITED = frozenset({"same_as", "part_of", "replaced_by", "issued_with"})


def hubs(made: Any) -> pa.Table:
    """What is cited, the most cited first: by how many counted documents and in how many provinces
    of today, and how many of these rest on it (`basis`), carry it out, replace or amend it."""
    rows = [row for node in made if (row := _row(made, node)) is not None]
    rows.sort(key=lambda row: (-row["plans"], -row["provinces"], row["node"]))
    return pa.Table.from_pylist(rows, codebook()["hubs"].schema)


def _row(made: Any, node: str) -> dict[str, Any] | None:
    cited = list(_citing(made, node))
    if not cited:
        return None
    plans = {source: made.nodes[source] for source, _ in cited}
    years = [plan["year"] for plan in plans.values() if "year" in plan]
    relations = Counter(relation for _, relation in {(s, edge["relation"]) for s, edge in cited})
    known = {name: made.nodes[node].get(name) for name in _KNOWN}
    return {
        "node": node,
        **known,
        **{name: relations[name] for name in _RELATIONS},
        "plans": len(plans),
        "provinces": len({p["province_now"] for p in plans.values() if "province_now" in p}),
        "first_year": min(years, default=None),
        "last_year": max(years, default=None),
        "mentions": sum(edge["mentions"] for _, edge in cited),
    }


def _citing(made: Any, node: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The counted documents that cite a node, with how."""
    for source, _, edge in made.in_edges(node, data=True):
        if edge["relation"] not in _NOT_CITED and made.nodes[source].get("counted"):
            yield source, edge
