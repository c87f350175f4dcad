"""What made a result, as two short hashes: how pages are read, and how their words are understood.

A result with another version is out of date. The hashes are over the code, the data and the
models themselves, so that nobody has to remember to raise a number."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import cache
from importlib import metadata
from pathlib import Path

from extractor.archive.model import Versions
from extractor.settings import Settings

ROOT = Path(__file__).parents[1]
READING = (
    "reading", "tables", "document.py", "labels.py", "numerals.py", "settings.py", "tokens.py",
    "vietnamese.py", "data/tessdata", "data/agencies.csv", "data/bigrams.tsv",
    "data/cited_types.csv", "data/document_types.toml", "data/headings.toml",
    "data/legacy_encodings.csv", "data/phrases.toml", "data/provinces.csv",
)  # fmt: skip
"""The code and the data that decide what is read on a page; a test holds the list to the truth."""
AFTER_READING = (
    "reading/assemble.py", "reading/joining.py", "reading/opening.py", "reading/order.py",
    "reading/pagebreaks.py", "reading/repair.py", "reading/splitting.py",
)  # fmt: skip
"""What makes documents of pages that were read, and opens no page."""
NOT_PARSER = (
    "archive", "cli", "compare", "components.py", "evaluation", "feed", "health.py", "review",
    "scan.py", "data/SOURCES.md", "data/compare", "data/feed", "data/schemas",
)  # fmt: skip
"""What decides nothing about a plan."""
FACTS = "archive/linking/facts.py"
"""What is kept of a plan beside it."""
_READING_PACKAGES = (
    "numpy", "opencv-python-headless", "pdfplumber", "pillow", "pypdfium2", "pytesseract",
    "tesserocr", "underthesea",
)  # fmt: skip
_PARSER_PACKAGES = ("pydantic", "rapidfuzz", "regex", "spacy", "underthesea")


def versions(settings: Settings) -> Versions:
    """The versions of a run with `settings`."""
    reading = _hash(
        [
            _code(READING),
            *_packages(_READING_PACKAGES),
            *_models(settings),
            *_choices(settings),
        ]
    )
    parser = [reading, _code(None), *_packages(_PARSER_PACKAGES), str(settings.embed_text)]
    return Versions(reading, _hash(parser))


def version(settings: Settings) -> str:
    """Both in one word, as machines compare it."""
    both = versions(settings)
    return f"{both.reading}-{both.parser}"


@cache
def _code(paths: tuple[str, ...] | None) -> str:
    """A hash over the package's files below `paths`, or over all that decide about a plan."""
    digest = hashlib.sha256()
    for path in sorted(ROOT.rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if path.is_file() and path.suffix != ".pyc" and _counts(name, paths):
            digest.update(f"{name}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _counts(name: str, paths: tuple[str, ...] | None) -> bool:
    if paths is None:
        return name == FACTS or not _below(name, NOT_PARSER)
    return _below(name, paths) and name not in AFTER_READING


def _below(name: str, paths: Iterable[str]) -> bool:
    return any(name == path or name.startswith(f"{path}/") for path in paths)


def _packages(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} missing"


def _models(settings: Settings) -> Iterator[str]:
    """A hash of the OCR model that is installed; texts are read without one."""
    from extractor.errors import MissingEngine
    from extractor.reading.ocr import model_file, tessdata

    try:
        yield hashlib.sha256(model_file(tessdata(settings)).read_bytes()).hexdigest()
    except MissingEngine:
        yield "no model"


def _choices(settings: Settings) -> Iterator[str]:
    """What of the settings changes a page."""
    yield settings.engine
    yield str(settings.learned)
    yield from sorted(settings.without_steps)
    yield json.dumps(asdict(settings.limits), sort_keys=True)


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
