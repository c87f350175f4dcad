"""How to read the report: the tables beside it, and how to cite it."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.compare.report.model import Report
from extractor.pages.words import Pair, Words


@dataclass(frozen=True, slots=True)
class About:
    """What was compared, so that another can say whether it has the same."""

    plans: Pair
    provinces: Pair
    fingerprint: str
    tables: tuple[tuple[str, int], ...]


def view(report: Report, words: Words) -> About:
    """See `About`."""
    return About(
        words("word.plans", n=len(report.counted)),
        words("word.provinces", n=len(report.provinces("then"))),
        report.fingerprint(),
        tuple((name, table.num_rows) for name, table in report.tables.items()),
    )
