"""Reports to look at: of the development plans, and of plans whose every text wants to run."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from extractor import extract
from extractor.compare.comparing import compare, report_of
from extractor.compare.corpus import Corpus
from extractor.compare.model import Member, Unread
from extractor.compare.report.model import Report
from extractor.compare.report.page import write_report

from . import hostile


@pytest.fixture(scope="session")
def corpus(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The development plans as text, one of them twice, and two inputs that could not be read."""
    sys.path.insert(0, str(root / "corpus"))  # a folder of scripts, not a package
    from markup import as_text, read

    folder = tmp_path_factory.mktemp("plans")
    documents: list[Member | Unread] = []
    split = tomllib.loads((root / "corpus" / "split.toml").read_text("utf-8"))
    for slug in split["dev"]:
        path = folder / f"{slug}.txt"
        path.write_text(as_text(read(root / "corpus" / "plans" / slug / "plan.txt")), "utf-8")
        documents.append(Member(path.name, extract(path)))
    first = documents[0]
    assert isinstance(first, Member)
    documents.append(Member("lại/một bản khác.txt", first.plan, first.document))
    documents.append(Unread("mật.pdf", "encrypted_file", "mật.pdf: the file asks for a password."))
    documents.append(Unread("lạ.bin", "something_new", "lạ.bin: nobody has seen this."))
    return Corpus("plans", lambda: iter(documents))


@pytest.fixture(scope="session")
def report(corpus: Corpus) -> Report:
    """What the page of the development plans is made of."""
    return report_of(compare(corpus))


@pytest.fixture(scope="session")
def page(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the development plans, in a folder with a name such as people give."""
    path = tmp_path_factory.mktemp("Kết quả so sánh") / "report.html"
    write_report(report, path)
    return path


@pytest.fixture(scope="session")
def hostile_page(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a report in which every text wants to run."""
    path = tmp_path_factory.mktemp("hostile") / "report.html"
    write_report(hostile.turned(report), path)
    return path
