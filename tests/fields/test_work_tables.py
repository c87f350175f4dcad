"""Tables whose rows give work."""

from __future__ import annotations

from itertools import accumulate

import pytest

from extractor.document import Cell, Document, Source, Span, Table
from extractor.fields.work_tables import rows_of_work

Row = tuple[list[str], list[str], list[str]]


def document(rows: list[list[str]], spanned: frozenset[tuple[int, int]] = frozenset()) -> Document:
    """A text that is one table; `spanned` are the row and column of cells drawn as one with the
    cell above."""
    texts = [cell for row in rows for cell in row]
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    spans = iter([Span(s, s + len(t)) for s, t in zip(starts, texts, strict=False)])
    made = tuple(
        tuple(Cell(next(spans), (r, c) in spanned) for c in range(len(row)))
        for r, row in enumerate(rows)
    )
    text = "\n".join(texts)
    table = Table(Span(0, len(text)), made)
    return Document(text=text, source=Source("x.txt", "", "text/plain"), tables=(table,))


def work(page: Document) -> list[Row]:
    return [
        (
            [doer.text for doer in row.doers],
            [partner.text for partner in row.partners],
            [page.slice(span) for span in row.times],
        )
        for row in rows_of_work(page)
    ]


def test_rows_under_group_rows_and_ditto_marks() -> None:
    page = document(
        [
            ["TT", "Công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Hoàn thành"],
            ["I", "Tuyên truyền", "", "", ""],
            ["1", "Treo pa nô", "Phòng Nội vụ", "Huyện đoàn", "Tháng 3"],
            ["2", "Phát thanh", "nt", "-nt-", "Tháng 4"],
            ["3", "In sách", '"', "", ""],
        ]
    )
    assert work(page) == [
        (["Phòng Nội vụ"], ["Huyện đoàn"], ["Tháng 3"]),
        (["Phòng Nội vụ"], ["Huyện đoàn"], ["Tháng 4"]),
        (["Phòng Nội vụ"], [], []),
    ]


def test_a_spanning_cell_belongs_to_each_row() -> None:
    page = document(
        [["Nội dung", "Người thực hiện"], ["Lập hồ sơ", "Phòng Y tế"], ["Gửi hồ sơ", ""]],
        frozenset({(2, 1)}),
    )
    assert [doers for doers, _, _ in work(page)] == [["Phòng Y tế"], ["Phòng Y tế"]]


def test_a_header_of_two_rows() -> None:
    page = document(
        [
            ["STT", "Nhiệm vụ", "Phân công", "", "Thời gian", ""],
            ["", "", "Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc"],
            ["1", "Khảo sát", "Sở Xây dựng", "Sở Tài chính", "Tháng 1", "Tháng 9"],
        ]
    )
    assert work(page) == [(["Sở Xây dựng"], ["Sở Tài chính"], ["Tháng 9"])]


@pytest.mark.parametrize(
    ("cell", "doers", "partners"),
    [
        ("Sở Y tế chủ trì, phối hợp với Tỉnh đoàn", ["Sở Y tế"], ["Tỉnh đoàn"]),
        ("Chủ trì: Sở Y tế\nPhối hợp: Tỉnh đoàn", ["Sở Y tế"], ["Tỉnh đoàn"]),
        ("Cô Lan, thầy Phúc", ["Cô Lan", "thầy Phúc"], []),
        ("Đ/c Hà - Phó Hiệu trưởng", ["Đ/c Hà - Phó Hiệu trưởng"], []),
        ("Tổ thẩm định giá", ["Tổ thẩm định giá"], []),
        ("Các phòng theo chức năng, nhiệm vụ", ["Các phòng"], []),
    ],
)
def test_what_a_cell_names(cell: str, doers: list[str], partners: list[str]) -> None:
    page = document([["Nội dung", "Cơ quan thực hiện & kết quả"], ["Tập huấn", cell]])
    assert work(page) == [(doers, partners, [])]


@pytest.mark.parametrize(
    "head",
    [
        ["Nội dung", "Thời gian thực hiện"],
        ["Nội dung", "Kinh phí thực hiện"],
        ["Tên đơn vị", "Số lượng"],
        ["Nội dung", "Đơn vị phối hợp"],
    ],
)
def test_tables_that_give_no_work(head: list[str]) -> None:
    assert work(document([head, ["Hội thi", "Sở Y tế"]])) == []
