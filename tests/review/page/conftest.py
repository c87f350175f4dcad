"""Pages to look at: of a PDF, a scan, a text, an archive, and of plans whose texts want to run."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractor import extract
from extractor.archive.inputs.places import file_location
from extractor.compare.model import Member, Unread
from extractor.plan import Plan
from extractor.review.page.writing import Written, page_name, write_archive, write_plans

from . import hostile

SLUG = "nam-dinh-2022"
SCAN = "quang-nam-2024.pdf"


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


def archive_of(documents: list[Member | Unread], folder: Path) -> Archive:
    said: list[str] = []
    return Archive(folder, write_archive(documents, folder, said.append), said)


@pytest.fixture(scope="session")
def archive(
    scan_plan: Plan,
    scan_file: Path,
    text_plan: Plan,
    text_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Archive:
    """A text, a scan, the same scan gone and changed, and an input that could not be read."""
    gone = file_location(text_file.with_name("gone.pdf"))
    return archive_of(
        [
            Member("a/văn bản.txt", text_plan, location=file_location(text_file)),
            Member("b/quét #1?.pdf", scan_plan, location=file_location(scan_file)),
            Member("b/gone.pdf", scan_plan, location=gone),
            Member("b/changed.pdf", scan_plan, location=file_location(text_file)),
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
    tmp_path_factory: pytest.TempPathFactory,
) -> Archive:
    """All texts of all plans, and all keys, want to run."""
    words = hostile.HOSTILE
    return archive_of(
        [
            Member(f"{words}.txt", hostile.turned(text_plan), location=file_location(text_file)),
            Member(f"x{words}.pdf", hostile.turned(scan_plan), location=file_location(scan_file)),
            Unread(words, words, words),
        ],
        tmp_path_factory.mktemp("hostile"),
    )
