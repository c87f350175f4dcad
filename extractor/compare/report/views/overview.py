"""What the corpus holds and what stands out in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extractor.compare.matrices import Matrix, Vintage
from extractor.compare.report.model import VINTAGES, Kept, Report, Row
from extractor.pages.words import Pair, Words

TOP = 5
UNREAD = 500
_LEADERS = {
    "campaigns": "province_campaign",
    "acts": "province_act",
    "agencies": "province_agency",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the overview begins with, and what it counts; one for each list of provinces
    where they differ."""

    key: str
    then: Pair
    now: Pair


@dataclass(frozen=True, slots=True)
class Leader:
    """What most provinces name, how many of them do, and rows that show it."""

    name: str
    provinces: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaders:
    """The foremost of one matrix. `view` shows all of it, `of` is the number of provinces."""

    view: str
    vintage: Vintage
    of: int
    leaders: tuple[Leader, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """An input that gave no plan."""

    input: str
    reason: Pair
    sentence: str


@dataclass(frozen=True, slots=True)
class Overview:
    """See the module. `subtitle` is for each list of provinces."""

    subtitle: Mapping[Vintage, Pair]
    figures: tuple[Figure, ...]
    leaders: tuple[Leaders, ...]
    copies: tuple[str, ...]
    others: tuple[str, ...]
    partly: tuple[str, ...]
    unread: Kept


def view(report: Report, words: Words) -> Overview:
    """The overview; `copies`, `others` and `partly` are documents that are not compared because
    they are copies or no plans, or are compared with care."""
    plans = report.plans
    return Overview(
        subtitle={vintage: _subtitle(report, vintage, words) for vintage in VINTAGES},
        figures=tuple(_figures(report, words)),
        leaders=tuple(_leaders(report)),
        copies=tuple(plan["document"] for plan in plans if plan["same_as"]),
        others=tuple(p["document"] for p in plans if not p["counted"] and not p["same_as"]),
        partly=tuple(p["document"] for p in plans if p["counted"] and not p["fully_read"]),
        unread=_unread(report, words),
    )


def _subtitle(report: Report, vintage: Vintage, words: Words) -> Pair:
    """*13 kế hoạch của 13 tỉnh, thành phố, 2022–2025*."""
    plans = report.counted
    return words(
        "page.subtitle",
        plans=words("word.plans", n=len(plans)),
        provinces=words("word.provinces", n=len(report.provinces(vintage))),
        years=_years(plans),
    )


def _figures(report: Report, words: Words) -> Iterator[Figure]:
    plans = report.counted
    documents = {plan["document"] for plan in plans}

    def same(key: str, value: object) -> Figure:
        return Figure(key, words.shown(value), words.shown(value))

    then, now = (len(report.provinces(vintage)) for vintage in VINTAGES)
    yield same("plans", len(plans))
    yield Figure("provinces", words.shown(then), words.shown(now))
    yield same("years", _years(plans))
    for key in ("tasks", "citations", "findings"):
        yield same(key, sum(d in documents for d in report.tables[key]["document"].to_pylist()))


def _years(plans: list[dict[str, Any]]) -> str:
    years = sorted({plan["year"] for plan in plans} - {None})
    return "–".join(map(str, dict.fromkeys(years[:1] + years[-1:]))) or "–"


def _leaders(report: Report) -> Iterator[Leaders]:
    for view_name, matrix_name in _LEADERS.items():
        for vintage, matrices in report.matrices.items():
            matrix = matrices[matrix_name]
            of = sum(row.plans > 0 for row in matrix.rows)
            yield Leaders(view_name, vintage, of, _foremost(matrix))


def _foremost(matrix: Matrix) -> tuple[Leader, ...]:
    """The columns that most rows name; of equals, those in more plans."""
    provinces = Counter(column for _, column in matrix.cells.named)
    first = sorted(matrix.columns, key=lambda column: -provinces[column.id])[:TOP]
    return tuple(
        Leader(column.name, provinces[column.id], tuple(_examples(matrix, column.id)))
        for column in first
    )


def _examples(matrix: Matrix, column: str) -> Iterator[str]:
    """A row of each province that names it."""
    for row in matrix.rows:
        cell = matrix.cells.named.get((row.id, column))
        yield from cell.rows[:1] if cell else ()


def _unread(report: Report, words: Words) -> Kept:
    rows = report.rows("unread")
    return Kept(tuple(_reason(row, words) for row in rows[:UNREAD]), len(rows), "unread")


def _reason(row: Row, words: Words) -> Unread:
    key = f"unread.{row['code']}"
    reason = words(key) if key in words else words.shown(row["code"])
    return Unread(row["input"], reason, row["sentence"])
