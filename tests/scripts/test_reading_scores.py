from pathlib import Path

import pytest
from reading_scores import (
    by_columns,
    document_rows,
    page_counts,
    page_texts,
    paired,
    score,
    table_counts,
    total,
    true_pages,
    true_rows,
)

from extractor.document import Document, Source, Zone
from extractor.reading.assemble import assemble
from extractor.reading.page import ReadCell, ReadLine, ReadPage, ReadTable, ReadWord

BOX = (0.0, 0.0, 9.0, 9.0)
HEADER = ("Tháng", "Nội dung")


def line(text: str, zone: Zone = "body") -> ReadLine:
    words = tuple(ReadWord(word, BOX) for word in text.split())
    return ReadLine(words, zone, full=False)


def cell(text: str, *, spanned: bool = False) -> ReadCell:
    return ReadCell((line(text),) if text else (), spanned)


def table(*rows: tuple[str, ...]) -> ReadTable:
    return ReadTable(tuple(tuple(map(cell, row)) for row in rows), header=1)


def document(*pages: list[ReadLine | ReadTable]) -> Document:
    read = [ReadPage(n, "ocr", tuple(blocks)) for n, blocks in enumerate(pages, start=1)]
    return assemble(read, Source("mau.pdf", "0" * 64, "application/pdf"))


def test_a_page_that_is_read_well_has_no_errors() -> None:
    counts = page_counts([("Số: 1/KH",), ("KẾ HOẠCH",)], "Số: 1/KH KẾ HOẠCH")
    assert counts.block_rate == counts.tone_rate == counts.page_rate == 0
    assert (counts.block_letters, counts.page_letters) == (16, 17)


def test_block_errors_do_not_depend_on_reading_order_and_page_errors_do() -> None:
    counts = page_counts([("Nơi nhận:",), ("CHỦ TỊCH",)], "CHỦ TỊCH Nơi nhận:")
    assert counts.block_errors == 0
    assert counts.page_errors > 0


def test_errors_of_tones_vanish_in_the_fold_and_others_do_not() -> None:
    tones = page_counts([("ký kết giao ước",)], "ky kết giao ướt")
    assert (tones.block_errors, tones.folded_errors) == (2, 1)
    assert tones.tone_rate == pytest.approx(1 / 15)


def test_nothing_read_is_all_wrong() -> None:
    counts = score(None, {1: [("Kế hoạch",)]}, [HEADER])
    assert (counts.block_errors, counts.page_errors) == (8, 8)
    assert (counts.rows, counts.rows_right, counts.cells, counts.cells_right) == (1, 0, 2, 0)


def test_truth_without_page_numbers_and_repeated_headers(tmp_path: Path) -> None:
    rest = "\n".join(f"dòng {n}" for n in range(3))
    (tmp_path / "mau.p1.txt").write_text(f"A\n*\n{rest}\nTháng\tNội dung\n1\tMừng Xuân\n", "utf-8")
    (tmp_path / "mau.p2.txt").write_text("2\nTháng\tNội dung\n2\tMừng Đảng\nB\n", "utf-8")
    (tmp_path / "mau.p10.txt").write_text("Tháng\tNội dung\nC\n2022\n10\n", "utf-8")
    (tmp_path / "khac.p1.txt").write_text("D\n", "utf-8")
    pages = true_pages(tmp_path, "mau")
    assert list(pages) == [1, 2, 10]
    assert pages[1][-2:] == [HEADER, ("1", "Mừng Xuân")]
    assert pages[2] == [("2", "Mừng Đảng"), ("B",)]
    assert pages[10] == [("C",), ("2022",)]
    assert page_counts(pages[1][:2], "A").page_errors == 0


def test_letterhead_by_columns() -> None:
    lines = [
        ("SỞ Y TẾ", "CỘNG HÒA"),
        ("Số: 1", "Độc lập"),
        ("", "ngày 1"),
        ("KẾ HOẠCH",),
        ("a", "b"),
    ]
    assert [" ".join(line) for line in by_columns(lines)] == [
        "SỞ Y TẾ", "Số: 1", "CỘNG HÒA", "Độc lập", "ngày 1", "KẾ HOẠCH", "a b",
    ]  # fmt: skip


def test_texts_of_pages_leave_out_seals_and_keep_footnotes_on_their_page() -> None:
    read = document(
        [line("Kế hoạch số 27/NQ-"), line("1 Chú thích", "footnote"), line("SỞ NỘI VỤ", "stamp")],
        [line("TW của Đảng"), line(". '")],
    )
    assert page_texts(read) == {1: "Kế hoạch số 27/NQ- 1 Chú thích", 2: "TW của Đảng"}


def test_rows_over_a_page_break_are_whole_and_repeated_headers_dropped(tmp_path: Path) -> None:
    read = document(
        [table(HEADER, ("1", "Mừng Xuân và"))], [table(HEADER, ("", "mừng Đảng."), ("2", "Sơ kết"))]
    )
    path = tmp_path / "mau.tables.txt"
    path.write_text("Tháng\tNội dung\n1\tMừng Xuân và mừng Đảng.\n2\tSơ kết\n", "utf-8")
    counts = table_counts(true_rows(path), list(document_rows(read)))
    assert (counts.rows_right, counts.rows, counts.cells_right, counts.cells) == (3, 3, 6, 6)


def test_a_cell_that_spans_rows_is_in_the_first() -> None:
    rows = (
        (cell("Tháng"), cell("Nội dung")),
        (cell("Trong"), cell("Phát động.")),
        (cell("năm", spanned=True), cell("Tổng kết.")),
        (cell("", spanned=True), cell("Khen thưởng.")),
    )
    read = document([ReadTable(rows, header=1)])
    assert list(document_rows(read)) == [
        HEADER, ("Trong năm", "Phát động."), ("", "Tổng kết."), ("", "Khen thưởng."),
    ]  # fmt: skip


def test_rows_that_are_lost_or_torn_and_cells_in_made_up_columns_are_wrong() -> None:
    truth = [("1", "Mừng Đảng, mừng Xuân"), ("2", "Ngày Thầy thuốc Việt Nam"), ("3", "Sơ kết")]
    lost = table_counts(truth, [truth[0], truth[2]])
    assert (lost.rows_right, lost.rows, lost.cells_right, lost.cells) == (2, 3, 4, 6)
    torn = table_counts(truth, [truth[0], ("2", "Ngày Thầy"), ("", "thuốc Việt Nam"), truth[2]])
    assert (torn.rows_right, torn.rows) == (2, 4)
    column = table_counts(truth, [truth[0], ("2", "Ngày Thầy thuốc", "Việt Nam"), truth[2]])
    assert (column.rows_right, column.rows, column.cells_right) == (3, 3, 4)


def test_a_cell_is_right_within_two_per_cent() -> None:
    long = "Tuyên truyền, phổ biến các điển hình tiên tiến trong phong trào thi đua"
    counts = table_counts([("1", long), ("12", "")], [("1", long[:-1]), ("72", "")])
    assert (counts.cells_right, counts.cells) == (2, 3)


def test_rows_are_paired_in_order() -> None:
    one, two = ("1", "Sơ kết"), ("2", "Tổng kết")
    assert paired([one, two], [two]) == [(two, two)]
    assert paired([], [one]) == []


def test_totals_add_up() -> None:
    one = page_counts([("ab",)], "ax")
    both = total([one, one])
    assert (both.pages, both.block_letters, both.block_errors) == (2, 4, 2)
    assert both.block_rate == 0.5
