"""An input brought to this machine as files that a reader opens: as they are, out of a zip file,
or from a file system elsewhere."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from extractor.archive.inputs.places import file_system, local_path, parts
from extractor.archive.inputs.zips import Member, copy_bounded, members, unpack
from extractor.archive.jsonpaths import fitting
from extractor.archive.model import Task
from extractor.errors import opening
from extractor.settings import Limits


@contextmanager
def fetched(task: Task, limits: Limits) -> Iterator[tuple[Path, ...]]:
    """The files of an input, for as long as the context lasts; what is not on this machine's own
    file systems is copied into a temporary folder.

    Raises `MissingFile`, `UnreadableFile`, `TooLarge`, and what `zips.unpack` raises."""
    with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
        with opening(task.key):
            files = tuple(
                _file(url, number, Path(folder, str(index)), task.key, limits)
                for index, (url, number) in enumerate(parts(task.location))
            )
        yield files


def list_zip(location: str) -> tuple[Member, ...]:
    """The members of the zip file at `location`."""
    with opening(location), _stream(location) as source:
        return members(source, location)


def _file(url: str, number: int | None, folder: Path, key: str, limits: Limits) -> Path:
    """The file at `url`, or its member `number`; a copy stands in `folder`, with its own name."""
    local = local_path(url)
    if local and number is None:
        return local
    folder.mkdir()
    path = folder / fitting(PurePosixPath(key.rpartition("..")[2] or key).name)
    with _stream(url) as source, path.open("wb") as target:
        if number is None:
            copy_bounded(source, target, limits.file_bytes, key)
        else:
            unpack(source, key, number, target, limits)
    return path


@contextmanager
def _stream(url: str) -> Iterator[IO[bytes]]:
    """The bytes at `url`. Of a file elsewhere only those are fetched that are asked for."""
    local = local_path(url)
    if local:
        with local.open("rb") as file:
            yield file
    else:
        system, path = file_system(url)
        with system.open(path, "rb") as file:
            yield file
