"""Names to the registries' entries, by the ids that the plan JSON has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractor.plan import Agency, Campaign, Citation, Event, Province
from extractor.tables.bodies import bodies
from extractor.tables.days import days
from extractor.tables.movements import movements
from extractor.tables.places import provinces_named
from extractor.vietnamese import slug

How = Literal["exact", "variant", "short", "core", "near", "group", "unlisted"]
ActState = Literal["in_force", "replaced", "repealed", "not_yet", "unknown"]


@dataclass(frozen=True, slots=True)
class Link:
    """What a written name stands for in the registry, how it was found, and how like the name is
    to the nearest registered form, 0–1."""

    id: str | None
    name: str | None
    how: How
    likeness: float


def link_agency(agency: Agency, on: date | None) -> Link:
    """The registry's entry of a body."""
    return _link(agency.id, {id: body.name for id, body in bodies().items()})


def link_campaign(campaign: Campaign, year: int | None) -> Link:
    """The registry's entry of a movement."""
    return _link(campaign.id, {movement.id: movement.name for movement in movements()})


def link_act(citation: Citation) -> Link:
    """The act that a citation stands for."""
    return Link(slug(citation.key), None, "exact", 1.0)


def link_day(event: Event) -> Link:
    """The registry's entry of a day."""
    return _link(event.id, {day.id: day.name for day in days()})


def act_state(act_id: str | None, on: date | None) -> tuple[ActState, str | None]:
    """Whether an act was in force on a day, and what replaced it."""
    return "unknown", None


def province_of(province: Province, on: date | None) -> tuple[str | None, str | None]:
    """The ids of the unit then and of the one of today that it is part of."""
    now = province.current
    return _unit(province.name, province.code_list), _unit(now.name, now.code_list) if now else None


def _unit(name: str, code_list: str | None) -> str | None:
    named = (unit.id for unit in provinces_named(name) if unit.code_list == code_list)
    return next(named, None) if code_list else None


def _link(known: str | None, names: dict[str, str]) -> Link:
    if known is None:
        return Link(None, None, "unlisted", 0.0)
    return Link(known, names.get(known), "exact", 1.0)
