"""Files in, `Document`s out: text, PDF text layers and scans.

Two halves: `read_pages` opens files and gives pages of words, `documents` opens none and makes of
them the documents that they hold. What lies between can be kept (`kept.py`)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.document import Document, Source
from extractor.errors import EmptyFile, MissingFile, NotVietnamese, TooLarge, UnknownKind
from extractor.reading.assemble import assemble
from extractor.reading.kept import settled
from extractor.reading.order import in_order
from extractor.reading.page import ReadPage
from extractor.reading.sniff import kind_of
from extractor.reading.splitting import split
from extractor.reading.text import read_text
from extractor.settings import Settings
from extractor.vietnamese import looks_vietnamese

Reader = Callable[[Path, Settings], tuple[ReadPage, ...]]


@dataclass(frozen=True, slots=True)
class Pages:
    """What a reader gave of `source`: the pages in their order in the file."""

    source: Source
    pages: tuple[ReadPage, ...]


def _read_pdf(path: Path, settings: Settings) -> tuple[ReadPage, ...]:
    from extractor.reading.pdf import read_pdf  # the libraries for pages load when needed

    return read_pdf(path, settings)


def _read_image(path: Path, settings: Settings) -> tuple[ReadPage, ...]:
    from extractor.reading.image import read_image

    return read_image(path, settings)


def _read_office(path: Path, settings: Settings) -> tuple[ReadPage, ...]:
    from extractor.reading.office import read_office

    return read_office(path, settings)


_KINDS: dict[str, tuple[str, Reader]] = {
    ".txt": ("text/plain", read_text),
    ".md": ("text/markdown", read_text),
    ".pdf": ("application/pdf", _read_pdf),
    ".png": ("image/png", _read_image),
    ".jpg": ("image/jpeg", _read_image),
    ".jpeg": ("image/jpeg", _read_image),
    ".tif": ("image/tiff", _read_image),
    ".tiff": ("image/tiff", _read_image),
    ".doc": ("application/msword", _read_office),
    ".docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _read_office,
    ),
    ".odt": ("application/vnd.oasis.opendocument.text", _read_office),
    ".rtf": ("application/rtf", _read_office),
}
SUFFIXES = frozenset(_KINDS)
_PICTURES = "image/*"


def _kind(path: Path) -> tuple[str, Reader]:
    """Media type and reader of the file, by its bytes where they are plain: many a `.doc` is a
    PDF, many a `.jpg` a TIFF. A web page that is called Word's was made by Word."""
    media_type, reader = _KINDS[path.suffix.lower()]
    found = kind_of(path)
    if found == "html":
        return ("text/html" if reader is _read_office else media_type), reader
    return _KINDS[f".{found}"] if found else (media_type, reader)


def read(path: Path, settings: Settings) -> Document:
    """The document in the file at `path`, the first of several, no layer filled yet.

    Raises an `ExtractorError` that names the file and the remedy."""
    return documents(read_pages(path, settings))[0]


def source_of(path: Path, settings: Settings) -> Source:
    """What the file at `path` is, before it is read.

    Raises `MissingFile`, `EmptyFile`, `TooLarge` or `UnknownKind`."""
    if not path.is_file():
        raise MissingFile(path.name)
    size = path.stat().st_size
    if size == 0:
        raise EmptyFile(path.name)
    if size > settings.limits.file_bytes:
        raise TooLarge(path.name, f"{size:,} bytes")
    if path.suffix.lower() not in _KINDS:
        raise UnknownKind(path.name, path.suffix or "no ending")
    media_type, _ = _kind(path)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Source(_name(path), digest, media_type)


def source_of_set(paths: Sequence[Path], name: str, settings: Settings) -> Source:
    """What the page set `name` is: its hash is that of its files' hashes, in their order.

    Raises as `source_of` does."""
    sources = [source_of(path, settings) for path in paths]
    digest = hashlib.sha256("\n".join(source.sha256 for source in sources).encode()).hexdigest()
    types = {source.media_type for source in sources}
    return Source(name, digest, types.pop() if len(types) == 1 else _PICTURES)


def read_pages(path: Path, settings: Settings) -> Pages:
    """The pages of the file at `path`.

    Raises an `ExtractorError` that names the file and the remedy."""
    source = source_of(path, settings)
    return Pages(source, _pages_of(path, settings))


def read_page_set(paths: Sequence[Path], name: str, settings: Settings) -> Pages:
    """The pages of a page set: pictures in files of their own that belong together, in the order
    given; they are numbered as one file's. `name` is what the set is called.

    Raises an `ExtractorError` that names the file and the remedy."""
    source = source_of_set(paths, name, settings)
    pages: list[ReadPage] = []
    for path in paths:
        first = len(pages)
        pages += [replace(p, number=first + p.number) for p in _pages_of(path, settings)]
        if len(pages) > settings.limits.pages:
            raise TooLarge(name, f"more than {settings.limits.pages} pages")
    return Pages(source, tuple(pages))


def documents(read: Pages) -> tuple[Document, ...]:
    """The documents that the pages hold, in their order, no layer filled yet; at least one.

    Raises `EmptyFile` or `NotVietnamese`."""
    made = [assemble(in_order(pages), read.source) for pages in split(read.pages)]
    if all(document.is_empty for document in made):
        raise EmptyFile(read.source.name)
    if not looks_vietnamese("\n".join(document.text for document in made)):
        raise NotVietnamese(read.source.name)
    return tuple(made)


def _pages_of(path: Path, settings: Settings) -> tuple[ReadPage, ...]:
    _, reader = _kind(path)
    return tuple(settled(page) for page in reader(path, settings))


def _name(path: Path) -> str:
    """The file's name; bytes in it that are no UTF-8, as old archives have, are spelled out."""
    return path.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
