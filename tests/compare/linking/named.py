"""Names as the linker gets them, and the lists of this folder, which were written before it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from extractor.compare.linking import (
    Link,
    link_agency,
    link_campaign,
    link_day,
    province_of,
)
from extractor.plan import Agency, At, Campaign, Citation, Event, Province

FOLDER = Path(__file__).parent
AT = At(start=0, end=0, confidence=1.0)


def lines(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def agency(text: str, *, level: str = "other", unit: str | None = None, name: str = "") -> Agency:
    return Agency.model_validate(
        {"text": text, "name": name or text, "id": None, "unit": unit, "level": level}
    )


def campaign(name: str) -> Campaign:
    return Campaign(id=None, name=name, text=name, scope="other", period=None, mentions=())


def event(name: str, day: str | None = None) -> Event:
    return Event(name=name, date=day, anniversary=None, id=None, at=AT)


def province(name: str) -> Province:
    return Province(name=name, code=None, code_list=None, current=None)


def citation(type: str, **given: object) -> Citation:  # noqa: A002
    usual = dict.fromkeys(("number", "title", "issued_on", "year", "issuer", "subject"))
    values = {"key": "", "type": type, "relation": "cites", "mentions": (), **usual, **given}
    return Citation.model_validate({name: value or None for name, value in values.items()} | {
        "key": "", "mentions": (), "issuer_inferred": bool(given.get("issuer_inferred")),
    })  # fmt: skip


def link(kind: str, name: str, on: date | None = None) -> Link:
    """The link of a name of any kind."""
    if kind == "agency":
        return link_agency(agency(name), on)
    if kind == "campaign":
        return link_campaign(campaign(name), on.year if on else None)
    if kind == "day":
        return link_day(event(name))
    then, _ = province_of(province(name), on)
    return Link(then, name, "exact" if then else "unlisted", 1.0)
