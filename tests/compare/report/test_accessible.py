"""What axe finds in each view, in both languages, on a desk and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .test_browser import VIEWS, Reader, reading

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="NOT CHECKED: no axe")
DESK, PHONE = (1280, 900), (390, 844)


@pytest.mark.parametrize(("size", "language"), [(DESK, "vi"), (DESK, "en"), (PHONE, "vi")])
def test_axe_finds_nothing(chromium: Any, page: Path, size: tuple[int, int], language: str) -> None:
    width, height = size
    for reader in reading(chromium, page, viewport={"width": width, "height": height}):
        found = {view: _in_view(reader, view, language) for view in VIEWS}
        assert {view: violations for view, violations in found.items() if violations} == {}


def test_axe_finds_nothing_in_the_sentences(chromium: Any, page: Path) -> None:
    for reader in reading(chromium, page):
        opened = reader.open("#campaigns")
        opened.locator("#campaigns button[data-evidence]:visible").first.click()
        assert _violations(opened) == []


def test_axe_finds_nothing_where_all_tables_have_rows(chromium: Any, hostile_page: Path) -> None:
    for reader in reading(chromium, hostile_page):
        for view in ("overview", "reuse", "findings", "omissions", "unlinked", "documents"):
            assert (view, _in_view(reader, view, "en")) == (view, [])


def _in_view(reader: Reader, view: str, language: str) -> list[tuple[str, str]]:
    opened = reader.open(f"#{view}?lang={language}")
    # Views that are not shown only take time: axe passes over what cannot be seen.
    opened.evaluate("for (const v of document.querySelectorAll('.view:not(.shown)')) v.remove()")
    return _violations(opened)


def _violations(page: Any) -> list[tuple[str, str]]:
    results = axe.Axe().run(page, options={"resultTypes": ["violations"]})
    return [
        (violation["id"], violation["nodes"][0]["html"][:300])
        for violation in results.response["violations"]
    ]
