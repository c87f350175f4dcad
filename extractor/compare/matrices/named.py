"""What the rows of each table name: movements, acts, bodies, months, days, roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from extractor.compare.matrices.model import UNLISTED, Axis, Mode
from extractor.compare.matrices.pivot import Found
from extractor.compare.references import Acts
from extractor.compare.rows import CitationRow, PlanRow, read
from extractor.tables import table
from extractor.tables.places import provinces_named
from extractor.vietnamese import slug

Tables = Mapping[str, Any]
YEAR = "year"


class _Campaign(NamedTuple):
    id: str
    document: str
    campaign_id: str | None
    campaign_name: str | None
    name: str
    mentions: int


class _Assignee(NamedTuple):
    id: str
    document: str
    part: str
    mode: str
    agency_id: str | None
    agency_name: str | None
    name: str


class _Theme(NamedTuple):
    id: str
    document: str
    months: list[int]
    all_year: bool


class _Event(NamedTuple):
    id: str
    document: str
    day_id: str | None
    day_name: str | None
    name: str


class _Section(NamedTuple):
    id: str
    document: str
    parent: str | None
    role: str | None
    appendix: str | None


def campaigns(tables: Tables) -> Iterator[Found]:
    """The movements."""
    for row in read(tables, "campaigns", _Campaign):
        item = _item(row.campaign_id, row.campaign_name, row.name)
        yield Found(row.document, row.id, *item, row.mentions)


def acts(tables: Tables) -> Iterator[Found]:
    """The cited acts, each version by itself; two provinces' plans of one number are two."""
    known = Acts(read(tables, "plans", PlanRow))
    for row in read(tables, "citations", CitationRow):
        key = known.key(row)
        yield Found(row.document, row.id, key, _act(row, key), row.mentions, row.act_state)


def agencies(tables: Tables, mode: Mode | None = None) -> Iterator[Found]:
    """The bodies that are given work, in one mode or in all of them, also as partners."""
    for row in read(tables, "assignees", _Assignee):
        if mode in (None, "partner" if row.part == "partner" else row.mode):
            item = _item(row.agency_id, row.agency_name, row.name)
            yield Found(row.document, row.id, *item)


def months(tables: Tables) -> Iterator[Found]:
    """The months of themes; themes of the whole year by themselves."""
    for row in read(tables, "themes", _Theme):
        for month in (f"{month:02d}" for month in row.months):
            yield Found(row.document, row.id, month, _named("month")[month])
        if row.all_year:
            yield Found(row.document, row.id, YEAR, _named("month")[YEAR])


def days(tables: Tables) -> Iterator[Found]:
    """The days that themes mark."""
    for row in read(tables, "events", _Event):
        yield Found(row.document, row.id, *_item(row.day_id, row.day_name, row.name))


def roles(tables: Tables) -> Iterator[Found]:
    """The sections of the body that have a role of their own."""
    rows = list(read(tables, "sections", _Section))
    above = {row.id for row in rows if row.role}
    for row in rows:
        if row.role and row.parent not in above and row.appendix is None:
            yield Found(row.document, row.id, row.role, _named("role")[row.role])


def month_axes() -> tuple[Axis, ...]:
    """The twelve months, then the whole year."""
    words = table("compare/axes")["month"]
    twelve = (
        Axis(f"{month:02d}", words["month"]["vi"].format(month), words["month"]["en"].format(name))
        for month, name in enumerate(words["names"], start=1)
    )
    return (*twelve, Axis(YEAR, words["year"]["vi"], words["year"]["en"]))


def role_axes() -> tuple[Axis, ...]:
    """The roles in the order in which plans mostly have them."""
    return tuple(
        Axis(id, name["vi"], name["en"]) for id, name in table("compare/axes")["role"].items()
    )


@cache
def _named(kind: str) -> dict[str, str]:
    axes = month_axes() if kind == "month" else role_axes()
    return {axis.id: axis.name for axis in axes}


def _item(listed: str | None, name: str | None, written: str) -> tuple[str, str]:
    """Id and name; a name that no registry lists is known by its folded form."""
    return (listed, name or written) if listed else (f"{UNLISTED}{slug(written)}", written)


def _act(row: CitationRow, key: str) -> str:
    """What tells an act from others: `Luật Thanh niên (57/2020/QH14)`, `19/CT-TTg (2021)`,
    `06/KH-UBND (2023), Trà Vinh`."""
    title, number, year = row.act_name or row.title, row.number, str(row.act_year or "")
    head = title or number or row.type
    version = number if title else year
    if version and version not in head:
        head = f"{head} ({version})"
    elif year and year not in head:
        head = f"{head} ({year})"
    place = provinces_named(key.partition("@")[2].partition("/")[0])
    return f"{head}, {place[0].name}" if place else head
