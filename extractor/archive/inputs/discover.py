"""Which inputs lie at the given paths: files, members of zip files, pictures of pages that belong
together. Folders are walked as a stream: a million files are never in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from extractor.archive.inputs.folders import (
    Entry,
    file_at,
    folders_at,
    is_passed_over,
    told_apart,
)
from extractor.archive.inputs.pagesets import page_sets
from extractor.archive.inputs.places import file_location, member_location
from extractor.archive.inputs.zips import Member
from extractor.archive.model import Found
from extractor.errors import ExtractorError, NestedArchive, UnknownKind
from extractor.reading import SUFFIXES

_ZIP = ".zip"

ListZip = Callable[[str], tuple[Member, ...]]
"""What is in the zip file at a location."""


def discover(root: str, out: Path, list_zip: ListZip) -> Iterator[Found]:
    """The inputs at `root`, a file, a folder or a URL, with their folder's files in order of
    their names. `list_zip` lists a zip file (in a process of its own). Hidden files, what programs
    leave beside documents, and `out` are passed over.

    Raises `MissingFile` or `UnreadableFile` where `root` itself cannot be opened; a folder or a
    zip file below it that cannot be is an input that failed."""
    if alone := file_at(root):
        yield from _in_folder("", [alone], list_zip, wanted=True)
        return
    for prefix, entries in folders_at(root, out):
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
        if not is_passed_over(inside):
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


def _unread(key: str, entry: Entry, error: ExtractorError) -> Found:
    return Found(key, entry.location, entry.stamp, "skipped", error.code, str(error))


def _failed(key: str, location: str, stamp: str, error: ExtractorError) -> Found:
    named = type(error)(key, error.detail)
    return Found(key, location, stamp, "failed", named.code, str(named))


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
