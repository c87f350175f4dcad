"""Figures in tables of indicators: a column of units, columns of the plan and of what was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractor.document import Cell, Document, Paragraph, Span, Table
from extractor.fields.targets import targets

Make = Callable[..., Document]
Rows = list[list[str]]


def with_table(make_document: Make, rows: Rows) -> Document:
    """A plan of 2024 whose body is one table."""
    document = make_document(
        "\n".join(cell for row in rows for cell in row if cell),
        title="Dân số năm 2024",
        letterhead="Lục Yên, ngày 10 tháng 01 năm 2024",
    )
    assert document.frame is not None
    place, grid = document.frame.body.start, []
    for row in rows:
        cells = []
        for words in row:
            cells.append(Cell(Span(place, place + len(words))))
            place += len(words) + 1 if words else 0
        grid.append(tuple(cells))
    table = Table(document.frame.body, tuple(grid))
    paragraphs = tuple(
        Paragraph(p.span, zone="table" if table.span.covers(p.span) else "body")
        for p in document.paragraphs
    )
    return replace(document, tables=(table,), paragraphs=paragraphs)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [
                ["TT", "Chỉ tiêu", "ĐVT", "Thực hiện năm 2023", "Kế hoạch năm 2024"],
                ["1", "Tỷ lệ khám sức khỏe tiền hôn nhân", "%", "60", "65"],
                ["2", "Số câu lạc bộ", "Câu lạc bộ", "10", "≥ 12"],
                ["3", "Mức giảm sinh", "‰", "0,2", "0,1 - 0,2"],
            ],
            [(65, "%", "exactly"), (12, "Câu lạc bộ", "at_least"), (0.1, "‰", "at_least"),
             (0.2, "‰", "at_most")],
        ),
        (
            [
                ["TT", "Chỉ tiêu", "Đơn vị", "Thực hiện năm 2023", "Kế hoạch năm 2024"],
                ["1", "Số hộ có thu nhập dưới 70% mức trung bình", "hộ", "15", "dưới 09"],
                ["2", "Số phiên giao dịch của điểm xã", "phiên/quý", "2", "tối thiểu 03"],
            ],
            [(9, "hộ", "at_most"), (3, "phiên", "at_least")],
        ),
        (
            [
                ["Nội dung", "Đơn vị chủ trì", "Thời gian", "Sản phẩm, kết quả"],
                ["Trồng cây phân tán", "Hội Nông dân", "Quý II", "2.500 cây"],
                ["Hội thi nhà nông", "Hội Nông dân", "Quý III", "Không dưới 06 đội"],
            ],
            [(2500, "cây", "exactly"), (6, "đội", "at_least")],
        ),
        (
            [
                ["Nội dung", "Đơn vị tính", "2023", "2024", "2025"],
                ["Diện tích rừng trồng", "ha", "1.000", "1.250", "1.300,5"],
            ],
            [(1250, "ha", "exactly"), (1300.5, "ha", "exactly")],
        ),
        (
            [
                ["TT", "Nội dung", "Kết quả năm 2023", "Mục tiêu năm 2024"],
                ["1", "Hộ dùng nước sạch", "80%", "trên 85%"],
            ],
            [(85, "%", "at_least")],
        ),
        (
            [["STT", "Xã", "Số hộ"], ["1", "Tân Lĩnh", "1250"]],
            [],
        ),
        (
            [["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch"], ["1", "Hộ gia đình văn hóa", "%", "90 trở lên"],
             ["2", "Sinh con thứ ba", "%", "dưới 5"], ["3", "Ghi chú", "", "4"]],
            [(90, "%", "at_least"), (5, "%", "at_most")],
        ),
    ],
    ids=["kinds", "name and span", "products", "years", "results", "other", "bounds"],
)  # fmt: skip
def test_table(make_document: Make, rows: Rows, expected: list[tuple[float, str, str]]) -> None:
    found = targets(with_table(make_document, rows))
    assert [(target.value, target.unit, target.bound) for target in found] == expected
