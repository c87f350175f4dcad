"""Plans become tables, a batch of rows at a time: memory holds the columns, not the plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from extractor.compare.linking import settle
from extractor.compare.model import Member, Unread
from extractor.compare.tables.cited import campaign_rows, citation_rows, mention_rows
from extractor.compare.tables.codebook import Entry, codebook
from extractor.compare.tables.context import Context, Row
from extractor.compare.tables.ending import recipient_rows, signature_rows, warning_rows
from extractor.compare.tables.months import event_rows, theme_rows
from extractor.compare.tables.outline import section_rows
from extractor.compare.tables.plans import plan_row
from extractor.compare.tables.work import (
    assignee_rows,
    assignment_rows,
    target_rows,
    task_rows,
)

_BATCH = 4_000

READERS: Mapping[str, Callable[[Context], Iterable[Row]]] = {
    "plans": lambda context: (plan_row(context),),
    "sections": section_rows,
    "citations": citation_rows,
    "mentions": mention_rows,
    "campaigns": campaign_rows,
    "themes": theme_rows,
    "events": event_rows,
    "assignments": assignment_rows,
    "assignees": assignee_rows,
    "tasks": task_rows,
    "targets": target_rows,
    "recipients": recipient_rows,
    "signatures": signature_rows,
    "warnings": warning_rows,
}


class Tables(Mapping[str, Any]):
    """Tidy tables by name, each a `pyarrow.Table` as the codebook describes it."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._tables = dict(tables)

    def __getitem__(self, name: str) -> Any:
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def only(self, documents: Iterable[str]) -> Tables:
        """The rows of these documents. Inputs without a plan belong to none."""
        wanted = pa.array(sorted(set(documents)), pa.string())
        kept = {
            name: table.filter(pc.is_in(table["document"], value_set=wanted))
            for name, table in self.items()
            if "document" in table.column_names
        }
        return Tables({name: kept.get(name, self[name].slice(0, 0)) for name in self})


def build(members: Iterable[Member], unread: Iterable[Unread]) -> Tables:
    """The tables of these documents, rows in the order of the documents. Each document is read
    once and let go; `unread` is gone through after them."""
    entries = codebook()
    piles = {name: _Pile(entries[name]) for name in READERS}
    for member in members:
        context = Context(member)
        for name, rows_of in READERS.items():
            piles[name].add(rows_of(context))
    tables = {name: pile.table() for name, pile in piles.items()}
    tables["citations"] = settle(tables["citations"], tables["plans"])
    inputs = _Pile(entries["unread"])
    inputs.add(map(asdict, unread))
    return Tables(tables | {"unread": inputs.table()})


@dataclass
class _Pile:
    """Rows of a table; whole batches of them are already columns."""

    entry: Entry
    rows: list[Row] = field(default_factory=list)
    batches: list[Any] = field(default_factory=list)

    def add(self, rows: Iterable[Row]) -> None:
        self.rows.extend(rows)
        if len(self.rows) >= _BATCH:
            self._settle()

    def table(self) -> Any:
        self._settle()
        return pa.Table.from_batches(self.batches, self.entry.schema)

    def _settle(self) -> None:
        """Empty words count as none: no file but Parquet could tell them apart."""
        columns = [
            pa.array(
                [row[column.name] or None for row in self.rows]
                if column.type == "string"
                else [row[column.name] for row in self.rows],
                column.arrow,
            )
            for column in self.entry.columns
        ]
        self.batches.append(pa.RecordBatch.from_arrays(columns, schema=self.entry.schema))
        self.rows.clear()
