"""What a report is made of: tables, matrices and the graph, as they are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from extractor.compare.matrices import Matrix, Vintage

Row = Mapping[str, Any]
VINTAGES: tuple[Vintage, ...] = ("then", "now")
MERGED_ON = date(2025, 7, 1)
"""63 provinces became 34 on this day."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the page carries of a table, and how much there is in all."""

    rows: tuple[Any, ...]
    total: int
    table: str


@dataclass(frozen=True)
class Report:
    """All that the page shows. `tables` are those of the corpus and what was made of them
    (`ledger`, `findings`, `unlinked`, `passages`, `reuse`); matrices and what was left out are
    there for the provinces of then and of now."""

    tables: Mapping[str, Any]
    matrices: Mapping[Vintage, Mapping[str, Matrix]]
    left_out: Mapping[Vintage, Any]
    graph: Any
    version: str

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table in its order."""
        rows: list[dict[str, Any]] = self.tables[table].to_pylist()
        return rows

    @cached_property
    def plans(self) -> list[dict[str, Any]]:
        """All documents."""
        return self.rows("plans")

    @cached_property
    def counted(self) -> list[dict[str, Any]]:
        """The plans that are compared."""
        return [plan for plan in self.plans if plan["counted"]]

    @cached_property
    def newest(self) -> list[str]:
        """All documents, those first that were issued last; those without a day come at the end."""
        plans = sorted(self.plans, key=lambda plan: str(plan["document"]))
        plans.sort(key=lambda plan: plan["issued_on"] or date.min, reverse=True)
        return [plan["document"] for plan in plans]

    def provinces(self, vintage: Vintage) -> set[str]:
        """The provinces of the plans that are compared."""
        column = "province" if vintage == "then" else "province_now"
        return {plan[column] for plan in self.counted if plan[column]}

    def vintage(self) -> Vintage:
        """The list of provinces to begin with: that of then where all plans are older."""
        days = [plan["issued_on"] for plan in self.counted if plan["issued_on"]]
        return "then" if days and max(days) < MERGED_ON else "now"

    def fingerprint(self) -> str:
        """Twelve digits that change when a source file is added, removed or changed."""
        sources = sorted((plan["document"], plan["source_sha256"]) for plan in self.plans)
        sources += sorted((row["input"], row["code"]) for row in self.rows("unread"))
        return hashlib.sha256(repr(sources).encode()).hexdigest()[:12]
