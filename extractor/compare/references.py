"""Which act, or which plan of the corpus, a citation means.

Numbers restart each year in each body (Decree 30/2020/NĐ-CP, annex I, II.3), so that the act of a
local body is known by its province too, and that of a district or commune by its place. A rule
asks for what only one document can answer to; where two might, there is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import regex

from extractor.archive.linking.facts import issuer_key, number_key
from extractor.compare.rows import CitationRow, PlanRow
from extractor.tables.acts import issuers, rank_of
from extractor.tables.places import place_in, provinces_named
from extractor.vietnamese import fold, slug

_CENTRAL = 3  # the lowest rank of bodies of the whole country
_TERM = regex.compile(r"(?<=QH)\d{1,2}$")
_YEAR = regex.compile(r"(?:19|20)\d{2}")
# Words of a place in small letters, its name or nothing behind them: not *bảo hiểm xã hội*.
_UNIT = regex.compile(
    r"(?<!\p{L})(?:huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|thành phố)(?:\s+[\p{Lu}\d].*)?$"
)
# Before the name of a place that is not a smaller one's.
_BARE = r"(?<!(?:huyen|quan|thi xa|thi tran|xa|phuong|thanh pho)\s)"
_OF_PLACE = regex.compile(r"(?<!\w)(?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong)(?!\w)")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a number is told apart. Both empty: in the whole country. `unit` is the district or
    commune below the province, `huyen` alone where it is not named."""

    province: str
    unit: str


NATION = Scope("", "")


class Acts:
    """The acts that citations mean, and those of them that the corpus holds."""

    def __init__(self, plans: Iterable[PlanRow]) -> None:
        self._plans = {plan.document: plan for plan in plans}
        self._known: defaultdict[tuple[str, int, Scope], list[PlanRow]] = defaultdict(list)
        for plan in self._plans.values():
            if plan.same_as is None and plan.number and plan.issued_on:
                key = number_key(plan.number) or ""
                self._known[key, plan.issued_on.year, own_scope(plan)].append(plan)

    def scope(self, citation: CitationRow) -> Scope | None:
        """Where the cited number or title is told apart; None where the plan does not tell."""
        if not is_local(citation.number, citation.title, citation.issuer):
            return NATION
        by = self._plans[citation.document]
        named = _province_in(citation.issuer or "")
        province = named or by.province
        if province is None:
            return None
        own = own_scope(by)
        unit = unit_of(citation.issuer or "", province)
        if named is None and (_is_own(citation, by) or (unit and own.unit.startswith(f"{unit}-"))):
            unit = own.unit
        return Scope(slug(province), unit)

    def key(self, citation: CitationRow) -> str:
        """The same for the same act in all plans: `nd-91-2017-nd-cp`; that of a local body ends
        with its place, `kh-31-kh-ubnd-2021@an-giang`. Where the place is not told the act is one
        of this document's alone."""
        if "@" in (citation.act_id or ""):
            return citation.act_id or ""
        parts = (citation.type, citation.number or citation.title or "", str(citation.act_year))
        key = citation.act_id or slug(" ".join(parts[: 3 if citation.act_year else 2]))
        scope = self.scope(citation)
        if scope is None:
            return f"{key}@{citation.document}"
        return "@".join(filter(None, (key, "/".join(filter(None, (scope.province, scope.unit))))))

    def numbered(self, citation: CitationRow) -> PlanRow | None:
        """The one document of the corpus with the cited number, year, body and place."""
        scope = self.scope(citation)
        number = number_key(citation.number)
        if scope is None or number is None or citation.act_year is None:
            return None
        by = self._plans[citation.document]
        found = [
            plan
            for plan in self._known.get((number, citation.act_year, scope), ())
            if _is_issuer(plan, citation, by)
        ]
        return found[0] if len(found) == 1 else None

    def meant(self, citation: CitationRow) -> PlanRow | None:
        """The document of the corpus that is cited, if nothing that is said of it is false."""
        plan = self.numbered(citation)
        if plan is None or plan.document == citation.document:
            return None
        return plan if citation.issued_on in (None, plan.issued_on) else None


def own_scope(plan: PlanRow) -> Scope:
    """Where the number of `plan` is told apart."""
    if plan.province is None or not is_local(plan.number, None, plan.issuer):
        return NATION
    return Scope(slug(plan.province), unit_of(plan.issuer or "", plan.province))


@cache
def is_local(number: str | None, title: str | None, issuer: str | None) -> bool:
    """Whether a body below the country's issued the act: by the codes in its number, else by the
    words of its title."""
    if number:
        codes = _codes(number)
        ranks = [rank for code in codes if (rank := rank_of(code)) is not None]
        central = any(code.endswith("TW") for code in codes) or "trung uong" in fold(issuer or "")
        return not central and all(rank > _CENTRAL for rank in ranks)
    return _OF_PLACE.search(fold(title or "")) is not None


@cache
def _codes(number: str) -> tuple[str, ...]:
    """`02/2020/UBTVQH14` → `UBTVQH`; the code of the kind is among them."""
    parts = regex.split(r"[-/.]", number)
    return tuple(_TERM.sub("", part) for part in parts if part and not part.isdigit())


@cache
def _province_in(issuer: str) -> str | None:
    return place_in(issuer)


@cache
def unit_of(body: str, province: str) -> str:
    """The district or commune of whose body this is the name: `UBND huyện Quản Bạ` →
    `huyen-quan-ba`; empty for a body of the province."""
    found = _UNIT.search(without_province(body, province))
    return slug(found[0]) if found else ""


@cache
def without_province(body: str, province: str) -> str:
    """`Sở Y tế tỉnh Phú Yên`, `Sở Y tế Phú Yên` → `Sở Y tế`; `UBND tỉnh` → `UBND`. The town with
    the name of its province stays: `UBND thành phố Phú Yên`."""
    found = _endings(province).search(fold(body))
    return body[: found.start()].rstrip(" ,") if found else body


@cache
def _endings(province: str) -> regex.Pattern[str]:
    city = any(unit.kind == "city" for unit in provinces_named(province))
    kind, name = "thanh pho" if city else "tinh", regex.escape(fold(province))
    return regex.compile(rf"\s(?:{kind}(?:\s{name})?|{_BARE}{name})$")


def _is_own(citation: CitationRow, by: PlanRow) -> bool:
    """Whether the plan's own body issued what it cites: no other is named, and the symbol is its
    own."""
    if citation.issuer and not citation.issuer_inferred:
        return False
    return _symbol(citation.number) is not None and _symbol(citation.number) == _symbol(by.number)


def _symbol(number: str | None) -> str | None:
    codes = [code for code in _codes(number or "") if code in issuers()]
    return codes[-1] if codes else None


def _is_issuer(plan: PlanRow, citation: CitationRow, by: PlanRow) -> bool:
    """Whether `plan` may be of the body that is named, or of the one that the symbol names. Where
    neither is there it is the plan's own."""
    issuer = issuer_key(plan.issuer) or ""
    symbol = _symbol(citation.number)
    of_symbol = symbol is not None and slug(issuers()[symbol].name) in issuer
    if citation.issuer is None or citation.issuer_inferred:
        return of_symbol or plan.issuer == by.issuer
    named = issuer_key(citation.issuer) or ""
    return of_symbol or f"{issuer}-".startswith(f"{named}-")
