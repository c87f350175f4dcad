"""Zip files: what is in them, and one member at a time, within limits.

Nothing is unpacked by the names in the file: a member is asked for by its number, and written to
a path that its reader has chosen."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from extractor.errors import BrokenFile, EncryptedFile, TooLarge
from extractor.settings import Limits

MOST_MEMBERS = 100_000
_ENCRYPTED = 0x1
_UTF8 = 0x800
_BLOCK = 2**20
_UNSAFE = re.compile(r'[\x00-\x1f<>:"|?*]')
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip file: its number (from 0), its path made safe, and what changes with it."""

    number: int
    path: str
    stamp: str


def members(source: IO[bytes], name: str) -> tuple[Member, ...]:
    """The files in the zip file that `source` holds and errors call `name`, in its own order.

    A member's path has no `..`, no drive and no root, whatever the zip file says. Raises
    `BrokenFile` or `TooLarge`."""
    with _opened(source, name) as file:
        infos = file.infolist()
        if len(infos) > MOST_MEMBERS:
            raise TooLarge(name, f"{len(infos):,} members")
        return tuple(
            Member(number, safe_path(_name(info)), f"{info.file_size}-{info.CRC:08x}")
            for number, info in enumerate(infos)
            if not info.is_dir()
        )


def unpack(source: IO[bytes], name: str, number: int, to: IO[bytes], limits: Limits) -> None:
    """Writes member `number` of the zip file that `source` holds to `to`, never more bytes than a
    file may have, whatever the zip file says about its size.

    Raises `BrokenFile`, `EncryptedFile` or `TooLarge`."""
    with _opened(source, name) as file:
        try:
            info = file.infolist()[number]
            if info.flag_bits & _ENCRYPTED:
                raise EncryptedFile(name)
            with file.open(info) as member:
                copy_bounded(member, to, limits.file_bytes, name)
        except IndexError:
            raise BrokenFile(name, f"there is no member {number + 1}") from None
        except _DAMAGE as error:
            raise BrokenFile(name, str(error) or type(error).__name__) from error


def copy_bounded(source: IO[bytes], target: IO[bytes], most: int, name: str) -> None:
    """Copies `source`. Raises `TooLarge` as soon as it has more than `most` bytes."""
    copied = 0
    while block := source.read(_BLOCK):
        copied += len(block)
        if copied > most:
            raise TooLarge(name, f"more than {most:,} bytes")
        target.write(block)


def safe_path(name: str) -> str:
    """A member's path with its harmless parts only: those that lead upwards or to another drive
    are dropped, marks that no file system takes become `_`."""
    words = name.replace("\\", "/").split("/")
    kept = [_UNSAFE.sub("_", word).strip() for word in words]
    return "/".join(word for word in kept if word.strip(". ")) or "unnamed"


@contextmanager
def _opened(source: IO[bytes], name: str) -> Iterator[zipfile.ZipFile]:
    try:
        file = zipfile.ZipFile(source)
    except _DAMAGE as error:
        raise BrokenFile(name, str(error) or type(error).__name__) from error
    with file:
        yield file


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name; many programs write UTF-8 and forget to say so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename
