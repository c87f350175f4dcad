"""Bodies as the plan lists them."""

from __future__ import annotations

from extractor.document import Document, Source, Span
from extractor.fields.agency import agencies_in, agency_from, agency_named, to_agency


def document(text: str) -> Document:
    return Document(text=text, source=Source("x.txt", "", "text/plain"))


def test_to_agency() -> None:
    page = document("Giao Sở Y tế (Phòng Nghiệp vụ Y) làm")
    (mention,) = agencies_in(page, Span(5, len(page.text) - 4))
    agency = to_agency(page, mention)
    assert agency.name == "Sở Y tế"
    assert agency.at is not None
    assert page.text[agency.at.start : agency.at.end].startswith("Sở Y tế")


def test_agency_from_a_letterhead_of_two_lines() -> None:
    page = document(" LIÊN ĐOÀN LAO ĐỘNG\nTỈNH CÀ MAU ")
    agency = agency_from(page, Span(0, len(page.text)))
    assert agency.text == "LIÊN ĐOÀN LAO ĐỘNG TỈNH CÀ MAU"
    assert agency.name == "Liên đoàn Lao động tỉnh Cà Mau"
    assert (agency.id, agency.level) == ("lien-doan-lao-dong-tinh", "front")
    assert agency.at is not None
    assert page.text[agency.at.start : agency.at.end].split() == agency.text.split()


def test_words_that_no_rule_knows() -> None:
    agency = agency_from(document("Zeta Omega"), Span(0, 10))
    assert (agency.text, agency.name, agency.id, agency.level) == (
        "Zeta Omega", "Zeta Omega", None, "other",
    )  # fmt: skip
    assert agency_named("").level == "other"
