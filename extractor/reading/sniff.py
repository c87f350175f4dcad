"""What a file is by its own bytes: in archives many a `.doc` is RTF, a web page or a PDF."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import regex

from extractor.errors import BrokenFile, TooLarge

Kind = Literal["pdf", "png", "jpeg", "tiff", "doc", "docx", "odt", "rtf", "html"]

_HEAD = 4096
_MARKS: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"{\\rtf", "rtf"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_HTML = regex.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+)?html\b", regex.I | regex.S
)
_ODT = b"application/vnd.oasis.opendocument.text"
# Names of streams in an OLE file are UTF-16; a locked .docx stands whole in one of them.
_WORD, _LOCKED = ("WordDocument".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))
_SECTOR = 512
_WORD_MARKS = (b"\xec\xa5", b"\xdc\xa5")  # how Word's main stream begins: from 97 on, before
_CHUNK = 1 << 20


def kind_of(path: Path) -> Kind | None:
    """The kind of file that the bytes at `path` are; None for text and all others."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")
    if head.startswith(_OLE):
        return _in_ole(path)
    if head.startswith(_ZIP):
        return _in_zip(path)
    if _HTML.match(start):
        return "html"
    return next((kind for mark, kind in _MARKS if start.startswith(mark)), None)


def _in_ole(path: Path) -> Kind | None:
    data = path.read_bytes()
    return "doc" if _WORD in data or _LOCKED in data else None


def _in_zip(path: Path) -> Kind | None:
    try:
        with zipfile.ZipFile(path) as file:
            names = file.namelist()
            if any(name.startswith("word/") for name in names):
                return "docx"
            if "mimetype" in names:
                with file.open("mimetype") as member:
                    return "odt" if member.read(len(_ODT)) == _ODT else None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError):
        pass  # what cannot be opened is of no kind; whoever reads it will say so
    return None


def asks_for_password(path: Path, kind: Kind) -> bool:
    """Whether a Word file is locked."""
    if kind == "odt":
        return any(b"encryption-data" in part for part in _manifest(path))
    data = path.read_bytes()
    return kind == "doc" and (_LOCKED in data or any(_lock_flags(data)))


def _manifest(path: Path) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as file:
        yield file.read("META-INF/manifest.xml")


def _lock_flags(data: bytes) -> Iterator[bool]:
    """`fEncrypted` of each sector that begins as Word's main stream does."""
    for at in range(0, len(data) - 12, _SECTOR):
        if data[at : at + 2] in _WORD_MARKS:
            yield bool(data[at + 11] & 1)


def refuse_bombs(path: Path, limit: int) -> None:
    """Raises `TooLarge` where the zip file at `path` unpacks to more than `limit` bytes, whatever
    its directory says, and `BrokenFile` where it cannot be unpacked."""
    size = 0
    try:
        with zipfile.ZipFile(path) as file:
            for info in file.infolist():
                with file.open(info) as member:
                    while chunk := member.read(_CHUNK):
                        size += len(chunk)
                        if size > limit:
                            raise TooLarge(path.name, f"it unpacks to more than {limit:,} bytes")
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError) as error:
        raise BrokenFile(path.name, str(error)) from error
