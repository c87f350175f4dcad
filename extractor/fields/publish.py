"""The layers of a `Document` become the published plan, one reader for each field."""

from __future__ import annotations

from extractor.document import Correction, Document, Warning
from extractor.errors import WARNINGS
from extractor.fields import heading, outline, signatures
from extractor.fields.abbreviations import abbreviations
from extractor.fields.assignments import assignments
from extractor.fields.campaigns import campaigns
from extractor.fields.citations import citations, corrections_of, issued_with, misprints
from extractor.fields.identity import plan_id
from extractor.fields.issuer import issuers
from extractor.fields.period import motto, period
from extractor.fields.province import province
from extractor.fields.recipients import recipients
from extractor.fields.targets import targets
from extractor.fields.themes import theme_warnings, themes
from extractor.fields.unreadable import unreadable
from extractor.plan import (
    At,
    CorrectionRecord,
    PageRecord,
    Plan,
    SourceRecord,
    WarningRecord,
)
from extractor.settings import Settings


def to_plan(document: Document, settings: Settings) -> Plan:
    """The published plan. `document` has all its layers."""
    number, issued = heading.number(document), heading.issued_on(document)
    title, place = heading.title(document), heading.place(document)
    motto_span, attached = motto(document), issued_with(document)
    day = issued[0] if issued else None
    issuer, *others = issuers(document) or (None,)
    where = province(document, issuer.name if issuer else None, place.text if place else None, day)
    spans = {
        "number": number and number.span,
        "issued_on": issued and issued[1],
        "place": place and place.span,
        "title": title and title.span,
        "issued_with": attached and attached[1],
        "motto": motto_span,
    }
    figures = targets(document)
    return Plan(
        id=plan_id(document, where, issuer, number.text if number else None, day),
        document_type=heading.document_type(document),
        number=number.text if number else None,
        issued_on=day,
        place=place.text if place else None,
        title=title.text if title else None,
        issuer=issuer,
        co_issuers=tuple(other for other in others if other),
        province=where,
        period=period(document, title.text if title else None, day),
        issued_with=attached[0] if attached else None,
        motto=" ".join(document.slice(motto_span).split()) if motto_span else None,
        sections=outline.sections(document),
        appendices=outline.appendices(document),
        citations=citations(document),
        campaigns=campaigns(document),
        themes=themes(document),
        assignments=assignments(document, figures),
        targets=figures,
        recipients=recipients(document),
        signatures=signatures.signatures(document),
        abbreviations=abbreviations(document),
        corrections=_corrections(document),
        source=_source(document),
        warnings=_warnings(document, has_province=where is not None),
        at={name: document.locate(span) for name, span in spans.items() if span},
        text=document.text if settings.embed_text else None,
    )


def _corrections(document: Document) -> tuple[CorrectionRecord, ...]:
    made: list[Correction] = [
        *document.corrections,
        *corrections_of(document),
        *signatures.corrections(document),
    ]
    return tuple(
        CorrectionRecord(
            from_=correction.before,
            to=correction.after,
            rule=correction.rule,
            at=document.locate(correction.span),
        )
        for correction in sorted(made, key=lambda c: (c.span, c.rule))
    )


def _source(document: Document) -> SourceRecord:
    source = document.source
    return SourceRecord(
        name=source.name,
        sha256=source.sha256,
        media_type=source.media_type,
        pages=tuple(
            PageRecord(page=p.number, method=p.method, confidence=round(p.confidence, 3))
            for p in source.pages
        ),
    )


def _warnings(document: Document, *, has_province: bool) -> tuple[WarningRecord, ...]:
    found = [*document.warnings, *misprints(document), *theme_warnings(document)]
    made = [*found, *_missing(document, has_province), *unreadable(document)]
    return tuple(_warning(document, warning) for warning in made)


def _warning(document: Document, warning: Warning) -> WarningRecord:
    at, page = _at(document, warning), warning.page
    if at and at.regions and page is None:
        page = at.regions[0].page
    return WarningRecord(code=warning.code, message=warning.message, page=page, at=at)


def _at(document: Document, warning: Warning) -> At | None:
    span = warning.span
    if warning.box and warning.page:
        at = document.gap_at(warning.page, warning.box)
        return at.model_copy(update={"start": span.start, "end": span.end}) if span else at
    return document.locate(span) if span else None


def _missing(document: Document, has_province: bool) -> list[Warning]:
    """Parts that every plan has (Decree 30/2020/NĐ-CP, Điều 8) and this file lacks."""
    frame = document.frame
    if frame is None:
        return []
    codes = {
        "no_letterhead": frame.letterhead.start == frame.letterhead.end,
        "appendix_alone": frame.is_annex,
        "no_recipients": frame.recipients.start == frame.recipients.end,
        "no_signature": frame.signature.start == frame.signature.end,
        "not_a_plan": frame.type_code not in ("KH", None),
        "province_unknown": not has_province,
    }
    return [Warning(code, WARNINGS[code]) for code, missing in codes.items() if missing]
