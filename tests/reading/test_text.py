"""Text and markdown to paragraphs and tables, through the whole of reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.document import Document
from extractor.errors import BrokenFile, EmptyFile, MissingFile, UnknownKind
from extractor.reading import read
from extractor.settings import DEFAULT


def document_of(tmp_path: Path, text: str, name: str = "x.txt") -> Document:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return read(path, DEFAULT)


def paragraphs(document: Document) -> list[str]:
    return [document.slice(p.span) for p in document.paragraphs]


def cells(document: Document) -> list[list[str]]:
    return [[document.slice(c.span) for c in row] for row in document.tables[0].rows]


def test_a_sentence_goes_on_over_a_page_break(tmp_path: Path) -> None:
    text = "- Tổ chức các lớp tập huấn cho cán bộ\n\n\nlàm công tác dân số ở xã.\n\n- Kiểm tra."
    assert paragraphs(document_of(tmp_path, text)) == [
        "- Tổ chức các lớp tập huấn cho cán bộ làm công tác dân số ở xã.",
        "- Kiểm tra.",
    ]


def test_a_name_goes_on_over_a_page_break_after_an_open_word(tmp_path: Path) -> None:
    text = (
        "Kế hoạch này được xây dựng trên cơ sở các chỉ đạo mới nhất của\n\nBộ Y tế về tiêm chủng."
    )
    assert len(paragraphs(document_of(tmp_path, text))) == 1


def test_markdown_marks_are_taken_off(tmp_path: Path) -> None:
    text = (
        "## **I. MỤC TIÊU**\n\n* Đạt chỉ tiêu.\n\nSố: *12* /KH-SYT\n\n[Signature]\n\n---\n\nA \\- B"
    )
    document = document_of(tmp_path, text, "x.md")
    assert paragraphs(document) == ["I. MỤC TIÊU", "- Đạt chỉ tiêu.", "Số: 12 /KH-SYT", "A - B"]
    assert document.paragraphs[0].bold


def test_hard_wrapped_paragraphs_are_joined(tmp_path: Path) -> None:
    lines = [
        f"Đoạn thứ {n} của kế hoạch nêu các\nviệc cần làm ngay trong năm\nvà về sau."
        for n in range(6)
    ]
    document = document_of(tmp_path, "\n\n".join(lines), "x.md")
    assert len(paragraphs(document)) == 6
    assert paragraphs(document)[0].endswith("việc cần làm ngay trong năm và về sau.")


def test_tab_table_with_a_row_over_a_page_break(tmp_path: Path) -> None:
    text = (
        "Tháng\tChủ đề\tNội dung\n1\t- Tết Nguyên đán.\t- Vui xuân an toàn,\n\n"
        "\t\ttiết kiệm, không pháo nổ.\n2\t- Ngày Thầy thuốc.\t- Tri ân y bác sĩ."
    )
    assert cells(document_of(tmp_path, text)) == [
        ["Tháng", "Chủ đề", "Nội dung"],
        ["1", "- Tết Nguyên đán.", "- Vui xuân an toàn, tiết kiệm, không pháo nổ."],
        ["2", "- Ngày Thầy thuốc.", "- Tri ân y bác sĩ."],
    ]


def test_bullets_run_together_in_a_cell_are_parted_but_names_are_not(tmp_path: Path) -> None:
    text = (
        "Tháng\tNội dung\n"
        "5\t<ul> - Phát động phong trào “Sạch nhà - Đẹp ngõ”. - Ra quân. </ul>\n6\t- Tổng kết."
    )
    assert cells(document_of(tmp_path, text))[1][1].split("\n") == [
        "- Phát động phong trào “Sạch nhà - Đẹp ngõ”.",
        "- Ra quân.",
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| STT | Việc | Đơn vị |\n|---|---|---|\n| 1 | Tập huấn | Phòng Y tế |",
        "|\nSTT\n|\nViệc\n|\nĐơn vị\n|\n|\n1\n|\nTập huấn\n|\nPhòng Y tế\n|",
        "<table><tr><td>STT</td><td>Việc</td><td>Đơn vị</td></tr>"
        "<tr><td>1</td><td>Tập huấn</td><td>Phòng Y tế</td></tr></table>",
        "STT\tViệc\tĐơn vị\n1\tTập huấn\tPhòng Y tế",
    ],
)
def test_tables_of_four_spellings(tmp_path: Path, table: str) -> None:
    document = document_of(tmp_path, f"Bảng dưới đây:\n\n{table}\n\nHết.", "x.md")
    assert cells(document) == [["STT", "Việc", "Đơn vị"], ["1", "Tập huấn", "Phòng Y tế"]]
    assert paragraphs(document)[-1] == "Hết."


def test_a_table_of_lone_pipes_ends_after_a_full_row(tmp_path: Path) -> None:
    table = "|\nSTT\n|\nViệc\n|\n|\n1\n|\nTập huấn\n|"
    document = document_of(tmp_path, f"Bảng dưới đây:\n{table}\nHết.\nSau đó báo cáo.", "x.md")
    assert cells(document) == [["STT", "Việc"], ["1", "Tập huấn"]]
    assert paragraphs(document)[-2:] == ["Hết.", "Sau đó báo cáo."]


def test_hard_wrapped_paragraphs_without_blank_lines_between(tmp_path: Path) -> None:
    text = (
        "**I. YÊU CẦU**\n1. Việc trồng rừng phải làm xong trước mùa mưa để cây\nkịp bén rễ và lớn.\n"
        "2. Giống cây\na) Chọn giống keo lai, bạch đàn đã được kiểm dịch tại\nvườn ươm của huyện, có\n"
        "nhãn.\nb) Không dùng cây còi cọc, sâu bệnh; cây thừa trả lại\ncho vườn ươm.\n"
        "c) Cây giống được giao tận tay từng hộ dân trong xã và\ncó ký nhận.\n"
        "II. KINH PHÍ\nKinh phí lấy từ ngân sách của huyện, của xã và từ các\nnguồn hợp pháp khác do\n"
        "dân góp."
    )
    found = paragraphs(document_of(tmp_path, text, "x.md"))
    assert [line[:12].rstrip() for line in found] == [
        "I. YÊU CẦU", "1. Việc trồn", "2. Giống cây", "a) Chọn giốn", "b) Không dùn", "c) Cây giống",
        "II. KINH PHÍ", "Kinh phí lấy",
    ]  # fmt: skip


def test_notes_at_the_end_of_a_file_are_footnotes(tmp_path: Path) -> None:
    text = "Nội dung [1].\n\nGhi chú.\n\n[1] Luật Trồng trọt năm 2018.\n\n[2] Xem thêm."
    document = document_of(tmp_path, text)
    assert [p.zone for p in document.paragraphs] == ["body", "body", "footnote", "footnote"]


def test_emphasis_that_a_line_leaves_open_goes_on(tmp_path: Path) -> None:
    cut = "Câu dài được ngắt\nở giữa dòng thứ hai\nvà cả dòng thứ ba\nrồi mới hết.\n\n"
    text = (
        "|\n**UBND HUYỆN A\n**\nPHÒNG VĂN HÓA\n|\n**Độc lập - Tự do - Hạnh phúc**\n"
        "*Thị trấn Tân\nHòa, ngày 02 tháng 3 năm 2020*\n|\n\n" + cut * 3
    )
    assert paragraphs(document_of(tmp_path, text, "x.md"))[:4] == [
        "UBND HUYỆN A",
        "PHÒNG VĂN HÓA",
        "Độc lập - Tự do - Hạnh phúc",
        "Thị trấn Tân Hòa, ngày 02 tháng 3 năm 2020",
    ]


def test_underscores_of_emphasis_are_taken_off(tmp_path: Path) -> None:
    text = "_V/v tổ chức hội thi_\n\n* (Có phụ lục kèm theo).*\n\nXem tệp ban_do_so.pdf"
    document = document_of(tmp_path, text, "x.md")
    assert paragraphs(document) == [
        "V/v tổ chức hội thi",
        "(Có phụ lục kèm theo).",
        "Xem tệp ban_do_so.pdf",
    ]


def test_letterhead_set_as_a_table_becomes_lines(tmp_path: Path) -> None:
    text = "| UBND HUYỆN A | Độc lập - Tự do - Hạnh phúc |\n|---|---|\n| Số: 5/KH-UBND | A, ngày 02 tháng 3 năm 2020 |"
    document = document_of(tmp_path, text, "x.md")
    assert not document.tables
    assert paragraphs(document)[:2] == ["UBND HUYỆN A", "Số: 5/KH-UBND"]


def test_misread_type_line_is_repaired_on_record(tmp_path: Path) -> None:
    document = document_of(tmp_path, "KÉ HOẠCH\nVề việc tiêm chủng mở rộng\n\nI. MUC TIÊU")
    assert paragraphs(document)[0] == "KẾ HOẠCH"
    assert paragraphs(document)[2] == "I. MỤC TIÊU"
    assert [(c.before, c.after) for c in document.corrections] == [
        ("KÉ HOẠCH", "KẾ HOẠCH"),
        ("MUC TIÊU", "MỤC TIÊU"),
    ]


@pytest.mark.parametrize(("name", "data", "error"), [
    ("a.txt", b"", EmptyFile),
    ("a.txt", b"  \n \n", EmptyFile),
    ("a.txt", b"\x00\x01\x02", BrokenFile),
    ("a.xls", b"x", UnknownKind),
])  # fmt: skip
def test_bad_files(tmp_path: Path, name: str, data: bytes, error: type[Exception]) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error, match=name):
        read(path, DEFAULT)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match=r"none\.txt"):
        read(tmp_path / "none.txt", DEFAULT)


def test_both_ways_of_placing_tones_are_left_alone(tmp_path: Path) -> None:
    document = document_of(tmp_path, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nKẾ HOẠCH")
    assert paragraphs(document)[0] == "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert document.corrections == ()
