"""What was made, as compressed files beside the database: on this machine, or where fsspec goes.

A blob lies at `<kind>/ab/cdef….gz`, after the hash of what is in it, or after a name that a hash
makes. It is whole or it is not there: what is damaged counts as missing, and is made again."""

from __future__ import annotations

import gzip
import re
import zlib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from extractor.errors import TooLarge

if TYPE_CHECKING:
    from extractor.archive.store.files import Files

LIMIT = 256 * 1024 * 1024
"""Bytes of a blob, not compressed: none that is larger is kept or read."""
_NAME = re.compile(r"[0-9A-Za-z]{3}[0-9A-Za-z.-]{0,190}")
_GZIP = 31
"""The window's bits of zlib for a gzip stream with its checksum."""


@dataclass(frozen=True, slots=True)
class Blobs:
    """The blobs at `place`: a folder, or a URL that fsspec knows (`s3://bucket/archive`).

    Small enough to send to another process, which opens `place` when it first needs it. A failure
    of the place is `CannotStore`; a blob over `LIMIT` is `TooLarge`."""

    place: str

    def put(self, kind: str, data: bytes) -> str:
        """Keeps `data`; the SHA-256 by which it is found."""
        digest = sha256(data).hexdigest()
        if self.get(kind, digest) is None:
            self._write(kind, digest, data)
        return digest

    def get(self, kind: str, digest: str) -> bytes | None:
        """What has this SHA-256; None where it is not there or is damaged."""
        data = self.get_named(kind, digest)
        return data if data is not None and sha256(data).hexdigest() == digest else None

    def put_named(self, kind: str, name: str, data: bytes) -> None:
        """Keeps `data` under a name of letters, digits, `.` and `-`; what was there goes."""
        self._write(kind, name, data)

    def get_named(self, kind: str, name: str) -> bytes | None:
        """What was kept under `name`; None where it is not there or is damaged."""
        packed = self._files.read(_path(kind, name), LIMIT)
        return None if packed is None else _unpacked(packed)

    def sweep(self) -> int:
        """Removes what processes that have died left half-written; how many files."""
        return self._files.sweep()

    def _write(self, kind: str, name: str, data: bytes) -> None:
        if len(data) > LIMIT:
            raise TooLarge(f"{kind}/{name}", f"{len(data)} bytes")
        self._files.write(_path(kind, name), gzip.compress(data, mtime=0))

    @property
    def _files(self) -> Files:
        return _files(self.place)


@cache
def _files(place: str) -> Files:
    if "://" in place and not place.startswith("file://"):
        from extractor.archive.store.files import RemoteFiles

        return RemoteFiles(place)
    from extractor.archive.store.files import LocalFiles

    return LocalFiles(Path(place.removeprefix("file://")))


def _path(kind: str, name: str) -> PurePosixPath:
    """Raises `ValueError` for a name that could lead elsewhere."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"no name of a blob: {name!r}")
    return PurePosixPath(kind, name[:2], f"{name[2:]}.gz")


def _unpacked(packed: bytes) -> bytes | None:
    """What is in a gzip stream; None where it is damaged or grows over the limit."""
    stream = zlib.decompressobj(_GZIP)
    try:
        data = stream.decompress(packed, LIMIT + 1)
    except zlib.error:
        return None
    return data if stream.eof and len(data) <= LIMIT else None
