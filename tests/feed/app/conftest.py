"""A served archive, called in this process."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from archives import Archive
from fastapi import FastAPI
from fastapi.testclient import TestClient

from extractor.archive.store import Blobs, Store
from extractor.feed.app.access import Pace
from extractor.feed.app.app import Serving, make_app

NOTHING = (sys.executable, "-c", "")
"""Work that leaves everything to do."""
UNHURRIED = Pace(rate=1e9, burst=10**9)
TOKENS = {name: sha256(f"{name}'s secret".encode()).hexdigest() for name in ("an", "binh")}
Serve = Callable[..., AbstractContextManager[TestClient]]


def bearer(name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {name}'s secret"}


def app_of(archive: Archive, store: Store, **wishes: Any) -> FastAPI:
    """The application of an archive; nothing that is uploaded is read."""
    given = {"work": NOTHING, "pace": UNHURRIED} | wishes
    return make_app(Serving(archive.out, store, Blobs(str(archive.out / "blobs")), **given))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path)
    made.add("a/x.txt", "b.txt")
    made.run()
    return made


@pytest.fixture
def serve(archive: Archive) -> Serve:
    """Serves the archive until the context ends."""

    @contextmanager
    def served(**wishes: Any) -> Iterator[TestClient]:
        with ExitStack() as stack:
            store = stack.enter_context(archive.open_store())
            app = app_of(archive, store, **wishes)
            yield stack.enter_context(TestClient(app, base_url="http://localhost"))

    return served


@pytest.fixture
def client(serve: Serve) -> Iterator[TestClient]:
    with serve() as made:
        yield made


class Browser:
    """A browser at the pages: keeps its cookies, sends forms as browsers do."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        client.cookies.clear()

    def get(self, path: str, **given: Any) -> Any:
        return self.client.get(path, headers={"Accept": "text/html"}, **given)

    def hidden(self, path: str, *names: str) -> dict[str, str]:
        """What the forms of a page bear."""
        html = self.get(path).text
        found = {
            name: re.search(rf'name="{name}" value="([0-9a-f]{{64}})"', html) for name in names
        }
        return {name: match[1] for name, match in found.items() if match}

    def token(self, path: str) -> str:
        return self.hidden(path, "token")["token"]

    def correct(self, document: str, pointer: str, to: str, **fields: str) -> Any:
        """Sends the form of a value."""
        hidden = self.hidden(f"/review/documents/{document}", "token", "seen")
        given = {
            "document": document,
            "op": "replace",
            "pointer": pointer,
            "to": to,
            "back": pointer,
        }
        return self.post("/review/corrections", **(hidden | given | fields))

    def post(self, path: str, headers: dict[str, str] | None = None, **fields: str) -> Any:
        """Sends a form, by default from a page of the same origin, and follows no redirect."""
        said = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"} | (headers or {})
        said = {name: value for name, value in said.items() if value}
        return self.client.post(path, data=fields, headers=said, follow_redirects=False)

    def log_in(self, name: str, **fields: str) -> Any:
        """Shows the token of `name`."""
        token = self.token("/review/login")
        return self.post("/review/login", token=token, secret=f"{name}'s secret", **fields)
