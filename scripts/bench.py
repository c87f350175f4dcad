"""How fast it is, on one core. Prints one line a measurement."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from samples import CORPUS, make, split

from extractor.pipeline import analyse, extract
from extractor.reading import read
from extractor.reading.pdf import read_pdf
from extractor.settings import DEFAULT

VARIANTS = 20
"""How many variants of each text are read: nothing is read twice, so that no cache helps."""


def main() -> None:
    """Text through the stages and the whole pipeline, PDFs, scans, the command line."""
    with tempfile.TemporaryDirectory() as folder:
        first, *paths = texts(Path(folder))
        analyse(read(first, DEFAULT))  # loads what the domain knows
        documents = [read(path, DEFAULT) for path in paths]
        size = sum(len(d.text.encode()) for d in documents) / len(documents) / 1024
        print(f"{len(documents)} texts after the corpus (dev), {size:.1f} KiB each on average")
        print(
            f"all stages:         {per_second(analyse, documents):8.1f} documents a second a core"
        )
        print(f"file to plan:       {per_second(extract, paths):8.1f} documents a second a core")
        print(f"PDF text to pages:  {pdf_pages(Path(folder)):8.1f} pages a second a core")
    scans = sorted(p for p in (CORPUS / "samples").rglob("*") if p.is_file())
    if scans:
        began = time.process_time()
        pages = sum(len(extract(path).source.pages) for path in scans)
        print(f"scan to plan:       {(time.process_time() - began) / pages:8.2f} seconds a page")
    print(f"import of the CLI:  {import_seconds():8.3f} seconds")


def texts(folder: Path) -> list[Path]:
    """Variants of the development documents of the corpus as plain text files."""
    originals = [path.read_text("utf-8") for path in made(folder, "text")]
    return [
        variant(text, number, folder / f"{number}-{place}.txt")
        for number in range(VARIANTS)
        for place, text in enumerate(originals)
    ]


def made(folder: Path, grade: str) -> list[Path]:
    """The development documents of the corpus, made as files of this grade."""
    make(split("dev"), [grade], folder)
    return sorted((folder / grade).iterdir())


def variant(text: str, number: int, path: Path) -> Path:
    """`text` with other digits, written to `path`: 1 stays, the others move on by `number`."""
    digits = "23456789"
    turned = digits[number % 8 :] + digits[: number % 8]
    copy = text.translate(str.maketrans(digits, turned))
    path.write_text(f"{copy}\nBản {number}\n", "utf-8")
    return path


def per_second(work: Callable[[Any], object], things: Iterable[Any]) -> float:
    """How many of `things` `work` does in a second of one core."""
    began, count = time.process_time(), 0
    for thing in things:
        work(thing)
        count += 1
    return count / (time.process_time() - began)


def pdf_pages(folder: Path) -> float:
    """Pages of born-digital PDFs read in a second of one core, all of which were read before:
    that keeps no page, but loads what reads tables."""
    paths = made(folder, "pdf")
    pages = sum(len(read_pdf(path, DEFAULT)) for path in paths)
    return pages / len(paths) * per_second(partial(read_pdf, settings=DEFAULT), paths)


def import_seconds() -> float:
    """The best of five."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import extractor.cli.main"], check=True)
        times.append(time.perf_counter() - began)
    return min(times)


if __name__ == "__main__":
    main()
