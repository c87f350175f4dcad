"""The id of an act: the same in every plan that cites it, whatever else it says of it.

A number starts anew each year and in each body: an id has kind, number, year, and the place of
a body that is not central (`kh-06-kh-ubnd-2023-tra-vinh`)."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from extractor.fields.province import last_province_in
from extractor.plan import Citation, Plan
from extractor.tables.acts import document_types, issuers
from extractor.tables.places import provinces_named
from extractor.vietnamese import slug

_YEAR = re.compile(r"(?<=/)(?:19|20)\d\d(?=/|$)")
_CODE = re.compile(r"[^\W\d_]+")
_CENTRAL, _DISTRICT = 3, 7  # the lowest rank of central bodies, the rank of districts' ones
_LOWER = re.compile(
    r"\b(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu)\s+"
    r"((?:[A-ZĐÀ-Ỹ]\w*\s?|\d+\s?){1,4})"
)


def numbered_id(type: str, number: str, year: int | None, place: str = "") -> str:
    """The id of an act by its number. Without a year, of all acts with this number."""
    in_number = _YEAR.search(number)
    parts = [kind_slug(type), slug(number.replace("TƯ", "TW"))]
    if year and not in_number:
        parts.append(str(year))
    return "-".join([*parts, *([place] if place else [])])


def titled_id(type: str, title: str, year: int | None = None, place: str = "") -> str:
    """The id of an act by its title. Without a year, of all its versions."""
    parts = (kind_slug(type), slug(title), str(year or ""), place)
    return "-".join(part for part in parts if part)


def has_symbol(number: str) -> bool:
    """Whether a number says more than a numeral: *Chỉ thị 05* does not."""
    return bool(_CODE.search(number))


def year_of(number: str) -> int | None:
    """The year that a number itself holds."""
    found = _YEAR.search(number)
    return int(found[0]) if found else None


def kind_slug(type: str) -> str:
    """The kind of an act in ids: its code, or its name where marks alone tell two codes apart
    (HD, HĐ)."""
    return _kind_slugs().get(type) or slug(type)


@cache
def _kind_slugs() -> dict[str, str]:
    shared = Counter(slug(kind.code) for kind in document_types())
    return {
        kind.code: slug(kind.name) if shared[slug(kind.code)] > 1 else slug(kind.code)
        for kind in document_types()
    }


def place_of(citation: Citation, plan: Plan | None) -> str:
    """Where the body sits that issued a cited act, as the citation or else the citing plan says:
    `ha-giang-quan-ba`. Empty for central bodies and where nothing says it."""
    written = citation.issuer if citation.issuer and not citation.issuer_inferred else ""
    if is_central(citation.number or "", written):
        return ""
    own = plan.province.name if plan and plan.province else None
    province = last_province_in(written) or own
    unit = _unit(written, province) or ("" if _provincial(citation, written) else _own_unit(plan))
    return "-".join(slug(part) for part in (province, unit) if part)


def is_central(number: str, issuer: str) -> bool:
    """Whether an act is a central body's, by the codes in its number. Councils and committees of
    provinces use the codes of central ones: what is written of them weighs more."""
    if last_province_in(issuer) or _LOCAL.search(issuer.lower()):
        return False
    ranks = [issuers()[code].rank for code in _CODE.findall(number) if code in issuers()]
    return any(rank <= _CENTRAL for rank in ranks) or not has_symbol(number)


_LOCAL = re.compile(r"\b(?:tỉnh|huyện|quận|thị xã|xã|phường|thị trấn|sở)\b|thành phố|đảng bộ")


def _provincial(citation: Citation, written: str) -> bool:
    """Whether the issuer is known to be a province's."""
    if written:
        return re.search(r"\b(?:tỉnh|sở)\b", written.lower()) is not None
    codes = _CODE.findall(citation.number or "")
    return any(code.startswith("S") or code in ("TU", "BTVTU") for code in codes)


def _unit(text: str, province: str | None) -> str:
    """The district or commune that a body's name ends with."""
    found = [name for match in _LOWER.finditer(text) if not _is(province, name := match[1].strip())]
    return found[-1] if found else ""


def _is(province: str | None, name: str) -> bool:
    return bool(province) and bool(provinces_named(name)) and slug(name) == slug(province or "")


def _own_unit(plan: Plan | None) -> str:
    """The district or commune of the citing plan's issuer."""
    issuer = plan.issuer if plan else None
    province = plan.province.name if plan and plan.province else None
    lower = issuer is not None and issuer.level in ("district", "commune")
    return _unit(issuer.name, province) if issuer and lower else ""
