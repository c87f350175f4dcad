"""Tables that go on over a page break."""

from __future__ import annotations

from extractor.reading.page import ReadLine, ReadWord
from extractor.reading.pagebreaks import Placed, PlacedTable, joined_tables


def table(page: int, *rows: tuple[str, ...], header: int = 1) -> PlacedTable:
    placed = tuple(tuple(cell(text, page) for text in row) for row in rows)
    return PlacedTable(placed, tuple((False,) * len(row) for row in rows), header)


def cell(text: str, page: int) -> tuple[Placed, ...]:
    words = tuple(ReadWord(word, (0, 0, 1, 1)) for word in text.split())
    return (Placed(ReadLine(words, zone="table"), page, 1.0),) if text else ()


def texts(joined: Placed | PlacedTable) -> list[list[str]]:
    assert isinstance(joined, PlacedTable)
    return [[" ".join(p.line.text for p in cell) for cell in row] for row in joined.rows]


def test_repeated_header_is_dropped_however_it_was_read() -> None:
    first = table(1, ("TT", "Nội dung", "Đơn vị phối hợp"), ("1", "Khám bệnh", "Y tế thôn"))
    second = table(2, ("TT", "Nội dung", "Đơn vị phốihợp"), ("2", "Cân trẻ", "Y tế thôn"))
    (joined,) = joined_tables([first, second])
    assert [row[0] for row in texts(joined)] == ["TT", "1", "2"]


def test_rest_of_a_row_goes_on_with_the_row_and_not_with_the_header() -> None:
    head = ("Tháng", "Chủ đề", "Nội dung")
    first = table(1, head, ("1", "Phòng lao", "Khám sàng lọc cho"))
    second = table(2, head, ("", "", "người cao tuổi"), ("2", "Phòng dại", "Tiêm phòng"))
    (joined,) = joined_tables([first, second])
    assert texts(joined)[1:] == [
        ["1", "Phòng lao", "Khám sàng lọc cho người cao tuổi"],
        ["2", "Phòng dại", "Tiêm phòng"],
    ]


def test_row_cut_inside_one_cell_and_between_bullets_of_another_is_one_row() -> None:
    head = ("Tháng", "Chủ đề", "Nội dung")
    first = table(1, head, ("1", "- Ngày hội đọc sách", "- Trưng bày sách mới."))
    second = table(
        2, head, ("", "(21/4).", "- Tặng sách."), ("", "- Ngày hội xuống đồng.", "- Cày bừa.")
    )
    (joined,) = joined_tables([first, second])
    assert texts(joined)[1:] == [
        ["1", "- Ngày hội đọc sách (21/4).", "- Trưng bày sách mới. - Tặng sách."],
        ["", "- Ngày hội xuống đồng.", "- Cày bừa."],
    ]
