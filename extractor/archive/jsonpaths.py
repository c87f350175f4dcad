"""Names of the files that a run writes for an input."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath

MOST_BYTES = 255 - len(".99999.json")
"""Of a file's name, so that what is added to it still fits: file systems take 255."""


def json_paths(key: str, count: int) -> tuple[Path, ...]:
    """Where the plans of an input go, below the output folder: `a/x.pdf.json`, and where it holds
    several documents `a/x.pdf.1.json`, `a/x.pdf.2.json`."""
    stem = Path(*map(fitting, PurePosixPath(key).parts))
    if count == 1:
        return (stem.with_name(f"{stem.name}.json"),)
    return tuple(stem.with_name(f"{stem.name}.{place}.json") for place in range(1, count + 1))


def document_names(key: str, count: int) -> list[str]:
    """What the documents of an input are called: the paths of their JSON without the suffix."""
    return [path.as_posix().removesuffix(".json") for path in json_paths(key, count)]


def fitting(name: str) -> str:
    """`name`, or where it is too long for a file system its beginning, a hash and its suffix."""
    if len(name.encode()) <= MOST_BYTES:
        return name
    suffix = PurePosixPath(name).suffix[:10]
    digest = hashlib.sha256(name.encode()).hexdigest()[:12]
    room = MOST_BYTES - len(suffix.encode()) - len(digest) - 1
    return f"{name.encode()[:room].decode('utf-8', 'ignore')}~{digest}{suffix}"
