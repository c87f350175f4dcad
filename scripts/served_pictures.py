"""What the served review looks like: `docs/review/<name>.png`, of development plans of the sample
corpus, of which one is corrected by keyboard and then read again with another number."""

from __future__ import annotations

import io
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from review_pictures import DESK, KEHOACH, save
from samples import CORPUS, make

SCANNED, OTHERS = "nam-dinh-2022", ["quang-nam-2024", "lam-dong-2023"]
GRADE = "office"
WHO, WHY = "Nguyễn Thị An", "con số bị dấu che"
_PATIENCE = 60.0


def main() -> None:
    """Writes the pictures."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        inputs, out = folder / "inputs", folder / "results"
        make([SCANNED, *OTHERS], [GRADE], folder / "made")
        shutil.copytree(folder / "made" / GRADE, inputs)
        extract(inputs, out)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": DESK[0], "height": DESK[1]})
        with served(out) as address:
            page.goto(f"{address}/review/documents/{SCANNED}.pdf#/number")
            correct(page)
            reread(folder, inputs, out)
            page.goto(f"{address}/review/documents/{SCANNED}.pdf")
            page.keyboard.press("n")
            save(taken(page), "conflict")
            page.goto(f"{address}/review/")
            save(taken(page), "served")
        browser.close()


def extract(inputs: Path, out: Path) -> None:
    """As anybody would."""
    command = [KEHOACH, "extract", str(inputs), "--out", str(out)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


@contextmanager
def served(archive: Path) -> Iterator[str]:
    """The address of the archive's server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [KEHOACH, "serve", str(archive), "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        _await(f"{address}/v1/health")
        yield address
    finally:
        server.terminate()
        server.wait()


def correct(page: Page) -> None:
    """Corrects the number with the keys alone, as far as the form, and then sends it."""
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("4321/KH-UBND")
    page.keyboard.press("Tab")
    page.keyboard.type(WHY)
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type(WHO)
    save(taken(page), "correct")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def reread(folder: Path, inputs: Path, out: Path) -> None:
    """Another scan of the same plan, in which another number is read."""
    source = folder / SCANNED
    shutil.copytree(CORPUS / "plans" / SCANNED, source)
    plan = source / "plan.txt"
    text, count = re.subn(r"(?m)(?<=^@number Số: )\d+", "1234", plan.read_text("utf-8"), count=1)
    assert count
    plan.write_text(text, "utf-8")
    make([str(source)], [GRADE], folder / "again")
    shutil.copy(folder / "again" / GRADE / f"{SCANNED}.pdf", inputs)
    extract(inputs, out)


def taken(page: Page) -> Image.Image:
    """What is seen without scrolling."""
    page.wait_for_load_state("networkidle")
    page.mouse.move(0, 0)
    return Image.open(io.BytesIO(page.screenshot(animations="disabled")))


def _await(address: str) -> None:
    for _ in range(int(_PATIENCE * 10)):
        try:
            urllib.request.urlopen(address).close()
            return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise TimeoutError(address)


if __name__ == "__main__":
    main()
