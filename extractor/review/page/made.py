"""Which pages a folder has, and of what they were made: those that would be the same again are not
drawn again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

import extractor
from extractor.archive.inputs.zips import safe_path
from extractor.review.page.documents import Document
from extractor.review.page.queue import Entry

PAGES = "pages"
_FILE = f"{PAGES}/.made"
_MOST_NAME = 100
"""Bytes of a file's name that are kept in that of its page."""
_PACKAGE = Path(extractor.__file__).parent
_CODE = ("review/page", "pages", "compare/report/words", "reading/sheets.py", "plan/model.py")
"""What decides how a page looks, besides its document."""


@dataclass(slots=True)
class Made:
    """The pages in the folder `out`: by document, of what each was made, and its entry."""

    out: Path
    pages: dict[str, tuple[str, Entry]] = field(default_factory=dict)

    @classmethod
    def found(cls, out: Path) -> Made:
        """What an earlier run has left; nothing where it says so in no way that we know."""
        made = cls(out)
        with suppress(OSError, ValueError, TypeError, KeyError):
            for document, (of, entry) in json.loads((out / _FILE).read_text("utf-8")).items():
                entry["warnings"] = tuple(entry["warnings"])
                made.pages[document] = (of, Entry(**entry))
        return made

    def write(self) -> None:
        """Keeps it for the next run."""
        held = {name: (of, asdict(entry)) for name, (of, entry) in self.pages.items()}
        with suppress(OSError):  # all is made anew then
            (self.out / PAGES).mkdir(parents=True, exist_ok=True)
            (self.out / _FILE).write_text(json.dumps(held), "utf-8")

    def entry(self, document: str, of: str) -> Entry | None:
        """That of the page of a document, if it is there and was made `of` the same."""
        was, entry = self.pages.get(document, ("", None))
        page, _ = page_files(self.out, document)
        return entry if was == of and page.is_file() else None

    def keep(self, documents: Iterable[str]) -> None:
        """Removes the pages of all others."""
        for name in self.pages.keys() - set(documents):
            self.drop(name)

    def drop(self, document: str) -> None:
        """Removes a page with its pictures."""
        self.pages.pop(document, None)
        page, folder = page_files(self.out, document)
        with suppress(OSError):
            page.unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)


def made_of(document: Document) -> str:
    """A hash of all that its page is made of."""
    parts = [_code(), document.published, document.read, document.location, document.stamps()]
    told = [dict(content) for content in document.corrections]
    return sha256(json.dumps([parts, told], sort_keys=True).encode()).hexdigest()


def page_name(document: str) -> str:
    """What the page of a document is called, all in one folder: its last name, to be known by, and
    a hash of the whole key, so that no two are the same and no key leads elsewhere."""
    last = PurePosixPath(safe_path(document.encode("utf-8", "replace").decode())).name
    digest = sha256(document.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{last.encode()[:_MOST_NAME].decode('utf-8', 'ignore')}~{digest}"


def page_files(out: Path, document: str) -> tuple[Path, Path]:
    """The page of a document, and the folder of its pictures."""
    name = page_name(document)
    return out / PAGES / f"{name}.html", out / PAGES / name


@cache
def _code() -> str:
    """The version of the pages: a hash over what makes them, so that nobody raises a number."""
    digest = sha256()
    for below in _CODE:
        path = _PACKAGE / below
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"{file.relative_to(_PACKAGE)}\0".encode() + file.read_bytes())
    return digest.hexdigest()
