"""Field themes: month tables, month headings, and what is none."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.document import Cell, Document, Paragraph, Span, Table
from extractor.fields.themes import is_month_table, theme_warnings, themes
from extractor.plan import Theme
from extractor.stages.agencies import find_agencies
from extractor.stages.sections import find_sections

Make = Callable[..., Document]
Rows = list[list[str]]
Shape = list[list[object]]
PLANS = tomllib.loads(Path(__file__).with_name("month_plans.toml").read_text("utf-8"))


def with_table(make_document: Make, rows: Rows) -> Document:
    """A document that holds one table; lines of a cell are parted by newlines."""
    text, grid = "", []
    for row in rows:
        cells = []
        for words in row:
            cells.append(Cell(Span(len(text), len(text) + len(words)), spanned=words == ""))
            text += words + "\n" if words else ""
        grid.append(tuple(cells))
    document = make_document(text.rstrip("\n"))
    paragraphs = tuple(Paragraph(p.span, zone="table") for p in document.paragraphs)
    table = Table(Span(0, len(document.text)), tuple(grid))
    return find_agencies(replace(document, paragraphs=paragraphs, tables=(table,)))


def told(theme: Theme) -> tuple[tuple[int, ...], bool, str, int, int]:
    return theme.months, theme.all_year, theme.label, len(theme.topics), len(theme.content)


def shape(document: Document) -> Shape:
    """Months, and the numbers of topics, bullets and agencies of each theme."""
    return [
        [
            "year" if theme.all_year else list(theme.months),
            len(theme.topics),
            len(theme.content),
            len(theme.agencies),
        ]
        for theme in themes(document)
    ]


@pytest.mark.parametrize(("rows", "expected"), PLANS["tables"], ids=lambda v: str(v)[:50])
def test_layout_of_a_table(make_document: Make, rows: Rows, expected: Shape) -> None:
    assert shape(with_table(make_document, rows)) == expected


@pytest.mark.parametrize(("text", "expected"), PLANS["headings"], ids=lambda v: str(v)[:50])
def test_form_of_headings(make_document: Make, text: str, expected: Shape) -> None:
    assert shape(find_sections(make_document(text))) == expected


def test_dates_of_work_in_a_flattened_table_are_no_headings(make_document: Make) -> None:
    text = "II. NHIỆM VỤ\n1\nQuý IV/2025\n2\nThường xuyên\n3\nQuý IV/2025\nIII. KINH PHÍ"
    assert themes(find_sections(make_document(text))) == ()


def test_rows_of_a_month_table(make_document: Make) -> None:
    document = with_table(make_document, [
        ["Tháng", "Chủ đề", "Nội dung"],
        ["", "- Kỷ niệm Ngày Tổng tuyển cử (06/01/1946 - 06/01/2022)", "- Phát động."],
        ["2", "- Mừng Đảng, mừng Xuân", "- Trồng cây.\n- Tặng quà\ncho hộ nghèo."],
        ["", "- Ngày Thầy thuốc Việt Nam (27/2)", "Thăm trạm y tế."],
        ["8 và 9", "- Quốc khánh (02/9)", "- Treo cờ;\n+ Văn nghệ."],
        ["Cả năm", "- An toàn giao thông", "- Ký cam kết."],
    ])  # fmt: skip
    found = themes(document)
    assert [told(theme) for theme in found] == [
        ((1,), False, "", 1, 1),
        ((2,), False, "2", 1, 2),
        ((2,), False, "2", 1, 1),
        ((8, 9), False, "8 và 9", 1, 2),
        ((), True, "Cả năm", 1, 1),
    ]
    assert [theme.inferred for theme in found] == [True, False, False, False, False]
    assert found[1].content[1].text == "Tặng quà cho hộ nghèo."
    assert found[3].events[0].id == "quockhanh"


def test_one_text_column_is_content_and_agencies_are_read(make_document: Make) -> None:
    document = with_table(make_document, [
        ["TT", "Thời gian", "Nội dung", "Đơn vị thực hiện"],
        ["1", "Tháng 3", "Ra quân Tháng Thanh niên", "Sở Y tế"],
        ["2", "Quý II", "Hiến máu", "Sở Nội vụ"],
    ])  # fmt: skip
    found = themes(document)
    assert [told(theme) for theme in found] == [
        ((3,), False, "Tháng 3", 0, 1), ((4, 5, 6), False, "Quý II", 0, 1),
    ]  # fmt: skip
    assert [theme.agencies[0].name for theme in found] == ["Sở Y tế", "Sở Nội vụ"]


@pytest.mark.parametrize(
    "rows",
    [
        [["TT", "Nội dung", "Đơn vị", "Thời gian"], ["1", "Tập huấn", "Sở Y tế", "Tháng 3"]],
        [["STT", "Họ và tên"], ["1", "Người thứ nhất"], ["2", "Người thứ hai"]],
        [["Thời gian", "Nội dung"], ["8h00", "Khai mạc"], ["9h30", "Thảo luận"]],
        [["Nội dung"], ["Tháng 3"]],
    ],
)
def test_other_tables_are_no_month_tables(make_document: Make, rows: Rows) -> None:
    document = with_table(make_document, rows)
    assert not is_month_table(document, document.tables[0])
    assert themes(document) == ()


def test_table_without_header(make_document: Make) -> None:
    rows = [["Tháng 1", "Tết vì người nghèo"], ["Tháng 2", "Khám sức khỏe"]]
    assert [theme.months for theme in themes(with_table(make_document, rows))] == [(1,), (2,)]


HEADINGS = """I. NỘI DUNG
Tháng 1: An toàn thực phẩm dịp Tết
- Khuyến cáo chọn mua thực phẩm.
- Phòng ngộ độc rượu.
Tháng 7 và tháng 8: Phòng đuối nước
- Dạy bơi cho trẻ.
Quý IV/2023
- Tổng kết.
II. KINH PHÍ
Ngân sách xã."""

NUMBERED = """II. NỘI DUNG
1. Quý I
a) Tháng 01/2023
- Kỷ niệm 73 năm Ngày truyền thống học sinh, sinh viên (09/01/1950 - 09/01/2023).
b) Tháng 02/2023: Mừng Xuân
- Trồng cây.
2. Quý II
- Ôn thi.
III. KINH PHÍ"""

BULLETS = """II. NỘI DUNG
- Tháng 3: Ra quân làm đường.
- Tháng 6: Hè an toàn.
- Tháng 9: Khai giảng."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEADINGS, [
            ((1,), False, "Tháng 1", 1, 2), ((7, 8), False, "Tháng 7 và tháng 8", 1, 1),
            ((10, 11, 12), False, "Quý IV/2023", 0, 1),
        ]),
        (NUMBERED, [
            ((1,), False, "Tháng 01/2023", 0, 1), ((2,), False, "Tháng 02/2023", 1, 1),
            ((4, 5, 6), False, "Quý II", 0, 1),
        ]),
        (BULLETS, [
            ((3,), False, "Tháng 3", 0, 1), ((6,), False, "Tháng 6", 0, 1),
            ((9,), False, "Tháng 9", 0, 1),
        ]),
        (BULLETS.replace("NỘI DUNG", "TIẾN ĐỘ THỰC HIỆN"), []),
        ("II. NỘI DUNG\nTháng 3: Họp báo.\n- Mời phóng viên.", []),
    ],
    ids=["bold", "numbered", "bullets", "steps", "single"],
)  # fmt: skip
def test_month_headings(
    make_document: Make, text: str, expected: list[tuple[tuple[int, ...], bool, str, int, int]]
) -> None:
    document = find_sections(make_document(text))
    assert [told(theme) for theme in themes(document)] == expected


def test_anniversary_that_does_not_add_up_is_reported(make_document: Make) -> None:
    rows = [
        ["Tháng", "Nội dung"],
        ["11", "Kỷ niệm 90 năm Ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2022)"],
        ["12", "Tổng kết năm"],
    ]
    assert [w.code for w in theme_warnings(with_table(make_document, rows))] == ["misprint"]
