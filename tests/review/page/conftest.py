"""Pages to look at: of a PDF, a scan, a text, an archive, and of plans whose texts want to run."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from extractor import extract
from extractor.archive.inputs.places import file_location
from extractor.archive.isolation.sandbox import Done
from extractor.archive.store import Blobs
from extractor.archive.work import PLANS
from extractor.compare.model import Unread
from extractor.errors import ExtractorError, InternalError
from extractor.plan import Plan
from extractor.plan.publish import to_json
from extractor.review.corrections import Author, Correction, apply, correct
from extractor.review.page.documents import Document
from extractor.review.page.made import page_name
from extractor.review.page.writing import Written, write_archive, write_plans

from . import hostile

Item = TypeVar("Item")
Result = TypeVar("Result")
WHEN = datetime.datetime(2026, 11, 20, 18, 30, tzinfo=datetime.UTC)
AN = Author("Nguyễn Thị An", WHEN, "Số đóng dấu ở trang 1")
SLUG = "nam-dinh-2022"
SCAN = "quang-nam-2024.pdf"
CORRECTED = "c/đã sửa.pdf"


@pytest.fixture(scope="session")
def text_file(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A development plan as text."""
    sys.path.insert(0, str(root / "corpus"))  # a folder of scripts, not a package
    from markup import as_text, read

    path = tmp_path_factory.mktemp("text") / f"{SLUG}.txt"
    path.write_text(as_text(read(root / "corpus" / "plans" / SLUG / "plan.txt")), "utf-8")
    return path


@pytest.fixture(scope="session")
def scan_file(root: Path) -> Path:
    return root / "corpus" / "samples" / SCAN


@pytest.fixture(scope="session")
def text_plan(text_file: Path) -> Plan:
    return extract(text_file)


@pytest.fixture(scope="session")
def scan_plan(scan_file: Path) -> Plan:
    """With a missing date and a word that was hardly read, whatever the engine makes of it."""
    plan = extract(scan_file)
    assert plan.issuer and plan.issuer.at
    at = plan.issuer.at.model_copy(update={"confidence": 0.5})
    issuer = plan.issuer.model_copy(update={"at": at})
    return plan.model_copy(update={"issuer": issuer, "issued_on": None})


@pytest.fixture(scope="session")
def scan_page(scan_plan: Plan, scan_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In a folder with a name such as people give."""
    out = tmp_path_factory.mktemp("Đối chiếu")
    [page] = write_plans([scan_plan], scan_file, SCAN, out)
    return page


@pytest.fixture(scope="session")
def text_page(text_plan: Plan, text_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    [page] = write_plans([text_plan], text_file, text_file.name, tmp_path_factory.mktemp("text"))
    return page


@dataclass(frozen=True)
class Archive:
    """The pages of an archive, and what was said while they were made."""

    folder: Path
    written: Written
    said: list[str]

    def page(self, document: str) -> Path:
        return self.folder / "pages" / f"{page_name(document)}.html"


class Here:
    """An engine without processes; `worked` are the items that it was given."""

    name = "here"

    def __init__(self) -> None:
        self.worked: list[str] = []

    def run(
        self, work: Callable[[Item], Result], items: Iterable[Item], *, many: bool = True
    ) -> Generator[Done[Item, Result] | None, None, None]:
        for item in items:
            self.worked.append(str(item))
            try:
                yield Done(item, work(item))
            except ExtractorError as error:
                yield Done(item, error=error)
            except Exception as error:
                bug = InternalError(str(item), f"{type(error).__name__}: {error}")
                yield Done(item, error=bug)


def kept(
    blobs: Blobs, name: str, plan: Plan, location: str = "", given: Sequence[Correction] = ()
) -> Document:
    """A document as an archive has it: its reading `plan`, and what was corrected in it."""
    read = blobs.put(PLANS, to_json(plan).encode())
    published = blobs.put(PLANS, to_json(apply(plan, given).plan).encode())
    contents = tuple(each.model_dump(mode="json") for each in given)
    return Document(name, blobs, published, read, location, contents)


def archive_of(documents: Sequence[Document | Unread], folder: Path) -> Archive:
    said: list[str] = []
    written = write_archive(documents, folder, Here(), lambda *what: said.append(what[-1]))
    return Archive(folder, written, said)


@pytest.fixture(scope="session")
def blobs(tmp_path_factory: pytest.TempPathFactory) -> Blobs:
    return Blobs(str(tmp_path_factory.mktemp("blobs")))


def corrected(plan: Plan, name: str, author: Author = AN, word: str = "") -> list[Correction]:
    """Corrections of a scan, of which `reread` is another reading."""
    return [
        correct(plan, name, "replace", "/number", f"{word}99/CT-UBND", author),
        correct(plan, name, "replace", "/title", f"{word}Về phòng cháy rừng", author),
        correct(plan, name, "replace", "/issuer/name", plan.issuer.name, author),  # type: ignore[union-attr]
        correct(plan, name, "remove", "/recipients/0", None, author),
        correct(plan, name, "add", "/recipients/-", {"text": f"{word}Như trên"}, author),
        correct(plan, name, "replace", "/signatures/0/name", f"{word}Trần Văn B", author),
    ]


def reread(plan: Plan, number: str = "98/CT-UBND") -> Plan:
    """With another number, and without a signature."""
    return plan.model_copy(update={"number": number, "signatures": ()})


@pytest.fixture(scope="session")
def archive(
    scan_plan: Plan,
    scan_file: Path,
    text_plan: Plan,
    text_file: Path,
    blobs: Blobs,
    tmp_path_factory: pytest.TempPathFactory,
) -> Archive:
    """A text, a scan, the same scan gone, changed and corrected, and an input that could not be
    read."""
    gone = file_location(text_file.with_name("gone.pdf"))
    return archive_of(
        [
            kept(blobs, "a/văn bản.txt", text_plan, file_location(text_file)),
            kept(blobs, "b/quét #1?.pdf", scan_plan, file_location(scan_file)),
            kept(blobs, "b/gone.pdf", scan_plan, gone),
            kept(blobs, "b/changed.pdf", scan_plan, file_location(text_file)),
            kept(
                blobs,
                CORRECTED,
                reread(scan_plan),
                file_location(scan_file),
                corrected(scan_plan, CORRECTED),
            ),
            Unread("mật.pdf", "encrypted_file", "mật.pdf: the file asks for a password."),
        ],
        tmp_path_factory.mktemp("archive"),
    )


@pytest.fixture(scope="session")
def hostile_archive(
    text_plan: Plan,
    text_file: Path,
    scan_plan: Plan,
    scan_file: Path,
    blobs: Blobs,
    tmp_path_factory: pytest.TempPathFactory,
) -> Archive:
    """All texts of all plans, all keys, and all that people say want to run."""
    words = hostile.HOSTILE
    key, scan = f"x{words}.pdf", hostile.turned(scan_plan)
    given = corrected(scan, key, Author(words, WHEN, words), words)
    return archive_of(
        [
            kept(blobs, f"{words}.txt", hostile.turned(text_plan), file_location(text_file)),
            kept(blobs, key, reread(scan, f"{words}98/CT-UBND"), file_location(scan_file), given),
            Unread(words, words, words),
        ],
        tmp_path_factory.mktemp("hostile"),
    )
