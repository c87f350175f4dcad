"""Which pages are made anew, and the pages of the queue."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor.archive.inputs.places import file_location
from extractor.archive.isolation.sandbox import Sandbox
from extractor.archive.store import Blobs
from extractor.compare.model import Unread
from extractor.errors import Crashed, TimedOut
from extractor.plan import Plan
from extractor.review.page import made as pages_made
from extractor.review.page import queue
from extractor.review.page.documents import Document
from extractor.review.page.made import page_name
from extractor.review.page.queue import ALL, Entry, Queue
from extractor.review.page.writing import Piece, Written, write_archive, write_page
from extractor.settings import DEFAULT, Bounds

from .conftest import Here, corrected, kept
from .test_page import Elements


def run(documents: list[Document | Unread], out: Path) -> tuple[list[str], Written]:
    """The documents whose pages were drawn."""
    engine = Here()
    written = write_archive(documents, out, engine, lambda *_: None)
    return engine.worked, written


def test_what_is_unchanged_is_not_drawn_again(
    scan_plan: Plan, text_plan: Plan, scan_file: Path, blobs: Blobs, tmp_path: Path
) -> None:
    out, source = tmp_path / "out", tmp_path / "x.pdf"
    source.write_bytes(scan_file.read_bytes())
    scan = kept(blobs, "a.pdf", scan_plan, file_location(source))
    text = kept(blobs, "b.txt", text_plan)
    assert run([scan, text], out)[0] == ["a.pdf", "b.txt"]
    first = sorted((path, path.read_bytes()) for path in out.rglob("*") if path.is_file())
    again, written = run([scan, text], out)
    assert again == [] and written.unchanged == 2 and len(written.entries) == 2
    assert first == sorted((path, path.read_bytes()) for path in out.rglob("*") if path.is_file())

    anew = kept(blobs, "a.pdf", scan_plan, file_location(source), corrected(scan_plan, "a.pdf"))
    assert run([anew, text], out)[0] == ["a.pdf"]  # it was corrected
    page = out / "pages" / f"{page_name('a.pdf')}.html"
    assert "Trần Văn B" in page.read_text("utf-8")

    os.utime(source, (1, 1))
    assert run([anew, text], out)[0] == ["a.pdf"]  # its source may be another one
    page.unlink()
    assert run([anew, text], out)[0] == ["a.pdf"]
    (out / "pages" / ".made").write_text('{"a.pdf": 1')
    assert run([anew, text], out)[0] == ["a.pdf", "b.txt"]


def test_another_version_of_the_pages_draws_all(
    text_plan: Plan, blobs: Blobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = kept(blobs, "b.txt", text_plan)
    run([document], tmp_path)
    monkeypatch.setattr(pages_made, "_code", lambda: "another")
    assert run([document], tmp_path)[0] == ["b.txt"]


def test_pages_of_documents_that_are_gone_go(
    scan_plan: Plan, scan_file: Path, text_plan: Plan, blobs: Blobs, tmp_path: Path
) -> None:
    scan = kept(blobs, "a.pdf", scan_plan, file_location(scan_file))
    text = kept(blobs, "b.txt", text_plan)
    run([scan, text], tmp_path)
    assert (tmp_path / "pages" / page_name("a.pdf") / "1.webp").is_file()
    run([text], tmp_path)
    there = sorted(path.name for path in (tmp_path / "pages").iterdir())
    assert there == sorted([".made", f"{page_name('b.txt')}.html"])


def test_a_document_without_its_plan_has_no_page(
    text_plan: Plan, tmp_path: Path, blobs: Blobs
) -> None:
    document = kept(blobs, "b.txt", text_plan)
    run([document], tmp_path / "out")
    lost = Document("b.txt", Blobs(str(tmp_path / "none")), "0" * 64, "0" * 64)
    _, written = run([lost], tmp_path / "out")
    [failure] = written.failures
    assert failure.code == "plan_lost" and not written.entries
    assert not list((tmp_path / "out" / "pages").glob("*.html"))


def _hang(piece: Piece) -> Entry:
    while True:
        pass


def _crash(piece: Piece) -> Entry:
    os.abort()


def test_a_page_is_drawn_within_limits(text_plan: Plan, blobs: Blobs, tmp_path: Path) -> None:
    """In the sandbox in which documents are read."""
    piece = Piece(kept(blobs, "b.txt", text_plan), "", tmp_path, DEFAULT)
    with Sandbox(Bounds(seconds=60, cpu_seconds=1)) as sandbox:
        assert isinstance(sandbox.run(_hang, piece).error, TimedOut)
        assert isinstance(sandbox.run(_crash, piece).error, Crashed)
        done = sandbox.run(write_page, piece)
        assert isinstance(done.result, Entry) and done.result.document == "b.txt"


def entry(number: int, *warnings: str, doubtful: int = 0, conflicts: int = 0) -> Entry:
    return Entry(
        f"{number}.pdf", f"pages/{number}.html", str(number), "", warnings, doubtful, 50, 0.9,
        "gone", conflicts, conflicts,
    )  # fmt: skip


def links(html: str) -> list[str]:
    return [a["href"] or "" for tag, a in Elements(html).found if tag == "a"]


def test_a_large_queue_has_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "ROWS", 10)
    entries = [entry(n, "misprint", doubtful=n) for n in range(24)] + [entry(99, conflicts=1)]
    failures = [Unread("x.pdf", "damaged_file", "x.pdf: damaged.")] * 7
    made = Queue(entries, failures)
    assert (made.pages(ALL), made.pages("misprint"), made.pages("conflict")) == (4, 3, 1)
    pages = [made.page(ALL, number, lambda *at: f"q{at}") for number in (1, 2, 3, 4)]
    found = [link for page in pages for link in links(page) if link.startswith("pages/")]
    assert found == [f"pages/{n}.html" for n in (99, *range(23, -1, -1))]  # the conflict first
    assert sum(page.count("x.pdf: damaged.") for page in pages) == 7
    assert "q('all', 2)" in links(pages[0]) and "q('misprint', 1)" in links(pages[0])
    assert "q('all', 1)" in links(pages[1]) and "q('all', 3)" in links(pages[1])
    assert "Trang</span>" not in pages[3] and "q('all', 5)" not in links(pages[3])
    one = made.page("conflict", 1, lambda *at: f"q{at}", language="en")
    assert [link for link in links(one) if link.startswith("pages/")] == ["pages/99.html"]
    assert 'lang="en"' in one


@pytest.mark.parametrize(("chosen", "number"), [(ALL, 0), (ALL, 2), ("nothing", 1), ("", 1)])
def test_there_is_no_other_page(chosen: str, number: int) -> None:
    with pytest.raises(LookupError):
        Queue([entry(1)], []).page(chosen, number, lambda *at: "x")
