"""Structures of real kinds of documents, in made examples: what the parts of each are."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.pipeline import extract
from extractor.plan import Plan, Section

HEAD = """UBND HUYỆN KBANG
PHÒNG Y TẾ

Số: 09/KH-PYT

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Kbang, ngày 02 tháng 3 năm 2020

"""
TITLE = "KẾ HOẠCH\nPhòng bệnh mùa khô\n\nPhòng Y tế xây dựng kế hoạch như sau:\n\n"
FOOT = "\n\nNơi nhận:\n- UBND huyện;\n- Lưu: VT.\n\nTRƯỞNG PHÒNG\n\nĐinh Văn Lơ\n"


def plan_of(tmp_path: Path, text: str, suffix: str = ".md") -> Plan:
    path = tmp_path / f"plan{suffix}"
    path.write_text(text, "utf-8")
    return extract(path)


def flat(sections: tuple[Section, ...]) -> list[str]:
    """`path heading` of every section."""
    found: list[str] = []
    for section in sections:
        found.append(f"{section.path} {section.heading or ''}".rstrip())
        found += flat(section.children)
    return found


BODIES = [
    (  # the title of a part stands under its label
        "Phần thứ nhất\n\nMỤC TIÊU\n\nI. CHUNG\n\nMột.\n\nPhần thứ hai\n\nTỔ CHỨC THỰC HIỆN\n\n1. Trạm Y tế",
        ["Phần thứ nhất MỤC TIÊU", "Phần thứ nhất/I CHUNG", "Phần thứ hai TỔ CHỨC THỰC HIỆN",
         "Phần thứ hai/1 Trạm Y tế"],
    ),
    (
        "**PHẦN I**\n\n**Đánh giá tình hình**\n\nMột.\n\n**PHẦN II**\n\n**Việc phải làm**\n\nHai.",
        ["Phần I Đánh giá tình hình", "Phần II Việc phải làm"],
    ),
    (
        "Chương I\n\nCHUNG\n\nMục 1. Mục đích\n\nMột.\n\nMục 2. Yêu cầu\n\nHai.\n\nChương II\n\nRIÊNG\n\nBa.",
        ["Chương I CHUNG", "Chương I/Mục 1 Mục đích", "Chương I/Mục 2 Yêu cầu", "Chương II RIÊNG"],
    ),
    (  # Word's automatic numerals are lost where a converter drops them
        "MỤC ĐÍCH, YÊU CẦU\n\nMột.\n\nNỘI DUNG\n\n- Hai.\n\nTỔ CHỨC THỰC HIỆN\n\n- Ba.",
        ["I MỤC ĐÍCH, YÊU CẦU", "II NỘI DUNG", "II/-1", "III TỔ CHỨC THỰC HIỆN", "III/-1"],
    ),
    (  # misread numerals over headings in lower case
        "I. Mục đích\n\nMột.\n\nIL. Nội dung\n\nHai.\n\nHI. Đối tượng\n\nBa.\n\nIV. Kinh phí: Đính kèm.",
        ["I Mục đích", "II Nội dung", "III Đối tượng", "IV Kinh phí"],
    ),
    (  # a list that begins anew inside a point is a level of its own
        "I. Nội dung\n\na) Tập huấn\n\n(1) Tuyến xã;\n\n(2) Tuyến huyện.\n\nb) Giám sát\n\n(1) Hàng tháng.",
        ["I Nội dung", "I/a Tập huấn", "I/a/1", "I/a/2", "I/b Giám sát", "I/b/1"],
    ),
    (
        "1. Tập huấn\n\n1) Tuyến xã;\n\n2) Tuyến huyện.\n\n2. Giám sát\n\n1) Hàng tháng.",
        ["1 Tập huấn", "1/1", "1/2", "2 Giám sát", "2/1"],
    ),
    (  # bullets of all sorts, among them what Wingdings and Courier bullets become
        "I. Nội dung\n\n• Một;\n\no Hai;\n\n\uf0b7 Ba;\n\n➢ Bốn;\n\n+ Năm.",
        ["I Nội dung", "I/-1", "I/-2", "I/-3", "I/-4", "I/-4/+1"],
    ),
    (  # a mistyped comma
        "I. Nội dung\n\n1, Phát thuốc cho trẻ em.\n\n2. Phun hóa chất.",
        ["I Nội dung", "I/1", "I/2"],
    ),
    (  # an article that is a sentence has no heading
        "Điều 1. Thành lập Đội cơ động gồm 05 người.\n\nĐiều 2. Nhiệm vụ\n\n1. Trực dịch.\n\n2. Báo cáo.",
        ["Điều 1", "Điều 2 Nhiệm vụ", "Điều 2/1", "Điều 2/2"],
    ),
    (  # *Phần C* of a cited set of criteria is no part of the plan
        "I. Nội dung\n\n- Gồm các phần sau:\n\nPhần C. Hoạt động chuyên môn.\n\nII. Kinh phí\n\nNgân sách.",
        ["I Nội dung", "I/-1", "II Kinh phí"],
    ),
    (  # a heading in bold over two lines, the second of which is a type's name
        "**I. CHUNG**\n\nMột.\n\n**II. NỘI DUNG\nKẾ HOẠCH**\n\nHai.",
        ["I CHUNG", "II NỘI DUNG KẾ HOẠCH"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), BODIES)
def test_outline(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert flat(plan_of(tmp_path, HEAD + TITLE + body + FOOT).sections) == expected


@pytest.mark.parametrize(
    ("head", "number", "day", "place", "title"),
    [
        (
            "ĐẢNG ỦY XÃ ĐÔNG\n\n*\n\nSố 7-KH/ĐU\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\nĐông, ngày 05/6/2021\n\n"
            "**K Ế  H O Ạ C H**\n\n**học tập chuyên đề**\n\n",
            "7-KH/ĐU", "2021-06-05", "Đông", "học tập chuyên đề",
        ),
        (
            "SỞ Y TẾ GIA LAI **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**\n\n**TTYT KBANG** **Độc lập - Tự do - Hạnh phúc**\n\n"
            "Số: 7/KH-TTYT *Kbang, ngày 05 tháng 6 năm 2021*\n\n**KẾ HOẠCH**\n\nTẩy giun\n\n",
            "7/KH-TTYT", "2021-06-05", "Kbang", "Tẩy giun",
        ),
        (
            "UBND HUYỆN KBANG               CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nPHÒNG Y TẾ                        Độc lập - Tự do - Hạnh phúc\n"
            "Số:     /KH-PYT             Kbang, ngày     tháng 6 năm 2021\n\n                    KẾ HOẠCH (DỰ THẢO)\n              Tẩy giun\n               năm 2021\n\n",
            None, "None", "Kbang", "Tẩy giun năm 2021",
        ),
        (
            "UBND TỈNH GIA LAI\n\nSố: 7/QĐ-UBND\n\nGia Lai, ngày 05 tháng 6 năm 2021\n\nQUYẾT ĐỊNH\nVề việc phê duyệt Kế hoạch tẩy giun\n\n"
            "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH GIA LAI\n\nCăn cứ Luật Tổ chức chính quyền địa phương;\n\n",
            "7/QĐ-UBND", "2021-06-05", "Gia Lai", "phê duyệt Kế hoạch tẩy giun",
        ),
    ],
)  # fmt: skip
def test_head(
    tmp_path: Path, head: str, number: str | None, day: str, place: str, title: str
) -> None:
    plan = plan_of(tmp_path, f"{head}I. Nội dung\n\nMột.{FOOT}", ".txt")
    assert (plan.number, str(plan.issued_on), plan.place, plan.title) == (number, day, place, title)


def test_the_addressees_of_a_letter_are_no_sections(tmp_path: Path) -> None:
    letter = (
        "Kính gửi:\n\n- Các trạm y tế;\n\n- Bệnh viện huyện.\n\nĐề nghị các đơn vị thực hiện:\n\n"
        "1. Rà soát trẻ chưa tiêm.\n\n2. Báo cáo trước ngày 20/3/2020."
    )
    plan = plan_of(tmp_path, HEAD + "V/v tiêm bù cho trẻ\n\n" + letter + FOOT)
    assert plan.title == "tiêm bù cho trẻ"
    assert flat(plan.sections) == ["1", "2"]


CLOSINGS = [
    (  # two columns parted by spaces, a brace's note
        "Nơi nhận:                          TM. ỦY BAN NHÂN DÂN\n- Sở Y tế;     }                          CHỦ TỊCH\n"
        "- Huyện ủy;   } (b/c)\n- Lưu: VT.                             Đinh Văn Lơ\n",
        ["Sở Y tế (b/c)", "Huyện ủy (b/c)", "Lưu: VT"],
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đinh Văn Lơ"),
    ),
    (  # two columns parted by nothing
        "**Nơi nhận:** TM. ỦY BAN NHÂN DÂN\n\n- Sở Y tế; **CHỦ TỊCH**\n\n- Lưu: VT. **Đinh Văn Lơ**\n",
        ["Sở Y tế", "Lưu: VT"],
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đinh Văn Lơ"),
    ),
    (  # of a brace over two lines OCR reads a part
        "Nơi nhận:\n- Sở Y tế; } (để báo cáo)\n- Huyện ủy;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nĐinh Văn Lơ\n",
        ["Sở Y tế (để báo cáo)", "Huyện ủy (để báo cáo)", "Lưu: VT"],
        (None, "CHỦ TỊCH", "Đinh Văn Lơ"),
    ),
    (
        "Nơi nhận: Như trên; Lưu VT.\n\nCHỦ TỊCH\n\n(Đã ký)\n\nĐinh Văn Lơ\n",
        ["Như trên", "Lưu VT"],
        (None, "CHỦ TỊCH", "Đinh Văn Lơ"),
    ),
    (
        "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n(đã ký và đóng dấu)\nĐinh Văn Lơ\n\nNơi nhận:\nSở Y tế các tỉnh;\nCác Vụ, Cục;\nLưu: VT.\n",
        ["Sở Y tế các tỉnh", "Các Vụ, Cục", "Lưu: VT"],
        (None, "THỨ TRƯỞNG", "Đinh Văn Lơ"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("foot", "recipients", "signer"), CLOSINGS)
def test_closing(
    tmp_path: Path, foot: str, recipients: list[str], signer: tuple[str | None, str, str]
) -> None:
    plan = plan_of(tmp_path, f"{HEAD}{TITLE}I. Nội dung\n\nMột.\n\n{foot}")
    (signature,) = plan.signatures
    assert [r.text for r in plan.recipients] == recipients
    assert (signature.authority, signature.position, signature.name) == signer


def test_signatures_side_by_side(tmp_path: Path) -> None:
    foot = (
        "TM. BCH HUYỆN ĐOÀN                    TM. BAN LÃNH ĐẠO CÔNG AN HUYỆN\n"
        "BÍ THƯ                                TRƯỞNG CÔNG AN\n\nRah Lan Sơn                           Đinh Văn Lơ\n"
    )
    plan = plan_of(tmp_path, f"{HEAD}{TITLE}I. Nội dung\n\nMột.\n\n{foot}")
    assert [(s.position, s.name) for s in plan.signatures] == [
        ("BÍ THƯ", "Rah Lan Sơn"), ("TRƯỞNG CÔNG AN", "Đinh Văn Lơ"),
    ]  # fmt: skip


def test_appendices(tmp_path: Path) -> None:
    tail = (
        "\nPhụ lục 1: CHỈ TIÊU GIAO\n\nMỗi xã 100 liều.\n\nPhụ lục 2 (Kèm theo Kế hoạch số 09/KH-PYT)\n\n"
        "LỊCH TIÊM\n\nI. Đợt 1\n\nII. Đợt 2\n"
    )
    plan = plan_of(tmp_path, HEAD + TITLE + "I. Nội dung\n\nMột." + FOOT + tail)
    assert [(a.label, a.title) for a in plan.appendices] == [
        ("Phụ lục 1", "CHỈ TIÊU GIAO"), ("Phụ lục 2", "LỊCH TIÊM"),
    ]  # fmt: skip
    assert flat(plan.appendices[1].sections) == ["I Đợt 1", "II Đợt 2"]


def test_a_province_named_for_a_person_is_not_read_from_the_person(tmp_path: Path) -> None:
    title = "KẾ HOẠCH\nHọc tập phong cách Hồ Chí Minh\n\n"
    plan = plan_of(tmp_path, HEAD + title + "I. Nội dung\n\nMột." + FOOT)
    assert plan.province is None
    assert plan.issuer is not None
    assert "Hồ Chí Minh" not in plan.issuer.name


def test_an_office_of_a_district_is_named_by_the_district(tmp_path: Path) -> None:
    head = (
        "UBND HUYỆN TUẦN GIÁO\nPHÒNG NỘI VỤ\nSố: 09/KH-PNV\nTuần Giáo, ngày 05 tháng 3 năm 2024\n\n"
    )
    body = "I. Nội dung\n\nThực hiện Kế hoạch số 5/KH-UBND của UBND tỉnh Điện Biên."
    plan = plan_of(tmp_path, head + TITLE + body + FOOT)
    assert plan.issuer is not None
    assert plan.issuer.name == "Phòng Nội vụ huyện Tuần Giáo tỉnh Điện Biên"


def test_legal_bases_in_bullets_stand_before_the_body(tmp_path: Path) -> None:
    bases = (
        "KẾ HOẠCH\nPhòng bệnh mùa khô\n\n- Căn cứ Luật Khám bệnh, chữa bệnh số 15/2023/QH15;\n"
        "- Thông tư số 32/2023/TT-BYT ngày 31/12/2023 của Bộ Y tế;\n"
        "Phòng Y tế xây dựng kế hoạch như sau:\n\n"
    )
    plan = plan_of(tmp_path, HEAD + bases + "I. Nội dung\n\nMột." + FOOT, ".txt")
    assert flat(plan.sections) == ["I Nội dung"]
    assert [citation.relation for citation in plan.citations] == ["basis", "basis"]


@pytest.mark.parametrize(
    ("letterhead", "name"),
    [
        (
            "TỈNH ĐOÀN BÌNH THUẬN\nBCH ĐOÀN HUYỆN TUY PHONG\nSố: 14-KH/ĐTN\n"
            "ĐOÀN TNCS HỒ CHÍ MINH\nTuy Phong, ngày 02 tháng 3 năm 2023",
            "BCH Đoàn huyện Tuy Phong Bình Thuận",
        ),
        (
            "ỦY BAN NHÂN DÂN\nTỈNH GIA LAI\nSố: /KH-UBND\n(DỰ THẢO)\n"
            "Gia Lai, ngày tháng 6 năm 2024",
            "Ủy ban nhân dân tỉnh Gia Lai",
        ),
    ],
)
def test_lines_of_the_letterhead_that_are_no_issuer(
    tmp_path: Path, letterhead: str, name: str
) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(f"{letterhead}\nKẾ HOẠCH\nTrồng cây\nI. MỤC ĐÍCH\nPhủ xanh.\n", "utf-8")
    issuer = extract(path).issuer
    assert issuer is not None
    assert issuer.name.casefold().startswith(name.casefold())


@pytest.mark.parametrize(
    "authority",
    ["CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ NAM", "BỘ TRƯỞNG BỘ Y TẾ", "ỦY BAN NHÂN DÂN TỈNH"],
)
def test_who_decides_stands_below_a_title_in_capitals(tmp_path: Path, authority: str) -> None:
    title = "QUYẾT ĐỊNH\nBAN HÀNH KẾ HOẠCH CẤP NƯỚC CỦA\nHUYỆN BÌNH LỤC\n"
    body = "Căn cứ Luật Thủy lợi;\nĐiều 1. Ban hành Kế hoạch.\n\nĐiều 2. Có hiệu lực."
    plan = plan_of(tmp_path, f"{HEAD}{title}{authority}\n{body}{FOOT}")
    assert plan.title == "BAN HÀNH KẾ HOẠCH CẤP NƯỚC CỦA HUYỆN BÌNH LỤC"
