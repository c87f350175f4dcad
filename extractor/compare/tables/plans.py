"""The table `plans`: a row for each document."""

from __future__ import annotations

from statistics import fmean

from extractor.compare.linking import province_of
from extractor.compare.tables.context import Context, Row
from extractor.compare.tables.states import APPENDIX_ALONE, codes, fully_read, plan_states
from extractor.plan import Plan

PLAN = "KH"


def plan_row(context: Context) -> Row:
    """The document's row."""
    plan, member = context.plan, context.member
    return {
        "id": context.id(),
        **context.shared,
        "plan_id": plan.id,
        "schema_version": plan.schema_version,
        "same_as": member.same_as,
        "part_of": member.part_of,
        "counted": _counted(context),
        "fully_read": fully_read(plan),
        "number": plan.number,
        "issued_on": plan.issued_on,
        "place": plan.place,
        "title": plan.title,
        "motto": plan.motto,
        "issued_with": plan.issued_with,
        "characters": len(plan.text) if plan.text else None,
        "warnings": len(plan.warnings),
        **plan_states(plan),
        **_type(plan),
        **_issuer(plan),
        **_provinces(plan),
        **_period(plan),
        **_source(plan),
    }


def _counted(context: Context) -> bool:
    plan, member = context.plan, context.member
    type = plan.document_type
    whole = member.part_of is None and APPENDIX_ALONE not in codes(plan)
    return type is not None and type.code == PLAN and member.same_as is None and whole


def _type(plan: Plan) -> Row:
    type = plan.document_type
    return {
        "type": type.code if type else None,
        "type_name": type.name if type else None,
        "type_qualifier": type.qualifier if type else None,
    }


def _issuer(plan: Plan) -> Row:
    issuer = plan.issuer
    return {
        "issuer": issuer.name if issuer else None,
        "issuer_id": issuer.id if issuer else None,
        "issuer_level": issuer.level if issuer else None,
        "co_issuers": [other.name for other in plan.co_issuers],
    }


def _provinces(plan: Plan) -> Row:
    then, now = province_of(plan.province, plan.issued_on) if plan.province else (None, None)
    return {"province_id": then, "province_now_id": now}


def _period(plan: Plan) -> Row:
    period = plan.period
    return {
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "period_text": period.text if period else None,
    }


def _source(plan: Plan) -> Row:
    source = plan.source
    methods = {page.method for page in source.pages}
    confidences = [page.confidence for page in source.pages]
    return {
        "pages": None if methods <= {"text"} else len(source.pages),
        "read_by": methods.pop() if len(methods) == 1 else "mixed",
        "confidence": round(fmean(confidences), 3) if confidences else None,
        "source_name": source.name,
        "source_sha256": source.sha256,
    }
