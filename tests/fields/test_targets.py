"""Field targets: where they stand, and what is left out."""

from __future__ import annotations

from collections.abc import Callable

from extractor.document import Document, Span
from extractor.fields.targets import targets, targets_in
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
2. Tổ chức 04 buổi nói chuyện."""


def made(make_document: Make) -> Document:
    plan = make_document(
        BODY, title="Đọc sách năm 2023", letterhead="Vân Hồ, ngày 02 tháng 02 năm 2023"
    )
    return find_times(find_sections(plan))


def test_targets_of_a_plan(make_document: Make) -> None:
    found = [(t.value, t.unit, t.bound, t.per, t.section) for t in targets(made(make_document))]
    assert found == [
        (3, "câu lạc bộ", "exactly", None, "II/-1"),
        (100, "%", "exactly", None, "II/-1"),
        (80, "%", "at_least", None, "II/-2"),
        (2, "tin, bài", "at_least", "month", "III/1"),
    ]


def test_targets_in_a_part_are_those_of_the_part(make_document: Make) -> None:
    document = made(make_document)
    start = document.text.index("phấn đấu đạt")
    (target,) = targets_in(document, Span(start, document.text.index("III.")))
    assert (target.value, target.text) == (80, "đạt trên 80%")
    assert document.text[target.at.start : target.at.end] == target.text


def test_empty_document_has_none(make_document: Make) -> None:
    assert targets(make_document("")) == ()
