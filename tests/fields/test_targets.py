"""Field targets: where they stand, and what is left out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Document, Span
from extractor.fields.targets import targets, targets_in
from extractor.stages.campaigns import find_campaigns
from extractor.stages.sections import find_sections
from extractor.stages.times import find_times

Make = Callable[..., Document]

BODY = """I. KẾT QUẢ NĂM 2022
- 85% số trường có tủ sách.
II. CHỈ TIÊU
- Thành lập 03 câu lạc bộ; 100% chi đoàn tham gia.
- Năm 2022 đạt 70%; phấn đấu đạt trên 80%.
III. TỔ CHỨC THỰC HIỆN
1. Đoàn xã đăng ít nhất 02 tin, bài/tháng; báo cáo trước ngày 25 hàng tháng.
2. Tổ chức 04 buổi nói chuyện cho 5 thôn.
3. Hưởng ứng phong trào “100% chi đoàn xanh”."""


def made(make_document: Make) -> Document:
    plan = make_document(
        BODY, title="Đọc sách năm 2023", letterhead="Vân Hồ, ngày 02 tháng 02 năm 2023"
    )
    return find_times(find_campaigns(find_sections(plan)))


def test_targets_of_a_plan(make_document: Make) -> None:
    found = [(t.value, t.unit, t.bound, t.per, t.section) for t in targets(made(make_document))]
    assert found == [
        (3, "câu lạc bộ", "exactly", None, "II/-1"),
        (100, "%", "exactly", None, "II/-1"),
        (80, "%", "at_least", None, "II/-2"),
        (2, "tin, bài", "at_least", "month", "III/1"),
        (4, "buổi nói chuyện", "exactly", None, "III/2"),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Năm 2021, giải ngân đạt 95% kế hoạch.", []),
        ("Phấn đấu 85% chi bộ xếp loại tốt (năm 2022: 80%).", [85]),
        ("Nâng tỷ lệ che phủ từ 40% năm 2022 lên 42%.", [42]),
        ("Tỷ lệ hộ nghèo 3% cuối năm 2022 giảm còn 2%.", [2]),
        ("So với năm 2022, tăng ít nhất 5% số vụ hòa giải thành.", [5]),
        ("Năm 2023 đạt 90%.", [90]),
    ],
)
def test_figure_of_an_earlier_year_is_none(
    make_document: Make, text: str, values: list[float]
) -> None:
    plan = make_document(
        text, title="Đọc sách năm 2023", letterhead="Vân Hồ, ngày 02 tháng 02 năm 2023"
    )
    assert [target.value for target in targets(find_times(plan))] == values


def test_lead_of_a_list_is_a_heading_of_aims(make_document: Make) -> None:
    body = "I. NHIỆM VỤ\n1. Phấn đấu đến cuối năm:\n- Có 05 thôn văn hóa.\n2. Có 05 thôn.\nII. KINH PHÍ"
    (target,) = targets(find_sections(make_document(body)))
    assert (target.value, target.unit) == (5, "thôn văn hóa")


def test_targets_in_a_part_are_those_of_the_part(make_document: Make) -> None:
    document = made(make_document)
    start = document.text.index("phấn đấu đạt")
    (target,) = targets_in(document, Span(start, document.text.index("III.")))
    assert (target.value, target.text) == (80, "đạt trên 80%")
    assert document.text[target.at.start : target.at.end] == target.text


def test_empty_document_has_none(make_document: Make) -> None:
    assert targets(make_document("")) == ()


HEADINGS = """I. NỘI DUNG VÀ TIÊU CHÍ ĐÁNH GIÁ
- Ít nhất 75% hộ phân loại rác.
II. PHÒNG BỆNH TRONG TÌNH HÌNH MỚI
- 90% trẻ được tiêm nhắc.
III. TÌNH HÌNH
- 60% hộ có nhà vệ sinh.
IV. TỒN TẠI, HẠN CHẾ
- 12% hộ chưa có nước sạch.
V. CÁCH TÍNH ĐIỂM
- Đạt 100% kế hoạch được 10 điểm."""


def test_headings_that_tell_what_was_or_how_marks_are_given(make_document: Make) -> None:
    plan = find_sections(make_document(HEADINGS, title="Vệ sinh nông thôn"))
    assert [target.value for target in targets(plan)] == [75, 90]
