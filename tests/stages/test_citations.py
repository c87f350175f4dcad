"""Citations: the forms by their examples, bare strings, and what a document adds to them."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import regex

from extractor.document import (
    NOWHERE,
    CitationMention,
    Document,
    Frame,
    PageSource,
    Paragraph,
    Source,
    Span,
)
from extractor.stages import citing
from extractor.stages.citations import find_citations
from extractor.stages.citing.grammar import compiled, form, section
from extractor.stages.citing.relation import relation_of
from extractor.tables import table
from extractor.vietnamese import fold

FORMS = {form["id"]: form for form in table("citations")["form"]}
CUES = {cue["id"]: cue for cue in table("citations")["cue"]}
STRINGS = tomllib.loads(Path(__file__).with_name("citation_strings.toml").read_text("utf-8"))


def document(*lines: str, zones: dict[int, str] | None = None) -> Document:
    """A document with a paragraph for each line, and nothing else known of it."""
    text, paragraphs, start = "\n".join(lines), [], 0
    for i, line in enumerate(lines):
        zone = (zones or {}).get(i, "body")
        paragraphs.append(Paragraph(Span(start, start + len(line)), zone=zone))  # type: ignore[arg-type]
        start += len(line) + 1
    source = Source("x.txt", "0" * 64, "text/plain", (PageSource(1, "text", 1.0),))
    return Document(text=text, source=source, paragraphs=tuple(paragraphs))


def found(*lines: str) -> tuple[CitationMention, ...]:
    return find_citations(document(*lines)).citations


def numbers(*lines: str) -> list[str | None]:
    return [mention.number for mention in found(*lines)]


def relations(*lines: str) -> dict[str | None, str]:
    return {mention.number or mention.title: mention.relation for mention in found(*lines)}


def shown(mention: CitationMention) -> str:
    by_name = mention.number is None or mention.type == "HP"
    day = mention.issued_on or (mention.year if by_name else None)
    facts = (mention.type, mention.number or mention.title, day, mention.issuer)
    said = [str(fact) if fact else "-" for fact in facts]
    return " · ".join([*said, mention.relation, mention.provision or "-"])


# --- the data file ---------------------------------------------------------------------------


def _examples(kind: str) -> list[tuple[str, str, str]]:
    rows = []
    for name, each in FORMS.items():
        for example in each[kind]:
            text, wanted = example if kind == "examples" else (example, "")
            rows.append((name, text, wanted))
    return rows


def _match(name: str, text: str) -> str | None:
    view = fold(text) if FORMS[name]["view"] == "fold" else text
    match = form(name).search(view)
    return text[match.start() : match.end()] if match else None


@pytest.mark.parametrize(("name", "text", "wanted"), _examples("examples"))
def test_form_matches_its_example(name: str, text: str, wanted: str) -> None:
    assert _match(name, text) == wanted


@pytest.mark.parametrize(("name", "text", "wanted"), _examples("counterexamples"))
def test_form_leaves_its_counterexample(name: str, text: str, wanted: str) -> None:
    assert _match(name, text) is None


def test_no_space_in_a_set() -> None:
    text = Path(citing.__file__).parents[2].joinpath("data", "citations.toml").read_text("utf-8")
    patterns = [line for line in text.splitlines() if line.startswith(("pattern", "(", "{"))]
    assert patterns
    assert not [line for line in patterns if regex.search(r"\[[^\]\\\n\"]* [^\]\"]*\]", line)]


@pytest.mark.parametrize("name", FORMS)
def test_form_has_both_examples_and_counterexamples(name: str) -> None:
    assert FORMS[name]["examples"]
    assert FORMS[name]["counterexamples"]


@pytest.mark.parametrize(
    ("name", "lead"), [(name, lead) for name, cue in CUES.items() for lead in cue["examples"]]
)
def test_cue_is_the_first_to_match_its_example(name: str, lead: str) -> None:
    assert compiled(CUES[name]["pattern"]).search(lead)
    assert relation_of(lead) == CUES[name]["relation"]


@pytest.mark.parametrize(
    ("name", "lead"),
    [(name, lead) for name, cue in CUES.items() for lead in cue["counterexamples"]],
)
def test_cue_leaves_its_counterexample(name: str, lead: str) -> None:
    assert not compiled(CUES[name]["pattern"]).search(lead)


@pytest.mark.parametrize("name", ["inside", "after_comma", "vague"])
def test_issuer_words_are_folded(name: str) -> None:
    assert [fold(word) for word in section("issuer")[name]] == section("issuer")[name]


# --- bare strings ----------------------------------------------------------------------------


@pytest.mark.parametrize("row", STRINGS["string"], ids=lambda row: row["text"][:60])
def test_string(row: dict[str, object]) -> None:
    wanted, text = row["cites"], str(row["text"])
    assert [shown(mention) for mention in found(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Công văn số 1187 /STNMT - QLĐĐ ngày 3/5/2019", "1187/STNMT-QLĐĐ"),
        ("Nghị quyết số 12c/NQCP của Chính phủ", "12c/NQ-CP"),
        ("Quyết định số 77/QĐUBND", "77/QĐ-UBND"),
        ("Kết luận số 5-KIL/TW của Bộ Chính trị", "5-KL/TW"),
        ("Chỉ thị số 5-CT/IW", "5-CT/TW"),
        ("Quyết định số 912/QD-SYT", "912/QĐ-SYT"),
        ("Quyết định số 912/QĐĐ-BYT", "912/QĐ-BYT"),
        ("Công văn số 4l 07/SXD-QLN", "4107/SXD-QLN"),
        ("Kế hoạch số 0§8-KH/TU của Tỉnh ủy", "08-KH/TU"),
        ("Luật Xây dựng số 50/2014/QH 13", "50/2014/QH13"),
        ("Kế hoạch số 45 KH/ĐTN", "45-KH/ĐTN"),
        ("Nghị quyết số 02-2022/NQ-CP", "02-2022/NQ-CP"),
        ("Nghị quyết số 02- -2022/NQ- -CP", "02-2022/NQ-CP"),
        ("Công văn số 15155/QLD-VP của Cục Quản lý Dược", "15155/QLD-VP"),
    ],
)
def test_number_is_normalised(text: str, wanted: str) -> None:
    assert numbers(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Mẫu số 01/TĐKT; biểu mẫu 02/BC-TĐ",
        "QCVN 08:2015/BTNMT và TCVN 7957:2008/BXD",
        "đạt 950/KH 1.000 người, 15/20 UBND xã, 2/3 HĐND",
        "Đường 30/4, mạng 4G/5G, nền tảng 3D/VR360",
        "Nghị quyết 02 kỳ họp, Quyết định 15 chỉ tiêu, Kế hoạch số 2 năm 2020",
        "Kế hoạch này, Kế hoạch 2023, Chương trình 135",
        "trình độ đại học Luật, Luật sư, pháp luật về đất đai, phù hợp với Hiến pháp và pháp luật",
        "các nghị quyết của Trung ương, nghị quyết đại hội đảng các cấp",
        "Tham mưu xây dựng Đề án “Phát triển du lịch cộng đồng”",
        "Số:        /KH-UBND ngày    /    /2024",
    ],
)
def test_no_citation(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ngày 2/3/2022 của Sở Văn hóa, Thể thao và Du lịch, nội dung", "Sở Văn hóa, Thể thao và Du lịch"),
        ("ngày 2/3/2022 của Sở Lao động - Thương binh và Xã hội tỉnh Lào Cai về việc", "Sở Lao động - Thương binh và Xã hội tỉnh Lào Cai"),
        ("ngày 2/3/2022 của UBND tỉnh An Giang triển khai", "UBND tỉnh An Giang"),
        ("ngày 2/3/2022 của Ủy ban nhân dân tỉnh tuyên truyền", "Ủy ban nhân dân tỉnh"),
        ("ngày 2/3/2022 của UBND TP. Hồ Chí Minh về", "UBND TP. Hồ Chí Minh"),
        ("ngày 2/3/2022 của Bộ trưởng Bộ Công an và Kế hoạch phối hợp", "Bộ trưởng Bộ Công an"),
        ("ngày 2/3/2022 của Cục Quản lý Dược - Bộ Y tế hướng dẫn", "Cục Quản lý Dược - Bộ Y tế"),
        ("ngày 2/3/2022 của Ban Chỉ đạo 35 tỉnh về", "Ban Chỉ đạo 35 tỉnh"),
        ("của Thủ tướng Chính phủ ngày 31/3/2022 phê duyệt", "Thủ tướng Chính phủ"),
        ("ngày 2/3/2022 của HĐND tỉnh khóa XVII, kỳ họp thứ 2", "HĐND tỉnh"),
        ("ngày 2/3/2022 của Hội nghị lần thứ Tư Ban Chấp hành Trung ương Đảng khóa XII về", "Hội nghị lần thứ Tư Ban Chấp hành Trung ương Đảng khóa XII"),
        ("ngày 2/3/2022, Hội nghị lần thứ 9 của Ban Chấp hành Trung ương Đảng khóa XI về", "Hội nghị lần thứ 9 của Ban Chấp hành Trung ương Đảng khóa XI"),
        ("ngày 2/3/2022 của Ủy ban Quốc gia về chuyển đổi số ban hành", "Ủy ban Quốc gia về chuyển đổi số"),
        ("ngày 2/3/2022 của Ban Chỉ đạo phòng cháy rừng, chữa cháy rừng và đề án 07 huyện về việc", "Ban Chỉ đạo phòng cháy rừng, chữa cháy rừng và đề án 07 huyện"),
        ("ngày 2/3/2022 của tỉnh", "Hội đồng nhân dân"),
        ("ngày 2/3/2022 của Viện kiểm sát nhân dân tối cao về", "Viện kiểm sát nhân dân tối cao"),
        ("ngày 2/3/2022 của Kiểm toán nhà nước khu vực IV về", "Kiểm toán nhà nước khu vực IV"),
        ("NGÀY 2/3/2022 CỦA THỦ TƯỚNG CHÍNH PHỦ VỀ VIỆC", "Thủ tướng Chính phủ"),
    ],
)  # fmt: skip
def test_issuer_ends_where_the_name_ends(text: str, wanted: str) -> None:
    (mention,) = found(f"Nghị quyết số 7/NQ-HĐND {text}")
    assert mention.issuer == wanted


def test_joint_document_has_all_its_issuers() -> None:
    (mention,) = found(
        "Hướng dẫn liên ngành số 01/HDLN-SGDĐT-SNV ngày 3/4/2021 của Sở Giáo dục và Đào tạo, Sở Nội vụ về"
    )
    assert mention.issuer == "Sở Giáo dục và Đào tạo, Sở Nội vụ"


def test_body_between_type_word_and_number_is_the_issuer() -> None:
    (mention,) = found("Thông báo Kết luận của Ban Thường vụ Tỉnh ủy số 325-TB/TU ngày 4/5/2022")
    assert (mention.type, mention.issuer) == ("TB", "Ban Thường vụ Tỉnh ủy")
    assert not mention.issuer_inferred


def test_acts_listed_after_legal_bases_are_bases_too() -> None:
    lines = (
        "KẾ HOẠCH",
        "I. CƠ SỞ",
        "- Căn cứ Nghị định số 1/2020/NĐ-CP của Chính phủ;",
        "- Quyết định số 2/2021/QĐ-UBND của UBND tỉnh;",
        "- Tuyên truyền Nghị định số 3/2022/NĐ-CP;",
    )
    assert relations(*lines) == {
        "1/2020/NĐ-CP": "basis", "2/2021/QĐ-UBND": "basis", "3/2022/NĐ-CP": "cites",
    }  # fmt: skip


def test_proposer_is_the_issuer_where_the_number_tells_none() -> None:
    (mention,) = found(
        "xét đề nghị của Hạt Kiểm lâm huyện (HKL) tại Tờ trình số 8/TTr-HKL ngày 1/2/2024"
    )
    assert mention.issuer == "Hạt Kiểm lâm huyện"


def test_party_committee_follows_the_province() -> None:
    (of_city,) = found("thành phố Hà Nội: Chỉ thị số 9-CT/TU")
    (of_province,) = found("Trên địa bàn tỉnh: Chỉ thị số 9-CT/TU")
    assert (of_city.issuer, of_province.issuer) == ("Thành ủy", "Tỉnh ủy")
    assert of_city.issuer_inferred


def test_members_of_a_list_share_word_suffix_date_and_issuer() -> None:
    mentions = found("các Nghị quyết số 05, 06 và 07-NQ/TU ngày 1/12/2021 của Tỉnh ủy Sơn La")
    assert [m.number for m in mentions] == ["05-NQ/TU", "06-NQ/TU", "07-NQ/TU"]
    assert {(m.type, m.issued_on, m.issuer) for m in mentions} == {
        ("NQ", date(2021, 12, 1), "Tỉnh ủy Sơn La")
    }


def test_type_word_of_a_list_holds_for_all_its_numbers() -> None:
    mentions = found("các Quy định: số 22-QĐ/TW, số 37-QĐ/TW ngày 25/10/2021; số 41-QĐ/TW")
    assert [m.type for m in mentions] == ["QyĐ", "QyĐ", "QyĐ"]
    assert [m.issued_on for m in mentions] == [date(2021, 10, 25), date(2021, 10, 25), None]


def test_neighbours_of_other_bodies_share_nothing() -> None:
    decree, circular = found(
        "Nghị định số 15/2014/NĐ-CP và Thông tư số 9/2015/TT-BCT ngày 5/5/2015 của Bộ Công Thương"
    )
    assert (decree.issued_on, decree.issuer) == (None, "Chính phủ")
    assert circular.issued_on == date(2015, 5, 5)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("N ghị quyết số 98/2023/QH1S", "NQ"),
        ("Quy địuh số 41-QĐ/TW", "QyĐ"),
        ("theo Nghi đinh sô 5/2020/NĐ-CP", "NĐ"),
    ],
)
def test_misread_type_word(text: str, kind: str) -> None:
    (mention,) = found(text)
    assert mention.type == kind


def test_general_word_leaves_the_kind_to_the_code() -> None:
    kinds = [m.type for m in found("Văn bản số 1234/UBND-NC; văn bản số 89/BC-STC ngày 1/2/2020")]
    assert kinds == ["CV", "BC"]


@pytest.mark.parametrize(
    ("text", "title", "year"),
    [
        ("theo Luật Hợp tác xã năm 2012 và", "Luật Hợp tác xã", 2012),
        ("Luật Phòng, chống tham nhũng (sửa đổi) năm 2018", "Luật Phòng, chống tham nhũng", 2018),
        ("Luật Chuyển giao thực nghiệm năm 2031", "Luật Chuyển giao thực nghiệm", 2031),
        ("Bộ luật Tố tụng dân sự 2015", "Bộ luật Tố tụng dân sự", 2015),
        ("Luật Tổ chức HĐND và UBND năm 2003", "Luật Tổ chức HĐND và UBND", 2003),
        ("Luật BHYT và các văn bản", "Luật BHYT", None),
        ("Luật An toàn, vệ sinh lao động; Luật Việc làm", "Luật An toàn, vệ sinh lao động", None),
        ("LUẬT ĐẤT ĐAI NĂM 2013", "Luật Đất đai", 2013),
    ],
)
def test_law_by_name(text: str, title: str, year: int | None) -> None:
    mention = found(text)[0]
    assert (mention.title, mention.year, mention.number) == (title, year, None)


def test_each_date_of_an_amending_law_is_a_law() -> None:
    first, second = found(
        "Luật sửa đổi, bổ sung một số điều của Luật Dược ngày 1/2/2008 và ngày 3 tháng 4 năm 2014"
    )
    assert first.title == second.title == "Luật sửa đổi, bổ sung một số điều của Luật Dược"
    assert (first.issued_on, second.issued_on) == (date(2008, 2, 1), date(2014, 4, 3))


def test_terms_of_a_plenum_are_two_resolutions() -> None:
    titles = [m.title for m in found("Nghị quyết Trung ương 4 khóa XI, XII về xây dựng Đảng")]
    assert titles == ["Nghị quyết Trung ương 4 khóa XI", "Nghị quyết Trung ương 4 khóa XII"]


def test_subject_holds_what_it_cites_and_ends_before_the_next() -> None:
    first, nested, _ = found(
        "Thông tư số 1/2020/TT-BCT ngày 2/1/2020 quy định chi tiết Nghị định số 3/2019/NĐ-CP về "
        "quản lý chợ; Công văn số 8/SCT-TM"
    )
    assert first.subject == "quy định chi tiết Nghị định số 3/2019/NĐ-CP về quản lý chợ"
    assert nested.subject == "về quản lý chợ"


# --- what this plan is to them ---------------------------------------------------------------


def test_preamble_carries_its_cue_over_a_list_and_what_its_members_implement() -> None:
    assert relations(
        "Thực hiện Chương trình số 4-CTr/TU của Tỉnh ủy thực hiện Nghị quyết số 9-NQ/TW của Bộ "
        "Chính trị và Kế hoạch số 20/KH-UBND của UBND tỉnh; Công văn số 7/SNV-TCCB; theo đề nghị "
        "của Phòng Nội vụ tại Tờ trình số 3/TTr-PNV, UBND huyện ban hành Kế hoạch triển khai thực "
        "hiện Đề án “Một cửa điện tử” như sau:"
    ) == {
        "4-CTr/TU": "implements",
        "9-NQ/TW": "implements",
        "20/KH-UBND": "implements",
        "7/SNV-TCCB": "implements",
        "3/TTr-PNV": "cites",
        "Một cửa điện tử": "implements",
    }


def test_lower_body_carries_out_what_its_plan_names_after_and() -> None:
    assert relations(
        "Căn cứ Kế hoạch số 5/KH-UBND của UBND tỉnh về thực hiện Nghị quyết số 7/NQ-CP của Chính "
        "phủ và Chương trình số 8-CTr/TU của Tỉnh ủy;"
    ) == {"5/KH-UBND": "basis", "7/NQ-CP": "cites", "8-CTr/TU": "cites"}


def test_subject_that_only_names_a_document_leaves_it_a_mere_citation() -> None:
    assert relations("Thực hiện Công văn số 5/SYT-NVY về Thông tư số 6/2019/TT-BYT, Trung tâm") == {
        "5/SYT-NVY": "implements",
        "6/2019/TT-BYT": "cites",
    }


def test_congress_in_a_subject_does_not_end_the_list() -> None:
    assert (
        relations(
            "Thực hiện Chỉ thị số 6/CT-TTg về phát động thi đua theo Nghị quyết Đại hội XIII của "
            "Đảng và Kế hoạch số 2/KH-HĐTĐKT của Hội đồng Thi đua - Khen thưởng tỉnh,"
        )["2/KH-HĐTĐKT"]
        == "implements"
    )


def test_legal_bases_line_by_line() -> None:
    assert relations(
        "KẾ HOẠCH",
        "Căn cứ Luật Thú y ngày 19/6/2015; Luật Chăn nuôi năm 2018;",
        "Căn cứ Nghị định số 35/2016/NĐ-CP;",
        "Chi cục xây dựng Kế hoạch như sau:",
        "I. MỤC ĐÍCH",
        "- Căn cứ Thông tư số 7/2016/TT-BNNPTNT, các xã tổ chức tiêm phòng.",
    ) == {
        "Luật Thú y": "basis",
        "Luật Chăn nuôi": "basis",
        "35/2016/NĐ-CP": "basis",
        "7/2016/TT-BNNPTNT": "cites",
    }


def test_list_of_bases_under_its_own_heading() -> None:
    assert relations(
        "KẾ HOẠCH",
        "I. CĂN CỨ XÂY DỰNG KẾ HOẠCH",
        "- Luật Di sản văn hóa năm 2001;",
        "- Tình hình thực tế của địa phương;",
        "- Quyết định số 8/QĐ-UBND ngày 3/1/2019 của UBND tỉnh.",
        "II. NỘI DUNG",
        "- Quyết định số 9/QĐ-UBND được phổ biến.",
    ) == {"Luật Di sản văn hóa": "basis", "8/QĐ-UBND": "basis", "9/QĐ-UBND": "cites"}


def test_acts_under_such_a_heading_may_be_numbered() -> None:
    assert relations(
        "KẾ HOẠCH",
        "I. CƠ SỞ PHÁP LÝ",
        "1. Luật Trồng trọt ngày 19/11/2018;",
        "2. Nghị định số 94/2019/NĐ-CP của Chính phủ.",
        "II. NỘI DUNG",
        "1. Quyết định số 9/QĐ-UBND được phổ biến.",
    ) == {"Luật Trồng trọt": "basis", "94/2019/NĐ-CP": "basis", "9/QĐ-UBND": "cites"}


def test_subject_after_the_term_of_the_issuer() -> None:
    (mention,) = found("Nghị quyết số 9-NQ/TW ngày 1/2/2011 của Bộ Chính trị (khóa X) về biển đảo")
    assert mention.subject == "về biển đảo"


def test_list_goes_on_over_lines_of_the_preamble() -> None:
    assert relations(
        "KẾ HOẠCH",
        "Thực hiện:",
        "- Thực hiện Quyết định số 5/QĐ-BYT;",
        "- Công văn số 6/SYT-NVY.",
        "1. Mục đích",
    ) == {"5/QĐ-BYT": "implements", "6/SYT-NVY": "implements"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kế hoạch này thay thế Kế hoạch số 5/KH-UBND ngày 1/2/2020.", "replaces"),
        ("(thay thế Kế hoạch số 5/KH-UBND ngày 1/2/2020)", "replaces"),
        ("Thông tư này thay thế Kế hoạch số 5/KH-UBND ngày 1/2/2020.", "cites"),
        ("Kế hoạch số 5/KH-UBND hết hiệu lực kể từ ngày Kế hoạch này được ban hành.", "replaces"),
        ("Thông tư số 1/2020/TT-BNV bãi bỏ Kế hoạch số 5/KH-UBND.", "cites"),
        ("Kế hoạch này sửa đổi, bổ sung Kế hoạch số 5/KH-UBND.", "amends"),
        ("Kế hoạch này thay thế Kế hoạch số 4/KH-UBND; bổ sung Kế hoạch số 5/KH-UBND.", "amends"),
        ("tuyên truyền việc thực hiện Kế hoạch số 5/KH-UBND", "cites"),
    ],
)
def test_relation_in_the_body(text: str, wanted: str) -> None:
    assert relations("KẾ HOẠCH", "I. MỤC ĐÍCH", text)["5/KH-UBND"] == wanted


def test_replaced_plans_form_a_list() -> None:
    text = "Kế hoạch này thay thế Kế hoạch số 5/KH-UBND và Kế hoạch số 6/KH-UBND năm 2020."
    assert set(relations("KẾ HOẠCH", "I. MỤC ĐÍCH", text).values()) == {"replaces"}


def test_plan_that_amends_another_says_so_in_its_title() -> None:
    assert relations("KẾ HOẠCH", "Sửa đổi, bổ sung Kế hoạch số 5/KH-UBND", "I. NỘI DUNG") == {
        "5/KH-UBND": "amends"
    }


# --- the document itself ---------------------------------------------------------------------


def test_the_plan_is_no_citation() -> None:
    mentions = found(
        "Số: 179/KH-UBND",
        "Gia Lai, ngày 18 tháng 11 năm 2020",
        "KẾ HOẠCH",
        "Thực hiện Quyết định số 4/QĐ-TTg; Kế hoạch số 179/KH-UBND ngày 2/3/2016 của UBND tỉnh,",
        "1. Mục đích",
        "PHỤ LỤC",
        "(Kèm theo Kế hoạch số 179/KH-UBND ngày 18/11/2020 của UBND tỉnh)",
    )
    assert [(m.number, m.year) for m in mentions] == [("4/QĐ-TTg", None), ("179/KH-UBND", 2016)]


def test_attached_to_a_plan_whose_number_is_missing() -> None:
    assert (
        numbers("KẾ HOẠCH", "1. Mục đích", "(Kèm theo Kế hoạch số 5/KH-UBND ngày 1/2/2020)") == []
    )


def _frame(title: Span, letterhead: Span = NOWHERE) -> Frame:
    end = Span(title.end, title.end)
    return Frame(letterhead, "KH", end, title, end, end, end, end, end)


def test_citation_runs_over_the_lines_of_a_title() -> None:
    lines = (
        "Tổ chức thực hiện Nghị quyết số 9/NQ-CP của",
        "Chính phủ về phát triển",
        "I. MỤC ĐÍCH",
    )
    made = document(*lines)
    title = Span(0, made.text.index("\nI."))
    (mention,) = find_citations(replace(made, frame=_frame(title))).citations
    assert (mention.issuer, mention.relation) == ("Chính phủ", "implements")
    assert made.slice(mention.span).endswith("Chính phủ")


def test_number_in_the_letterhead_is_the_documents_own() -> None:
    made = document("SỞ Y TẾ", "Số: 22/KH-SYT Lào Cai, ngày 1 tháng 3 năm 2018", "Thực hiện")
    head = Span(0, made.text.index("\nThực"))
    framed = replace(made, frame=_frame(Span(head.end, head.end), head))
    assert find_citations(framed).citations == ()


def test_stamp_is_passed_over() -> None:
    text = "Ký bởi: UBND tỉnh theo Quyết định số 5/QĐ-UBND"
    assert find_citations(document(text, zones={0: "stamp"})).citations == ()


def test_citation_stays_in_its_paragraph() -> None:
    (mention,) = found("Nghị định số 5/2020/NĐ-CP", "ngày 1/2/2020 của Chính phủ")
    assert mention.issued_on is None


@pytest.mark.parametrize("lines", [(), ("",), ("Không viện dẫn văn bản nào.",)])
def test_nothing_to_find(lines: tuple[str, ...]) -> None:
    assert found(*lines) == ()


def test_spans_lie_in_the_text_and_a_second_run_changes_nothing() -> None:
    made = find_citations(document(*(row["text"] for row in STRINGS["string"])))
    assert find_citations(made) == made
    assert all(0 <= m.span.start < m.span.end <= len(made.text) for m in made.citations)
    for mention in made.citations:
        assert mention.number_span is None or mention.span.covers(mention.number_span)


def test_a_list_of_acts_goes_on_after_a_member_that_rests_on_another_act() -> None:
    assert relations(
        "Thực hiện Nghị quyết số 29-NQ/TW ngày 04/11/2013 của Bộ Chính trị; Nghị quyết số 44/NQ-CP "
        "ngày 09/6/2014 của Chính phủ về ban hành Chương trình hành động của Chính phủ thực hiện "
        "Nghị quyết số 29-NQ/TW; Quyết định số 2653/QĐ-BGDĐT ngày 25/7/2014 của Bộ Giáo dục và Đào "
        "tạo, Ủy ban nhân dân huyện ban hành Kế hoạch như sau:"
    ) == dict.fromkeys(("29-NQ/TW", "44/NQ-CP", "2653/QĐ-BGDĐT"), "implements")


def test_guidance_at_a_letter_is_carried_out_with_the_act() -> None:
    assert relations(
        "Thực hiện Nghị định số 24/2018/NĐ-CP ngày 27/02/2018 của Chính phủ và hướng dẫn tại Công "
        "văn số 88/SNV-TTr ngày 15/01/2024 của Sở Nội vụ, Phòng Nội vụ xây dựng kế hoạch như sau:"
    ) == dict.fromkeys(("24/2018/NĐ-CP", "88/SNV-TTr"), "implements")


def test_a_law_with_an_abbreviation_in_its_name() -> None:
    text = "Xã phổ biến Luật Ban hành văn bản QPPL và các văn bản hướng dẫn cho công chức."
    assert [mention.title for mention in found(text)] == ["Luật Ban hành văn bản QPPL"]


def test_whom_a_report_goes_to_is_no_subject() -> None:
    text = "Xã báo cáo kết quả thi hành Luật Thư viện về Phòng Văn hóa và Thông tin để tổng hợp."
    assert [mention.subject for mention in found(text)] == [None]


def test_a_semicolon_ends_the_acts_that_another_amends() -> None:
    titles = [
        mention.title
        for mention in found(
            "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Thủy sản, Luật Thú y; Luật Trồng trọt;"
        )
    ]
    assert titles == [
        "Luật sửa đổi, bổ sung một số điều của Luật Thủy sản, Luật Thú y",
        "Luật Trồng trọt",
    ]
