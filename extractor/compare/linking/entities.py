"""Every entry of the registries that a corpus names, with the ways in which it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from extractor.compare.linking.link import How
from extractor.tables.places import units

_SHARED = ("id", "document", "province_now")
KINDS = ("agency", "campaign", "act", "day", "province")


class Mention(NamedTuple):
    """A row of a table that names something."""

    kind: str
    row: str
    document: str
    province: str | None
    """The province of today of the plan that names it."""
    id: str | None
    name: str | None
    """The registry's."""
    written: str
    how: How
    times: int


@dataclass(slots=True)
class _Entity:
    name: str
    forms: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    provinces: set[str] = field(default_factory=set)


def entities(tables: Mapping[str, Any]) -> Any:
    """A row for each linked entry: its variants as `form (times)`, the most frequent first; how
    often and in how many documents it is named, and by plans of which provinces of today."""
    import pyarrow as pa

    found: dict[tuple[str, str], _Entity] = {}
    for mention in mentions(tables):
        if mention.id is None:
            continue
        entity = found.setdefault(
            (mention.kind, mention.id), _Entity(mention.name or mention.written)
        )
        entity.forms[mention.written] += mention.times
        entity.documents.add(mention.document)
        if mention.province:
            entity.provinces.add(mention.province)
    rows = sorted(found.items(), key=lambda item: (KINDS.index(item[0][0]), item[0][1]))
    schema = pa.schema(
        [
            ("kind", pa.string()),
            ("entity_id", pa.string()),
            ("name", pa.string()),
            ("variants", pa.list_(pa.string())),
            ("mentions", pa.int32()),
            ("documents", pa.int32()),
            ("provinces", pa.list_(pa.string())),
        ]
    )
    return pa.Table.from_pylist([_row(*key, entity) for key, entity in rows], schema)


def mentions(tables: Mapping[str, Any]) -> Iterator[Mention]:
    """Everything that rows of the tables name, of all kinds. Copies of a document do not count."""
    copies = {
        document
        for document, same in _columns(tables, "plans", ("document", "same_as"))
        if same is not None
    }
    sources = (_agencies(tables), _campaigns(tables), _acts(tables), _days(tables))
    for source in (*sources, _provinces(tables)):
        yield from (mention for mention in source if mention.document not in copies)


def _row(kind: str, entity_id: str, entity: _Entity) -> dict[str, Any]:
    return {
        "kind": kind,
        "entity_id": entity_id,
        "name": entity.name,
        "variants": [f"{form} ({times})" for form, times in _most(entity.forms)],
        "mentions": sum(entity.forms.values()),
        "documents": len(entity.documents),
        "provinces": sorted(entity.provinces),
    }


def _most(forms: Counter[str]) -> list[tuple[str, int]]:
    return sorted(forms.items(), key=lambda item: (-item[1], item[0]))


def _agencies(tables: Mapping[str, Any]) -> Iterator[Mention]:
    names = (*_SHARED, "agency_id", "agency_name", "text", "link")
    for row in _columns(tables, "assignees", names):
        yield Mention._make(("agency", *row, 1))


def _campaigns(tables: Mapping[str, Any]) -> Iterator[Mention]:
    names = (*_SHARED, "campaign_id", "campaign_name", "name", "link", "mentions")
    for row in _columns(tables, "campaigns", names):
        yield Mention._make(("campaign", *row))


def _acts(tables: Mapping[str, Any]) -> Iterator[Mention]:
    names = (*_SHARED, "act_id", "act_name", "number", "title", "link", "mentions")
    for row in _columns(tables, "citations", names):
        id, document, province, act, name, number, title, how, times = row
        written = " ".join(part for part in (title, number) if part)
        yield Mention("act", id, document, province, act, name, written, how, times)


def _days(tables: Mapping[str, Any]) -> Iterator[Mention]:
    names = (*_SHARED, "day_id", "day_name", "name", "link")
    for row in _columns(tables, "events", names):
        yield Mention._make(("day", *row, 1))


def _provinces(tables: Mapping[str, Any]) -> Iterator[Mention]:
    for *row, id, name in _columns(tables, "plans", (*_SHARED, "province_id", "province")):
        if name:
            listed = units()[id].name if id else None
            how: How = "exact" if id else "unlisted"
            yield Mention._make(("province", *row, id, listed, name, how, 1))


def _columns(
    tables: Mapping[str, Any], table: str, names: Iterable[str]
) -> Iterator[tuple[Any, ...]]:
    return zip(*(tables[table][name].to_pylist() for name in names), strict=True)
