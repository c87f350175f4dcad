"""Routes: what people correct, and what is to decide."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC
from http import HTTPStatus
from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError
from starlette.responses import Response

from extractor.feed.app.answering import JSON, LONGEST_CURSOR, LONGEST_KEY, Behind, Caller, told
from extractor.feed.app.deciding import LONGEST, Wish
from extractor.feed.app.listing import PATTERN as CURSOR
from extractor.feed.app.listing import cursor_after, key_at
from extractor.feed.app.pointer import PATTERN as POINTER
from extractor.feed.app.problems import Refused, answers
from extractor.feed.app.records import CorrectionRecord, Corrections
from extractor.review.corrections import Correction, Outcome
from extractor.review.corrections.model import Change

router = APIRouter()
_BODY = 4 * LONGEST
"""Bytes: no letter of a correction takes more than four."""


class Part(BaseModel):
    """A part of a list."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    limit: int = Field(100, ge=1, le=1000)
    cursor: str | None = Field(None, max_length=LONGEST_CURSOR, pattern=CURSOR)
    """`next` of the page before."""


class OfDocument(Part):
    """Of one document."""

    document: str = Field(min_length=1, max_length=LONGEST_KEY)
    """Its key."""


class Asked(BaseModel):
    """A correction to be made."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    document: str = Field(min_length=1, max_length=LONGEST_KEY)
    """Its key."""
    op: Change = "replace"
    pointer: str = Field(max_length=1000, pattern=POINTER)
    """JSON Pointer into the plan as it is published; with `add`, `/targets/-` is past the last."""
    to: JsonValue = None
    """What is right; null with `remove`."""
    why: str = Field("", max_length=2000)
    who: str = Field("", max_length=100)
    """Who says so, where the server asks for no tokens; else it is the token's owner."""
    seen: str | None = Field(None, pattern="^[0-9a-f]{64}$")
    """The SHA-256 of the plan JSON that the person saw: 409 where the place has changed since."""


@router.get(
    "/corrections",
    tags=["corrections"],
    responses={200: {"model": Corrections}, **answers(HTTPStatus.NOT_FOUND)},
)
def list_corrections(behind: Behind, asked: Annotated[OfDocument, Query()]) -> Response:
    """The corrections of a document that count, the older first, and what became of each in what
    was read last."""
    after = key_at(asked.cursor) if asked.cursor else ""
    found = sorted(behind.decisions.of(asked.document), key=_place)
    left = [each for each in found if _place(each) > after]
    page = left[: asked.limit]
    following = cursor_after(_place(page[-1])) if len(left) > len(page) else None
    return told(Corrections(corrections=[record(*each) for each in page], next=following))


@router.post(
    "/corrections",
    tags=["corrections"],
    status_code=HTTPStatus.CREATED,
    responses={
        201: {"model": CorrectionRecord},
        **answers(
            HTTPStatus.NOT_FOUND,
            HTTPStatus.CONFLICT,
            HTTPStatus.GONE,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        ),
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {JSON: {"schema": Asked.model_json_schema()}},
        }
    },
)
async def correct(request: Request, behind: Behind, caller: Caller) -> Response:
    """Corrects a place of a document, which is published anew: its ETag changes, and followers of
    the changes are told."""
    # A page of another site may send forms and plain text unasked, but not this kind of body.
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        detail = f"Send the correction as {JSON}."
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
    asked = _checked(await whole(request.stream(), _BODY))
    who = behind.authors.author(caller, asked.who)
    wish = Wish(asked.document, asked.op, asked.pointer, asked.to, asked.seen)
    made = await run_sync(behind.decisions.take, wish, who, asked.why)
    found = await run_sync(behind.decisions.of, asked.document)
    outcome = next((o for c, o in found if c.id == made.id), Outcome(made.id, "lost"))
    return told(record(made, outcome), HTTPStatus.CREATED)


@router.delete(
    "/corrections/{correction}",
    tags=["corrections"],
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(HTTPStatus.NOT_FOUND),
)
def withdraw(
    behind: Behind, correction: Annotated[str, Path(pattern="^[0-9a-f]{32}$")]
) -> Response:
    """Withdraws a correction: its document is published without it. It stays in the store."""
    behind.decisions.withdraw(correction)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get(
    "/conflicts",
    tags=["corrections"],
    responses={200: {"model": Corrections}, **answers(HTTPStatus.NOT_FOUND)},
)
def list_conflicts(behind: Behind, asked: Annotated[Part, Query()]) -> Response:
    """What is to decide in all of the archive: corrections that are in conflict or lost, by
    documents. A page ends with a document, so it may be longer than `limit`, or be empty though
    there is a `next`."""
    after = key_at(asked.cursor) if asked.cursor else ""
    found, last = behind.decisions.to_decide(after, asked.limit)
    following = cursor_after(last) if last is not None else None
    return told(Corrections(corrections=[record(*each) for each in found], next=following))


def record(correction: Correction, outcome: Outcome) -> CorrectionRecord:
    """How others are told of it."""
    return CorrectionRecord(
        id=correction.id,
        document=correction.document,
        op=correction.op,
        pointer=correction.pointer,
        read=correction.from_,
        to=correction.to,
        why=correction.why,
        who=correction.who,
        when=correction.when,
        outcome=outcome.state,
        now_at=outcome.pointer,
        now_read=outcome.read,
    )


async def whole(stream: AsyncIterator[bytes], most: int) -> bytes:
    """A body of up to `most` bytes. Raises `Refused`."""
    body = bytearray()
    async for part in stream:
        body += part
        if len(body) > most:
            detail = f"This may have up to {most:,} bytes."
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", detail)
    return bytes(body)


def _checked(body: bytes) -> Asked:
    try:
        return Asked.model_validate_json(body)
    except ValidationError as error:
        found: list[Any] = [{**each, "loc": ("body", *each["loc"])} for each in error.errors()]
        raise RequestValidationError(found) from None


def _place(decided: tuple[Correction, Outcome]) -> str:
    correction = decided[0]
    return f"{correction.when.astimezone(UTC).isoformat()} {correction.id}"
