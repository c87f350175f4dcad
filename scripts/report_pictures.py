"""What the report of `kehoach compare` looks like: `docs/report/<view>.png` for each view, with an
opened cell, on a phone and on paper.

The plans are the development ones of the sample corpus, and one of them a year later: only its
years were changed, as happens in offices, so that there is something reused and something that does
not add up."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import small_png
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from samples import CORPUS, ROOT, make, split

from extractor.compare.report.page import NAVIGATION

KEHOACH = Path(sys.executable).with_name("kehoach")
OUT = ROOT / "docs" / "report"
COPIED = "nam-dinh-2022"
COLOURS = 40
DESK, PHONE = (1180, 820), (390, 780)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: what is opened, on which screen, and what is done there first."""

    name: str
    address: str
    screen: tuple[int, int] = DESK
    before: Callable[[Page], object] = lambda page: None


def main() -> None:
    """Writes the pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        report = compared(Path(folder))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for shot in shots():
            save(taken(shot, browser, report), shot.name)
        save(printed(browser, report), "paper")
        browser.close()


def shots() -> list[Shot]:
    """Each view, and some of them otherwise."""
    views = [
        Shot(view, f"#{view}?list=then", before=OPEN.get(view, lambda page: None))
        for _, group in NAVIGATION
        for view in group
    ]
    return [
        *views,
        Shot("evidence", "#campaigns?list=then", before=_open_cell),
        Shot("english", "#acts?list=now&lang=en"),
        Shot("phone", "#ledger?list=now&duties.mode=assigned", PHONE),
        Shot("phone-map", "#map?list=now", PHONE),
    ]


def _open_cell(page: Page) -> None:
    page.locator("#campaigns td button[data-evidence]:visible").nth(4).click()


def _open_pair(page: Page) -> None:
    page.locator("#reuse summary").first.click()


OPEN: dict[str, Callable[[Page], object]] = {"reuse": _open_pair}


def compared(folder: Path) -> Path:
    """The report of the plans, made as anybody would."""
    make(split("dev"), ["pdf"], folder)
    _a_year_later(folder)
    for command in (
        ["extract", str(folder / "pdf"), "--out", str(folder / "results")],
        ["compare", str(folder / "results"), "--out", str(folder / "compared")],
    ):
        subprocess.run([KEHOACH, *command], check=True, stderr=subprocess.DEVNULL)
    return folder / "compared" / "report.html"


def _a_year_later(folder: Path) -> None:
    text = (CORPUS / "plans" / COPIED / "plan.txt").read_text("utf-8")
    for old, new in (("2022", "2023"), ("2021", "2022"), ("Số: 08", "Số: 11")):
        text = text.replace(old, new)
    plan = folder / "nam-dinh-2023"
    plan.mkdir()
    (plan / "plan.txt").write_text(text, "utf-8")
    options = ["--out", str(folder), "--grades", "pdf"]
    command = [sys.executable, str(CORPUS / "make.py"), str(plan), *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def taken(shot: Shot, browser: Browser, report: Path) -> Image.Image:
    """What is seen of a view without scrolling."""
    width, height = shot.screen
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(report.as_uri() + shot.address)
    shot.before(page)
    page.mouse.move(0, 0)
    png = page.screenshot(animations="disabled")
    page.close()
    return Image.open(io.BytesIO(png))


def printed(browser: Browser, report: Path) -> Image.Image:
    """Three sheets of paper side by side: the first of campaigns, ledger and reuse."""
    page: Any = browser.new_page()
    page.goto(report.as_uri() + "#overview?list=then")
    with pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)) as paper:
        words = [sheet.get_textpage().get_text_range() for sheet in paper]
        titles = [
            page.locator(f"#{view}-title .vi").text_content()
            for view in ("campaigns", "ledger", "reuse")
        ]
        chosen = [next(n for n, text in enumerate(words) if title in text) for title in titles]
        sheets = [paper[number].render(scale=0.8).to_pil() for number in chosen]
    page.close()
    width, height = sheets[0].size
    ground = Image.new("RGB", (3 * width + 40, height + 20), "#c8c4bb")
    for place, sheet in enumerate(sheets):
        ground.paste(sheet, (10 + place * (width + 10), 10))
    return ground


def save(image: Image.Image, name: str) -> None:
    """Written to where the docs look for it."""
    small_png.save(image, OUT / f"{name}.png", COLOURS)


if __name__ == "__main__":
    main()
