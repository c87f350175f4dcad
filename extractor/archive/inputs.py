"""Which files are read, and where the result of each goes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import NoDocuments, OutputClash, UnreadableFile
from extractor.reading import SUFFIXES

OCR_CACHE = "ocr-cache.sqlite"
"""The file in the output folder that keeps what OCR gave, for the next run."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, and its result's path below the output folder. `readable` is False for a
    file of another kind that stands in a given folder: it is listed, and not read."""

    path: Path
    output: Path
    readable: bool = True


def find_inputs(paths: Iterable[Path], out: Path) -> tuple[Input, ...]:
    """The files at `paths`: those that are files themselves, whatever their kind, and those in
    the folders among them, in order of their names. A file named twice is read once.

    Hidden files, OCR caches and `out` are passed over. Raises `NoDocuments` for a folder without a
    readable file, `UnreadableFile` for one that cannot be opened, and `OutputClash` where two files
    would have the same result."""
    found: dict[Path, Input] = {}
    for path in paths:
        inputs = tuple(_in_folder(path, out)) if path.is_dir() else (_alone(path),)
        if not any(item.readable for item in inputs):
            raise NoDocuments(str(path))
        for item in inputs:
            found.setdefault(_real(item.path), item)
    _refuse_clashes(found.values())
    return tuple(found.values())


def _alone(path: Path) -> Input:
    return Input(path, Path(f"{path.name}.json"))


def _in_folder(folder: Path, out: Path) -> Iterator[Input]:
    """The folder's files. Links to folders are followed, each folder once."""
    seen = {_real(out), _real(folder)}

    def is_new(path: Path) -> bool:
        real = _real(path)
        new = real not in seen
        seen.add(real)
        return new and not path.name.startswith(".")

    for parent, names, files in os.walk(folder, followlinks=True, onerror=_refuse):
        names[:] = [name for name in sorted(names) if is_new(Path(parent, name))]
        for name in sorted(n for n in files if not n.startswith((".", OCR_CACHE))):
            path = Path(parent, name)
            relative = path.relative_to(folder)
            readable = path.suffix.lower() in SUFFIXES
            yield Input(path, relative.with_name(f"{name}.json"), readable)


def _refuse(error: OSError) -> None:
    """A folder that cannot be opened is no empty folder."""
    raise UnreadableFile(str(error.filename), error.strerror or type(error).__name__)


def _refuse_clashes(inputs: Iterable[Input]) -> None:
    """Paths that differ in case alone clash too: some file systems take them for one."""
    owners: dict[str, Input] = {}
    for item in inputs:
        if not item.readable:
            continue
        other = owners.setdefault(str(item.output).casefold(), item)
        if other is not item:
            raise OutputClash(str(item.path), f"{other.path} gives {other.output} too")


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
