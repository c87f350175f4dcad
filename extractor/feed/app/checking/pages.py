"""The pages: the queue, the page of a document with its pictures, what is to decide."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice
from math import ceil
from typing import Annotated
from urllib.parse import quote

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import FileResponse, Response

from extractor.archive.model import Task
from extractor.archive.store import Change
from extractor.errors import NotPlanJson
from extractor.feed.app import queue
from extractor.feed.app.answering import LONGEST_CURSOR, Behind, DocumentKey, Parts
from extractor.feed.app.checking.entering import Fields, form_fields, let_in
from extractor.feed.app.checking.pictures import NAME, Pictures
from extractor.feed.app.checking.showing import (
    BASE,
    HEADERS,
    address,
    answered,
    language_of,
    moved,
    shown,
    visit_of,
)
from extractor.feed.app.deciding import Wish, not_correctable
from extractor.feed.app.listing import PATTERN, cursor_after, key_at
from extractor.feed.app.problems import Refused, not_found
from extractor.plan import Plan
from extractor.plan.publish import from_json
from extractor.review.corrections import NotCorrectable
from extractor.review.corrections.pointers import parts_of, pointer_of, split
from extractor.review.page.decisions import Decision
from extractor.review.page.forms import Asked, read_form
from extractor.review.page.page import Forms, Sources, plan_page

router = APIRouter(dependencies=[Depends(let_in)])
PAGE = 100
_UNREAD = 100
"""Inputs without a plan that the queue lists."""
_FARTHEST = 100_000
_DRAWING = CapacityLimiter(2)
"""Documents that are drawn at once: the others wait, and hold no one else up."""


class Asking(BaseModel):
    """Which part of the queue is asked for."""

    model_config = ConfigDict(extra="ignore")

    page: int = Field(1, ge=1, le=_FARTHEST)
    warning: str | None = Field(None, max_length=100)
    text: str | None = Field(None, max_length=500)


@dataclass(frozen=True, slots=True)
class Opened:
    """A document, as its page has it."""

    change: Change
    plan: Plan
    sources: Sources


@router.get("/")
def list_queue(request: Request, behind: Behind, asked: Annotated[Asking, Query()]) -> Response:
    """The documents of the archive, those first of which most is doubtful."""
    behind.index.follow()
    wanted = queue.Wanted(asked.warning, asked.text)
    page = queue.queue(behind.index, wanted, (asked.page - 1) * PAGE, PAGE)
    store = behind.published.store
    values = {
        "asked": asked,
        "page": page,
        "pages": max(1, ceil(page.found / PAGE)),
        "warnings": queue.warnings(behind.index),
        "in_conflict": queue.in_conflict(behind.index),
        "unread": list(islice(store.rows("failed"), _UNREAD)) if asked.page == 1 else [],
    }
    return shown(request, "served_queue.html.j2", values)


@router.get("/documents/{document:path}")
async def show_document(request: Request, behind: Behind, document: DocumentKey) -> Response:
    """A document's page, with forms."""
    opened = await _opened(request, behind, document)
    return await run_sync(_page, request, behind, document, opened)


@router.get("/pictures/{name}/{number}")
def show_picture(
    request: Request,
    name: Annotated[str, Path(pattern=NAME)],
    number: Annotated[int, Path(ge=1, le=_FARTHEST)],
) -> Response:
    """A page as a picture, which was drawn when the document's page was."""
    file = _pictures(request).file(name, number)
    if file is None:
        raise not_found("picture")
    return FileResponse(file, headers=HEADERS, media_type="image/webp")


@router.get("/conflicts")
def list_conflicts(
    request: Request,
    behind: Behind,
    cursor: Annotated[str | None, Query(max_length=LONGEST_CURSOR, pattern=PATTERN)] = None,
) -> Response:
    """What is to decide: what a person said and this reading has, side by side."""
    found, last = behind.decisions.to_decide(key_at(cursor) if cursor else "", PAGE)
    decisions = [
        Decision(c.id, c.op, o.state, o.pointer or c.pointer, o.read, c.to, c) for c, o in found
    ]
    there = {name for name in {c.document for c, _ in found} if _is_there(behind, name)}
    following = cursor_after(last) if last is not None else None
    values = {"decisions": decisions, "there": there, "next": following, "anchor": _anchor}
    return shown(request, "conflicts.html.j2", values)


@router.post("/corrections")
async def take_form(
    request: Request, behind: Behind, fields: Annotated[Fields, Depends(form_fields)]
) -> Response:
    """Corrects, or withdraws a correction, as a form of a page says, and leads back to the page;
    where that cannot be, the page says why."""
    language = language_of(request)
    try:
        asked = read_form(fields)
    except NotCorrectable as error:
        return await _refused(
            request, behind, fields.get("document", ""), not_correctable(str(error))
        )
    try:
        await run_sync(_decide, request, behind, asked)
    except Refused as refused:
        return await _refused(request, behind, asked.document, refused)
    if fields.get("list"):
        return moved(address("conflicts", language))
    return moved(f"{address(f'documents/{asked.document}', language)}#{asked.back}")


def _decide(request: Request, behind: Parts, asked: Asked) -> None:
    if asked.withdraw is not None:
        behind.decisions.withdraw(asked.withdraw)
        return
    who = behind.authors.author(str(visit_of(request).caller), asked.who)
    wish = Wish(asked.document, asked.op, asked.pointer, asked.to, asked.seen)
    behind.decisions.take(wish, who, asked.why)


async def _refused(request: Request, behind: Parts, document: str, refused: Refused) -> Response:
    """The page again, with the reason on top; where the document is not there, the reason alone."""
    if refused.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise refused
    opened = await _opened(request, behind, document)
    return await run_sync(_page, request, behind, document, opened, refused)


async def _opened(request: Request, behind: Parts, document: str) -> Opened:
    change, plan, task = await run_sync(_read, behind, document)
    pictures = _pictures(request)
    sources = await run_sync(pictures.of, plan, task, f"{BASE}/pictures", limiter=_DRAWING)
    return Opened(change, plan, sources)


def _read(behind: Parts, document: str) -> tuple[Change, Plan, Task | None]:
    """A document as it is published, and the input that it was read from. Raises `Refused`."""
    change = behind.published.change(document)
    try:
        plan = from_json(behind.published.plan(change).decode(), document)
    except NotPlanJson as error:
        raise Refused(HTTPStatus.CONFLICT, error.code, "Extract the document again.") from None
    standing = behind.published.store.document(document)
    row = standing and behind.published.store.row(standing.key)
    return change, plan, Task(row.key, row.location) if row and row.location else None


def _page(
    request: Request,
    behind: Parts,
    document: str,
    opened: Opened,
    refused: Refused | None = None,
) -> Response:
    visit, language = visit_of(request), language_of(request)
    forms = Forms(
        address("corrections", language),
        visit.form_token,
        str(opened.change.published),
        behind.authors.author(str(visit.caller), ""),
        signed=visit.by_token,
    )
    html = plan_page(
        opened.plan,
        document,
        opened.sources,
        back=f"{BASE}/",
        corrections=behind.decisions.of(document),
        forms=forms,
        notice=refused.detail if refused else None,
        language=language,
    )
    return answered(request, html, refused.status if refused else HTTPStatus.OK)


def _anchor(decision: Decision) -> str:
    """What leads to it on its document's page: the pointer of the field that it belongs to; what
    is lost has a group of its own."""
    if decision.state == "lost":
        return "g-lost"
    parts = parts_of(decision.pointer)
    way = split(parts)[0] or parts[:1]
    if way[-2:-1] in (("agencies",), ("partners",)):  # they are values of who is given work
        way = way[:-2]
    return quote(pointer_of(way), safe="/-")


def _is_there(behind: Parts, document: str) -> bool:
    change = behind.published.store.change_of(document)
    return change is not None and not change.removed


def _pictures(request: Request) -> Pictures:
    pictures: Pictures = request.app.state.pictures
    return pictures
