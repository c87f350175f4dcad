"""The gate before the pages, and how a browser comes in and goes."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from extractor.feed.app.access import LocalGate, Pace, TokenGate, Tokens, owner
from extractor.feed.app.checking.sessions import Sessions, new_id
from extractor.feed.app.checking.showing import (
    BASE,
    COOKIE,
    Visit,
    language_of,
    moved,
    set_cookie,
    shown,
    visit_of,
)
from extractor.feed.app.corrections import whole
from extractor.feed.app.deciding import LONGEST
from extractor.feed.app.problems import Refused

_FORM = "application/x-www-form-urlencoded"
_BODY = 12 * LONGEST
"""Bytes: a letter may take four, each of them three."""
_FIELDS = 100
Fields = Mapping[str, str]


class SignIn(Exception):
    """Whoever asks has to show a token first."""


class Gate:
    """Lets in browsers with a session, where there are tokens; else those on this machine."""

    def __init__(self, tokens: Tokens | None, pace: Pace) -> None:
        self.tokens = tokens or {}
        self.sessions = Sessions(self.tokens)
        self._by_token = TokenGate(tokens, pace) if tokens else None
        self._local = LocalGate(pace)

    def look(self, request: Request) -> None:
        """Sees who it is, and keeps that in the request's state. Raises `Refused`."""
        given = request.cookies.get(COOKIE, "")
        id = given or new_id()
        if self._by_token:
            caller = self.sessions.caller(id)
            self._by_token.hold(request, caller)
        else:
            self._local(request)
            caller = request.state.caller
        token = self.sessions.form_token(id)
        request.state.visit = Visit(id, caller, token, bool(given), self._by_token is not None)

    def __call__(self, request: Request) -> None:
        """Raises `SignIn` also where there is nobody."""
        self.look(request)
        if visit_of(request).caller is None:
            raise SignIn


def gate_of(request: Request) -> Gate:
    """The gate of the application."""
    gate: Gate = request.app.state.gate
    return gate


def looked_at(request: Request) -> None:
    """For pages that show nothing of the archive."""
    gate_of(request).look(request)


def let_in(request: Request) -> None:
    """For all others."""
    gate_of(request)(request)


async def form_fields(request: Request) -> Fields:
    """The fields of a form that this server has made for this browser. Raises `Refused`."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        detail = f"Send the form as {_FORM}."
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
    if not _is_same_origin(request):
        raise _forged("The form was sent by a page of another site.")
    body = await whole(request.stream(), _BODY)
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS
        )
    except ValueError:
        detail = "The form cannot be read."
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_request", detail) from None
    fields = dict(pairs)
    gate, visit = gate_of(request), visit_of(request)
    if not gate.sessions.is_form_token(visit.id, fields.get("token", "")):
        raise _forged("The form is not of this session: open the page again.")
    return fields


router = APIRouter()


@router.get("/login", dependencies=[Depends(looked_at)])
def show_login(request: Request) -> Response:
    """Where a token is asked for."""
    if visit_of(request).caller is not None:
        return moved(f"{BASE}/")
    return login_page(request, HTTPStatus.OK)


@router.post("/login", dependencies=[Depends(looked_at)])
async def log_in(request: Request, fields: Annotated[Fields, Depends(form_fields)]) -> Response:
    """Begins a session under a new id: nobody knows it from before."""
    gate = gate_of(request)
    caller = owner(gate.tokens, fields.get("secret", "").strip())
    if caller is None:
        return login_page(request, HTTPStatus.UNAUTHORIZED, wrong=True, to=fields.get("to", ""))
    answer = moved(_within(fields.get("to", "")))
    set_cookie(answer, request, gate.sessions.begin(caller))
    return answer


@router.post("/logout", dependencies=[Depends(looked_at), Depends(form_fields)])
def log_out(request: Request) -> Response:
    """Ends the session."""
    gate_of(request).sessions.end(visit_of(request).id)
    answer = moved(f"{BASE}/login")
    answer.delete_cookie(COOKIE, path=BASE)
    return answer


def login_page(
    request: Request, status: HTTPStatus, *, wrong: bool = False, to: str = ""
) -> Response:
    """The page that asks for a token, and leads on to `to`."""
    asked = {"wrong": wrong, "to": _within(to), "language": language_of(request)}
    return shown(request, "login.html.j2", {"asked": asked}, status)


def sign_in_first(request: Request, _: Exception) -> Response:
    """What somebody sees who has no session: the way on leads where they wanted to."""
    query = f"?{request.url.query}" if request.url.query else ""
    to = f"{request.url.path}{query}" if request.method == "GET" else ""
    return login_page(request, HTTPStatus.UNAUTHORIZED, to=to)


def _within(to: str) -> str:
    """An address below ours; another one is not gone to."""
    return to if to.startswith(f"{BASE}/") and to.isprintable() else f"{BASE}/"


def _is_same_origin(request: Request) -> bool:
    """By what browsers say of a request, which no page can change. Those that do not say where it
    comes from, and a server on plain HTTP is not told, name at least the origin."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("origin", ""))
    host = request.headers.get("host", "")
    return origin.scheme in ("http", "https") and bool(host) and origin.netloc == host


def _forged(detail: str) -> Refused:
    return Refused(HTTPStatus.FORBIDDEN, "forged_form", detail)
