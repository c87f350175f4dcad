"""Field: the movements that a plan names, each once, with every place that names it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import CampaignMention, Document, section_of
from extractor.plan import Campaign, CampaignText, Period
from extractor.quotes import without_quotes
from extractor.tables.movements import words_of


def campaigns(document: Document) -> tuple[Campaign, ...]:
    """The campaigns, in the order in which they are first named."""
    groups: list[list[CampaignMention]] = []
    for mention in document.campaigns:
        group = next((g for g in groups if _same(document, g[0], mention)), None)
        if group is None:
            groups.append([mention])
        else:
            group.append(mention)
    return tuple(_campaign(document, group) for group in groups)


def _same(document: Document, one: CampaignMention, other: CampaignMention) -> bool:
    """Whether two mentions name one movement: in the same words, or the one in part of the words
    of the other where the registry and the scope agree."""
    a, b = (words_of(document.slice(mention.span)) for mention in (one, other))
    if a == b:
        return True
    agree = one.id is not None and one.id == other.id and one.scope == other.scope
    return agree and (a in b or b in a)


def _campaign(document: Document, mentions: Sequence[CampaignMention]) -> Campaign:
    first = mentions[0]
    names = [_words(without_quotes(document.slice(mention.span))) for mention in mentions]
    dated = next((mention for mention in mentions if mention.period), first)
    return Campaign(
        id=first.id,
        name=next((name for name in names if not name.isupper()), names[0]),
        text=_words(document.slice(first.phrase)),
        scope=first.scope,
        period=_period(document, dated),
        learned=all(mention.score is not None for mention in mentions),
        mentions=tuple(_place(document, mention) for mention in mentions),
    )


def _place(document: Document, mention: CampaignMention) -> CampaignText:
    return CampaignText(
        text=_words(document.slice(mention.phrase)),
        section=section_of(document, mention.span.start),
        at=document.locate(mention.phrase),
    )


def _period(document: Document, mention: CampaignMention) -> Period | None:
    if mention.period is None:
        return None
    return Period(
        start=mention.start,
        end=mention.end,
        text=_words(document.slice(mention.period)),
        at=document.locate(mention.period),
    )


def _words(text: str) -> str:
    return " ".join(text.split())
