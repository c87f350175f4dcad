"""Routes: documents, plans, fields and schemas."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from http import HTTPStatus
from json import dumps
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import from_json
from starlette.responses import Response

from extractor.feed.app.answering import (
    CONDITIONAL,
    JSON,
    LONGEST_CURSOR,
    LONGEST_KEY,
    Behind,
    DocumentKey,
    IfNoneMatch,
    told,
    told_once,
)
from extractor.feed.app.listing import PATTERN as CURSOR
from extractor.feed.app.listing import cursor_after, key_at
from extractor.feed.app.pointer import PATTERN, resolve
from extractor.feed.app.problems import answers, not_found, removed
from extractor.feed.app.records import (
    Documents,
    FieldRecord,
    PlanRecord,
    SchemaLink,
    Schemas,
)
from extractor.feed.app.schemas import served

router = APIRouter()
_FOREVER = "public, max-age=31536000, immutable"
_PLAN_JSON: dict[str, Any] = {
    "type": "object",
    "required": ["schema_version", "id"],
    "properties": {"schema_version": {"type": "string"}, "id": {"type": "string"}},
    "description": "A plan JSON. `/v1/schemas/plan-{schema_version}` is its schema.",
}


class Filters(BaseModel):
    """What a document must be to be listed; letters' case and marks make no difference."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    province_then: str | None = Field(None, max_length=200)
    """The province at the time of issue: its name, or its code as `63:36` with the list's name."""
    province_now: str | None = Field(None, max_length=200)
    """The province of today, likewise."""
    year: int | None = Field(None, ge=1900, le=2200)
    campaign: str | None = Field(None, max_length=500)
    """A campaign that is named: the registry's id, or the name as it is written."""
    act: str | None = Field(None, max_length=500)
    """A cited act: its number, its key, its title, or the registry's id."""
    agency: str | None = Field(None, max_length=500)
    """An agency that issues the plan or is given work by it: the registry's id, or its name."""
    type: str | None = Field(None, max_length=50)
    """The kind of document: `KH`, `QĐ` …"""
    text: str | None = Field(None, max_length=500)
    """Words that all occur, in whatever order; words between quotation marks follow one another."""
    limit: int = Field(100, ge=1, le=1000)
    cursor: str | None = Field(None, max_length=LONGEST_CURSOR, pattern=CURSOR)
    """`next` of the page before."""


@router.get(
    "/documents",
    tags=["documents"],
    responses={200: {"model": Documents}, **answers(HTTPStatus.NOT_FOUND)},
)
def list_documents(behind: Behind, asked: Annotated[Filters, Query()]) -> Response:
    """The documents that are there and that all filters let through, in order of their keys."""
    behind.index.follow()
    after = key_at(asked.cursor) if asked.cursor else ""
    filters = {
        name: str(value)
        for name, value in asked.model_dump(exclude={"text", "limit", "cursor"}).items()
        if value is not None
    }
    found = behind.index.find(filters, asked.text, after, asked.limit + 1)
    page = found[: asked.limit]
    following = cursor_after(page[-1].document) if len(found) > len(page) else None
    return told(Documents(documents=page, next=following))


@router.get(
    "/documents/{document:path}",
    tags=["documents"],
    responses={200: {"content": {JSON: {"schema": _PLAN_JSON}}}, **CONDITIONAL},
)
def read_document(
    behind: Behind, document: DocumentKey, if_none_match: IfNoneMatch = None
) -> Response:
    """The plan JSON of a document, byte by byte; its SHA-256 is the ETag. 410 where the document
    was removed."""
    change = behind.published.change(document)
    read = partial(behind.published.plan, change)
    return told_once(read, str(change.published), if_none_match)


@router.get(
    "/fields/{document:path}",
    tags=["documents"],
    responses={200: {"model": FieldRecord}, **CONDITIONAL},
)
def read_field(
    behind: Behind,
    document: DocumentKey,
    pointer: Annotated[
        str,
        Query(
            max_length=1000,
            pattern=PATTERN,
            description="A JSON Pointer (RFC 6901): `/issuer/name`.",
        ),
    ] = "",
    if_none_match: IfNoneMatch = None,
) -> Response:
    """One field of a document's plan JSON; without `pointer` all of it."""
    change = behind.published.change(document)
    plan = from_json(behind.published.plan(change))
    try:
        value = resolve(plan, pointer)
    except LookupError:
        raise not_found("field") from None
    record = FieldRecord(
        document=document,
        plan_id=change.plan_id,
        sha256=str(change.published),
        pointer=pointer,
        value=value,
    )
    return _told_by_content(record, if_none_match)


@router.get(
    "/plans/{plan_id}", tags=["documents"], responses={200: {"model": PlanRecord}, **CONDITIONAL}
)
def read_plan(
    behind: Behind,
    plan_id: Annotated[str, Path(min_length=1, max_length=LONGEST_KEY)],
    if_none_match: IfNoneMatch = None,
) -> Response:
    """A plan by its id, with all documents that hold it: copies and scans of one plan share its
    id. The plan is that of the first of them. 410 where all were removed."""
    behind.index.follow()
    documents = behind.index.of_plan(plan_id)
    if documents is None:
        raise not_found("plan")
    if not documents:
        raise removed("plan")
    change = behind.published.change(documents[0].document)
    plan = from_json(behind.published.plan(change))
    record = PlanRecord(plan_id=plan_id, documents=documents, plan=plan)
    return _told_by_content(record, if_none_match)


@router.get("/schemas", tags=["schemas"], responses={200: {"model": Schemas}})
def list_schemas() -> Response:
    """The schemas of plans and records, of this version and of those before."""
    links = [
        SchemaLink(id=schema["$id"], href=f"/v1/schemas/{name}")
        for name, schema in sorted(served().items())
    ]
    return told(Schemas(schemas=links))


@router.get(
    "/schemas/{name}",
    tags=["schemas"],
    responses={
        200: {"content": {JSON: {"schema": {"type": "object"}}}},
        304: CONDITIONAL[304],
        **answers(HTTPStatus.NOT_FOUND),
    },
)
def read_schema(
    name: Annotated[str, Path(min_length=1, max_length=100)], if_none_match: IfNoneMatch = None
) -> Response:
    """A JSON Schema. What its `$id` stands for never changes."""
    if name not in served():
        raise not_found("schema")
    body = dumps(served()[name], ensure_ascii=False, indent=2).encode()
    return told_once(lambda: body, sha256(body).hexdigest(), if_none_match, _FOREVER)


def _told_by_content(record: BaseModel, known: str | None) -> Response:
    body = record.model_dump_json().encode()
    return told_once(lambda: body, sha256(body).hexdigest(), known)
