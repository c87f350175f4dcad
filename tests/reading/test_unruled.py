"""Tables without drawn rules, and what looks like one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractor.pipeline import extract
from extractor.reading import ocr, read
from extractor.reading.cleanup import Picture
from extractor.reading.counts import read_counts
from extractor.reading.glyphs import measured
from extractor.reading.layout import Block, arrange
from extractor.reading.lines import Token, joined, rows, strips
from extractor.reading.page import ReadLine, ReadTable
from extractor.settings import DEFAULT

HEIGHT = 842.0
LEFT, RIGHT = 85.0, 545.0
EM = 0.5  # the mean width of a letter, in ems
LEADING = 16.0
MakePdf = Callable[..., Path]
Placed = tuple[float, str]  # where the words of a cell begin, and the words
Row = Sequence[Placed]

PARAGRAPH = [
    "Thực hiện chương trình công tác năm của ngành thì đơn vị ban hành kế",
    "hoạch nâng cao chất lượng phục vụ tại trạm y tế các xã và phường trên",
    "địa bàn huyện, báo cáo kết quả.",
]
WORK: list[Row] = [
    [(92, "TT"), (180, "Nội dung"), (330, "Đơn vị chủ trì"), (450, "Thời gian")],
    [(95, "1"), (120, "Tiêm chủng mở rộng cho"), (330, "Trạm y tế"), (450, "Quý I")],
    [(120, "trẻ dưới một tuổi")],
    [(95, "2"), (120, "Phun thuốc diệt muỗi"), (330, "Đội y tế dự phòng"), (450, "Tháng 5")],
    [(330, "và các thôn")],
    [(95, "3"), (120, "Tổng kết"), (330, "Trạm y tế"), (450, "Tháng 12")],
]
WORK_CELLS = [
    ["TT", "Nội dung", "Đơn vị chủ trì", "Thời gian"],
    ["1", "Tiêm chủng mở rộng cho trẻ dưới một tuổi", "Trạm y tế", "Quý I"],
    ["2", "Phun thuốc diệt muỗi", "Đội y tế dự phòng và các thôn", "Tháng 5"],
    ["3", "Tổng kết", "Trạm y tế", "Tháng 12"],
]


def line(text: str, x: float, y: float, size: float = 13.0, *, bold: bool = False) -> list[Token]:
    """A line whose first word begins at `x` on the base line `y`."""
    tokens = []
    for word in text.split():
        width = len(word) * EM * size
        box = (x, y - 0.7 * size, x + width, y + 0.2 * size)
        tokens.append(Token(word, box, size, y, 1.0, bold))
        x += width + 0.25 * size
    return tokens


def page(*parts: Sequence[Row], steps: Sequence[float] = ()) -> tuple[Block, ...]:
    """A page of rows of cells between two paragraphs; `steps` are the distances of their base
    lines where they are not all `LEADING`."""
    y, groups = 300.0, []
    for part in parts:
        for index, row in enumerate(part):
            y += steps[index] if steps else LEADING
            groups += [line(text, x, y) for x, text in row]
        y += 10
    above = [line(text, LEFT, 240 + 18 * n) for n, text in enumerate(PARAGRAPH)]
    below = [line(text, LEFT, y + 24 + 18 * n) for n, text in enumerate(PARAGRAPH)]
    return arrange([*above, *groups, *below], HEIGHT)


def cells(table: Block) -> list[list[str]]:
    assert isinstance(table, ReadTable)
    return [[" ".join(line.text for line in cell.lines) for cell in row] for row in table.rows]


def tables(blocks: Sequence[Block]) -> list[ReadTable]:
    return [block for block in blocks if isinstance(block, ReadTable)]


def test_table_under_a_row_of_names() -> None:
    blocks = page(WORK)
    (table,) = tables(blocks)
    assert cells(table) == WORK_CELLS
    assert (table.header, table.ruled) == (1, False)
    assert [isinstance(block, ReadTable) for block in blocks] == [False] * 3 + [True] + [False] * 3


def test_heading_below_a_table_is_no_part_of_it() -> None:
    heading = line("III. TỔ CHỨC THỰC HIỆN", 121, 300 + 7 * LEADING + 20)
    groups = [line(t, x, 300 + n * LEADING) for n, row in enumerate(WORK, 1) for x, t in row]
    blocks = arrange([*groups, heading], HEIGHT)
    assert [cells(block) for block in tables(blocks)] == [WORK_CELLS]
    assert [block.text for block in blocks if isinstance(block, ReadLine)] == [
        "III. TỔ CHỨC THỰC HIỆN"
    ]


def test_numbers_at_half_the_height_of_their_rows() -> None:
    table: list[Row] = [
        [(92, "TT"), (180, "Nội dung"), (400, "Thời gian")],
        [(120, "Kiểm tra bếp ăn tập thể"), (400, "Quý I")],
        [(95, "1")],
        [(120, "của các trường học")],
        [(120, "Tập huấn cho người bán"), (400, "Quý II")],
        [(120, "hàng rong và chủ quán"), (95, "2")],
        [(120, "ăn trên địa bàn")],
        [(95, "3"), (120, "Sơ kết"), (400, "Tháng 6")],
    ]
    half = LEADING / 2
    (found,) = tables(page(table, steps=[16, 16, half, half, 16, 16, 16, 16]))
    assert [row[0] for row in cells(found)] == ["TT", "1", "2", "3"]
    assert cells(found)[2][1] == "Tập huấn cho người bán hàng rong và chủ quán ăn trên địa bàn"


def test_months_beside_one_column() -> None:
    table: list[Row] = [
        [(95, "Tháng"), (200, "Nội dung tuyên truyền")],
        [(95, "Tháng 1"), (170, "Mừng Đảng, mừng Xuân; vệ sinh đường")],
        [(170, "làng ngõ xóm đón Tết")],
        [(95, "Tháng 2"), (170, "Ngày Thầy thuốc Việt Nam")],
        [(95, "Tháng 3"), (170, "Tháng Thanh niên")],
    ]
    (found,) = tables(page(table))
    assert [row[0] for row in cells(found)] == ["Tháng", "Tháng 1", "Tháng 2", "Tháng 3"]
    assert cells(found)[1][1].endswith("vệ sinh đường làng ngõ xóm đón Tết")


def test_rows_that_no_number_begins() -> None:
    table: list[Row] = [
        [(95, "Họ và tên"), (240, "Chức vụ"), (380, "Đơn vị")],
        [(95, "Lò Văn Pâng"), (240, "Trưởng trạm"), (380, "Trạm y tế xã")],
        [(95, "Hà Thị Ngân"), (240, "Hộ sinh"), (380, "Trạm y tế xã")],
        [(95, "Vi Văn Thốm"), (240, "Y sĩ, phụ trách"), (380, "Phòng khám")],
        [(240, "chương trình lao"), (380, "khu vực")],
    ]
    (found,) = tables(page(table))
    assert cells(found)[1:] == [
        ["Lò Văn Pâng", "Trưởng trạm", "Trạm y tế xã"],
        ["Hà Thị Ngân", "Hộ sinh", "Trạm y tế xã"],
        ["Vi Văn Thốm", "Y sĩ, phụ trách chương trình lao", "Phòng khám khu vực"],
    ]


def test_amounts_at_the_right_and_an_empty_column() -> None:
    table: list[Row] = [
        [(90, "STT"), (160, "Tên xã"), (280, "Số tiền (đồng)"), (470, "Ghi chú")],
        [(95, "1"), (130, "Nậm Păm"), (320, "1.250.000")],
        [(95, "2"), (130, "Chiềng Lao"), (333, "950.000")],
        [(95, "3"), (130, "Hua Trai"), (314, "12.500.000")],
    ]
    (found,) = tables(page(table))
    assert cells(found)[3] == ["3", "Hua Trai", "12.500.000", ""]


def test_row_whose_first_cell_is_one_with_the_cell_above() -> None:
    table: list[Row] = [
        [(95, "Tháng"), (180, "Chủ đề"), (380, "Nội dung")],
        [(95, "1"), (150, "Mừng Xuân"), (330, "Vệ sinh môi trường")],
        [(95, "2"), (150, "Thầy thuốc Việt Nam"), (330, "Gặp mặt y, bác sĩ")],
        [(330, "tại trung tâm")],
        [(150, "Phòng bệnh dại"), (330, "Tiêm phòng cho chó")],
        [(95, "3"), (150, "Phòng lao"), (330, "Khám sàng lọc")],
    ]
    (found,) = tables(page(table, steps=[16, 22, 22, 16, 22, 22]))
    assert [row[:2] for row in cells(found)[2:]] == [
        ["2", "Thầy thuốc Việt Nam"],
        ["", "Phòng bệnh dại"],
        ["3", "Phòng lao"],
    ]


def test_heading_of_a_group_of_rows() -> None:
    group: list[Row] = [[(92, "I. Công tác y tế dự phòng và dân số toàn xã trong năm")]]
    (found,) = tables(page([*WORK[:1], *group, *WORK[1:]]))
    assert cells(found) == [
        WORK_CELLS[0],
        ["I. Công tác y tế dự phòng và dân số toàn xã trong năm", "", "", ""],
        *WORK_CELLS[1:],
    ]


def test_rows_that_go_on_at_the_top_of_a_page() -> None:
    rest: list[Row] = [
        [(120, "các thôn bản"), (330, "Trạm y tế")],
        [(95, "4"), (120, "Khám cho người cao tuổi"), (330, "Phòng khám"), (450, "Tháng 9")],
        [(95, "5"), (120, "Cân trẻ"), (330, "Y tế thôn"), (450, "Tháng 10")],
        [(95, "6"), (120, "Tổng kết"), (330, "Trạm y tế"), (450, "Tháng 12")],
    ]
    groups = [line(t, x, 80 + n * LEADING) for n, row in enumerate(rest) for x, t in row]
    below = [line(text, LEFT, 170 + 18 * n) for n, text in enumerate(PARAGRAPH)]
    (found,) = tables(arrange([*groups, *below], HEIGHT))
    assert (found.header, [row[0] for row in cells(found)]) == (0, ["", "4", "5", "6"])
    assert cells(found)[0] == ["", "các thôn bản", "Trạm y tế", ""]


def test_small_type_at_the_foot_is_no_footnote() -> None:
    groups = [line(t, x, 700 + n * 14, 11) for n, row in enumerate(WORK) for x, t in row]
    above = [line(text, LEFT, 240 + 18 * n, 14) for n, text in enumerate(PARAGRAPH * 4)]
    assert [cells(found) for found in tables(arrange([*above, *groups], HEIGHT))] == [WORK_CELLS]


@pytest.mark.parametrize(
    "lines",
    [
        [  # names in two columns
            [(121, "1. Lò Văn Pâng"), (330, "4. Hà Thị Ngân")],
            [(121, "2. Vi Văn Thốm"), (330, "5. Cà Thị Dung")],
            [(121, "3. Lường Văn Ón"), (330, "6. Quàng Thị Mai")],
        ],
        [  # with the numbers set apart
            [(100, "1."), (130, "Lò Văn Pâng"), (330, "4."), (360, "Hà Thị Ngân")],
            [(100, "2."), (130, "Vi Văn Thốm"), (330, "5."), (360, "Cà Thị Dung")],
            [(100, "3."), (130, "Lường Văn Ón"), (330, "6."), (360, "Quàng Thị Mai")],
        ],
        [  # the members of a board
            [(100, "1. Ông Lò Văn Pâng"), (270, "Trưởng trạm"), (420, "Trưởng ban")],
            [(100, "2. Bà Hà Thị Ngân"), (270, "Hộ sinh"), (420, "Ủy viên")],
            [(100, "3. Ông Vi Văn Thốm"), (270, "Y sĩ"), (420, "Ủy viên")],
        ],
        [  # a form
            [(121, "Họ và tên: ………………………"), (350, "Ngày sinh: ……………")],
            [(121, "Đơn vị: …………………………"), (350, "Chức vụ: ………………")],
            [(121, "Nội dung: ........................"), (350, "Thời gian: ...............")],
        ],
        [  # one whose dots OCR did not see
            [(121, "Họ và tên"), (350, "Ngày sinh")],
            [(121, "Đơn vị"), (350, "Chức vụ")],
            [(121, "Nội dung"), (350, "Thời gian")],
        ],
        [  # a list with a hanging indent
            [(100, "1."), (130, "Tiêm chủng mở rộng cho trẻ em dưới một tuổi tại các thôn")],
            [(130, "bản vùng cao")],
            [(100, "2."), (130, "Phun thuốc diệt muỗi")],
            [(100, "3."), (130, "Khám cho người cao tuổi")],
        ],
        [  # a sentence whose words stand far apart
            [(85, "Nội dung,"), (200, "thời gian"), (330, "và địa điểm"), (450, "do trạm")],
            [(85, "chọn sao"), (200, "cho phù"), (330, "hợp với"), (450, "mùa vụ,")],
            [(85, "tập quán"), (200, "và điều"), (330, "kiện của"), (450, "từng bản")],
        ],
        [  # signatures
            [(85, "TM. BAN CHẤP HÀNH"), (240, "TM. ỦY BAN NHÂN DÂN"), (420, "TRƯỞNG TRẠM")],
            [(100, "BÍ THƯ"), (270, "CHỦ TỊCH")],
            [(85, "Lò Văn Pâng"), (250, "Hà Thị Ngân"), (420, "Vi Văn Thốm")],
        ],
        [  # recipients
            [(85, "Nơi nhận:"), (340, "TM. ỦY BAN NHÂN DÂN")],
            [(85, "- Như trên;"), (370, "CHỦ TỊCH")],
            [(85, "- Trạm y tế;")],
            [(85, "- Lưu: VT."), (360, "Hà Thị Ngân")],
        ],
        [  # a header over nothing
            [(92, "TT"), (180, "Nội dung"), (330, "Đơn vị chủ trì"), (450, "Thời gian")],
        ],
    ],
)  # fmt: skip
def test_no_table(lines: list[Row]) -> None:
    assert not tables(page(lines))


def test_dash_between_words_stays_on_their_line() -> None:
    dash = Token("-", (175, 295, 178, 296), 3.0, 296.0)
    groups = [line("Thương binh", 100, 300), [dash], line("Liệt sĩ", 195, 300)]
    assert [joined(row).text for row in rows(strips(groups))] == ["Thương binh - Liệt sĩ"]


# --- files -------------------------------------------------------------------------------------


def draw_rows(canvas: Canvas, font: str, lines: Sequence[Row], y: float) -> None:
    for n, row in enumerate(lines):
        for x, text in row:
            canvas.setFont(font, 13)
            canvas.drawString(x, y - n * LEADING, text)


PLAN: list[Row] = [
    [(110, "TRẠM Y TẾ XÃ NẬM PĂM"), (290, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")],
    [(120, "Số: 12/KH-TYT"), (330, "Độc lập - Tự do - Hạnh phúc")],
    [(300, "Nậm Păm, ngày 05 tháng 01 năm 2024")],
    [],
    [(270, "KẾ HOẠCH")],
    [(200, "Tuyên truyền phòng bệnh năm 2024")],
    [],
    [(120, "Trạm y tế xã tuyên truyền theo các chủ đề sau đây:")],
]
MONTHS: list[Row] = [
    [(95, "Tháng"), (190, "Chủ đề"), (390, "Nội dung")],
    [(105, "1"), (150, "Vệ sinh nhà cửa"), (340, "Vận động dọn vệ sinh")],
    [(340, "đường làng")],
    [(105, "2"), (150, "Phòng bệnh dại"), (340, "Tiêm phòng cho chó")],
    [(105, "3"), (150, "Phòng bệnh lao"), (340, "Khám sàng lọc cho")],
]
MORE_MONTHS: list[Row] = [
    MONTHS[0],
    [(340, "người cao tuổi")],
    [(105, "4"), (150, "Phòng sốt xuất huyết"), (340, "Diệt bọ gậy")],
    [(105, "5"), (150, "Phòng đuối nước"), (340, "Dạy bơi cho trẻ")],
]


def test_month_table_over_two_pages(make_pdf: MakePdf, tinos: str) -> None:
    path = make_pdf(
        lambda canvas: draw_rows(canvas, tinos, [*PLAN, *MONTHS], 780),
        lambda canvas: draw_rows(canvas, tinos, MORE_MONTHS, 780),
    )
    document = read(path, DEFAULT)
    (table,) = document.tables
    assert [[document.slice(cell.span) for cell in row] for row in table.rows][3:] == [
        ["3", "Phòng bệnh lao", "Khám sàng lọc cho người cao tuổi"],
        ["4", "Phòng sốt xuất huyết", "Diệt bọ gậy"],
        ["5", "Phòng đuối nước", "Dạy bơi cho trẻ"],
    ]
    assert [theme.months for theme in extract(path).themes] == [(1,), (2,), (3,), (4,), (5,)]


def test_frame_with_rules_across_only(make_pdf: MakePdf, tinos: str) -> None:
    def draw(canvas: Canvas) -> None:
        draw_rows(canvas, tinos, [*PLAN, *WORK], 780)
        top = 780 - (len(PLAN) - 1) * LEADING - 4
        for n in (0, 1, 3, 5, 6):
            canvas.line(85, top - n * LEADING, 545, top - n * LEADING)
        for x in (85, 545):
            canvas.line(x, top, x, top - 6 * LEADING)

    document = read(make_pdf(draw), DEFAULT)
    (table,) = document.tables
    assert [[document.slice(c.span) for c in row] for row in table.rows] == WORK_CELLS


def test_lone_digits_of_a_scan(draw_text: Callable[..., np.ndarray], engine: ocr.Engine) -> None:
    dpi, scale = 200, 200 / 72
    table = [(x * scale, 60 + n * 56, text) for n, row in enumerate(WORK) for x, text in row]
    picture = Picture(draw_text(table), dpi, np.eye(2, 3) / scale)
    words = [w for line in engine.read(picture.pixels, dpi, "block") for w in line]
    kept = [measured((w,), picture) for w in words if not w.text.isdigit()]
    found = read_counts(kept, picture, engine)
    assert [" ".join(token.text for token in group) for group in found] == ["1", "2", "3"]
