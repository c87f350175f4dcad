"""Pictures of pages: drawn elsewhere and within limits, kept within a bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from archives import Archive
from fastapi.testclient import TestClient

from extractor.archive.isolation.sandbox import Done, Sandbox
from extractor.archive.model import Task
from extractor.errors import ExtractorError, Killed, MissingFile, TimedOut
from extractor.feed.app.checking.pictures import Drawing, Pictures, drawn
from extractor.plan import Plan
from extractor.review.page.page import Picture, Sources
from extractor.settings import Bounds

from .conftest import Browser

TASK = Task("x.pdf", "file:///nowhere/x.pdf")
SIZE = 1000


def draw(drawing: Drawing) -> Done[Drawing, Sources]:
    """A picture of some bytes."""
    (drawing.folder / "1.webp").write_bytes(b"x" * SIZE)
    return Done(drawing, Sources("pictures", [Picture(1, 595, 842, "1.webp", (1240, 1754))]))


def of_file(plan: Plan, digest: str) -> Plan:
    source = plan.source.model_copy(update={"sha256": digest * 64, "media_type": "application/pdf"})
    return plan.model_copy(update={"source": source})


class Counted:
    """Draws, or fails, and counts how often."""

    def __init__(self, error: ExtractorError | None = None) -> None:
        self.times, self.error = 0, error

    def __call__(self, _: Callable[..., Any], drawing: Drawing) -> Done[Drawing, Sources]:
        self.times += 1
        return Done(drawing, error=self.error) if self.error else draw(drawing)


def test_what_was_drawn_is_kept(plan: Plan, tmp_path: Path) -> None:
    run = Counted()
    pictures = Pictures(tmp_path / "p", run)
    first = pictures.of(of_file(plan, "a"), TASK, "/pictures")
    assert pictures.of(of_file(plan, "a"), TASK, "/pictures") == first
    assert run.times == 1
    [picture] = first.pictures
    _, _, name, number = picture.address.split("/")
    file = pictures.file(name, int(number))
    assert file and file.stat().st_size == SIZE
    assert [f.name for f in (tmp_path / "p").iterdir()] == [name]  # no draft is left


def test_the_folder_stays_within_its_bound(plan: Plan, tmp_path: Path) -> None:
    pictures = Pictures(tmp_path / "p", Counted(), most=3 * SIZE)
    (tmp_path / "p" / "somebody's").mkdir(parents=True)
    for digest in "abcdef":
        shown = pictures.of(of_file(plan, digest), TASK, "/pictures")
        assert pictures.file(shown.pictures[0].address.split("/")[2], 1)
    kept = sorted(folder.name for folder in (tmp_path / "p").iterdir())
    assert len(kept) == 3 and "somebody's" in kept


@pytest.mark.parametrize(
    ("error", "shown", "times"),
    [
        (TimedOut("x.pdf", "120 seconds"), "broken", 1),
        (Killed("x.pdf", "3 times"), "gone", 2),
        (MissingFile("x.pdf"), "gone", 2),
    ],
)
def test_what_is_the_documents_fault_is_not_tried_again(
    plan: Plan, tmp_path: Path, error: ExtractorError, shown: str, times: int
) -> None:
    run = Counted(error)
    pictures = Pictures(tmp_path / "p", run)
    for _ in range(2):
        assert pictures.of(of_file(plan, "a"), TASK, "/pictures").shown == shown
    assert run.times == times


def test_it_is_drawn_within_limits(plan: Plan, root: Path, tmp_path: Path) -> None:
    """In a process of its own: it may have no memory, and this one does not notice."""
    scan = root / "corpus" / "samples" / "quang-nam-2024.pdf"
    task = Task(scan.name, scan.as_uri())
    known = of_file(plan, "a")
    with Sandbox(Bounds(seconds=30, cpu_seconds=30)) as sandbox:
        done = sandbox.run(drawn, Drawing(known, task, tmp_path / "whole"))
        assert done.result and done.result.shown == "changed"  # its hash is another one
    with Sandbox(replace(Bounds(), seconds=0.001)) as sandbox:
        done = sandbox.run(drawn, Drawing(known, task, tmp_path / "late"))
        assert isinstance(done.error, TimedOut)


HOSTILE = ("..%2f..", "%2e%2e%2f1", "..%2fsearch.sqlite", f"{'0' * 32}/../../archive.sqlite",
           f"{'0' * 32}/1.webp", f"{'A' * 32}/1", f"{'0' * 31}%00/1", "/etc/passwd")  # fmt: skip


def test_a_path_in_a_name_goes_nowhere(client: TestClient) -> None:
    browser = Browser(client)
    for path in HOSTILE:
        for route in ("pictures", "documents"):
            answer = browser.get(f"/review/{route}/{path}")
            assert answer.status_code in (404, 422), path
            assert "SQLite format" not in answer.text


def test_a_broken_source_leaves_the_words(archive: Archive, client: TestClient) -> None:
    """The page is there, its left side says what is missing."""
    (archive.inputs / "b.txt").unlink()
    answer = Browser(client).get("/review/documents/b.txt")
    assert answer.status_code == 200 and "58/KH-UBND" in answer.text
