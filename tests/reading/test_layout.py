"""Where lines stand on a page, and what follows from it."""

from __future__ import annotations

import pytest

from extractor.document import Box
from extractor.reading.layout import Block, Placed, arrange
from extractor.reading.lines import Token, rows, strips
from extractor.reading.page import ReadLine, ReadTable

HEIGHT = 842.0
LEFT, RIGHT = 85.0, 545.0
EM = 0.5  # the mean width of a letter, in ems


def line(
    text: str, x: float, y: float, size: float = 13.0, *, bold: bool = False, sure: float = 1.0
) -> list[Token]:
    """A line whose first word begins at `x` on the base line `y`."""
    tokens = []
    for word in text.split():
        width = len(word) * EM * size
        box = (x, y - 0.7 * size, x + width, y + 0.2 * size)
        tokens.append(Token(word, box, size, y, sure, bold))
        x += width + 0.25 * size
    return tokens


def width(text: str, size: float = 13.0) -> float:
    return line(text, 0, 0, size)[-1].box[2]


def centred(text: str, y: float, left: float = LEFT, right: float = RIGHT) -> list[Token]:
    return line(text, (left + right - width(text)) / 2, y)


def justified(text: str, y: float, x: float = LEFT) -> list[Token]:
    """A line that is stretched to the right edge."""
    tokens = line(text, x, y)
    stretch = (RIGHT - tokens[-1].box[2]) / (len(tokens) - 1)
    moved = []
    for index, token in enumerate(tokens):
        x0, y0, x1, y1 = token.box
        shift = index * stretch
        moved.append(Token(token.text, (x0 + shift, y0, x1 + shift, y1), 13.0, y))
    return moved


BODY = [
    justified("Thực hiện chương trình công tác năm của ngành, đơn vị ban hành kế", 300, LEFT + 36),
    justified("hoạch nâng cao chất lượng phục vụ tại trạm y tế các xã và phường", 318),
    line("trên địa bàn huyện.", LEFT, 336),
]


def texts(blocks: tuple[Block, ...], zone: str) -> list[str]:
    return [b.text for b in blocks if isinstance(b, ReadLine) and b.zone == zone]


def lines_of(blocks: tuple[Block, ...]) -> dict[str, ReadLine]:
    return {block.text: block for block in blocks if isinstance(block, ReadLine)}


def test_wide_gap_parts_strips_and_rows_join_them() -> None:
    group = line("Số: 12/KH-TYT", 100, 90) + line("Krông Nô, ngày 02 tháng 3 năm 2019", 320, 91)
    found = strips([group])
    assert [s.text for s in found] == ["Số: 12/KH-TYT", "Krông Nô, ngày 02 tháng 3 năm 2019"]
    assert [len(row) for row in rows(found)] == [2]


def test_lines_close_above_each_other_are_two_rows() -> None:
    found = strips([line("- Như trên;", 85, 700, 11), line("- Lưu: VT.", 85, 712, 11)])
    assert len(rows(found)) == 2


LETTERHEAD = [
    line("SỞ Y TẾ ĐẮK NÔNG", 100, 60) + line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 275, 60),
    line("TRUNG TÂM Y TẾ", 110, 76) + line("Độc lập - Tự do - Hạnh phúc", 310, 76),
    line("Số: 12/KH-TTYT", 112, 104) + line("Krông Nô, ngày 02 tháng 3 năm 2019", 300, 104),
]


def test_letterhead_is_read_left_column_first() -> None:
    blocks = arrange([*LETTERHEAD, centred("KẾ HOẠCH", 150), *BODY], HEIGHT)
    assert texts(blocks, "letterhead") == [
        "SỞ Y TẾ ĐẮK NÔNG", "TRUNG TÂM Y TẾ", "Số: 12/KH-TTYT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Krông Nô, ngày 02 tháng 3 năm 2019",
    ]  # fmt: skip
    assert texts(blocks, "body")[0] == "KẾ HOẠCH"


def test_letterhead_columns_part_at_a_narrow_gap() -> None:
    """OCR gives both columns as one line; long names leave little white between them."""
    head = line("TỔNG CÔNG TY LƯƠNG THỰC MIỀN", 60, 60)
    gap = head[-1].box[2] + 9.5
    head += line("CỘNG HOÀ XÃ HỘI CHU NGHĨA VIÊT NAM", gap, 60)
    motto = line("Độc lập - Tự do - Hạnh phúc", gap + 40, 76)
    blocks = arrange([head, motto, centred("KẾ HOẠCH", 150), *BODY], HEIGHT)
    assert texts(blocks, "letterhead")[0] == "TỔNG CÔNG TY LƯƠNG THỰC MIỀN"


def test_party_letterhead_and_lines_under_the_number() -> None:
    groups = [
        line("HUYỆN ỦY CƯ JÚT", 110, 60) + line("ĐẢNG CỘNG SẢN VIỆT NAM", 330, 60),
        line("*", 160, 76),
        line("Số 31-CV/HU", 120, 92) + line("Cư Jút, ngày 05 tháng 8 năm 2014", 320, 92),
        line("V/v tổ chức đại hội", 105, 108),
        line("các chi bộ trực thuộc", 103, 122),
        centred("Kính gửi: Các chi bộ, đảng bộ cơ sở", 160),
        *BODY,
    ]
    blocks = arrange(groups, HEIGHT)
    assert texts(blocks, "letterhead") == [
        "HUYỆN ỦY CƯ JÚT", "*", "Số 31-CV/HU", "V/v tổ chức đại hội", "các chi bộ trực thuộc",
        "ĐẢNG CỘNG SẢN VIỆT NAM", "Cư Jút, ngày 05 tháng 8 năm 2014",
    ]  # fmt: skip


def test_page_without_letterhead_has_none() -> None:
    assert texts(arrange(BODY, HEIGHT), "letterhead") == []


def test_a_sentence_that_names_the_party_is_no_letterhead() -> None:
    sentence = [
        line("Tháng 2: Mừng xuân mới", LEFT, 90),
        justified("- Tổ chức tọa đàm nhân ngày thành lập Đảng Cộng sản Việt Nam tại", 110),
        line("các cơ quan, trường học.", LEFT, 128),
    ]
    assert texts(arrange([*sentence, *BODY], HEIGHT), "letterhead") == []


RECIPIENTS = [
    line("Nơi nhận:", 85, 400, 12),
    line("- Sở Y tế (b/c);", 85, 413, 11),
    line("- UBND các xã, thị trấn;", 85, 426, 11),
    line("- Lưu: VT, KHTH.", 85, 439, 11),
]


def test_recipients_do_not_interleave_with_the_signature() -> None:
    signature = [
        line("KT. GIÁM ĐỐC", 380, 402),
        line("PHÓ GIÁM ĐỐC", 378, 418),
        line("Y Blăng Niê", 390, 500),
    ]
    merged = [RECIPIENTS[0] + signature[0], RECIPIENTS[1], RECIPIENTS[2], signature[1]]
    blocks = arrange([*BODY, *merged, RECIPIENTS[3], signature[2]], HEIGHT)
    assert texts(blocks, "recipients") == [
        "Nơi nhận:", "- Sở Y tế (b/c);", "- UBND các xã, thị trấn;", "- Lưu: VT, KHTH.",
    ]  # fmt: skip
    assert texts(blocks, "signature") == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Y Blăng Niê"]
    assert len(texts(blocks, "body")) == 3


def test_note_behind_a_brace_belongs_to_each_line() -> None:
    brace = Token("}", (250, 404, 256, 428), 20.0, 422)
    note = line("(để b/c);", 262, 417, 11)
    groups = [*RECIPIENTS[:3], [brace, *note], RECIPIENTS[3], line("GIÁM ĐỐC", 390, 402)]
    assert texts(arrange([*BODY, *groups], HEIGHT), "recipients") == [
        "Nơi nhận:", "- Sở Y tế (b/c); (để b/c);", "- UBND các xã, thị trấn; (để b/c);",
        "- Lưu: VT, KHTH.",
    ]  # fmt: skip


def test_signatures_side_by_side_above_the_recipients() -> None:
    groups = [
        *BODY,
        line("HỘI NÔNG DÂN XÃ", 100, 360) + line("TRƯỜNG TIỂU HỌC NÚI NUNG", 330, 360),
        line("CHỦ TỊCH", 120, 376) + line("HIỆU TRƯỞNG", 370, 376),
        line("Ma Văn Khải", 115, 450) + line("H' Lan Êban", 375, 450),
        *(
            [Token(t.text, shifted(t.box, 100), t.size, t.base + 100) for t in r]
            for r in RECIPIENTS
        ),
    ]
    blocks = arrange(groups, HEIGHT)
    assert texts(blocks, "signature") == [
        "HỘI NÔNG DÂN XÃ", "CHỦ TỊCH", "Ma Văn Khải",
        "TRƯỜNG TIỂU HỌC NÚI NUNG", "HIỆU TRƯỞNG", "H' Lan Êban",
    ]  # fmt: skip
    assert texts(blocks, "recipients")[-1] == "- Lưu: VT, KHTH."


def test_signatures_side_by_side_with_ink_between_them() -> None:
    thirds = [(LEFT + i * 153.3, LEFT + (i + 1) * 153.3) for i in range(3)]

    def across(y: float, *cells: str) -> list[Token]:
        return [t for x, c in zip(thirds, cells, strict=True) if c for t in centred(c, y, *x)]

    rows = [
        across(400, "TM. BAN CHẤP HÀNH ĐOÀN", "TM. BAN THƯỜNG VỤ HỘI", "TM. BAN THƯỜNG TRỰC"),
        across(418, "BÍ THƯ", "CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        line("cua v", LEFT + 20, 450, sure=0.6),
        line("Sở Y TẾ", LEFT + 125, 460, 22, sure=0.62),
        across(480, "Vừ Mí Sính", "Đại tá Lầu Dợ", "Cứ A Páo"),
        line("ˆ", LEFT + 135, 480, sure=0.6),
    ]
    lowered = [
        [t._replace(box=shifted(t.box, 160), base=t.base + 160) for t in r] for r in RECIPIENTS
    ]
    blocks = arrange([*BODY, *rows, *lowered], HEIGHT)
    assert texts(blocks, "signature") == [
        "TM. BAN CHẤP HÀNH ĐOÀN", "BÍ THƯ", "Vừ Mí Sính",
        "TM. BAN THƯỜNG VỤ HỘI", "CHỦ TỊCH", "Sở Y TẾ", "Đại tá Lầu Dợ",
        "TM. BAN THƯỜNG TRỰC", "PHÓ CHỦ TỊCH", "Cứ A Páo",
    ]  # fmt: skip
    assert texts(blocks, "body")[-1] == "trên địa bàn huyện."
    assert sorted(texts(blocks, "stamp")) == ["cua v", "ˆ"]


def test_mark_in_brackets_is_part_of_the_signature_and_a_stroke_is_none() -> None:
    signature = [
        line("CỤC TRƯỞNG", 380, 400, 12),
        line("(Đã ký)", 390, 430, 12),
        line("và", 385, 450, 12, sure=0.7),
        line("^ Sùng Thị Mai", 370, 480, 12, sure=0.8),
    ]
    merged = [RECIPIENTS[0] + signature[0], *RECIPIENTS[1:], *signature[1:]]
    blocks = arrange([*BODY, *merged], HEIGHT)
    assert texts(blocks, "signature") == ["CỤC TRƯỞNG", "(Đã ký)", "Sùng Thị Mai"]
    assert texts(blocks, "stamp") == ["và"]


def shifted(box: Box, down: float) -> Box:
    return (box[0], box[1] + down, box[2], box[3] + down)


def test_last_word_of_the_text_is_no_signature() -> None:
    end = line("thực hiện./.", LEFT, 354)
    blocks = arrange([*BODY, end, *RECIPIENTS, line("GIÁM ĐỐC", 390, 402)], HEIGHT)
    assert texts(blocks, "body")[-1] == "thực hiện./."
    assert texts(blocks, "signature") == ["GIÁM ĐỐC"]


def test_signature_alone_on_a_page() -> None:
    groups = [line("TM. ỦY BAN NHÂN DÂN", 340, 80), line("CHỦ TỊCH", 390, 96),
              line("Nông Thị Xuân", 380, 190)]  # fmt: skip
    assert texts(arrange([*groups], HEIGHT), "signature") == [
        "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nông Thị Xuân",
    ]  # fmt: skip


def test_office_in_a_sentence_is_no_signature() -> None:
    sentence = line("CHỦ TỊCH HỘI ĐỒNG giao các phòng chức năng theo dõi việc này.", 250, 350)
    assert texts(arrange([*BODY, sentence, *BODY[:1]], HEIGHT), "signature") == []


def test_flags_of_paragraphs() -> None:
    heading = line("II. NHIỆM VỤ", LEFT + 36, 366, bold=True)
    after = justified("Khám sàng lọc cho người cao tuổi, phụ nữ có thai và trẻ em", 384, LEFT + 36)
    found = lines_of(arrange([*BODY, heading, after], HEIGHT))
    first, second, last = (found[" ".join(t.text for t in tokens)] for tokens in BODY)
    assert (first.indent, first.full) == (True, True)
    assert (second.indent, second.full, second.gap) == (False, True, False)
    assert (last.full, last.centred) == (False, False)
    titled = found["II. NHIỆM VỤ"]
    assert (titled.bold, titled.gap, titled.full) == (True, True, False)


def test_line_is_full_when_the_next_word_would_not_have_fitted() -> None:
    ragged = line(
        "Tổ chức khám chữa bệnh, tư vấn cách ăn uống và sinh hoạt cho những hộ", LEFT, 400
    )
    room = RIGHT - ragged[-1].box[2]
    assert width("ở xã") < room < width("người,nghèo")
    found = lines_of(arrange([*BODY, ragged, line("người,nghèo và", LEFT, 418)], HEIGHT))
    assert found[" ".join(t.text for t in ragged)].full
    other = lines_of(arrange([*BODY, ragged, line("ở xã", LEFT, 418)], HEIGHT))
    assert not other[" ".join(t.text for t in ragged)].full


def test_title_is_centred_and_an_indent_is_not() -> None:
    items = [line(f"- Mục {'dài ' * n}", LEFT + 36, 380 + 18 * n) for n in (9, 8, 7)]
    found = lines_of(arrange([centred("KẾ HOẠCH", 250), *BODY, *items], HEIGHT))
    assert found["KẾ HOẠCH"].centred
    assert not any(f.centred for text, f in found.items() if text.startswith("- Mục"))


@pytest.mark.parametrize(("text", "y"), [("3", 40), ("- 3 -", 810), ("Trang 3/5", 815)])
def test_page_number_is_left_out(text: str, y: float) -> None:
    blocks = arrange([centred(text, y), *BODY], HEIGHT)
    assert len(blocks) == 3


def test_number_inside_the_page_stays() -> None:
    assert "2019." in lines_of(arrange([*BODY, line("2019.", LEFT, 354)], HEIGHT))


def test_footnotes_come_last() -> None:
    notes = [line("1 Theo số liệu của Phòng Dân tộc", LEFT, 780, 10),
             line("tính đến tháng 6.", LEFT, 792, 10)]  # fmt: skip
    blocks = arrange([*BODY, *notes], HEIGHT)
    assert texts(blocks, "footnote") == ["1 Theo số liệu của Phòng Dân tộc", "tính đến tháng 6."]
    assert len(texts(blocks, "body")) == 3


def test_small_recipients_are_no_footnotes() -> None:
    blocks = arrange([*BODY, *RECIPIENTS], HEIGHT)
    assert texts(blocks, "footnote") == []


def test_e_signature_is_set_aside_with_its_lines() -> None:
    stamp = [line("Người ký: Văn phòng", 430, 20, 8), line("Cơ quan: Trung tâm Y tế", 430, 29, 8),
             line("Thời gian ký: 03.04.2019 08:12:55 +07:00", 430, 38, 8)]  # fmt: skip
    blocks = arrange([*stamp, *LETTERHEAD, centred("KẾ HOẠCH", 150), *BODY], HEIGHT)
    assert len(texts(blocks, "stamp")) == 3
    assert blocks[-1] in [b for b in blocks if isinstance(b, ReadLine) and b.zone == "stamp"]


def test_day_of_signing_in_a_sentence_is_no_stamp() -> None:
    text = "Kế hoạch này có hiệu lực kể từ ngày ký."
    assert texts(arrange([*BODY, line(text, LEFT, 354)], HEIGHT), "stamp") == []


def test_specks_are_set_aside_and_doubtful_words_are_not() -> None:
    speck, word = line("'|", 500, 500, sure=0.2), line("xã Đắk Drô", LEFT, 354, sure=0.45)
    blocks = arrange([*BODY, speck, word], HEIGHT)
    assert texts(blocks, "stamp") == ["'|"]
    assert "xã Đắk Drô" in texts(blocks, "body")


def test_table_stands_between_the_lines_around_it() -> None:
    table = ReadTable(rows=())
    blocks = arrange(
        [*BODY, line("Sau bảng.", LEFT, 600)], HEIGHT, [Placed(table, (85, 360, 545, 560))]
    )
    assert blocks.index(table) == 3


def test_empty_page() -> None:
    assert arrange([], HEIGHT) == ()
