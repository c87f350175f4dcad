"""The provinces as tiles of one size, each about where it lies: 63 until 30 June 2025, 34 since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.compare.matrices import Axis, Vintage
from extractor.compare.report.charts.counting import counted_plans, name_of
from extractor.compare.report.charts.heatmap import Heatmap
from extractor.compare.report.charts.shades import Shade, legend, step
from extractor.pages.words import Pair
from extractor.tables import rows
from extractor.tables.places import CodeList, units


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the grid, both counted from 1 at the top left. `units` are the ids of the
    province under each name and kind that it had in this list; `archipelago` is the part of it
    that lies here by itself."""

    units: tuple[str, ...]
    name: str
    short: str
    row: int
    column: int
    archipelago: str | None


@dataclass(frozen=True, slots=True)
class Tile:
    """A place with what is counted of it; `rows` are its plans."""

    place: Place
    plans: int
    step: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TileMap:
    """What the template draws; `key` ends the ids of its elements. `elsewhere` are provinces that
    are not on it, or not known, with their plans; `measures` the tables in the page whose columns
    the reader may lay on it."""

    key: Vintage
    tiles: tuple[Tile, ...]
    elsewhere: tuple[tuple[Pair, int], ...]
    shades: tuple[Shade, ...]
    measures: tuple[Heatmap, ...]

    @property
    def provinces(self) -> tuple[Tile, ...]:
        """The tiles that are provinces, from north to south."""
        return tuple(tile for tile in self.tiles if not tile.place.archipelago)


@cache
def places(code_list: CodeList) -> tuple[Place, ...]:
    """The grid of a list of provinces, from north to south."""
    known = units()
    same: dict[str | None, list[str]] = defaultdict(list)
    for unit in known.values():
        if unit.code_list == code_list:
            same[unit.code].append(unit.id)
    return tuple(
        Place(
            units=tuple(same[unit.code]),
            name=unit.name,
            short=row["short"] or unit.name,
            row=int(row["row"]),
            column=int(row["column"]),
            archipelago=row["archipelago"] or None,
        )
        for row in rows("compare/tile_grid")
        if (unit := known[row["unit"]]).code_list == code_list
    )


def tile_map(
    vintage: Vintage, tables: Mapping[str, Any], measures: tuple[Heatmap, ...] = ()
) -> TileMap:
    """The map of all counted plans: on the list of 63 by the provinces of then, on that of 34 by
    those that they are part of now."""
    grid = places("63" if vintage == "then" else "34")
    tile_of = {unit: place for place in grid for unit in place.units}
    found: dict[Place, list[str]] = {place: [] for place in grid}
    elsewhere: dict[Axis, None] = {}
    for counted in counted_plans(tables, vintage).values():
        if place := tile_of.get(counted.province.id):
            found[place].append(counted.plan.id)
        else:
            elsewhere[counted.province] = None
    parts = {place: found[tile_of[place.units[0]]] for place in grid}
    top = max(map(len, parts.values()))
    return TileMap(
        key=vintage,
        tiles=tuple(Tile(p, len(ids), step(len(ids), top), tuple(ids)) for p, ids in parts.items()),
        elsewhere=tuple((name_of(axis), axis.plans) for axis in elsewhere),
        shades=legend(top),
        measures=measures,
    )
