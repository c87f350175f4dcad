"""Mentions of one document become one citation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extractor.document import Document, Node, Paragraph, Source, Span
from extractor.fields.citations import citations, corrections_of, misprints
from extractor.plan import Citation
from extractor.stages.citations import find_citations


def document(text: str) -> Document:
    source = Source("x.txt", "0" * 64, "text/plain")
    paragraphs = (Paragraph(Span(0, len(text))),)
    return find_citations(Document(text=text, source=source, paragraphs=paragraphs))


def read(text: str) -> list[Citation]:
    return list(citations(document(text)))


def test_short_form_belongs_to_the_full_one() -> None:
    (only,) = read(
        "theo Chỉ thị 13; thực hiện Chỉ thị số 13-CT/TW ngày 12/01/2017 của Ban Bí thư; 13-CT/TW"
    )
    assert only.number == "13-CT/TW"
    assert (only.issued_on, only.issuer) == (date(2017, 1, 12), "Ban Bí thư")
    assert only.mentions[0].text == "Chỉ thị 13"


def test_general_mention_of_a_law_belongs_to_its_dated_one() -> None:
    (only,) = read("Luật Thủy lợi và văn bản hướng dẫn; Luật Thủy lợi số 08/2017/QH14")
    assert (only.number, only.title, only.year) == ("08/2017/QH14", "Luật Thủy lợi", 2017)


def test_versions_of_a_law_stay_apart() -> None:
    assert [c.year for c in read("Luật Đất đai năm 2003, Luật Đất đai năm 2013")] == [2003, 2013]


def test_one_number_of_two_years_is_two_documents() -> None:
    found = read("Kế hoạch số 5/KH-UBND ngày 1/2/2019; Kế hoạch số 5/KH-UBND ngày 3/4/2020")
    assert [c.key for c in found] == ["KH 5/KH-UBND 2019", "KH 5/KH-UBND 2020"]


def test_one_number_of_two_bodies_is_two_documents() -> None:
    found = read(
        "Kế hoạch số 5/KH-UBND ngày 1/2/2019 của UBND tỉnh; "
        "Kế hoạch số 5/KH-UBND ngày 9/1/2019 của UBND huyện"
    )
    assert [c.issuer for c in found] == ["UBND tỉnh", "UBND huyện"]


def test_written_issuer_and_heaviest_relation_win() -> None:
    (only,) = read(
        "Căn cứ Nghị định số 5/2020/NĐ-CP; Thực hiện Nghị định số 5/2020/NĐ-CP của Chính phủ,"
    )
    assert (only.issuer, only.issuer_inferred, only.relation) == ("Chính phủ", False, "implements")


def test_issuer_that_only_the_number_names_is_marked() -> None:
    (only,) = read("theo Thông tư số 5/2020/TT-BYT")
    assert (only.issuer, only.issuer_inferred) == ("Bộ Y tế", True)


def test_title_in_capitals_gives_way_to_the_spelled_one() -> None:
    (only,) = read(
        "NGHỊ QUYẾT ĐẠI HỘI ĐẢNG BỘ TỈNH LẦN THỨ XV; Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XV"
    )
    assert only.title == "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XV"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Luật Giáo dục năm 2019", "L 43/2019/QH14"),
        ("Luật Giáo dục số 43/2019/QH14", "L 43/2019/QH14"),
        ("Luật Giáo dục", "L luat-giao-duc"),
        ("Nghị định số 5/2020/NĐ-CP ngày 3/1/2020", "NĐ 5/2020/NĐ-CP"),
        ("Nghị quyết số 19-2018/NQ-CP ngày 15/5/2018", "NQ 19-2018/NQ-CP"),
        ("Quyết định số 733/QĐ-TTg ngày 14/6/2019", "QĐ 733/QĐ-TTg 2019"),
        ("Chỉ thị số 5-CT/TW", "CT 5-CT/TW"),
        ("Hiến pháp năm 2013", "HP hien-phap 2013"),
    ],
)
def test_key_is_the_same_for_the_same_act(text: str, key: str) -> None:
    assert [c.key for c in read(text)] == [key]


def test_mentions_say_where() -> None:
    text = "1. Thực hiện khoản 2, Điều 5 Nghị định số 5/2020/NĐ-CP."
    made = document(text)
    node = Node("number", "1", "1", Span(0, len(text)), Span(0, 1), None, (Span(3, len(text)),))
    (only,) = citations(replace(made, sections=(node,)))
    (mention,) = only.mentions
    assert (mention.provision, mention.section) == ("khoản 2 Điều 5", "1")
    assert text[mention.at.start : mention.at.end] == mention.text == "Nghị định số 5/2020/NĐ-CP"


def test_a_misprinted_party_number_stays_and_is_warned_of() -> None:
    made = document("Chỉ thị số 22/CT-TW; Chỉ thị số 05-CT/TW; Quyết định số 12/QĐ-UBND")
    assert [c.number for c in citations(made)] == ["22/CT-TW", "05-CT/TW", "12/QĐ-UBND"]
    (warning,) = misprints(made)
    assert warning.code == "misprint"
    assert warning.span is not None
    assert made.slice(warning.span) == "22/CT-TW"


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Nghị định số 9l/2O17/NĐ-CP", "9l/2O17/NĐ-CP", "91/2017/NĐ-CP"),
        ("Quyết định số 5/QD-SYT", "5/QD-SYT", "5/QĐ-SYT"),
        ("Luật Đâu tư công năm 2019", "Luật Đâu tư công", "Luật Đầu tư công"),
    ],
)
def test_repair_is_on_record(text: str, before: str, after: str) -> None:
    made = document(text)
    (correction,) = corrections_of(made)
    assert (correction.before, correction.after) == (before, after)
    assert correction.rule == "citation_code"
    assert made.slice(correction.span) == before


@pytest.mark.parametrize(
    "text",
    ["Chỉ thị số 34 – CT/ TW", "CHỈ THỊ SỐ 19/CT-TTG", "Nghị quyết số 18, 19-NQ/TW", "Luật Giá"],
)
def test_spaces_dashes_and_capitals_are_no_corrections(text: str) -> None:
    assert corrections_of(document(text)) == ()


def test_a_misprinted_date_makes_no_second_document() -> None:
    (only,) = read(
        "Luật số 31/2019/QH14; Nghị quyết số 88/2019/QH14 ngày 18/11/2020 của Quốc hội; "
        "Nghị quyết số 88/2019/QH14 ngày 18/11/2019"
    )[1:]
    assert only.issued_on == date(2019, 11, 18)


def test_the_partys_congress_is_named_in_many_ways() -> None:
    found = read(
        "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XII của Đảng; Nghị quyết Đại hội XII của "
        "Đảng; Nghị quyết Đại hội lần thứ XI của Đảng; Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XII"
    )
    assert [len(c.mentions) for c in found] == [2, 1, 1]
    union = read("Nghị quyết Đại hội đại biểu toàn quốc Hội Sinh viên Việt Nam lần thứ XI")
    assert [c.issuer for c in union] == [None]
