"""Checks that flag what cannot be, or hardly can, in what plans say.

A wrong alarm costs a reader more than a missed error: where a rule cannot be sure which document,
day or body is meant, it says nothing. Codes, grades and messages are in
`data/compare/checks.toml`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from extractor.compare.checks import acts, agreement, bodies, days, times
from extractor.compare.checks.evidence import table_of
from extractor.compare.checks.view import Raised, View

__all__ = ["CHECKS", "findings"]

CHECKS: tuple[Callable[[View], Iterator[Raised]], ...] = (
    acts.own_acts,
    acts.mutual_replacements,
    agreement.dates,
    agreement.years,
    agreement.subjects,
    agreement.numbers,
    days.anniversaries,
    times.dues,
    times.periods,
    bodies.places,
    bodies.signers,
)


def findings(tables: Mapping[str, Any]) -> pa.Table:
    """What the checks find, in the order of the documents. Copies are not checked again."""
    view = View.of(tables)
    return table_of(tables, [raised for check in CHECKS for raised in check(view)])
