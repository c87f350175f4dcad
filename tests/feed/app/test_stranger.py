"""Strangers follow a server that is killed again and again, while the archive is extracted anew by
other parsers, corrected, and loses documents that come back: their copies are exact to the byte."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from archives import Archive

import extractor.pipeline
from extractor.archive.model import Versions
from extractor.review.corrections import Author, Desk

from .running import running
from .stranger import Exact

WHO = Author("an", datetime.datetime(2025, 3, 1, tzinfo=datetime.UTC), "see the scan")
ALL = 1000


@pytest.fixture(params=["sqlite", "postgresql"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Archive:
    made = Archive(tmp_path)
    if request.param == "postgresql":
        new: Callable[[], str] = request.getfixturevalue("new_postgresql_store")
        made.database = new()
    made.add("a/x.txt", "b.txt", "c.txt")
    made.run()
    return made


@pytest.fixture
def parser(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Versions]:
    """Puts another parser in the place of this one, which reads these values; its version."""
    read, made = extractor.pipeline.plans_of, []

    def become(**values: Any) -> Versions:
        def otherwise(*given: Any) -> Any:
            return [plan.model_copy(update=values) for plan in read(*given)]

        monkeypatch.setattr(extractor.pipeline, "plans_of", otherwise)
        made.append(values)
        return Versions("r1", f"another {len(made)}")

    return become


def files(archive: Archive) -> dict[str, bytes]:
    """What the archive has published, as it lies in its folder."""
    return {name.removesuffix(".json"): (archive.out / name).read_bytes() for name in archive.shown}


def number(archive: Archive, document: str) -> Any:
    return json.loads(files(archive)[document])["number"]


def correct(archive: Archive, document: str, value: str) -> None:
    with archive.open_store() as store:
        Desk(store, archive.blobs, archive.out).correct(document, "replace", "/number", value, WHO)


def test_strangers_follow_from_zero(archive: Archive, parser: Callable[..., Versions]) -> None:
    given = () if isinstance(archive.database, Path) else ("--store", archive.database)
    keen, slow, late = Exact(), Exact(), Exact()

    def look(get: Any) -> None:
        """Both look, and the keen one to the end: its copy is exact."""
        slow.catch_up(get, most=1, pages=1)
        keen.catch_up(get, most=2)
        assert keen.files == files(archive)
        assert keen.plans == {name: json.loads(data) for name, data in keen.files.items()}

    with running(archive, *given) as server:
        keen.catch_up(server.client.get, most=1, pages=1)  # and then the server is killed
        assert len(keen.files) == 1
    archive.add("d/e.txt", "phụ lục 1.txt")
    archive.run()
    with running(archive, *given) as server:
        look(server.client.get)
        (archive.inputs / "b.txt").unlink()
        archive.add("c.txt", text=(archive.inputs / "c.txt").read_text("utf-8") + "\nThêm.\n")
        archive.run()
        look(server.client.get)
        assert "b.txt" not in keen.files
        archive.run(versions=Versions("r1", "alike"))  # all is extracted again, alike
        before = keen.cursor
        look(server.client.get)
        assert keen.cursor == before
        second = parser(number="60/KH-UBND")
        archive.run(versions=second, limit=2)  # not all is extracted again as yet
        look(server.client.get)
        assert {number(archive, name) for name in keen.files} == {"58/KH-UBND", "60/KH-UBND"}
    archive.run(versions=second)
    correct(archive, "c.txt", "61/KH-UBND")
    with running(archive, *given) as server:
        look(server.client.get)
        assert number(archive, "c.txt") == "61/KH-UBND"
        correct(archive, "d/e.txt", "62/KH-UBND")
        look(server.client.get)
        archive.run(versions=parser(number="63/KH-UBND", title="Kế hoạch khác"))
        look(server.client.get)
        assert number(archive, "c.txt") == "61/KH-UBND"
        assert number(archive, "a/x.txt") == "63/KH-UBND"
        (archive.inputs / "d" / "e.txt").unlink()
        archive.run(versions=parser(number="64/KH-UBND"))
        look(server.client.get)
    archive.add("b.txt", "d/e.txt")
    (archive.inputs / "a" / "x.txt").unlink()
    archive.run(versions=parser(number="65/KH-UBND"))
    archive.add("a/x.txt")
    archive.run(versions=parser(number="65/KH-UBND"))
    with running(archive, *given) as server:
        look(server.client.get)
        assert number(archive, "d/e.txt") == "62/KH-UBND"
        slow.catch_up(server.client.get, most=1)
        late.catch_up(server.client.get, most=ALL)
    assert keen.files == slow.files == late.files == files(archive)
    assert set(keen.files) == {"a/x.txt", "b.txt", "c.txt", "d/e.txt", "phụ lục 1.txt"}
