"""What all tests share: where data lies, and a plan that the contract allows."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.document import Document, Frame, Paragraph, Source, Span
from extractor.plan import Plan

pytest_plugins = ["postgresql", "recorded_ocr"]
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real documents and their gold, which lie beside the repository and are never committed."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip(f"NOT CHECKED: the real documents and their gold are not at {folder}")
    return folder


@pytest.fixture
def plan() -> Plan:
    """A small plan with something in most of its fields."""
    path = ROOT / "tests" / "plan" / "small.plan.json"
    return Plan.model_validate_json(path.read_text("utf-8"))


@pytest.fixture(scope="session")
def make_document() -> Callable[..., Document]:
    """Makes a document with a paragraph for each line: a letterhead line and a title where they
    are given, then the body."""

    def make(body: str, *, title: str = "", letterhead: str = "", preamble: str = "") -> Document:
        parts = [letterhead, title, preamble, body]
        text, spans = "", []
        for part in parts:
            text += "\n" if text and part else ""
            spans.append(Span(len(text), len(text) + len(part)))
            text += part
        paragraphs, start = [], 0
        for line in text.split("\n"):
            paragraphs.append(Paragraph(Span(start, start + len(line))))
            start += len(line) + 1
        end = Span(len(text), len(text))
        frame = Frame(
            letterhead=spans[0], type_code="KH", type_line=Span(spans[1].start, spans[1].start),
            title=spans[1], preamble=spans[2], body=spans[3], closing=end, recipients=end,
            signature=end,
        )  # fmt: skip
        source = Source(name="plan.txt", sha256="0" * 64, media_type="text/plain")
        return Document(text=text, source=source, paragraphs=tuple(paragraphs), frame=frame)

    return make


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        pytest.skip("NOT CHECKED: pages in a browser, for there is no Chromium here")
    playwright = pytest.importorskip("playwright.sync_api", reason="NOT CHECKED: no Playwright")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
