"""What a plan is called across runs and re-scans."""

from __future__ import annotations

import hashlib
from datetime import date

from extractor.document import Document
from extractor.plan import Agency, Province
from extractor.vietnamese import fold, slug

_HASH_LENGTH = 16
_OF_ONE_PLACE = frozenset({"district", "commune"})


def plan_id(
    document: Document,
    province: Province | None,
    issuer: Agency | None,
    number: str | None,
    day: date | None,
) -> str:
    """Province, issuer, number, symbol and year where all are known, so that two scans of one plan
    get one id; else a hash of the words, free of marks and spaces, so that the same words do.

    Numbers restart each year in each body (Decree 30/2020/NĐ-CP, annex I, II.3). The symbol names
    a body of the province, so that its own name is left out; *UBND* of a district does not."""
    if province and number and day:
        where = slug(province.name)
        parts = (where, _own_name(issuer, where), slug(number), str(day.year))
        return "-".join(filter(None, parts))
    words = "".join(c for c in fold(document.text) if c.isalnum())
    return f"text-{hashlib.sha256(words.encode()).hexdigest()[:_HASH_LENGTH]}"


def _own_name(issuer: Agency | None, where: str) -> str:
    """The issuer without its province; empty where province and symbol tell it."""
    if issuer is None or (issuer.id and issuer.level not in _OF_ONE_PLACE):
        return ""
    name = slug(issuer.name)
    for ending in (f"-tinh-{where}", f"-thanh-pho-{where}", f"-{where}"):
        name = name.removesuffix(ending)
    return name
