"""Rows of the tables as typed values: a named tuple takes the columns that its fields name."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from extractor.archive.store.batches import batches as batched

_BATCH = 4_000
Row = TypeVar("Row", bound=NamedTuple)


def read(tables: Mapping[str, Any], name: str, kind: type[Row]) -> Iterator[Row]:
    """The rows of the table `name`, with those columns that `kind` has."""
    table = tables[name]
    columns = (table[column].to_pylist() for column in kind._fields)
    return map(kind._make, zip(*columns, strict=True))


def sorted_table(
    rows: Iterable[Mapping[str, Any]], key: Callable[[Mapping[str, Any]], Any], schema: Any
) -> Any:
    """The rows as an Arrow table, sorted by `key`. Only a batch is held as Python values."""
    import pyarrow as pa

    keys: list[Any] = []
    batches: list[Any] = []
    for batch in batched(rows, _BATCH):
        keys += map(key, batch)
        batches.append(pa.RecordBatch.from_pylist(batch, schema))
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return pa.Table.from_batches(batches, schema).take(pa.array(order, pa.int64()))


class PlanRow(NamedTuple):
    """What tells one plan from another."""

    id: str
    document: str
    same_as: str | None
    part_of: str | None
    counted: bool
    type: str | None
    number: str | None
    issued_on: datetime.date | None
    place: str | None
    title: str | None
    issuer: str | None
    issuer_level: str | None
    province: str | None
    province_now: str | None
    period_start: datetime.date | None
    period_end: datetime.date | None
    year: int | None
    issued_with: str | None
    read_by: str | None


class CitationRow(NamedTuple):
    """What a plan says of a document that it cites."""

    id: str
    document: str
    act_id: str | None
    act_name: str | None
    key: str
    type: str
    number: str | None
    title: str | None
    issued_on: datetime.date | None
    act_year: int | None
    issuer: str | None
    issuer_inferred: bool
    subject: str | None
    relation: str
    mentions: int
    act_state: str | None
    replaced_by: str | None
    sentence: str | None

    @property
    def any_number(self) -> str | None:
        """The number; of a law that is cited by its name and date that of the version meant."""
        last = self.key.rpartition(" ")[2]
        return self.number or (last if "/" in last else None)


class EventRow(NamedTuple):
    """A day that a plan marks."""

    id: str
    document: str
    name: str
    date: str | None
    lunar: bool
    anniversary: int | None
    day_id: str | None
    likeness: float | None
    sentence: str | None


class TaskRow(NamedTuple):
    """A piece of work."""

    id: str
    document: str
    text: str
    due: datetime.date | None


class CampaignRow(NamedTuple):
    """A movement that a plan names."""

    id: str
    document: str
    name: str
    period_start: datetime.date | None
    period_end: datetime.date | None


class SignatureRow(NamedTuple):
    """Who signs, for whom."""

    id: str
    document: str
    authority: str | None
    capacity: str | None
    position: str | None
