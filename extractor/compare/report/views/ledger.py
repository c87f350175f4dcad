"""Who does what until when: a row for each task of each body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from extractor.compare.recurrences import in_words
from extractor.compare.report.model import Kept, Report, Row
from extractor.compare.report.naming import Name, Names
from extractor.compare.report.words import Pair, Words
from extractor.vietnamese import collation_key

MOST = 5000
AGENCIES = 300
"""Bodies to choose from, those with most tasks; any other can be searched for."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A row. `due` is the value of the filter: a month `2023-06`, `recurring` or `none`; `order`
    sorts by date."""

    id: str
    agency: str
    part: str
    mode: str
    task: str
    targets: tuple[str, ...]
    when: tuple[Pair, ...]
    due: str
    order: str
    plan: Name
    section: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice above the rows: `name` is the data attribute, `options` its values in words."""

    name: str
    label: Pair
    options: tuple[tuple[str, Pair], ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows, by province, plan and place, and how they can be chosen."""

    duties: Kept
    filters: tuple[Filter, ...]


def view(report: Report, names: Names, words: Words) -> Ledger:
    """See `Ledger`."""
    rows = [row for row in report.rows("ledger") if row["document"] in names]
    rows.sort(key=lambda row: _place(names[row["document"]]))
    duties = tuple(_duty(row, names, words) for row in rows[:MOST])
    return Ledger(Kept(duties, len(rows), "ledger"), tuple(_filters(duties, names, words)))


def _place(name: Name) -> tuple[Any, ...]:
    return collation_key(str(name.then.vi)), name.year or 0, name.document


def _duty(row: Row, names: Names, words: Words) -> Duty:
    day, rule = row["due"], row["recurrence"]
    when = [words.shown(day)] if day else []
    if rule:
        when.append(Pair.of(in_words(rule, "vi"), in_words(rule, "en")))
    return Duty(
        id=row["id"],
        agency=row["agency"] or "",
        part=row["part"],
        mode=row["mode"],
        task=row["task"],
        targets=tuple(row["targets"] or ()),
        when=tuple(when),
        due=f"{day:%Y-%m}" if day else "recurring" if rule else "none",
        order=day.isoformat() if day else rule or "",
        plan=names[row["document"]],
        section=row["section"],
        page=row["page"],
    )


def _filters(duties: Iterable[Duty], names: Names, words: Words) -> list[Filter]:
    duties = list(duties)
    plans = [duty.plan for duty in duties]
    provinces = [
        Filter(vintage, words("word.province"), _options(getattr(n, vintage) for n in plans))
        for vintage in ("then", "now")
    ]
    years = sorted({plan.year for plan in plans} - {None})
    modes = [m for m in ("assigned", "requested", "general") if any(d.mode == m for d in duties)]
    return [
        *provinces,
        Filter("agency", words("ledger.by"), _agencies(duties, words)),
        Filter("due", words("ledger.due_in"), tuple(_dues(duties, words))),
        Filter("mode", words("ledger.mode"), tuple((m, words(f"mode.{m}")) for m in modes)),
        Filter("year", words("word.year"), tuple((str(y), Pair.of(str(y), str(y))) for y in years)),
    ]


def _options(pairs: Iterable[Pair]) -> tuple[tuple[str, Pair], ...]:
    found = sorted(set(pairs), key=lambda pair: collation_key(str(pair.vi)))
    return tuple((pair.text, pair) for pair in found)


def _agencies(duties: list[Duty], words: Words) -> tuple[tuple[str, Pair], ...]:
    common = Counter(duty.agency for duty in duties if duty.agency).most_common(AGENCIES)
    return _options(words.shown(agency) for agency, _ in common)


def _dues(duties: list[Duty], words: Words) -> list[tuple[str, Pair]]:
    found = sorted({duty.due for duty in duties} - {"recurring", "none"})
    months = [(m, words("ledger.in_month", month=str(int(m[5:])), year=m[:4])) for m in found]
    ends = [("recurring", words("ledger.recurring")), ("none", words("ledger.no_due"))]
    return [*months, *(end for end in ends if any(duty.due == end[0] for duty in duties))]
