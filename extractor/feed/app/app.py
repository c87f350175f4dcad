"""The server put together: gate, routes, and the OpenAPI description that comes of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from anyio.to_thread import current_default_thread_limiter, run_sync
from fastapi import APIRouter, Depends, FastAPI
from starlette.responses import RedirectResponse, Response

from extractor import __version__
from extractor.archive.store import Blobs, Store
from extractor.feed.app import corrections, following, jobs, reading
from extractor.feed.app.access import Authors, LocalGate, Pace, TokenGate, Tokens, person_here
from extractor.feed.app.answering import Behind, Parts, told
from extractor.feed.app.checking.app import make_checking
from extractor.feed.app.checking.showing import BASE
from extractor.feed.app.deciding import Decisions
from extractor.feed.app.index import Index
from extractor.feed.app.problems import Problem, answers, tell_problems
from extractor.feed.app.published import Published
from extractor.feed.app.records import Health
from extractor.feed.app.uploads import UploadBounds, Uploads, Work
from extractor.feed.app.webhooks import Sender, Webhook
from extractor.review.corrections import Desk

_THREADS = 8
"""Requests that are worked on at once; the others wait. Each may hold a page of plans."""
_EVERYWHERE = (
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
)


@dataclass(frozen=True, slots=True)
class Serving:
    """What is served, and to whom. `store` was opened with a publisher, `work` reads what was
    uploaded, in another process; `person` is who corrects where no tokens say it."""

    out: Path
    store: Store
    blobs: Blobs
    work: Work
    tokens: Tokens | None = None
    pace: Pace = field(default_factory=Pace)
    bounds: UploadBounds = field(default_factory=UploadBounds)
    webhooks: tuple[Webhook, ...] = ()
    person: str = field(default_factory=person_here)


def make_app(serving: Serving) -> FastAPI:
    """The application."""
    serving.out.mkdir(parents=True, exist_ok=True)
    index = Index(serving.out / "search.sqlite", serving.store, serving.blobs)
    uploads = Uploads(serving.out, serving.store, serving.work, serving.bounds)
    app = FastAPI(
        title="kehoach",
        summary="The plans of an archive, and what changes in it.",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        lifespan=_lifespan,
    )
    published = Published(serving.store, serving.blobs)
    senders = tuple(Sender(webhook, serving.out, published) for webhook in serving.webhooks)
    desk = Desk(serving.store, serving.blobs, serving.out)
    authors = Authors(serving.tokens is not None, serving.person)
    decisions = Decisions(desk, published, index)
    parts = Parts(published, index, uploads, senders, decisions, authors)
    checking, sandbox = make_checking(parts, serving.out, serving.tokens, serving.pace)
    app.state.parts, app.state.sandbox = parts, sandbox
    gate = TokenGate(serving.tokens, serving.pace) if serving.tokens else LocalGate(serving.pace)
    refusals = (HTTPStatus.UNAUTHORIZED if serving.tokens else HTTPStatus.FORBIDDEN, *_EVERYWHERE)
    behind_gate = APIRouter(
        prefix="/v1", dependencies=[Depends(gate)], responses=answers(*refusals)
    )
    for routes in (reading, following, jobs, corrections):
        behind_gate.include_router(routes.router)
    app.include_router(behind_gate)
    app.add_api_route(
        "/v1/health",
        _health,
        tags=["health"],
        responses={200: {"model": Health}, **answers(HTTPStatus.SERVICE_UNAVAILABLE)},
    )
    app.add_api_route(BASE, _to_pages, include_in_schema=False)
    app.mount(BASE, checking)
    tell_problems(app)
    _describe_problems(app)
    return app


def _health(behind: Behind) -> Response:
    """Whether the server and the archive's store answer. Needs no token."""
    behind.published.store.last_change()
    return told(Health())


def _to_pages() -> Response:
    return RedirectResponse(f"{BASE}/")


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    parts: Parts = app.state.parts
    current_default_thread_limiter().total_tokens = _THREADS
    await run_sync(parts.index.follow)
    beside: tuple[Uploads | Sender, ...] = (parts.uploads, *parts.senders)
    for one in beside:
        one.start()
    with app.state.sandbox:
        try:
            yield
        finally:
            for one in beside:
                await run_sync(one.stop)


def _describe_problems(app: FastAPI) -> None:
    """Adds to the OpenAPI description the schema that all refusals name."""
    describe = app.openapi

    def openapi() -> dict[str, Any]:
        described = describe()
        schemas = described.setdefault("components", {}).setdefault("schemas", {})
        schemas["Problem"] = Problem.model_json_schema()
        return described

    app.openapi = openapi  # type: ignore[method-assign]
