"""The year of the plans: which months are full, and which days and topics the provinces mark."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from extractor.compare.matrices import Axis, Vintage
from extractor.compare.matrices.model import UNKNOWN
from extractor.compare.report.charts.counting import counted_plans
from extractor.compare.report.charts.shades import share_step
from extractor.compare.report.charts.wheel import Sector, sector
from extractor.compare.rows import read
from extractor.vietnamese import collation_key, even

DAYS, TOPICS = 6, 3
"""At most so many on the card of a month: what most provinces mark. The table has all."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A day or topic that plans mark. `date` is `MM-DD`, None for none; `lunar` where it is a day
    of the lunar year; `step`, 1 to 5, of those provinces that mark anything by month; `rows` are
    those of the table of events or themes."""

    name: str
    date: str | None
    lunar: bool
    plans: int
    provinces: tuple[str, ...]
    step: int
    rows: tuple[str, ...]

    @property
    def day(self) -> str | None:
        """The day as both languages write it: `3/2` is 3 February."""
        return f"{int(self.date[3:])}/{int(self.date[:2])}" if self.date else None


@dataclass(frozen=True, slots=True)
class Month:
    """A month, 1 to 12; 0 stands for the whole year. `rows` are its themes."""

    number: int
    plans: int
    days: tuple[Marked, ...]
    topics: tuple[Marked, ...]
    rows: tuple[str, ...]

    @property
    def marks(self) -> int:
        """How often plans mark a day or a topic: each plan once for each."""
        return sum(marked.plans for marked in (*self.days, *self.topics))

    @property
    def card(self) -> tuple[tuple[Marked, ...], tuple[Marked, ...]]:
        """The days that stand on the card, in their order, and the topics."""
        days = sorted(self.days[:DAYS], key=lambda marked: marked.date or "99")
        return tuple(days), self.topics[:TOPICS]


@dataclass(frozen=True, slots=True)
class MonthChart:
    """What the template draws; `plans` counts those that have themes by month at all. `key` ends
    the ids of its elements."""

    key: str
    months: tuple[Month, ...]
    sectors: tuple[Sector, ...]
    whole_year: Month
    plans: int
    provinces: int


class _Theme(NamedTuple):
    id: str
    document: str
    months: list[int] | None
    all_year: bool | None
    topics: list[str] | None

    @property
    def own(self) -> set[int]:
        """The months that it is for; 0 alone for the whole year."""
        months = set(self.months or ())
        return {0} if self.all_year or len(months) == 12 else months


class _Event(NamedTuple):
    id: str
    document: str
    theme: str
    months: list[int] | None
    name: str
    date: str | None
    lunar: bool | None
    day_id: str | None
    day_name: str | None

    @property
    def own(self) -> set[int]:
        """The months that it falls in; 0 alone where that is not known."""
        known = self.date and not self.lunar
        months = {int(self.date[:2])} if self.date and known else set(self.months or ())
        return months if 0 < len(months) < 12 else {0}


@dataclass(slots=True)
class _Tally:
    """What is gathered of one name: its spellings, the documents and rows that have it."""

    names: Counter[str] = field(default_factory=Counter)
    dates: Counter[tuple[str | None, bool]] = field(default_factory=Counter)
    documents: dict[str, None] = field(default_factory=dict)
    rows: list[str] = field(default_factory=list)

    def add(self, name: str, row: _Theme | _Event) -> None:
        self.names[name] += 1
        self.documents[row.document] = None
        self.rows.append(row.id)


_Tallies = dict[str, _Tally]
_Provinces = Mapping[str, Axis]


def month_chart(tables: Mapping[str, Any], vintage: Vintage = "now") -> MonthChart:
    """The months of all counted plans."""
    provinces = {
        document: counted.province for document, counted in counted_plans(tables, vintage).items()
    }
    themes = [theme for theme in read(tables, "themes", _Theme) if theme.document in provinces]
    events = [event for event in read(tables, "events", _Event) if event.document in provinces]
    days, topics = _days(events), _topics(themes, events)
    documents = {theme.document for theme in themes}
    of = len(_places(documents, provinces))

    def month(number: int) -> Month:
        own = [theme for theme in themes if number in theme.own]
        return Month(
            number=number,
            plans=len({theme.document for theme in own}),
            days=_marked(days[number], provinces, of),
            topics=_marked(topics[number], provinces, of),
            rows=tuple(theme.id for theme in own),
        )

    months = tuple(map(month, range(1, 13)))
    top = max(month.marks for month in months)
    return MonthChart(
        key=vintage,
        months=months,
        sectors=tuple(sector(m.number, m.marks, top) for m in months),
        whole_year=month(0),
        plans=len(documents),
        provinces=of,
    )


def _days(events: Iterable[_Event]) -> dict[int, _Tallies]:
    """The days that events name, by month."""
    found: dict[int, _Tallies] = defaultdict(lambda: defaultdict(_Tally))
    for event in events:
        name = event.day_name or event.name
        for month in event.own:
            tally = found[month][event.day_id or even(name)]
            tally.add(name, event)
            if event.date:
                tally.dates[event.date, bool(event.lunar)] += 1
    return found


def _topics(themes: Iterable[_Theme], events: Iterable[_Event]) -> dict[int, _Tallies]:
    """The topics of themes, by month. Those that only name a day of the same theme are left out."""
    days: dict[str, list[str]] = defaultdict(list)
    for event in events:
        days[event.theme].append(even(event.name))
    found: dict[int, _Tallies] = defaultdict(lambda: defaultdict(_Tally))
    for theme in themes:
        for topic in theme.topics or ():
            if not any(day in even(topic) for day in days[theme.id]):
                for month in theme.own:
                    found[month][even(topic)].add(topic, theme)
    return found


def _marked(tallies: _Tallies, provinces: _Provinces, of: int) -> tuple[Marked, ...]:
    """What most provinces mark first; then by date, then by name."""
    found = [_mark(tally, provinces, of) for tally in tallies.values()]
    return tuple(sorted(found, key=_foremost))


def _mark(tally: _Tally, provinces: _Provinces, of: int) -> Marked:
    """Called as most plans call it, on the day that most of them say."""
    (name, _), *_ = tally.names.most_common(1)
    (date, lunar), _ = (tally.dates.most_common(1) or [((None, False), 0)])[0]
    return Marked(
        name=name,
        date=date,
        lunar=lunar,
        plans=len(tally.documents),
        provinces=(where := _places(tally.documents, provinces)),
        step=share_step(len(where), of),
        rows=tuple(tally.rows),
    )


def _foremost(marked: Marked) -> tuple[Any, ...]:
    return (
        *(-len(marked.provinces), -marked.plans),
        *(marked.date or "99", collation_key(marked.name)),
    )


def _places(documents: Iterable[str], provinces: _Provinces) -> tuple[str, ...]:
    """The provinces of these documents, those that are known."""
    found = {provinces[document] for document in documents}
    return tuple(sorted((p.name for p in found if p.id != UNKNOWN), key=collation_key))
