"""The application below `/review`: gate, pages, and refusals as pages."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI

from extractor.archive.isolation.sandbox import Sandbox
from extractor.feed.app.access import Pace, Tokens
from extractor.feed.app.answering import Parts
from extractor.feed.app.checking import entering, pages
from extractor.feed.app.checking.pictures import BOUNDS, Pictures
from extractor.feed.app.checking.showing import problem_page
from extractor.feed.app.problems import tell_problems

_FOLDER = "review-pictures"
"""Below the archive: pictures of pages, which may be deleted at any time."""


def make_checking(
    parts: Parts, out: Path, tokens: Tokens | None, pace: Pace
) -> tuple[FastAPI, Sandbox]:
    """The application, and the sandbox in which it draws: it is to be open while it serves."""
    sandbox = Sandbox(BOUNDS, warm_up=_load)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.state.parts = parts
    app.state.gate = entering.Gate(tokens, pace)
    app.state.pictures = Pictures(out / _FOLDER, sandbox.run)
    app.include_router(entering.router)
    app.include_router(pages.router)
    tell_problems(app, problem_page)
    app.add_exception_handler(entering.SignIn, entering.sign_in_first)
    return app, sandbox


def _load() -> None:
    """What each drawing needs."""
    from extractor.review.page import pictures

    assert pictures
