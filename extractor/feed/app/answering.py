"""What the routes have in common: the parts behind them, and how they answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, Header, Path, Request
from pydantic import BaseModel
from starlette.responses import Response

from extractor.feed.app.access import Authors
from extractor.feed.app.deciding import Decisions
from extractor.feed.app.index import Index
from extractor.feed.app.problems import answers
from extractor.feed.app.published import Published
from extractor.feed.app.uploads import Uploads
from extractor.feed.app.webhooks import Sender

JSON = "application/json"
LONGEST_KEY = 4096
LONGEST_CURSOR = 8192


@dataclass(frozen=True, slots=True)
class Parts:
    """What is behind the server."""

    published: Published
    index: Index
    uploads: Uploads
    senders: tuple[Sender, ...]
    decisions: Decisions
    authors: Authors


def _parts(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


def _caller(request: Request) -> str:
    """Whom the gate has let in."""
    caller: str = request.state.caller
    return caller


Behind = Annotated[Parts, Depends(_parts)]
Caller = Annotated[str, Depends(_caller)]
IfNoneMatch = Annotated[
    str | None, Header(description="ETags that the caller has: 304 where it is one of them.")
]
DocumentKey = Annotated[
    str,
    Path(
        min_length=1,
        max_length=LONGEST_KEY,
        description="The document's key; `/` in it may stand as it is or as `%2F`.",
    ),
]
CONDITIONAL: dict[int | str, dict[str, Any]] = {
    304: {"description": "As the caller has it."},
    **answers(HTTPStatus.NOT_FOUND, HTTPStatus.GONE),
}


def told(model: BaseModel, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """`model` as it is: it was checked when it was made."""
    return Response(model.model_dump_json(), status, media_type=JSON)


def told_once(
    body: Callable[[], bytes], digest: str, known: str | None, kept: str = "no-cache"
) -> Response:
    """What `body` gives, which `digest` names, unless the caller has it. `kept`: how it may be
    cached."""
    headers = {"ETag": f'"{digest}"', "Cache-Control": kept}
    if known and ({"*", headers["ETag"]} & _tags(known)):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(body(), headers=headers, media_type=JSON)


def _tags(known: str) -> set[str]:
    """The ETags in a header; weak ones count as strong, as RFC 9110 has it for `If-None-Match`."""
    return {tag.strip().removeprefix("W/") for tag in known.split(",")}
