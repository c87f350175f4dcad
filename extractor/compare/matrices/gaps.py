"""What a province left out that others of its kind have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pyarrow as pa

from extractor.compare.matrices import named
from extractor.compare.matrices.model import UNKNOWN, Axis, Vintage
from extractor.compare.matrices.pivot import Found, most_used
from extractor.compare.matrices.provinces import Provinces
from extractor.compare.rows import read
from extractor.compare.tables import codebook
from extractor.vietnamese import collation_key

SHARE = 0.5
"""The share of the others' plans that have it."""
ENOUGH = 3
"""Fewer plans of others are no custom."""
_EXAMPLES = 5

_KINDS: Mapping[str, Callable[[Mapping[str, Any]], Iterable[Found]]] = {
    "campaign": named.campaigns,
    "act": named.acts,
    "agency": named.agencies,
    "role": named.roles,
}


Group = tuple[int, str]
"""Plans that are compared: of one year, by bodies of one level."""


class _Plan(NamedTuple):
    document: str
    counted: bool
    fully_read: bool
    year: int | None
    issuer_level: str | None


@dataclass(frozen=True)
class _Peers:
    """The plans of a group by province, and the provinces of which all plans were fully read."""

    documents: Mapping[str, list[str]]
    sure: frozenset[str]

    @property
    def plans(self) -> int:
        return sum(map(len, self.documents.values()))


def left_out(tables: Mapping[str, Any], *, vintage: Vintage = "now") -> Any:
    """What no plan of a province names that at least half of the other provinces' plans of the same
    year and the same level of issuer name: an Arrow table, the most usual first in each province.

    `others` is how many plans of other provinces there are, `having` how many of them name it, in
    how many `provinces`; `rows` are examples. Nothing is said of a province whose plans of that
    year and level were not all fully read, nor where others have fewer than three plans."""
    provinces = Provinces.of(tables, vintage)
    groups, peers = _grouped(tables, provinces)
    axes = {axis.id: axis for axis in provinces.rows}
    rows = [
        _row(kind, found, group, peers[group], axes[row], provinces)
        for kind, find in _KINDS.items()
        for group, found in _by_item(find(tables), groups)
        for row in _lacking(found, peers[group], provinces)
    ]
    order = {row: place for place, row in enumerate(axes)}
    rows.sort(key=lambda row: (order[row["province_id"]], -row["share"], *_order(row)))
    return pa.Table.from_pylist(rows, codebook()["left_out"].schema)


def _grouped(
    tables: Mapping[str, Any], provinces: Provinces
) -> tuple[dict[str, Group], dict[Group, _Peers]]:
    """The group of each document that has one, and what each group holds."""
    groups: dict[str, Group] = {}
    found: defaultdict[Group, defaultdict[str, list[str]]]
    found = defaultdict(lambda: defaultdict(list))
    unsure: defaultdict[Group, set[str]] = defaultdict(set)
    for plan in read(tables, "plans", _Plan):
        row = provinces.row_of.get(plan.document, UNKNOWN)
        if row == UNKNOWN or plan.year is None or plan.issuer_level is None:
            continue
        group = groups[plan.document] = (plan.year, plan.issuer_level)
        found[group][row].append(plan.document)
        if not plan.fully_read:
            unsure[group].add(row)
    peers = {group: _Peers(own, frozenset(own) - unsure[group]) for group, own in found.items()}
    return groups, peers


def _by_item(
    found: Iterable[Found], groups: Mapping[str, Group]
) -> Iterator[tuple[Group, list[Found]]]:
    """What names an item in the documents of one group."""
    gathered: defaultdict[tuple[Group, str], list[Found]] = defaultdict(list)
    for item in found:
        if item.document in groups:
            gathered[groups[item.document], item.id].append(item)
    return ((group, rows) for (group, _), rows in gathered.items())


def _lacking(found: list[Found], peers: _Peers, provinces: Provinces) -> Iterator[str]:
    """The provinces that lack what enough others have."""
    having = {item.document for item in found}
    with_it = {provinces.row_of[document] for document in having}
    for row in peers.sure - with_it:
        others = peers.plans - len(peers.documents[row])
        if others >= ENOUGH and len(having) >= SHARE * others:
            yield row


def _row(
    kind: str, found: list[Found], group: Group, peers: _Peers, axis: Axis, provinces: Provinces
) -> dict[str, Any]:
    having = {item.document for item in found}
    others = peers.plans - len(peers.documents[axis.id])
    return {
        "kind": kind,
        "item_id": found[0].id,
        "item": most_used(Counter(item.name for item in found)),
        "province_id": axis.id,
        "province": axis.name,
        "year": group[0],
        "issuer_level": group[1],
        "documents": peers.documents[axis.id],
        "others": others,
        "having": len(having),
        "share": round(len(having) / others, 3),
        "provinces": len({provinces.row_of[document] for document in having}),
        "rows": [item.row for item in found[:_EXAMPLES]],
    }


def _order(row: Mapping[str, Any]) -> tuple[object, ...]:
    return (row["year"], row["issuer_level"], row["kind"], collation_key(row["item"]))
