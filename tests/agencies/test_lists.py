"""Lists of bodies: the grammar's own examples, names, registry entries, levels."""

from __future__ import annotations

import pytest

from extractor.agencies import agency_list, agency_run
from extractor.document import AgencyMention, Document, Source, Span
from extractor.tables import table

EXAMPLES = table("agency_grammar")["example"]


def document(text: str) -> Document:
    return Document(text=text, source=Source("x.txt", "", "text/plain"))


def listed(text: str) -> tuple[AgencyMention, ...]:
    return agency_list(document(text), Span(0, len(text)))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: str(e.get("list") or e["run"])[:40])
def test_examples(example: dict[str, object]) -> None:
    text = str(example.get("list") or example["run"])
    whole = Span(0, len(text))
    found = (
        agency_list(document(text), whole)
        if "list" in example
        else agency_run(document(text), whole).mentions
    )
    assert [text[m.span.start : m.span.end] for m in found] == example["bodies"]


@pytest.mark.parametrize(
    ("text", "name", "entry", "level"),
    [
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh", "uy-ban-nhan-dan-tinh", "province"),
        (
            "Ngân hàng Nhà nước Việt Nam - Chi nhánh Khu vực 3",
            "Ngân hàng Nhà nước Việt Nam - Chi nhánh Khu vực 3",
            "ngan-hang-nha-nuoc-chi-nhanh-khu-vuc",
            "province",
        ),
        ("UBND huyện Yên Lạc", "Ủy ban nhân dân huyện Yên Lạc", "uy-ban-nhan-dan-huyen", "district"),
        ("Ủy ban nhân dân phường 7", "Ủy ban nhân dân phường 7", "uy-ban-nhan-dan-xa", "commune"),
        ("UBND các xã, phường", "Ủy ban nhân dân các xã, phường", None, "commune"),
        ("Sở TTTT", "Sở Thông tin và Truyền thông", "so-thong-tin-va-truyen-thong", "department"),
        ("Sở Thông tin truyền thông tỉnh", "Sở Thông tin và Truyền thông",
         "so-thong-tin-va-truyen-thong", "department"),
        ("Sở NN và PTNT", "Sở Nông nghiệp và Phát triển nông thôn",
         "so-nong-nghiep-va-phat-trien-nong-thon", "department"),
        ("Đài PTTH Tuyên Quang", "Đài Phát thanh và Truyền hình Tuyên Quang",
         "dai-phat-thanh-va-truyen-hinh-tinh", "press"),
        ("Đài Phát thanh - Truyền hình Tuyên Quang", "Đài Phát thanh - Truyền hình Tuyên Quang",
         "dai-phat-thanh-va-truyen-hinh-tinh", "press"),
        ("Hội LHPN xã", "Hội Liên hiệp Phụ nữ xã", "hoi-lien-hiep-phu-nu-xa", "front"),
        ("Ban Tuyên giáo Tỉnh uỷ", "Ban Tuyên giáo Tỉnh ủy", "ban-tuyen-giao-tinh-uy", "party"),
        ("Thành viên HĐTĐKT tỉnh", "Hội đồng Thi đua - Khen thưởng tỉnh",
         "hoi-dong-thi-dua-khen-thuong-tinh", "province"),
        ("Thủ trưởng các phòng, đơn vị trực thuộc", "các phòng, đơn vị trực thuộc", None, "group"),
        ("Văn phòng Sở", "Văn phòng Sở", None, "other"),
        ("Chi cục Thủy lợi", "Chi cục Thủy lợi", None, "province"),
        ("Thanh tra tỉnh", "Thanh tra tỉnh", "thanh-tra-tinh", "department"),
        ("VP UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh", "van-phong-uy-ban-nhan-dan-tinh",
         "department"),
        ("Các Huyện ủy trực thuộc", "Các Huyện ủy trực thuộc", None, "group"),
        ("TTYT dự phòng tính", "Trung tâm Y tế dự phòng tính", None, "province"),
        ("Công ty Cổ phần Môi trường xanh", "Công ty Cổ phần Môi trường xanh", None, "enterprise"),
        ("TTYT thị xã Sa Pa", "Trung tâm Y tế thị xã Sa Pa", "trung-tam-y-te-huyen", "district"),
        ("Phòng GD&ĐT huyện", "Phòng Giáo dục và Đào tạo huyện",
         "phong-giao-duc-va-dao-tao-huyen", "district"),
    ],
)  # fmt: skip
def test_names(text: str, name: str, entry: str | None, level: str) -> None:
    (mention,) = listed(text)
    assert (mention.name, mention.id, mention.level) == (name, entry, level)
    assert mention.span == Span(0, len(text))
    assert mention.collective is (level == "group")


@pytest.mark.parametrize(
    "text",
    [
        "Sở Nội vụ (Ban Thi đua - Khen thưởng)",
        "Ban Thi đua - Khen thưởng, Sở Nội vụ",
        "Ban Thi đua - Khen thưởng - Sở Nội vụ",
        "Ban Thi đua - Khen thưởng thuộc Sở Nội vụ",
    ],
)
def test_units(text: str) -> None:
    (mention,) = listed(text)
    assert (mention.name, mention.unit) == ("Sở Nội vụ", "Ban Thi đua - Khen thưởng")
    assert text[mention.span.start : mention.span.end] == text


def test_an_owner_in_brackets() -> None:
    (mention,) = listed("Trung tâm Lưu trữ (Sở Nội vụ)")
    assert (mention.name, mention.unit) == ("Sở Nội vụ", "Trung tâm Lưu trữ")


def test_a_bracket_without_a_body_is_left_out() -> None:
    (mention,) = listed("Sở Tài chính (để phối hợp)")
    assert mention.span == Span(0, len("Sở Tài chính"))


def test_lines_in_capitals_come_in_case() -> None:
    names = [listed(text)[0].name for text in ("SỞ Y TẾ", "UBND HUYỆN MỘC CHÂU")]
    assert names == ["Sở Y tế", "Ủy ban nhân dân huyện Mộc Châu"]
    assert listed("TRƯỜNG TIỂU HỌC NGÔ MÂY")[0].name == "Trường tiểu học Ngô Mây"


def test_misread_letters_still_find_the_entry() -> None:
    assert listed("Sở Thông tín và Truyển thông")[0].id == "so-thong-tin-va-truyen-thong"
    assert (
        listed("Sở Lao động - Thương blnh và Xã hội")[0].id == "so-lao-dong-thuong-binh-va-xa-hoi"
    )


def test_a_neighbour_is_not_snapped_to() -> None:
    assert listed("Hội Nông dân Việt Nam xã")[0].id != "hoi-nong-dan-huyen"
    assert listed("Sở Văn hóa và Thể dục")[0].id is None


def test_a_city_is_a_province_or_a_district() -> None:
    alone = "UBND thành phố Việt Trì"
    assert listed(alone)[0].level == "district"
    assert listed("UBND thành phố Hải Phòng")[0].level == "province"
    text = "UBND THÀNH PHỐ CẦN THƠ\nCông an thành phố chủ trì"
    run = agency_run(document(text), Span(text.index("Công"), len(text)))
    assert run.mentions[0].id == "cong-an-tinh"
    assert text[run.end :] == " chủ trì"


def test_a_renamed_body_goes_by_the_day_of_issue() -> None:
    head = "Phú Thọ, ngày 02 tháng 4 năm {}\n"
    entries = []
    for year in (2019, 2026):
        text = head.format(year) + "Sở Nông nghiệp"
        start = text.index("Sở")
        entries.append(agency_list(document(text), Span(start, len(text)))[0].id)
    assert entries == ["so-nong-nghiep-va-phat-trien-nong-thon", "so-nong-nghiep-va-moi-truong"]


def test_nothing_in_nothing() -> None:
    assert listed("") == ()
    assert listed(" ;, ") == ()
    assert agency_run(document(""), Span(0, 0)).mentions == ()


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Hội Nông dân, Hội Liên hiệp Phụ nữ tỉnh",
         ["hoi-nong-dan-tinh", "hoi-lien-hiep-phu-nu-tinh"]),
        ("Ủy ban nhân dân và Mặt trận Tổ quốc xã",
         ["uy-ban-nhan-dan-xa", "uy-ban-mat-tran-to-quoc-viet-nam-xa"]),
        ("Mặt trận Tổ quốc và các đoàn thể huyện",
         ["uy-ban-mat-tran-to-quoc-viet-nam-huyen", None]),
        ("Hội Nông dân tỉnh, Hội Cựu chiến binh huyện",
         ["hoi-nong-dan-tinh", "hoi-cuu-chien-binh-huyen"]),
        # of all the districts: no one body
        ("Hội Nông dân, Hội Cựu chiến binh các huyện, thành phố", [None, None]),
        # nothing says of what territory
        ("Hội Nông dân, Sở Y tế, Công an tỉnh", [None, "so-y-te", "cong-an-tinh"]),
        ("Hội Nông dân và các hợp tác xã", [None, None]),
        ("Mặt trận Tổ quốc và các trường học trên địa bàn tỉnh", [None, None]),
    ],
)  # fmt: skip
def test_a_territory_after_the_last_is_that_of_those_before(
    text: str, bodies: list[str | None]
) -> None:
    assert [mention.id for mention in listed(text)] == bodies


def test_a_lent_territory_is_in_the_name() -> None:
    first, _ = listed("Mặt trận Tổ quốc và các đoàn thể huyện")
    assert first.name == "Ủy ban Mặt trận Tổ quốc Việt Nam huyện"
    several, _ = listed("Hội Nông dân, Hội Cựu chiến binh các huyện")
    assert several.name == "Hội Nông dân"
