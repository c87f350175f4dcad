"""Who does what until when: a row for each task."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from extractor.compare.report.model import Kept, Report, Row
from extractor.compare.report.naming import Name, Names
from extractor.pages.words import Pair, Words
from extractor.vietnamese import collation_key

MOST = 5000
AGENCIES = 300
"""Bodies to choose from, those with most tasks; any other can be searched for."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A task with the bodies that do it and their partners. `due` is the value of the filter: a
    month `2023-06`, `recurring` or `none`; `order` sorts by date."""

    id: str
    doers: tuple[str, ...]
    partners: tuple[str, ...]
    mode: str
    task: str
    target: str | None
    when: tuple[Pair, ...]
    due: str
    order: str
    plan: Name
    section: str | None
    page: int | None

    @property
    def agencies(self) -> tuple[str, ...]:
        """All bodies, each once."""
        return tuple(dict.fromkeys(self.doers + self.partners))


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
    """See `Ledger`. The table has a row for each body, the page one for each task, of the newest
    plans if there are too many."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = report.tables["ledger"]
    tasks = dict(zip(table["task_id"].to_pylist(), table["document"].to_pylist(), strict=True))
    documents = _newest(Counter(tasks.values()), report.newest)
    kept = table.filter(pc.is_in(table["document"], value_set=pa.array(documents, pa.string())))
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in kept.to_pylist():
        rows[row["task_id"]].append(row)
    duties = tuple(_duty(bodies, names, words) for bodies in rows.values())
    return Ledger(Kept(duties, len(tasks), "ledger"), tuple(_filters(duties, words)))


def _newest(tasks: Mapping[str, int], newest: Iterable[str]) -> list[str]:
    """As many whole plans as there is room for their tasks."""
    documents = [document for document in newest if document in tasks]
    reached = accumulate(tasks[document] for document in documents)
    return [document for document, total in zip(documents, reached, strict=True) if total <= MOST]


def _duty(rows: Sequence[Row], names: Names, words: Words) -> Duty:
    row = rows[0]
    day, rule = row["due"], row["recurrence"]
    when = [words.shown(day)] if day else []
    if rule:
        when.append(Pair.of(row["recurrence_vi"], row["recurrence_en"]))
    return Duty(
        id=row["task_id"],
        doers=_bodies(rows, "doer"),
        partners=_bodies(rows, "partner"),
        mode=row["mode"],
        task=row["task"],
        target=row["target"],
        when=tuple(when),
        due=f"{day:%Y-%m}" if day else "recurring" if rule else "none",
        order=day.isoformat() if day else rule or "",
        plan=names[row["document"]],
        section=row["section"],
        page=row["page"],
    )


def _bodies(rows: Sequence[Row], part: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["agency"] for row in rows if row["part"] == part))


def _filters(duties: Sequence[Duty], words: Words) -> list[Filter]:
    plans = [duty.plan for duty in duties]
    provinces = [
        Filter(vintage, words("word.province"), _options(getattr(n, vintage) for n in plans))
        for vintage in ("then", "now")
    ]
    years = sorted({plan.year for plan in plans if plan.year})
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


def _agencies(duties: Sequence[Duty], words: Words) -> tuple[tuple[str, Pair], ...]:
    common = Counter(agency for duty in duties for agency in duty.agencies).most_common(AGENCIES)
    return _options(words.shown(agency) for agency, _ in common)


def _dues(duties: Sequence[Duty], words: Words) -> list[tuple[str, Pair]]:
    found = sorted({duty.due for duty in duties} - {"recurring", "none"})
    months = [(m, words("ledger.in_month", month=str(int(m[5:])), year=m[:4])) for m in found]
    ends = [("recurring", words("ledger.recurring")), ("none", words("ledger.no_due"))]
    return [*months, *(end for end in ends if any(duty.due == end[0] for duty in duties))]
