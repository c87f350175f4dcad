"""What a file is by its own bytes: in archives many a `.doc` is RTF, a web page or a PDF."""

from __future__ import annotations

import lzma
import zipfile
import zlib
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
_SECTOR = 64  # the smallest that there are
# How Word's main stream begins, the versions that the next two bytes may tell, and whose they are.
_WORD_MARKS: dict[bytes, tuple[range, Literal[97, 95]]] = {
    b"\xec\xa5": (range(0x6A, 0x200), 97),
    b"\xdc\xa5": (range(0x65, 0x6A), 95),
}
_FLAGS, _IS_LOCKED = 11, 1  # a byte further on, and the bit in it that says so
_MANIFEST = "META-INF/manifest.xml"
_CHUNK = 1 << 20
# What the standard library raises over zip files that are damaged or locked.
_BAD_ZIP = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, OSError, EOFError, ValueError,
)  # fmt: skip


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
    except _BAD_ZIP:
        pass  # what cannot be opened is of no kind; whoever reads it will say so
    return None


def asks_for_password(path: Path, kind: Kind) -> bool:
    """Whether a Word file is locked."""
    if kind == "odt":
        with zipfile.ZipFile(path) as file:
            return _MANIFEST in file.namelist() and b"encryption-data" in file.read(_MANIFEST)
    if kind != "doc":
        return False
    data = path.read_bytes()
    return _LOCKED in data or any(data[at + _FLAGS] & _IS_LOCKED for at in _main_streams(data))


def word_version(path: Path) -> Literal[97, 95] | None:
    """Which Word's format a `.doc` is in; None where it holds no text of Word's."""
    data = path.read_bytes()
    at = next(_main_streams(data), None)
    return None if at is None else _WORD_MARKS[data[at : at + 2]][1]


def _main_streams(data: bytes) -> Iterator[int]:
    """Where a sector begins as Word's main stream does."""
    for mark, (versions, _) in _WORD_MARKS.items():
        at = data.find(mark)
        while 0 <= at < len(data) - _FLAGS:
            if at % _SECTOR == 0 and int.from_bytes(data[at + 2 : at + 4], "little") in versions:
                yield at
            at = data.find(mark, at + 1)


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
    except _BAD_ZIP as error:
        raise BrokenFile(path.name, str(error)) from error
