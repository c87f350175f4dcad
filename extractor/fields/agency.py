"""Bodies as the plan lists them."""

from __future__ import annotations

from extractor.agencies import agency_list
from extractor.document import AgencyMention, Document, Source, Span
from extractor.plan import Agency

_NO_SOURCE = Source(name="", sha256="", media_type="text/plain")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def to_agency(document: Document, mention: AgencyMention) -> Agency:
    """The plan's record of `mention`."""
    return Agency(
        text=_one_line(document.slice(mention.span)),
        name=mention.name,
        id=mention.id,
        unit=mention.unit,
        level=mention.level,
        learned=mention.score is not None,
        at=document.locate(mention.span),
    )


def agencies_in(document: Document, span: Span) -> tuple[AgencyMention, ...]:
    """The bodies in `span`, which is known to be a list of them."""
    return agency_list(document, span)


def agency_named(name: str) -> AgencyMention:
    """The body called `name`, its span in `name`; a body of the level `other` where no rule
    knows it."""
    words = _one_line(name)
    whole = Span(0, len(words))
    found = agency_list(Document(text=words, source=_NO_SOURCE), whole)
    return found[0] if found else AgencyMention(whole, words, None, None, "other")


def agency_from(document: Document, span: Span) -> Agency:
    """The one body that `span` names. The span may run over several lines, as in a letterhead;
    words that no rule knows stay as they are, as a body of the level `other`."""
    span = document.trim(span)
    text = _one_line(document.slice(span))
    named = agency_named(text)
    return Agency(
        text=text,
        name=named.name,
        id=named.id,
        unit=named.unit,
        level=named.level,
        at=document.locate(span),
    )
