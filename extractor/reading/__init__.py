"""Files in, `Document`s out: text, PDF text layers and scans."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from extractor.document import Document, Source
from extractor.errors import EmptyFile, MissingFile, NotVietnamese, TooLarge, UnknownKind
from extractor.reading.assemble import assemble
from extractor.reading.order import in_order
from extractor.reading.page import ReadPage
from extractor.reading.text import read_text
from extractor.settings import Settings
from extractor.vietnamese import looks_vietnamese

Reader = Callable[[Path, Settings], tuple[ReadPage, ...]]


def _read_pdf(path: Path, settings: Settings) -> tuple[ReadPage, ...]:
    from extractor.reading.pdf import read_pdf  # the libraries for pages load when needed

    return read_pdf(path, settings)


def _read_image(path: Path, settings: Settings) -> tuple[ReadPage, ...]:
    from extractor.reading.image import read_image

    return read_image(path, settings)


_KINDS: dict[str, tuple[str, Reader]] = {
    ".txt": ("text/plain", read_text),
    ".md": ("text/markdown", read_text),
    ".pdf": ("application/pdf", _read_pdf),
    ".png": ("image/png", _read_image),
    ".jpg": ("image/jpeg", _read_image),
    ".jpeg": ("image/jpeg", _read_image),
    ".tif": ("image/tiff", _read_image),
    ".tiff": ("image/tiff", _read_image),
}
SUFFIXES = frozenset(_KINDS)


def _name(path: Path) -> str:
    """The file's name; bytes in it that are no UTF-8, as old archives have, are spelled out."""
    return path.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def read(path: Path, settings: Settings) -> Document:
    """The document in the file at `path`, no layer filled yet.

    Raises an `ExtractorError` that names the file and the remedy."""
    if not path.is_file():
        raise MissingFile(path.name)
    size = path.stat().st_size
    if size == 0:
        raise EmptyFile(path.name)
    if size > settings.limits.file_bytes:
        raise TooLarge(path.name, f"{size:,} bytes")
    if path.suffix.lower() not in _KINDS:
        raise UnknownKind(path.name, path.suffix or "no ending")
    media_type, reader = _KINDS[path.suffix.lower()]
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    document = assemble(in_order(reader(path, settings)), Source(_name(path), digest, media_type))
    if document.is_empty:
        raise EmptyFile(path.name)
    if not looks_vietnamese(document.text):
        raise NotVietnamese(path.name)
    return document
