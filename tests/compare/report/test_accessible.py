"""What axe finds in each view, in both languages, on a desk and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .test_browser import VIEWS, reading

axe_playwright = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="NOT CHECKED: no axe"
)
SIZES = {"desk": (1280, 900), "phone": (390, 844)}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_serious(chromium: Any, page: Path, language: str, size: str) -> None:
    axe = axe_playwright.Axe()
    width, height = SIZES[size]
    found = []
    for reader in reading(chromium, page, viewport={"width": width, "height": height}):
        for view in VIEWS:
            opened = reader.open(f"#{view}?lang={language}")
            found += [(view, *serious) for serious in _serious(axe.run(opened))]
        opened.locator("section.view:visible button[data-evidence]:visible, #about").first.focus()
        reader.open(f"#campaigns?lang={language}")
        opened.locator("#campaigns button[data-evidence]:visible").first.click()
        found += [("evidence", *serious) for serious in _serious(axe.run(opened))]
    assert found == []


def _serious(results: Any) -> list[tuple[str, str]]:
    return [
        (violation["id"], violation["nodes"][0]["html"][:200])
        for violation in results.response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
