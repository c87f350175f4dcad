"""The id of an act: the same in every plan that cites it, whatever else they say of it.

A number starts anew each year and in each body: an id has kind, number, year, and the place of a
body that is not central: `nd-91-2017-nd-cp`, `ct-34-ct-tw-2014`, `kh-06-kh-ubnd-2023@tra-vinh`."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from extractor.compare.linking.scope import scope_of
from extractor.plan import Citation, Plan
from extractor.tables.acts import document_types
from extractor.vietnamese import slug

_YEAR = re.compile(r"(?<=/)(?:19|20)\d\d(?=/|$)")
_CODE = re.compile(r"[^\W\d_]")


class _Citing(NamedTuple):
    province: str | None
    number: str | None
    issuer: str | None


def numbered_id(kind: str, number: str, year: int | None) -> str:
    """The id of an act by its number. Without a year, of all acts with this number."""
    parts = [kind_slug(kind), slug(number.replace("TƯ", "TW"))]
    if year and not year_of(number):
        parts.append(str(year))
    return "-".join(parts)


def titled_id(kind: str, title: str, year: int | None = None) -> str:
    """The id of an act by its title. Without a year, of all its versions."""
    return "-".join(part for part in (kind_slug(kind), slug(title), str(year or "")) if part)


def place_of(citation: Citation, plan: Plan | None) -> str:
    """What an id ends with that is a local body's: `@ha-giang/huyen-quan-ba`. Where nothing tells
    whose act it is, it is one of the citing plan alone. Without a plan nothing is told."""
    if plan is None:
        return ""
    scope = scope_of(citation, _citing(plan))
    return f"@{plan.id}" if scope is None else str(scope)


def has_symbol(number: str) -> bool:
    """Whether a number says more than a numeral: *Chỉ thị 05* does not."""
    return bool(_CODE.search(number))


def year_of(number: str) -> int | None:
    """The year that a number itself holds."""
    found = _YEAR.search(number)
    return int(found[0]) if found else None


def kind_slug(code: str) -> str:
    """The kind of an act in ids: its code, or its name where marks alone tell two codes apart
    (HD, HĐ)."""
    return _kind_slugs().get(code) or slug(code)


@cache
def _kind_slugs() -> dict[str, str]:
    shared = Counter(slug(kind.code) for kind in document_types())
    return {
        kind.code: slug(kind.name if shared[slug(kind.code)] > 1 else kind.code)
        for kind in document_types()
    }


def _citing(plan: Plan) -> _Citing:
    province, issuer = plan.province, plan.issuer
    return _Citing(
        province.name if province else None, plan.number, issuer.name if issuer else None
    )
