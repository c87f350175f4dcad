"""Provinces: the unit of the day of the plan, and the one of today that it is part of."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

from extractor.compare.linking.link import most_like
from extractor.compare.linking.misread import Vocabulary, only, vocabulary
from extractor.plan import Province
from extractor.tables.places import (
    Unit,
    current_of,
    place_key,
    province_named,
    province_names,
    provinces_named,
    units,
)


def province_of(province: Province, on: date | None) -> tuple[str | None, str | None]:
    """The ids of the unit of the day `on` and of the one of today. None where the name is
    listed nowhere; the first where no day or code says which of several units of a name is
    meant; the second where the unit's parts, or the several units, went different ways."""
    named = _named(province.name)
    if not named:
        return None, None
    then = _then(province, named, on)
    today = {current_of(unit) for unit in ((then,) if then else named)}
    now = today.pop() if len(today) == 1 else None
    return then.id if then else None, now.id if now else None


def nearest_province(name: str) -> tuple[Unit, float]:
    """The latest unit whose name is most like `name`."""
    best, alike = most_like(place_key(name), _by_key())
    return _by_key()[best], alike


def _then(province: Province, named: tuple[Unit, ...], on: date | None) -> Unit | None:
    """By the day; without one by the code, which the plan gives where only one unit fits."""
    if on:
        return province_named(named[0].name, on)
    coded = [unit for unit in named if (unit.code, unit.code_list) == _code(province)]
    return coded[0] if coded else named[0] if len(named) == 1 else None


def _code(province: Province) -> tuple[str | None, str | None]:
    return province.code, province.code_list


@lru_cache(maxsize=1 << 12)
def _named(name: str) -> tuple[Unit, ...]:
    return provinces_named(name) or only(name, _vocabulary(), provinces_named) or ()


@cache
def _by_key() -> dict[str, Unit]:
    return {place_key(unit.name): provinces_named(unit.name)[0] for unit in units().values()}


@cache
def _vocabulary() -> Vocabulary:
    return vocabulary(province_names())
