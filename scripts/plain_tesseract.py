"""What most people would write: `plain_tesseract.py PROCESSES PDF...` renders each page at 300 dpi
and lets pytesseract read it. `bench_peers.py` times it."""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor

import pypdfium2 as pdfium
import pytesseract

DPI = 300


def main(processes: int, paths: list[str]) -> None:
    """Read the files, a page at a time, with so many pages at once."""
    pages = [(path, i) for path in paths for i in range(len(pdfium.PdfDocument(path)))]
    with ProcessPoolExecutor(processes) as pool:
        letters = sum(pool.map(read, pages))
    print(f"{len(pages)} pages, {letters} letters")


def read(page: tuple[str, int]) -> int:
    """Read a page; return how many letters it has."""
    path, index = page
    image = pdfium.PdfDocument(path)[index].render(scale=DPI / 72).to_pil()
    return len(pytesseract.image_to_string(image, lang="vie"))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
