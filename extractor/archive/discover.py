"""Which inputs lie at the given paths: files, members of zip files, pictures of pages that belong
together. Folders are walked as a stream: a million files are never in memory."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extractor.archive.model import Found
from extractor.archive.pagesets import page_sets
from extractor.archive.places import (
    file_location,
    file_system,
    is_remote,
    member_location,
    spelled,
    url_location,
)
from extractor.archive.zips import Member
from extractor.errors import ExtractorError, MissingFile, NestedArchive, UnknownKind, UnreadableFile
from extractor.reading import SUFFIXES

OWN_FILES = ("archive.sqlite", "ocr-cache.sqlite")
"""What a run keeps in its output folder, which may lie among its inputs."""
_ZIP = ".zip"
_NO_DOCUMENTS = ("~$", "._", "Thumbs.db", "desktop.ini")
"""How names begin that programs leave beside documents: locks, previews, settings."""
_NO_FOLDERS = ("__MACOSX",)

ListZip = Callable[[str], tuple[Member, ...]]
"""What is in the zip file at a location."""
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


def discover(root: str, out: Path, list_zip: ListZip) -> Iterator[Found]:
    """The inputs at `root`, a file, a folder or a URL, with their folder's files in order of
    their names. `list_zip` lists a zip file (in a process of its own). Hidden files, what programs
    leave beside documents, and `out` are passed over.

    Raises `MissingFile` or `UnreadableFile` where `root` itself cannot be opened; a folder or a
    zip file below it that cannot be is an input that failed."""
    root = root.removeprefix("file://")
    alone = _remote_file(root) if is_remote(root) else _local_file(Path(root))
    if alone:
        yield from _in_folder("", [alone], list_zip, wanted=True)
        return
    for prefix, entries in _remote_folders(root) if is_remote(root) else _local_folders(root, out):
        if isinstance(entries, ExtractorError):
            yield _failed(prefix, file_location(entries.name), "", entries)
        else:
            yield from _in_folder(prefix, entries, list_zip)


def _in_folder(
    prefix: str, entries: Iterable[Entry], list_zip: ListZip, *, wanted: bool = False
) -> Iterator[Found]:
    """The inputs of one folder. What is `wanted` is read whatever its kind."""
    by_name = {entry.name: entry for entry in entries}
    apart = told_apart(by_name)
    for names in page_sets(by_name):
        group = [by_name[name] for name in names]
        first, key = group[0], prefix + apart[names[0]]
        if len(group) > 1:
            yield _page_set(f"{key}..{apart[names[-1]]}", group)
        elif _suffix(first.name) == _ZIP and "#" not in first.location:
            yield from _in_zip(key, first, list_zip)
        else:
            yield _single(key, first, wanted=wanted)


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


def _single(key: str, entry: Entry, *, wanted: bool) -> Found:
    if not entry.regular:
        return _unread(key, entry, UnknownKind(key, "no regular file"))
    if _suffix(entry.name) not in SUFFIXES and not wanted:
        return _unread(key, entry, UnknownKind(key))
    return Found(key, entry.location, entry.stamp)


def _page_set(key: str, group: list[Entry]) -> Found:
    """One input of several pictures; it has changed when any of them has."""
    stamps = "\n".join(entry.stamp for entry in group)
    digest = hashlib.sha256(stamps.encode()).hexdigest()[:32]
    return Found(key, " ".join(entry.location for entry in group), digest)


def _in_zip(key: str, entry: Entry, list_zip: ListZip) -> Iterator[Found]:
    """The members of a zip file, grouped as a folder's files are. A zip file inside it is listed
    and not opened: zip files in zip files are how bombs are made."""
    try:
        listed = list_zip(entry.location)
    except ExtractorError as error:
        yield _failed(key, entry.location, entry.stamp, error)
        return
    folders: dict[str, dict[str, Entry]] = {}
    for member in listed:
        inside = PurePosixPath(member.path)
        if not _is_passed_over(inside):
            location = member_location(entry.location, member.number)
            files = folders.setdefault(str(inside.parent), {})
            name = inside.name
            if name in files:  # a zip file may hold two files of one name
                name = f"{inside.stem}~{member.number + 1}{inside.suffix}"
            files[name] = Entry(name, location, f"{member.stamp}-{member.number}")
    if not folders:
        yield _unread(key, entry, UnknownKind(key, "nothing is in it"))
    apart = told_apart(folders)
    for folder in sorted(folders):
        prefix = f"{key}/" if folder == "." else f"{key}/{apart[folder]}/"
        for found in _in_folder(prefix, folders[folder].values(), list_zip):
            nested = _suffix(found.key) == _ZIP
            yield _unread(found.key, entry, NestedArchive(found.key)) if nested else found


def _is_passed_over(path: PurePosixPath) -> bool:
    hidden = any(part.startswith(".") or part in _NO_FOLDERS for part in path.parts)
    return hidden or path.name.startswith(_NO_DOCUMENTS)


def _unread(key: str, entry: Entry, error: ExtractorError) -> Found:
    return Found(key, entry.location, entry.stamp, "skipped", error.code, str(error))


def _failed(key: str, location: str, stamp: str, error: ExtractorError) -> Found:
    named = type(error)(key, error.detail)
    return Found(key, location, stamp, "failed", named.code, str(named))


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
            if not _is_passed_over(PurePosixPath(name)) and is_new(f"{parent}/{name}")
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
    return name.startswith(OWN_FILES) or _is_passed_over(PurePosixPath(name))


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
        for name in [name for name in folders if _is_passed_over(PurePosixPath(name))]:
            del folders[name]
        relative = str(parent).removeprefix(top).strip("/")
        prefix = f"{relative}/" if relative else ""
        kept = (info for name, info in sorted(files.items()) if not _is_ours(name))
        yield prefix, [_remote_entry(system, info) for info in kept]


def _remote_entry(system: object, info: dict[str, object]) -> Entry:
    url = system.unstrip_protocol(info["name"])  # type: ignore[attr-defined]
    stamp = "-".join(str(info[name]) for name in _STAMPS if info.get(name) is not None)
    return Entry(PurePosixPath(str(info["name"])).name, url_location(url), stamp)


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
