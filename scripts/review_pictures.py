"""What the pages of `kehoach review` look like: `docs/review/<name>.png`, of development plans of
the sample corpus: set as PDF, as an old scan, as text; the queue over them; on a phone."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import small_png
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from samples import ROOT, make

from extractor.review.page.made import page_name

KEHOACH = Path(sys.executable).with_name("kehoach")
OUT = ROOT / "docs" / "review"
SCANNED, SET, TEXT = "lam-dong-2023", "nam-dinh-2022", "quang-tri-2024"
SAMPLE = "quang-nam-2024"
COLOURS = 48
DESK, PHONE = (1180, 780), (390, 780)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: of which document, on which screen, and what is done there first; no document is
    the queue."""

    name: str
    document: str | None
    screen: tuple[int, int] = DESK
    before: Callable[[Page], object] = lambda page: None


def _next_doubtful(page: Page) -> None:
    page.keyboard.press("n")


def _open_work(page: Page) -> None:
    page.click("#g-themes > summary")
    page.locator(".box.g-themes rect").last.click()


def _in_english(page: Page) -> None:
    page.check("[name=lang][value=en]", force=True)
    page.keyboard.press("n")


def _to_number(page: Page) -> None:
    page.locator(".field a.name", has_text="Số, ký hiệu").focus()


SHOTS = (
    Shot("queue", None),
    Shot("scan", f"archive/{SCANNED}.pdf", before=_next_doubtful),
    Shot("pdf", f"pdf/{SET}.pdf", before=_open_work),
    Shot("text", f"text/{TEXT}.txt", before=_to_number),
    Shot("english", f"samples/{SAMPLE}.pdf", before=_in_english),
    Shot("phone", f"archive/{SCANNED}.pdf", PHONE, _next_doubtful),
)


def main() -> None:
    """Writes the pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pages = reviewed(Path(folder))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for shot in SHOTS:
            save(taken(shot, browser, pages), shot.name)
        browser.close()


def reviewed(folder: Path) -> Path:
    """The pages of the plans, made as anybody would."""
    make([SCANNED, SET, TEXT], ["archive", "pdf", "text"], folder / "made")
    for name in {shot.document for shot in SHOTS if shot.document}:
        source = ROOT / "corpus" / name if name.startswith("samples/") else folder / "made" / name
        target = folder / "inputs" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    for command in (
        ["extract", str(folder / "inputs"), "--out", str(folder / "results")],
        ["review", str(folder / "results"), "--out", str(folder / "pages")],
    ):
        subprocess.run([KEHOACH, *command], check=True, stderr=subprocess.DEVNULL)
    return folder / "pages"


def taken(shot: Shot, browser: Browser, pages: Path) -> Image.Image:
    """What is seen of a page without scrolling."""
    width, height = shot.screen
    page = browser.new_page(viewport={"width": width, "height": height})
    file = (
        pages / "pages" / f"{page_name(shot.document)}.html"
        if shot.document
        else pages / "index.html"
    )
    page.goto(file.as_uri())
    shot.before(page)
    page.mouse.move(0, 0)
    png = page.screenshot(animations="disabled")
    page.close()
    return Image.open(io.BytesIO(png))


def save(image: Image.Image, name: str) -> None:
    """Written to where the docs look for it."""
    small_png.save(image, OUT / f"{name}.png", COLOURS)


if __name__ == "__main__":
    main()
