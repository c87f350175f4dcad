"""Field period and motto."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from extractor.document import CitationMention, Document, Span
from extractor.fields.period import motto, period
from extractor.stages.sections import find_sections
from extractor.tables import table

Make = Callable[..., Document]
MOTTO = table("times")["motto"]


def covered(document: Document, issued_on: date | None = None) -> tuple[str, str] | None:
    title = document.slice(document.frame.title) if document.frame else ""
    found = period(find_sections(document), title, issued_on)
    return (str(found.start or ""), str(found.end or "")) if found else None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Chuyển đổi số năm 2023", ("2023-01-01", "2023-12-31")),
        ("Phòng, chống dại giai đoạn 2022 - 2030", ("2022-01-01", "2030-12-31")),
        ("Phát triển du lịch đến năm 2025, định hướng đến năm 2030", ("", "2025-12-31")),
        ("Mua sắm thuốc năm 2019 - 2020", ("2019-01-01", "2020-12-31")),
        ("Trọng tâm quý III năm 2021", ("2021-07-01", "2021-09-30")),
        ("Công tác Đội năm học 2023-2024", ("2023-09-01", "2024-05-31")),
        ("Kiểm tra công vụ", None),
        ("Kỷ niệm 60 năm ngành Than (1965 - 2025)", None),
        ("Kỷ niệm 60 năm ngành Than (1965 - 2025) trong năm 2025", ("2025-01-01", "2025-12-31")),
    ],
)
def test_title(make_document: Make, title: str, expected: tuple[str, str] | None) -> None:
    assert covered(make_document("I. MỤC ĐÍCH", title=title)) == expected


def test_year_of_a_cited_act_is_not_the_plan_s(make_document: Make) -> None:
    title = "Thi hành Luật Đất đai năm 2024"
    document = make_document("I. MỤC ĐÍCH", title=title)
    cited = CitationMention(Span(9, len(title)), "L", None, title="Luật Đất đai", year=2024)
    assert covered(replace(document, citations=(cited,))) is None


def test_days_of_an_event_go_before_the_title(make_document: Make) -> None:
    body = """I. MỤC ĐÍCH
- Vui khỏe.
II. THỜI GIAN, ĐỊA ĐIỂM
1. Thời gian: Từ ngày 15/6 đến ngày 18/6/2023.
2. Địa điểm: Nhà văn hóa.
III. KINH PHÍ
- Xã hội hóa, quyết toán trước 30/7/2023."""
    plan = make_document(body, title="Hội thao năm 2023")
    assert covered(plan) == ("2023-06-15", "2023-06-18")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("- Từ ngày 06 - 15/11/2023: tự kiểm tra.\n- Báo cáo trước ngày 22/12/2023.",
         ("2023-11-06", "2023-11-15")),
        ("- Ngày 12/4 và ngày 14/4.", ("2023-04-12", "2023-04-14")),
        ("- Dự kiến tháng 3 năm 2010.", ("2023-01-01", "2023-12-31")),
        ("- Tháng 3 (Tháng Thanh niên) hằng năm.", ("2023-01-01", "2023-12-31")),
    ],
    ids=["deadline is left out", "year of the title", "misread year", "no days"],
)  # fmt: skip
def test_days_under_a_heading(make_document: Make, lines: str, expected: tuple[str, str]) -> None:
    body = f"I. NỘI DUNG\n- Tự kiểm tra.\nII. THỜI GIAN VÀ ĐỊA ĐIỂM KIỂM TRA\n{lines}"
    assert covered(make_document(body, title="Kiểm tra nhà thuốc năm 2023")) == expected


def test_days_of_a_list_in_a_part_of_the_section(make_document: Make) -> None:
    body = """I. MỤC ĐÍCH
- Vui khỏe.
II. NỘI DUNG VÀ THỜI GIAN
1. Thời gian
Trong các ngày 05, 06 và 07 tháng 9 năm 2023.
2. Nội dung
Tổng kết hội thao năm học 2023 - 2024."""
    assert covered(make_document(body, title="Hội thao")) == ("2023-09-05", "2023-09-07")


def test_event_shortly_before_the_school_year_of_the_title(make_document: Make) -> None:
    body = "I. MỤC ĐÍCH\n- Vui khỏe.\nII. THỜI GIAN\nNgày 28 và 29/8/2024."
    plan = make_document(body, title="Tập huấn đầu năm học 2024 - 2025")
    assert covered(plan) == ("2024-08-28", "2024-08-29")


@pytest.mark.parametrize("doer", ["Đơn vị chủ trì: Phòng Y tế.", "Thực hiện: Trạm Y tế xã."])
def test_time_of_one_task_is_not_the_plan_s(make_document: Make, doer: str) -> None:
    body = f"""1. Tập huấn kỹ năng
- {doer}
- Thời gian thực hiện: Trong tháng 4/2023."""
    assert covered(make_document(body, title="An toàn thực phẩm năm 2023")) == (
        "2023-01-01", "2023-12-31",
    )  # fmt: skip


def test_plan_until_replaced_has_no_end(make_document: Make) -> None:
    body = "Kế hoạch này thực hiện từ ngày ký ban hành đến khi có văn bản thay thế."
    assert covered(make_document(body, title="Tiếp công dân"), date(2019, 3, 4)) == (
        "2019-03-04",
        "",
    )


def test_preamble_announces_the_year(make_document: Make) -> None:
    preamble = "Thực hiện chỉ đạo của cấp trên, Trạm Y tế xây dựng Kế hoạch năm 2020 như sau:"
    plan = make_document("I. MỤC ĐÍCH", title="Y tế học đường", preamble=preamble)
    assert covered(plan) == ("2020-01-01", "2020-12-31")


@pytest.mark.parametrize(("text", "words"), MOTTO["examples"])
def test_motto(make_document: Make, text: str, words: str) -> None:
    document = make_document(text)
    span = motto(document)
    assert span is not None and document.slice(span) == words


@pytest.mark.parametrize("text", MOTTO["counterexamples"])
def test_no_motto(make_document: Make, text: str) -> None:
    assert motto(make_document(text)) is None


def test_motto_of_the_preamble_goes_first(make_document: Make) -> None:
    plan = make_document(
        "theo phương châm “bốn tại chỗ”", preamble="với phương châm “Chủ động, kịp thời” như sau:"
    )
    span = motto(plan)
    assert span is not None and plan.slice(span) == "Chủ động, kịp thời"
