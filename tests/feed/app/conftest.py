"""A served archive, called in this process."""

from __future__ import annotations

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
