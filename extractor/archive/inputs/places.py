"""Where an input lies, as a string of ASCII that a database keeps and any machine can open.

A *location* is a URL (`file:///a/x.pdf`, `s3://bucket/x.pdf`), with the member's number as its
fragment for a file inside a zip file (`file:///a/old.zip#3`); the pictures of pages that belong
together are several of them, parted by spaces."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_to_bytes

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_FILE = "file://"
_SAFE = "/:@!$&'()*+,;=~-._"


def is_remote(path: str) -> bool:
    """Whether `path` is a URL (`s3://…`) of something that is no file of this machine."""
    return bool(_URL.match(path)) and not path.startswith(_FILE)


def roots_of(paths: Iterable[str]) -> tuple[str, ...]:
    """The given paths as they are named in an archive, whatever folder the command was called in:
    absolute, each once, without those that lie in another one of them."""
    full = dict.fromkeys(_full(path) for path in paths)
    return tuple(p for p in full if not any(p.startswith(f"{other}/") for other in full))


def _full(path: str) -> str:
    if is_remote(path):
        return path.rstrip("/")
    return os.path.abspath(path.removeprefix(_FILE))  # noqa: PTH100 (`..` goes too)


def file_location(path: str | Path) -> str:
    """The location of a file of this machine; any bytes in its name survive."""
    return _FILE + quote(os.fsencode(os.path.abspath(path)), safe=_SAFE)  # noqa: PTH100 (`..` goes too)


def url_location(url: str) -> str:
    """The location of a file elsewhere."""
    return quote(os.fsencode(url), safe=_SAFE)


def member_location(container: str, number: int) -> str:
    """The location of member `number` (from 0) of the zip file at `container`."""
    return f"{container}#{number}"


def parts(location: str) -> tuple[tuple[str, int | None], ...]:
    """The URL of each file at `location`, with the number of a zip file's member."""
    found = []
    for part in location.split(" "):
        url, _, number = part.partition("#")
        found.append((url, int(number) if number else None))
    return tuple(found)


def local_path(url: str) -> Path | None:
    """The path of a file of this machine; None for one that is elsewhere."""
    if not url.startswith(_FILE):
        return None
    return Path(os.fsdecode(unquote_to_bytes(url.removeprefix(_FILE))))


def is_there(location: str) -> bool:
    """Whether there is still something at a location; of one elsewhere it is not known, and so
    taken for granted."""
    path = local_path(parts(location)[0][0])
    return path is None or path.exists()


def file_system(url: str) -> tuple[Any, str]:
    """fsspec's file system for a URL, and the path in it."""
    from fsspec.core import url_to_fs

    system, path = url_to_fs(os.fsdecode(unquote_to_bytes(url)))
    return system, str(path)


def shown(location: str) -> str:
    """A location as people write it: paths without `file://`, of several files the first and the
    last. Bytes that are no UTF-8 are spelled out."""
    names = [_shown(part) for part in location.split(" ")]
    return names[0] if len(names) == 1 else f"{names[0]} .. {names[-1]}"


def _shown(part: str) -> str:
    url, _, number = part.partition("#")
    words = spelled(unquote_to_bytes(url.removeprefix(_FILE)))
    return f"{words}, member {int(number) + 1}" if number else words


def spelled(name: str | bytes) -> str:
    """A file's name as text that any database takes: bytes that are no UTF-8, as old archives
    have, and NUL are spelled out."""
    raw = os.fsencode(name) if isinstance(name, str) else name
    return raw.decode("utf-8", "backslashreplace").replace("\0", "\\x00")
