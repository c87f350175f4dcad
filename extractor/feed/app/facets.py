"""What of a plan it can be found by. All is folded: without marks, in lower case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.compare.linking import link_act, link_agency, link_campaign, province_of
from extractor.compare.model import Member
from extractor.plan import Agency, CurrentProvince, Plan, Province, Section
from extractor.vietnamese import fold, nfc

Facets = frozenset[tuple[str, str]]
"""Names of filters, each with a value for which they find the plan."""


def folded(words: str) -> str:
    """Words as they are compared: one space between them."""
    return " ".join(fold(nfc(words)).split())


def facets_of(plan: Plan) -> Facets:
    """What the filters find the plan by."""
    found: dict[str, Iterable[str | None]] = {
        "year": [str(year_of(plan) or "")],
        "type": [plan.document_type.code if plan.document_type else None],
        "province_then": _then(plan),
        "province_now": _now(plan),
        "agency": _of_agencies(plan),
        "campaign": _of_campaigns(plan),
        "act": _of_acts(plan),
        "warning": {warning.code for warning in plan.warnings},
    }
    return frozenset(
        (name, folded(value)) for name, values in found.items() for value in values if value
    )


def year_of(plan: Plan) -> int | None:
    """The first year of its period, else that of its issue."""
    return Member("", plan).year


def words_of(plan: Plan) -> str:
    """The folded words that a search goes through."""
    text = plan.text or "\n".join(_texts(plan.sections))
    return folded(f"{plan.number or ''} {plan.title or ''} {text}")


def _then(plan: Plan) -> Iterator[str | None]:
    if plan.province:
        yield from _names(plan.province)
        yield province_of(plan.province, plan.issued_on)[0]


def _now(plan: Plan) -> Iterator[str | None]:
    if plan.province:
        if plan.province.current:
            yield from _names(plan.province.current)
        yield province_of(plan.province, plan.issued_on)[1]


def _names(province: Province | CurrentProvince) -> tuple[str | None, ...]:
    """Its name, and its code with the list: codes were reused with another meaning."""
    return province.name, f"{province.code_list}:{province.code}" if province.code else None


def _of_agencies(plan: Plan) -> Iterator[str | None]:
    for agency in _agencies(plan):
        yield from (agency.name, agency.id, link_agency(agency, plan.issued_on).id)


def _agencies(plan: Plan) -> Iterator[Agency]:
    """Who issues it, and who is to do something."""
    if plan.issuer:
        yield plan.issuer
    yield from plan.co_issuers
    for assignment in plan.assignments:
        yield from (*assignment.agencies, *assignment.partners)


def _of_campaigns(plan: Plan) -> Iterator[str | None]:
    for campaign in plan.campaigns:
        yield from (campaign.name, campaign.id, link_campaign(campaign, year_of(plan)).id)


def _of_acts(plan: Plan) -> Iterator[str | None]:
    for citation in plan.citations:
        yield from (citation.key, citation.number, citation.title, link_act(citation, plan).id)


def _texts(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield from (section.heading or "", section.text)
        yield from _texts(section.children)
