"""The tables `citations`, `campaigns` and `mentions`: acts and movements that a plan names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.compare.linking import act_state, link_act, link_campaign
from extractor.compare.tables.context import Context, Row
from extractor.plan import At, Campaign, CampaignText, Citation, CitationText


def citation_rows(context: Context) -> Iterator[Row]:
    """A row for each cited act; it stands where it is first cited."""
    for place, citation in enumerate(context.plan.citations):
        section, at = _first(citation.mentions)
        yield context.row(("citations", place), at, section, **_citation(context, citation))


def _citation(context: Context, citation: Citation) -> Row:
    link = link_act(citation, context.plan)
    state, replaced_by = act_state(link.id, context.plan.issued_on, citation.issued_on)
    return {
        "act_id": link.id,
        "act_name": link.name,
        "key": citation.key,
        "type": citation.type,
        "number": citation.number,
        "title": citation.title,
        "issued_on": citation.issued_on,
        "act_year": citation.year,
        "issuer": citation.issuer,
        "issuer_inferred": citation.issuer_inferred,
        "subject": citation.subject,
        "relation": citation.relation,
        "mentions": len(citation.mentions),
        "link": link.how,
        "likeness": link.likeness,
        "act_state": state,
        "replaced_by": replaced_by,
    }


def campaign_rows(context: Context) -> Iterator[Row]:
    """A row for each movement; it stands where it is first named."""
    for place, campaign in enumerate(context.plan.campaigns):
        section, at = _first(campaign.mentions)
        yield context.row(("campaigns", place), at, section, **_campaign(context, campaign))


def _campaign(context: Context, campaign: Campaign) -> Row:
    link, period = link_campaign(campaign, context.member.year), campaign.period
    return {
        "campaign_id": link.id,
        "campaign_name": link.name,
        "name": campaign.name,
        "text": campaign.text,
        "scope": campaign.scope,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "mentions": len(campaign.mentions),
        "link": link.how,
        "likeness": link.likeness,
    }


def mention_rows(context: Context) -> Iterator[Row]:
    """A row for each place that names an act or a movement."""
    for place, citation in enumerate(context.plan.citations):
        yield from _mentions(context, "citation", ("citations", place), citation.mentions)
    for place, campaign in enumerate(context.plan.campaigns):
        yield from _mentions(context, "campaign", ("campaigns", place), campaign.mentions)


def _mentions(
    context: Context,
    kind: str,
    pointer: tuple[str, int],
    mentions: Sequence[CitationText | CampaignText],
) -> Iterator[Row]:
    for place, mention in enumerate(mentions):
        yield context.row(
            (*pointer, "mentions", place),
            mention.at,
            mention.section,
            of=context.id(*pointer),
            kind=kind,
            text=mention.text,
            provision=mention.provision if isinstance(mention, CitationText) else None,
        )


def _first(mentions: Sequence[CitationText | CampaignText]) -> tuple[str | None, At | None]:
    return (mentions[0].section, mentions[0].at) if mentions else (None, None)
