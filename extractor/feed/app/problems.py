"""How a request is refused: problem details as RFC 9457 has them, with a code that stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from logging import getLogger
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Match

from extractor.errors import BadCursor, CannotStore

MEDIA_TYPE = "application/problem+json"
_LOG = getLogger(__name__)
_METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")
_RETRY = {"Retry-After": "5"}


class Problem(BaseModel):
    """Why a request was refused."""

    type: str
    """`urn:kehoach:problem:` and the code."""
    title: str
    status: int
    code: str
    """Stable."""
    detail: str


class Refused(Exception):
    """A request that is refused."""

    def __init__(
        self, status: HTTPStatus, code: str, detail: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = headers


def not_found(what: str) -> Refused:
    """Nothing of this name was ever there."""
    return Refused(HTTPStatus.NOT_FOUND, "not_found", f"There is no such {what}.")


def removed(what: str) -> Refused:
    """It was there, and is no more."""
    return Refused(HTTPStatus.GONE, "removed", f"The {what} was removed from the archive.")


def answers(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """These refusals, as OpenAPI lists them."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        int(status): {"description": status.phrase, "content": content}
        for status in sorted(statuses)
    }


Show = Callable[[Request, Problem, Mapping[str, str] | None], Response]
"""How a problem is told, with further headers."""


def as_json(_: Request, problem: Problem, headers: Mapping[str, str] | None) -> Response:
    """For programs."""
    return JSONResponse(problem.model_dump(), problem.status, headers, MEDIA_TYPE)


def tell_problems(app: FastAPI, show: Show = as_json) -> None:
    """Makes every refusal of `app` a problem."""
    for kind, problem in _PROBLEMS.items():
        app.add_exception_handler(kind, partial(_told, problem, show))


def _told(
    problem: Callable[[Request, Any], Refused], show: Show, request: Request, error: Exception
) -> Response:
    refused = problem(request, error)
    told = Problem(
        type=f"urn:kehoach:problem:{refused.code}",
        title=refused.status.phrase,
        status=refused.status,
        code=refused.code,
        detail=refused.detail,
    )
    return show(request, told, refused.headers)


def _by_framework(request: Request, error: HTTPException) -> Refused:
    status = HTTPStatus(error.status_code)
    headers = error.headers
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers = {"Allow": ", ".join(_allowed(request))}
    detail = f"{status.description or status.phrase}."
    return Refused(status, status.name.lower(), detail, headers)


def _allowed(request: Request) -> list[str]:
    """The methods of all routes of a path; the framework names those of the first one alone."""
    scopes = [{**request.scope, "method": method} for method in _METHODS]
    return [
        scope["method"]
        for scope in scopes
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)
    ]


def _invalid(_: Request, error: RequestValidationError) -> Refused:
    """What was sent is not repeated: it may be anything."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"][:2]).encode("ascii", "backslashreplace")
    detail = f"{where.decode()[:100]}: {first['msg']}."
    return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_request", detail)


def _bad_cursor(_: Request, error: BadCursor) -> Refused:
    return Refused(HTTPStatus.NOT_FOUND, "bad_cursor", str(error))


def _unavailable(_: Request, error: CannotStore) -> Refused:
    """The store's own words may name paths of this machine: they go to the log."""
    _LOG.error("%s", error)
    detail = "The archive's store cannot be used now."
    return Refused(HTTPStatus.SERVICE_UNAVAILABLE, error.code, detail, _RETRY)


def _failed(_: Request, __: Exception) -> Refused:
    return Refused(HTTPStatus.INTERNAL_SERVER_ERROR, "internal_error", "The server failed here.")


_PROBLEMS: dict[type[Exception], Callable[[Request, Any], Refused]] = {
    Refused: lambda _, refused: refused,
    HTTPException: _by_framework,
    RequestValidationError: _invalid,
    BadCursor: _bad_cursor,
    CannotStore: _unavailable,
    Exception: _failed,
}
