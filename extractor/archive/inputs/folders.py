"""Files and folders, of this machine and elsewhere, as a stream in order of their names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extractor.archive.inputs.places import (
    file_location,
    file_system,
    is_remote,
    spelled,
    url_location,
)
from extractor.errors import ExtractorError, MissingFile, UnreadableFile

OWN_FILES = ("archive.sqlite", "ocr-cache.sqlite")
"""What a run keeps in its output folder, which may lie among its inputs."""
_NO_DOCUMENTS = ("~$", "._", "Thumbs.db", "desktop.ini")
"""How names begin that programs leave beside documents: locks, previews, settings."""
_NO_FOLDERS = ("__MACOSX",)

Folder = tuple[str, "list[Entry] | ExtractorError"]
"""A folder's path below the root, ending in `/` (the root's is empty), with its files, or with why
it cannot be listed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a folder: its name, where it is, and what changes when it does. `regular` is
    False for a pipe or a device."""

    name: str
    location: str
    stamp: str
    regular: bool = True


def file_at(root: str) -> Entry | None:
    """The file at a path or URL; None for a folder. Raises `MissingFile`."""
    return _remote_file(root) if is_remote(root) else _local_file(Path(_plain(root)))


def folders_at(root: str, out: Path) -> Iterator[Folder]:
    """The folder at a path or URL and all below it, without hidden ones and `out`.

    Raises `UnreadableFile` where the first one cannot be listed."""
    return _remote_folders(root) if is_remote(root) else _local_folders(_plain(root), out)


def _plain(path: str) -> str:
    return path.removeprefix("file://")


def is_passed_over(path: PurePosixPath) -> bool:
    """Whether a file is hidden, or left by a program beside documents."""
    hidden = any(part.startswith(".") or part in _NO_FOLDERS for part in path.parts)
    return hidden or path.name.startswith(_NO_DOCUMENTS)


def told_apart(names: Iterable[str]) -> dict[str, str]:
    """The names of a folder as keys have them: those that differ in case alone are numbered, since
    results are named after keys, and some file systems take `a` and `A` for one."""
    taken: dict[str, int] = {}
    apart: dict[str, str] = {}
    for name in sorted(names):
        free = path = PurePosixPath(spelled(name))
        folded = str(path).casefold()
        while str(free).casefold() in taken:
            taken[folded] = taken.get(folded, 1) + 1
            free = path.with_name(f"{path.stem}~{taken[folded]}{path.suffix}")
        taken.setdefault(str(free).casefold(), 1)
        apart[name] = str(free)
    return apart


# --- this machine's folders ------------------------------------------------------------------


def _local_file(path: Path) -> Entry | None:
    if path.is_dir():
        return None
    if not path.exists():
        raise MissingFile(str(path))
    return _entry(path)


def _local_folders(root: str, out: Path) -> Iterator[Folder]:
    """Each folder at and below `root`. Links to folders are followed, each folder once."""
    seen = {os.path.realpath(out), os.path.realpath(root)}
    refused: list[OSError] = []
    prefixes = {root: ""}

    def is_new(path: str) -> bool:
        real = os.path.realpath(path)
        new = real not in seen
        seen.add(real)
        return new

    for parent, folders, files in os.walk(root, followlinks=True, onerror=refused.append):
        folders[:] = [
            name
            for name in sorted(folders)
            if not is_passed_over(PurePosixPath(name)) and is_new(f"{parent}/{name}")
        ]
        prefix = prefixes.pop(parent)
        for name, apart in told_apart(folders).items():
            prefixes[os.path.join(parent, name)] = f"{prefix}{apart}/"  # noqa: PTH118 (as os.walk)
        yield prefix, [_entry(Path(parent, name)) for name in files if not _is_ours(name)]
        while refused:
            error = refused.pop()
            yield from _refusal(error, root)
    for error in refused:
        yield from _refusal(error, root)


def _refusal(error: OSError, root: str) -> Iterator[Folder]:
    """A folder that cannot be listed is no empty folder."""
    detail = error.strerror or type(error).__name__
    refused = UnreadableFile(str(error.filename), detail)
    relative = os.path.relpath(error.filename, root)
    if relative == ".":
        raise refused
    yield f"{spelled(relative)}/", refused


def _is_ours(name: str) -> bool:
    return name.startswith(OWN_FILES) or is_passed_over(PurePosixPath(name))


def _entry(path: Path) -> Entry:
    try:
        status = path.stat()
    except OSError:  # a link to nowhere, or gone since it was listed: opening it will tell
        return Entry(path.name, file_location(path), "")
    stamp = f"{status.st_size}-{status.st_mtime_ns}"
    return Entry(path.name, file_location(path), stamp, stat.S_ISREG(status.st_mode))


# --- folders elsewhere -----------------------------------------------------------------------

_STAMPS = ("size", "ETag", "etag", "LastModified", "last_modified", "mtime", "created")


def _remote_file(root: str) -> Entry | None:
    system, top = file_system(url_location(root))
    if not system.exists(top):
        raise MissingFile(root)
    return _remote_entry(system, system.info(top)) if system.isfile(top) else None


def _remote_folders(root: str) -> Iterator[Folder]:
    """As `_local_folders`, of any file system that fsspec knows."""
    system, top = file_system(url_location(root))
    for parent, folders, files in system.walk(top, detail=True):
        for name in [name for name in folders if is_passed_over(PurePosixPath(name))]:
            del folders[name]
        relative = str(parent).removeprefix(top).strip("/")
        prefix = f"{relative}/" if relative else ""
        kept = (info for name, info in sorted(files.items()) if not _is_ours(name))
        yield prefix, [_remote_entry(system, info) for info in kept]


def _remote_entry(system: object, info: dict[str, object]) -> Entry:
    url = system.unstrip_protocol(info["name"])  # type: ignore[attr-defined]
    stamp = "-".join(str(info[name]) for name in _STAMPS if info.get(name) is not None)
    return Entry(PurePosixPath(str(info["name"])).name, url_location(url), stamp)
