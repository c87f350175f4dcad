"""Matrices: which province names which movement, cites which act, gives which body what work, marks
which months and days, has which sections; and what it left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractor.compare.matrices import named
from extractor.compare.matrices.files import cells, wide
from extractor.compare.matrices.gaps import left_out
from extractor.compare.matrices.model import Axis, Cell, Matrix, Mode, State, Vintage
from extractor.compare.matrices.pivot import pivot
from extractor.compare.matrices.provinces import Provinces

__all__ = [
    "Axis", "Cell", "Matrix", "Mode", "State", "Vintage", "cells", "left_out", "matrices",
    "province_act", "province_agency", "province_campaign", "province_day", "province_month",
    "province_role", "wide",
]  # fmt: skip

Tables = Mapping[str, Any]
MODES: tuple[Mode, ...] = ("assigned", "requested", "general", "partner")


def province_campaign(tables: Tables, *, vintage: Vintage = "now") -> Matrix:
    """Province × movement. A cell's times are its mentions."""
    found = named.campaigns(tables)
    return pivot("province_campaign", "campaigns", found, Provinces.of(tables, vintage))


def province_act(tables: Tables, *, vintage: Vintage = "now") -> Matrix:
    """Province × cited act, each version by itself. A cell's times are its mentions."""
    found = named.acts(tables)
    return pivot("province_act", "citations", found, Provinces.of(tables, vintage))


def province_agency(
    tables: Tables, *, mode: Mode | None = None, vintage: Vintage = "now"
) -> Matrix:
    """Province × body that is given work, in one mode or in all. Times are assignments."""
    name = f"province_agency_{mode}" if mode else "province_agency"
    found = named.agencies(tables, mode)
    return pivot(name, "assignees", found, Provinces.of(tables, vintage))


def province_month(tables: Tables, *, vintage: Vintage = "now") -> Matrix:
    """Province × month, and the whole year apart. Times are themes."""
    found = named.months(tables)
    provinces = Provinces.of(tables, vintage)
    return pivot("province_month", "themes", found, provinces, named.month_axes())


def province_day(tables: Tables, *, vintage: Vintage = "now") -> Matrix:
    """Province × day that its themes mark. Times are themes."""
    return pivot("province_day", "events", named.days(tables), Provinces.of(tables, vintage))


def province_role(tables: Tables, *, vintage: Vintage = "now") -> Matrix:
    """Province × role of top-level sections. Times are sections."""
    found = named.roles(tables)
    provinces = Provinces.of(tables, vintage)
    return pivot("province_role", "sections", found, provinces, named.role_axes())


def matrices(tables: Tables, *, vintage: Vintage = "now") -> dict[str, Matrix]:
    """All of them by name."""
    made = (
        province_campaign(tables, vintage=vintage),
        province_act(tables, vintage=vintage),
        province_agency(tables, vintage=vintage),
        *(province_agency(tables, mode=mode, vintage=vintage) for mode in MODES),
        province_month(tables, vintage=vintage),
        province_day(tables, vintage=vintage),
        province_role(tables, vintage=vintage),
    )
    return {matrix.name: matrix for matrix in made}
