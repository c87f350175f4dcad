"""edXML and the fields of Decree 30/2020: what is put where, what is left out, and how it is told."""

from __future__ import annotations

import csv
from pathlib import Path
from xml.etree import ElementTree

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.archive.store import Change
from extractor.compare.model import Member
from extractor.errors import CannotWrite
from extractor.feed.export.exchange.files import xml_path
from extractor.feed.export.exchange.header import Header, header, names_body, parted
from extractor.feed.export.exchange.xml import legal
from extractor.feed.export.exporting import export
from extractor.feed.export.model import Format, Notice
from extractor.plan import Plan
from extractor.tables import table
from extractor.vietnamese import fold

from . import made

GOLDEN = Path(__file__).parent / "golden"
XML = (Format.EDXML, Format.ND30)
NAMESPACE = "{http://www.mic.gov.vn/TBT/QCVN_102_2016}"
HEADER = table("feed/header")


def written(plan: Plan, form: Format, folder: Path) -> tuple[bytes, list[Notice]]:
    result = export(made.selection(Member("a/x.pdf", plan)), form, folder)
    return (folder / "a" / "x.pdf.xml").read_bytes(), list(result.notices)


def fields(data: bytes) -> list[tuple[str, str]]:
    """The names and texts of all elements that hold a text."""
    leaves = [e for e in ElementTree.fromstring(data).iter() if not len(e)]
    return [(e.tag.removeprefix(NAMESPACE), e.text or "") for e in leaves]


@pytest.mark.parametrize("form", XML)
@pytest.mark.parametrize("name", ["state", "party", "joint", "bare"])
def test_as_written_by_hand(plan: Plan, tmp_path: Path, name: str, form: Format) -> None:
    data, _ = written(getattr(made, name)(plan), form, tmp_path)
    assert data.decode() == (GOLDEN / f"{name}.{form}.xml").read_text("utf-8")


def test_what_there_is_no_room_for_is_told(plan: Plan, tmp_path: Path) -> None:
    _, notices = written(made.joint(plan), Format.EDXML, tmp_path)
    assert {(notice.field, notice.code) for notice in notices} == {
        ("From/OrganName", "several"),
        ("SignerInfo/Competence", "several"),
        ("SignerInfo/Position", "several"),
        ("SignerInfo/FullName", "several"),
    }
    assert notices[0].detail.endswith("left out: Tỉnh đoàn Lâm Đồng")
    assert "K’Sa Ha Brê; Lê Thị Mai" in notices[3].detail
    with (tmp_path / "notices.csv").open(encoding="utf-8", newline="") as file:
        listed = [Notice(**row) for row in csv.DictReader(file)]
    assert listed == notices


# --- number and notation ---------------------------------------------------------------------


@pytest.mark.parametrize("example", HEADER["number"]["examples"], ids=lambda e: e["text"])
def test_numbers_are_parted(example: dict[str, str]) -> None:
    assert parted(example["text"]) == (example["number"], example.get("notation"))


@pytest.mark.parametrize("text", [*HEADER["number"]["not"], "", "\n", "9" * 9999 + "!"])
def test_what_is_not_built_so_is_not_parted(text: str) -> None:
    assert parted(text) is None


@given(st.text(max_size=40))
def test_nothing_of_a_number_is_lost(text: str) -> None:
    found = parted(text)
    parts = [part for part in found or () if part is not None]
    assert found is None or text in ("/".join(parts), "-".join(parts))


def test_a_number_that_is_not_parted_is_told(plan: Plan, tmp_path: Path) -> None:
    odd = plan.model_copy(update={"number": "12-13/KHLT-SYT"})
    data, (notice,) = written(odd, Format.ND30, tmp_path)
    assert b"Code" not in data
    assert (notice.code, notice.document) == ("number_not_parted", "a/x.pdf")
    assert "12-13/KHLT-SYT" in str(notice)


# --- recipients ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HEADER["no_body"]["examples"])
def test_lines_that_name_no_body(text: str) -> None:
    assert not names_body(text)


@pytest.mark.parametrize("text", HEADER["no_body"]["not"])
def test_lines_that_name_a_body(text: str) -> None:
    assert names_body(text)


def test_the_pattern_is_written_without_marks() -> None:
    pattern = HEADER["no_body"]["pattern"]
    assert regex.compile(pattern) and fold(pattern) == pattern


# --- lengths ---------------------------------------------------------------------------------


def lengths() -> list[tuple[str, str, int]]:
    return [
        (field["path"].replace("*", ""), field["value"], field["most"])
        for field in table("feed/nd30")["field"]
        if "value" in field
    ]


def test_what_is_too_long_is_told_and_whole(plan: Plan, tmp_path: Path) -> None:
    long = plan.model_copy(
        update={
            "title": "Đ" * 501,
            "number": "1234567890123/" + "K" * 31,
            "issuer": made.body("B" * 201),
            "signatures": (made.signature(None, None, "P" * 101, "N" * 51),),
            "recipients": made.recipients("R" * 201, "Q" * 200),
            "source": made.pages(plan, 1000),
        }
    )
    data, notices = written(long, Format.ND30, tmp_path)
    assert [notice.field for notice in notices] == [
        "CodeNumber", "CodeNotation", "OrganName", "Subject", "PageAmount", "SignerInfo/Position",
        "SignerInfo/FullName", "To/OrganName",
    ]  # fmt: skip
    assert {notice.code for notice in notices} == {"too_long"}
    assert "501 characters, 500 are allowed" in str(notices[3])
    assert ("Subject", "Đ" * 501) in fields(data)
    assert ("OrganName", "R" * 201) in fields(data)


def test_what_is_as_long_as_allowed_is_fine(plan: Plan, tmp_path: Path) -> None:
    full = plan.model_copy(
        update={
            "title": "Đ" * 500,
            "number": "12345678901/" + "K" * 30,
            "issuer": made.body("B" * 200),
            "signatures": (made.signature(None, None, "P" * 100, "N" * 50),),
            "source": made.pages(plan, 999),
        }
    )
    assert written(full, Format.ND30, tmp_path)[1] == []


# --- the forms as data -----------------------------------------------------------------------


@pytest.mark.parametrize("name", XML)
def test_each_field_is_filled_or_says_why_not(name: str) -> None:
    entries = table(f"feed/{name}")["field"]
    paths = [entry["path"] for entry in entries]
    assert len(paths) == len(set(paths))
    for entry in entries:
        assert ("value" in entry) is not ("absent" in entry), entry
        assert entry.get("value", "language") in Header.__dataclass_fields__
        assert entry.get("several", "first") in ("first", "none")
        assert set(entry) <= {"path", "value", "several", "most", "absent"}


def test_the_annex_gives_each_value_a_length() -> None:
    assert all("most" in entry for entry in table("feed/nd30")["field"])
    assert ("Subject", "subject", 500) in lengths()


def test_a_form_writes_no_other_names(plan: Plan, tmp_path: Path) -> None:
    for form in XML:
        data, _ = written(made.state(plan), form, tmp_path / form)
        entries = table(f"feed/{form}")["field"]
        known = {entry["path"].replace("*", "").split("/")[-1] for entry in entries}
        assert {name for name, _ in fields(data)} <= known


# --- hostile texts ---------------------------------------------------------------------------

HOSTILE = st.text(max_size=30) | st.sampled_from(
    [
        "]]>", "<!DOCTYPE x [<!ENTITY e 'y'>]>&e;", "&amp;&#0;&lol;", "<script>alert(1)</script>",
        "\x00\x0b\x1f\ufffe\uffff", "\ud800", "a\rb\r\nc", "\u202eabc\u2028", "edXML:", "--><!--",
        "\x85\x7f", "</edXML:Subject>", "\ufffd", "{0.year}", "😀e\u0302\u0301",
    ]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(texts=st.lists(HOSTILE, min_size=8, max_size=8), form=st.sampled_from(XML))
def test_any_text_gives_xml_that_says_it(
    plan: Plan, tmp_path: Path, texts: list[str], form: Format
) -> None:
    place, title, name, position, authority, to, label, kind = texts
    assert plan.document_type is not None
    hostile = plan.model_copy(
        update={
            "place": place,
            "title": title,
            "number": None,
            "issuer": made.body(name),
            "document_type": plan.document_type.model_copy(update={"name": kind}),
            "signatures": (made.signature(authority, None, position, name),),
            "recipients": made.recipients(to, "Các sở"),
            "appendices": (made.appendix(label, None),),
        }
    )
    data, notices = written(hostile, form, tmp_path)
    assert b"<!" not in data and data.count(b"<?") == 1
    said = {text for _, text in fields(data)}
    asked = {title, name, position, kind} | (
        {place, authority, to, label} if form == "edxml" else set()
    )
    assert {legal(text) for text in asked if text} <= said
    spoiled = {text for text in asked if legal(text).count("\ufffd") > text.count("\ufffd")}
    assert bool(spoiled) <= any(notice.code == "replaced_characters" for notice in notices)


def test_what_xml_cannot_hold() -> None:
    assert legal("a\x00b\ud800c\uffff") == "a\ufffdb\ufffdc\ufffd"
    assert legal("one\r\ntwo\rthree\tfour") == "one\ntwo\nthree\tfour"
    assert legal("Đắk Lắk 😀 \ufffd") == "Đắk Lắk 😀 \ufffd"


# --- files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ("a/x.pdf", "a/x.pdf.xml"),
        ("a/x.pdf.2", "a/x.pdf.2.xml"),
        ("Kế hoạch số 5.docx", "Kế hoạch số 5.docx.xml"),
        ("../../etc/passwd", "%2E%2E/%2E%2E/etc/passwd.xml"),
        ("/etc/passwd", "%/etc/passwd.xml"),
        ("a/./..", "a/%2E/%2E%2E.xml"),
        ("", "%.xml"),
        ("..\\x\x00\n", "..%5Cx%00%0A.xml"),
    ],
)
def test_files_stay_in_the_folder(document: str, path: str) -> None:
    assert xml_path(document).as_posix() == path


@given(st.text(max_size=300).filter(lambda name: name.isprintable()))
def test_no_name_leads_out_of_the_folder(document: str) -> None:
    path = xml_path(document)
    assert not path.is_absolute() and ".." not in path.parts
    assert all(len(part.encode()) <= 255 - len("..draft") for part in path.parts)


def test_a_document_that_is_no_more(plan: Plan, tmp_path: Path) -> None:
    first = made.selection(Member("a/x.pdf", plan), Member("b.pdf", plan), cursor="one")
    export(first, Format.ND30, tmp_path)
    gone = [Change(3, "b.pdf", "the-plan", None), Change(4, "never.pdf", "other", None)]
    export(made.selection(removed=gone, cursor="two"), Format.ND30, tmp_path)
    assert not (tmp_path / "b.pdf.xml").exists()
    assert (tmp_path / "a" / "x.pdf.xml").exists()
    lines = (tmp_path / "removed.csv").read_text("utf-8").split("\n")
    assert [line.strip() for line in lines] == [
        "document,plan_id",
        "b.pdf,the-plan",
        "never.pdf,other",
        "",
    ]


def test_a_folder_that_cannot_be_written(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file", "utf-8")
    with pytest.raises(CannotWrite):
        export(made.selection(Member("a/x.pdf", plan)), Format.EDXML, tmp_path)
    (tmp_path / "b.pdf.xml").mkdir()
    gone = [Change(3, "b.pdf", "the-plan", None)]
    with pytest.raises(CannotWrite):
        export(made.selection(removed=gone), Format.EDXML, tmp_path)


def test_the_same_plans_give_the_same_bytes(plan: Plan, tmp_path: Path) -> None:
    for form in XML:
        one, two = (written(made.state(plan), form, tmp_path / n)[0] for n in ("1", "2"))
        assert one == two


def test_nothing_is_said_twice_of_the_header(plan: Plan) -> None:
    values = header(made.state(plan))
    assert values.bodies == values.places[:-1]
    assert values.competences == ("TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH",)
