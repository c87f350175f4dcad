"""Corpora made of the small plan, for what the sample corpus does not have."""

from __future__ import annotations

from typing import Any

from extractor.compare.model import Member
from extractor.compare.tables import Tables, build
from extractor.plan import Agency, Campaign, Plan, Province
from extractor.plan.model import CurrentProvince, WarningRecord

UNREAD = WarningRecord(code="page_unreadable", message="Page 2 could not be read.", page=2)


def province(name: str, code: str, now: str, now_code: str, code_list: Any = "63") -> Province:
    """A province, and the one that it is part of today."""
    current = CurrentProvince(name=now, code=now_code, code_list="34")
    return Province(name=name, code=code, code_list=code_list, current=current)


BEN_TRE = province("Bến Tre", "83", "Vĩnh Long", "86")
TRA_VINH = province("Trà Vinh", "84", "Vĩnh Long", "86")
CAO_BANG = province("Cao Bằng", "04", "Cao Bằng", "04")
CAO_BANG_NOW = province("Cao Bằng", "04", "Cao Bằng", "04", "34")
NINH_BINH = province("Ninh Bình", "37", "Ninh Bình", "37")
NINH_BINH_NOW = province("Ninh Bình", "37", "Ninh Bình", "37", "34")
DAK_LAK = province("Đắk Lắk", "66", "Đắk Lắk", "66")
DA_NANG = province("Đà Nẵng", "48", "Đà Nẵng", "48")


def campaign(plan: Plan, name: str, listed: str | None = None) -> Campaign:
    """The small plan's movement by another name."""
    return plan.campaigns[0].model_copy(update={"name": name, "id": listed})


def agency(name: str, listed: str | None = None) -> Agency:
    """A body that is named nowhere in particular."""
    return Agency(text=name, name=name, id=listed, level="department")


def corpus(*members: Member) -> Tables:
    """Their tables."""
    return build(members, ())


def member(document: str, plan: Plan, same_as: str | None = None, /, **changes: Any) -> Member:
    """The plan with `changes`, as a document of a corpus."""
    return Member(document, plan.model_copy(update=changes), same_as)
