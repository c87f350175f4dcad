"""What a plan says of itself, in the parts that document systems keep apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import regex

from extractor.plan import Agency, Appendix, Plan, Signature
from extractor.tables import table
from extractor.vietnamese import fold

DATA = "feed/header"
Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class Header:
    """The values that a form can ask for. Those with several values have one for each issuer,
    signature, recipient or appendix, None where it is not known."""

    type_name: str | None
    code_number: str | None
    code_notation: str | None
    issued_on: date | None
    place: str | None
    subject: str | None
    language: str
    issuers: tuple[str, ...]
    competences: tuple[str | None, ...]
    """In whose name, and for whom: `TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH`."""
    positions: tuple[str | None, ...]
    signers: tuple[str | None, ...]
    places: tuple[str, ...]
    """*Nơi nhận* as written, with where the file copy stays."""
    bodies: tuple[str, ...]
    """The lines of it that name a body."""
    pages: int | None
    """None for text, which has none."""
    appendices: tuple[str, ...]

    def values(self, name: str) -> tuple[Value, ...]:
        """All values of this name."""
        found = getattr(self, name)
        return found if isinstance(found, tuple) else (found,)


def header(plan: Plan) -> Header:
    """What `plan` says of itself; what it does not say is None."""
    number, notation = parted(plan.number or "") or (None, None)
    places = tuple(recipient.text for recipient in plan.recipients)
    issuers = (plan.issuer, *plan.co_issuers) if plan.issuer else plan.co_issuers
    return Header(
        type_name=plan.document_type.name if plan.document_type else None,
        code_number=number,
        code_notation=notation,
        issued_on=plan.issued_on,
        place=plan.place,
        subject=plan.title,
        language=table(DATA)["language"],
        issuers=tuple(_name(issuer) for issuer in issuers),
        competences=tuple(_competence(signature) for signature in plan.signatures),
        positions=tuple(signature.position for signature in plan.signatures),
        signers=tuple(signature.name for signature in plan.signatures),
        places=places,
        bodies=tuple(place for place in places if names_body(place)),
        pages=_pages(plan),
        appendices=tuple(filter(None, map(_title, plan.appendices))),
    )


def parted(number: str) -> tuple[str, str | None] | None:
    """Number and notation, if there is one, of `90/KH-UBND` or `34-CT/TW`; None for what is built
    in another way."""
    found = _pattern("number").fullmatch(number)
    return (found["number"], found["notation"]) if found else None


def names_body(recipient: str) -> bool:
    """Whether a line of *Nơi nhận* names a body: *Lưu: VT* does not."""
    return _pattern("no_body").match(fold(recipient)) is None


def _name(agency: Agency) -> str:
    return f"{agency.unit}, {agency.name}" if agency.unit else agency.name


def _competence(signature: Signature) -> str | None:
    return ", ".join(filter(None, (signature.authority, signature.capacity))) or None


def _title(appendix: Appendix) -> str:
    return ". ".join(filter(None, (appendix.label, appendix.title)))


def _pages(plan: Plan) -> int | None:
    pages = plan.source.pages
    return len(pages) if pages and all(page.method != "text" for page in pages) else None


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    return regex.compile(table(DATA)[name]["pattern"])
