"""What links a document with others, taken from its plan: small, and kept beside it, so that the
links of a whole archive are found without opening a plan again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import regex

from extractor.vietnamese import slug

if TYPE_CHECKING:
    from extractor.plan import Citation, Plan, Section

_ZEROS = regex.compile(r"^0+(?=\d)")
_HOLDER = regex.compile(r"^(?:chu-tich|giam-doc)-")
_SHORT = regex.compile(r"^ubnd(?=-|$)")


@dataclass(frozen=True, slots=True)
class Reference:
    """Another document as this one names it; `number` and `issuer` in the forms of `Facts`, the
    issuer only where it is written."""

    number: str
    issued_on: str | None
    year: int | None
    issuer: str | None


@dataclass(frozen=True, slots=True)
class Label:
    """A top-level label: `roman`, `II`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """`number` and `issuer` are made comparable (`08/KH-UBND` is `8-kh-ubnd`), days are ISO 8601.
    `opens`: a letterhead or type line is there; `closes`: recipients or a signature are;
    `appendix`: it is nothing but appendices. `first` and `last` are top-level labels."""

    plan_id: str
    type: str | None
    number: str | None
    issued_on: str | None
    issuer: str | None
    province: str | None
    opens: bool
    closes: bool
    appendix: bool
    first: Label | None
    last: Label | None
    issued_with: Reference | None
    replaces: tuple[Reference, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Facts:
        """What `to_json` gave, also after a way through JSON."""
        made = dict(values)
        for name in ("first", "last"):
            made[name] = Label(**values[name]) if values[name] else None
        attached = values["issued_with"]
        made["issued_with"] = Reference(**attached) if attached else None
        made["replaces"] = tuple(Reference(**reference) for reference in values["replaces"])
        return cls(**made)


def facts(plan: Plan) -> Facts:
    """What links `plan` with others."""
    codes = {warning.code for warning in plan.warnings}
    attached = next((c for c in plan.citations if c.key == plan.issued_with), None)
    return Facts(
        plan_id=plan.id,
        type=plan.document_type.code if plan.document_type else None,
        number=number_key(plan.number),
        issued_on=_day(plan.issued_on),
        issuer=issuer_key(plan.issuer.name if plan.issuer else None),
        province=slug(plan.province.name) if plan.province else None,
        opens="no_letterhead" not in codes or plan.document_type is not None,
        closes=bool(plan.recipients or plan.signatures),
        appendix="appendix_alone" in codes,
        first=_label(plan.sections[:1]),
        last=_label(plan.sections[-1:]),
        issued_with=next(_references(attached), None) if attached else None,
        replaces=tuple(
            r for c in plan.citations if c.relation == "replaces" for r in _references(c)
        ),
    )


def number_key(number: str | None) -> str | None:
    """`08/KH-UBND`, `8/KH-UBND` → `8-kh-ubnd`."""
    return _ZEROS.sub("", slug(number)) if number else None


def issuer_key(name: str | None) -> str | None:
    """`Chủ tịch UBND tỉnh Hòa Bình` → `uy-ban-nhan-dan-tinh-hoa-binh`."""
    return _SHORT.sub("uy-ban-nhan-dan", _HOLDER.sub("", slug(name))) if name else None


def _references(citation: Citation) -> Iterator[Reference]:
    """The citation as a reference, where it has a number."""
    if number := number_key(citation.number):
        issuer = None if citation.issuer_inferred else issuer_key(citation.issuer)
        yield Reference(number, _day(citation.issued_on), citation.year, issuer)


def _label(sections: tuple[Section, ...]) -> Label | None:
    return next((Label(s.kind, s.label) for s in sections if s.kind != "paragraph"), None)


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
