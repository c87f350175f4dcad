"""Routes: changes, a page at a time or as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response, StreamingResponse

from extractor.feed.app.answering import Behind, told
from extractor.feed.app.problems import answers
from extractor.feed.app.records import ChangeRecord, Changes

router = APIRouter()
_NDJSON = "application/x-ndjson"


class FromCursor(BaseModel):
    """Where to go on, and what to give."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    cursor: str | None = Field(None, pattern="^[A-Za-z0-9_-]{36}$")
    """That of the last change that was seen; without one, from the beginning."""
    plans: bool = False
    """Whether each change brings its plan JSON."""


class PageFromCursor(FromCursor):
    """The same, and how much at once."""

    limit: int = Field(100, ge=1, le=1000)
    """With plans, a page ends sooner where it grows over eight megabytes."""


@router.get(
    "/changes",
    tags=["changes"],
    responses={200: {"model": Changes}, **answers(HTTPStatus.NOT_FOUND)},
)
def list_changes(behind: Behind, asked: Annotated[PageFromCursor, Query()]) -> Response:
    """What has changed since `cursor`, in order: a document stands at its last change alone, a
    removed one stays as such. Nobody who goes on from each page's `cursor` misses a change."""
    return told(behind.published.changes(asked.cursor, asked.limit, plans=asked.plans))


@router.get(
    "/changes.ndjson",
    tags=["changes"],
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "A `ChangeRecord` a line, until there is no more.",
            "content": {_NDJSON: {"schema": {"type": "string"}}},
        },
        **answers(HTTPStatus.NOT_FOUND),
    },
)
def stream_changes(behind: Behind, asked: Annotated[FromCursor, Query()]) -> Response:
    """The same as a stream of lines, each a change with the cursor to go on from. One that breaks
    off is gone on with from the last whole line."""
    records = behind.published.stream(asked.cursor, plans=asked.plans)
    return StreamingResponse(_lines(records), media_type=_NDJSON)


def _lines(records: Iterator[ChangeRecord]) -> Iterator[str]:
    return (f"{record.model_dump_json()}\n" for record in records)
