"""How much memory a long scan takes: a file of 500 pages, read page by page.

The pages are those of the sample scans over and over. For most of them the OCR cache answers, so
that it does not take an hour; cutting and cleaning is done for each. The same with 60 pages that
the engine reads itself. What grows is what `read_pdf` gives back, the words of all pages."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import tempfile
import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pypdfium2 as pdfium
from samples import CORPUS

from extractor.reading import scan
from extractor.reading.page import ReadPage
from extractor.reading.pdf import read_pdf
from extractor.settings import Settings

LONG = (50, 250, 500)
SHORT = (20, 40, 60)
MIB = 1024 * 1024
KIB = 1024


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident bytes after so many pages, and the bytes that all that was read takes."""

    after: dict[int, int]
    result: int

    def __str__(self) -> str:
        first, last = min(self.after), max(self.after)
        growth = (self.after[last] - self.after[first]) / (last - first)
        seen = ", ".join(f"{count}: {size / MIB:.0f} MiB" for count, size in self.after.items())
        return (
            f"pages read and resident memory: {seen}; {growth / KIB:.0f} KiB a page more,"
            f" of which the words of the page are {self.result / last / KIB:.0f} KiB"
        )


def main() -> None:
    """Each file in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "ocr-cache.sqlite"
        for name, settings, marks in (
            ("OCR cache", Settings(ocr_cache=cache), LONG),
            ("OCR", Settings(), SHORT),
        ):
            path = long_scan(max(marks), Path(folder) / "long.pdf")
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
                print(
                    f"{name}: {pool.submit(measured, path, settings, marks).result()}", flush=True
                )


def long_scan(pages: int, path: Path) -> Path:
    """A PDF of so many pages: those of the sample scans over and over."""
    sources = [pdfium.PdfDocument(sample) for sample in sorted((CORPUS / "samples").glob("*.pdf"))]
    places = [(source, index) for source in sources for index in range(len(source))]
    document = pdfium.PdfDocument.new()
    for source, index in islice(cycle(places), pages):
        document.import_pages(source, [index])
    document.save(path)
    return path


def measured(path: Path, settings: Settings, marks: tuple[int, ...]) -> Memory:
    """Read the file at `path`; look at the memory after so many pages."""
    after: dict[int, int] = {}
    read_scan = scan.read_scan

    def watched(picture: Any, number: int, *rest: Any) -> ReadPage:
        page = read_scan(picture, number, *rest)
        if number in marks:
            after[number] = resident()
        return page

    with patch.object(scan, "read_scan", watched):
        pages = read_pdf(path, settings)
    return Memory(after, held(pages))


def held(pages: tuple[ReadPage, ...]) -> int:
    """The bytes that a copy of the pages takes."""
    pickled = pickle.dumps(pages)
    tracemalloc.start()
    copy = pickle.loads(pickled)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert copy == pages
    return size


def resident() -> int:
    """The bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
