"""Where a number is told apart: in the whole country, in a province, in a district or commune.

Numbers restart each year in each body (Decree 30/2020/NĐ-CP, annex I, II.3), so that the act of a
local body is known by its province too, and that of a district or commune by its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol

import regex

from extractor.tables.acts import issuers, rank_of
from extractor.tables.places import place_in, provinces_named
from extractor.vietnamese import fold, slug

_CENTRAL = 3  # the lowest rank of bodies of the whole country
_TERM = regex.compile(r"(?<=QH)\d{1,2}$")
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

    def __str__(self) -> str:
        """`@ha-giang/huyen-quan-ba`; empty for the whole country."""
        place = "/".join(filter(None, (self.province, self.unit)))
        return f"@{place}" if place else ""


NATION = Scope("", "")


class Citing(Protocol):
    """What of a plan tells whose the acts are that it cites."""

    @property
    def province(self) -> str | None:
        """Its province's name."""

    @property
    def number(self) -> str | None:
        """Its own number."""

    @property
    def issuer(self) -> str | None:
        """Its issuer's name."""


class Cited(Protocol):
    """What of a citation tells whose the act is."""

    @property
    def number(self) -> str | None:
        """Number and symbol."""

    @property
    def title(self) -> str | None:
        """The title, of an act cited by it."""

    @property
    def issuer(self) -> str | None:
        """The issuer, as written or as the number says."""

    @property
    def issuer_inferred(self) -> bool:
        """Whether only the number says it."""


def own_scope(by: Citing) -> Scope:
    """Where the number of a plan is told apart."""
    if by.province is None or not is_local(by.number, None, by.issuer):
        return NATION
    return Scope(slug(by.province), unit_of(by.issuer or "", by.province))


def scope_of(cited: Cited, by: Citing) -> Scope | None:
    """Where the cited number or title is told apart; None where the plan does not tell."""
    if not is_local(cited.number, cited.title, cited.issuer):
        return NATION
    named = _province_in(cited.issuer or "")
    province = named or by.province
    if province is None:
        return None
    own = own_scope(by)
    unit = unit_of(cited.issuer or "", province)
    if named is None and (_is_own(cited, by) or (unit and own.unit.startswith(f"{unit}-"))):
        unit = own.unit
    return Scope(slug(province), unit)


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


def _is_own(cited: Cited, by: Citing) -> bool:
    """Whether the plan's own body issued what it cites: no other is named, and the symbol is its
    own."""
    if cited.issuer and not cited.issuer_inferred:
        return False
    return symbol_of(cited.number) is not None and symbol_of(cited.number) == symbol_of(by.number)


def symbol_of(number: str | None) -> str | None:
    """The code of the body that a number names."""
    codes = [code for code in _codes(number or "") if code in issuers()]
    return codes[-1] if codes else None
