"""How pages are answered: as HTML that runs nothing and goes nowhere but where it is to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urlencode

from fastapi import Request
from jinja2 import Environment
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from extractor import __version__
from extractor.feed.app.checking.sessions import LASTS
from extractor.feed.app.problems import Problem, as_json
from extractor.pages.closed import inlined, policy
from extractor.pages.templating import environment
from extractor.pages.words import LANGUAGES, Language, Words
from extractor.review.page import page as review

HERE = Path(__file__).parent
BASE = "/review"
COOKIE = "kehoach_session"
IMAGES = "'self' data:"
"""Where pictures come from: `data:` is the empty icon, without which browsers ask for one."""
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    # With `no-referrer` browsers send the Origin of our own forms as `null`.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser at the gate: the id that its cookie has, or is to have; the caller, if it has a
    session or needs none; what its forms bear."""

    id: str
    caller: str | None
    form_token: str
    is_known: bool
    by_token: bool


def visit_of(request: Request) -> Visit:
    """The visit that the gate has made of a request."""
    visit: Visit = request.state.visit
    return visit


def language_of(request: Request) -> Language:
    """The language that is asked for; Vietnamese without."""
    asked = request.query_params.get("lang")
    return next((language for language in LANGUAGES if language == asked), "vi")


def address(path: str, language: Language, **asked: str | int | None) -> str:
    """The address of a page of ours in this language."""
    given = {name: value for name, value in asked.items() if value not in (None, "")}
    given |= {"lang": language} if language != "vi" else {}
    query = urlencode(given, errors="replace")
    return f"{BASE}/{quote(path, errors='replace')}{'?' if query else ''}{query}"


def shown(
    request: Request, name: str, values: Mapping[str, object], status: int = HTTPStatus.OK
) -> Response:
    """A page from one of our templates."""
    language, style = language_of(request), _style()
    html = _templates().get_template(name).render(
        version=__version__,
        policy=_policy(style),
        style=style,
        script=review.script(),
        language=language,
        visit=getattr(request.state, "visit", None),
        address=lambda path, **asked: address(path, language, **asked),
        **values,
    )  # fmt: skip
    return answered(request, html, status, style)


def answered(
    request: Request, html: str, status: int = HTTPStatus.OK, style: Markup | None = None
) -> Response:
    """A page with the usual or another `style`, with what browsers are to hold it to, and the
    cookie for a new one."""
    headers = {"Content-Security-Policy": _policy(style) + "; frame-ancestors 'none'"}
    body = html.encode("utf-8", "backslashreplace")
    response = HTMLResponse(body, status, HEADERS | headers)
    visit: Visit | None = getattr(request.state, "visit", None)
    if visit and not visit.is_known:
        set_cookie(response, request, visit.id)
    return response


def moved(to: str) -> RedirectResponse:
    """The answer to a form: what is seen now."""
    return RedirectResponse(to, HTTPStatus.SEE_OTHER, HEADERS)


def set_cookie(response: Response, request: Request, browser: str) -> None:
    """Has the browser keep its id, for pages of this server alone."""
    response.set_cookie(
        COOKIE,
        browser,
        max_age=int(LASTS),
        path=BASE,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def problem_page(request: Request, problem: Problem, headers: Mapping[str, str] | None) -> Response:
    """A refusal: a page for browsers, else as programs take it."""
    if "text/html" not in request.headers.get("accept", ""):
        answer = as_json(request, problem, headers)
        answer.headers.update(HEADERS)
        return answer
    page = shown(request, "problem.html.j2", {"problem": problem}, problem.status)
    page.headers.update(headers or {})
    return page


def _policy(style: Markup | None = None) -> str:
    return policy(style or review.style(), review.script(), images=IMAGES, forms="'self'")


@cache
def _style() -> Markup:
    return review.style() + inlined([HERE / "style" / "served.css"])


@cache
def _words() -> Words:
    return Words({**review.words().messages, **Words.load(HERE / "words").messages})


@cache
def _templates() -> Environment:
    folders = HERE / "templates", review.HERE / "templates"
    return environment(
        *folders, t=_words(), brief=review.brief, part=review.part, moment=review.moment
    )
