"""What a province left out that others name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extractor.compare.matrices import Vintage
from extractor.compare.report.model import Kept, Report
from extractor.pages.words import Pair, Words

MOST = 500


@dataclass(frozen=True, slots=True)
class Omissions:
    """The rows of `left_out`, by province, what most others name first; and what they can be
    chosen by."""

    omissions: Kept
    provinces: tuple[tuple[str, Pair], ...]
    kinds: tuple[tuple[str, Pair], ...]


def view(report: Report, words: Words) -> Mapping[Vintage, Omissions]:
    """The omissions for each list of provinces."""
    return {
        vintage: _omissions(table.slice(0, MOST).to_pylist(), table.num_rows, words)
        for vintage, table in report.left_out.items()
    }


def _omissions(rows: list[dict[str, object]], total: int, words: Words) -> Omissions:
    provinces = dict.fromkeys(str(row["province"]) for row in rows)
    kinds = sorted({str(row["kind"]) for row in rows})
    return Omissions(
        Kept(tuple(rows), total, "left_out"),
        tuple((name, words.shown(name)) for name in provinces),
        tuple((kind, words(f"omissions.{kind}")) for kind in kinds),
    )
