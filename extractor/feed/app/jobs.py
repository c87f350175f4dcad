"""Routes: files to read."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from extractor.feed.app.answering import Behind, Caller, told
from extractor.feed.app.problems import Refused, answers
from extractor.feed.app.records import JobRecord, Jobs
from extractor.feed.app.uploads import NAME, too_large

router = APIRouter()
_BYTES = "application/octet-stream"
_ID = "^[0-9a-f]{32}$"
JobId = Annotated[str, Path(pattern=_ID)]


class JobPage(BaseModel):
    """Which of the caller's jobs to give."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    limit: int = Field(20, ge=1, le=100)
    cursor: str | None = Field(None, pattern=_ID)
    """`next` of the page before."""


@router.post(
    "/jobs",
    tags=["jobs"],
    status_code=HTTPStatus.ACCEPTED,
    responses={
        202: {
            "model": JobRecord,
            "headers": {"Location": {"schema": {"type": "string"}, "description": "The job."}},
        },
        **answers(
            HTTPStatus.REQUEST_TIMEOUT,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        ),
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {_BYTES: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def upload(
    request: Request,
    behind: Behind,
    caller: Caller,
    name: Annotated[
        str, Query(max_length=200, pattern=NAME, description="The file's name: `x.pdf`.")
    ],
) -> Response:
    """Takes a file, the request's body as it is, to be read. It is safe on the disk when this
    answers; the archive's engine reads it in another process, within limits of pages and time."""
    # A page of another site may send forms unasked, but not this kind of body.
    if request.headers.get("content-type") != _BYTES:
        detail = f"Send the file's bytes as {_BYTES}."
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > behind.uploads.bounds.file_bytes:
        raise too_large(behind.uploads.bounds)
    job = await behind.uploads.receive(name, caller, request.stream())
    answer = told(job, HTTPStatus.ACCEPTED)
    answer.headers["Location"] = f"/v1/jobs/{job.id}"
    return answer


@router.get("/jobs", tags=["jobs"], responses={200: {"model": Jobs}})
def list_jobs(behind: Behind, caller: Caller, asked: Annotated[JobPage, Query()]) -> Response:
    """The caller's jobs, the latest first."""
    return told(behind.uploads.jobs(caller, asked.cursor, asked.limit))


@router.get(
    "/jobs/{job}",
    tags=["jobs"],
    responses={200: {"model": JobRecord}, **answers(HTTPStatus.NOT_FOUND, HTTPStatus.GONE)},
)
def read_job(behind: Behind, caller: Caller, job: JobId) -> Response:
    """How a job of the caller's stands. 410 where the caller has removed it."""
    return told(behind.uploads.find(job, caller))


@router.delete(
    "/jobs/{job}",
    tags=["jobs"],
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(HTTPStatus.NOT_FOUND),
)
def remove_job(behind: Behind, caller: Caller, job: JobId) -> Response:
    """Removes a job of the caller's, however it stands, and takes its file out of the archive. The
    next run, which begins at once, removes its documents, as `/v1/changes` then says. Who is not
    sure whether it was done asks again: the answer is the same."""
    behind.uploads.remove(job, caller)
    return Response(status_code=HTTPStatus.NO_CONTENT)
