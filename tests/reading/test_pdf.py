"""PDF files: text layers trusted and not, scans, tables, and files that cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.errors import BrokenFile, EncryptedFile, TooLarge
from extractor.reading import legacy, pdf, pictures
from extractor.reading.ocr import Engine, TooSlow
from extractor.reading.page import ReadLine, ReadPage, ReadTable
from extractor.reading.pagescan import picture_of
from extractor.reading.pagespace import compose, inverse, turned
from extractor.reading.painted import painted
from extractor.reading.pdf import read_pdf
from extractor.reading.pdfrules import may_have_table
from extractor.reading.trust import verdict
from extractor.settings import DEFAULT, Limits, Settings

MakePdf = Callable[..., Path]
DrawText = Callable[..., np.ndarray]
Draw = Callable[[Canvas], None]
SENTENCES = (
    "Phòng Lao động phối hợp với các xã rà soát hộ gia đình khó khăn",
    "theo chuẩn mới; báo cáo kết quả về huyện trước ngày 15/11/2021.",
    "Hội Phụ nữ vận động hội viên tham gia tổ tiết kiệm và vay vốn.",
)


def lines_of(page: ReadPage) -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, ReadLine)]


def typed(font: str, size: float = 13) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for index, text in enumerate(SENTENCES * 3):
            canvas.setFont(font, size)
            canvas.drawString(85, 700 - 20 * index, text)

    return draw


def test_text_layer_with_boxes(make_pdf: MakePdf, tinos: str) -> None:
    (page,) = read_pdf(make_pdf(typed(tinos)), DEFAULT)
    assert page.method == "text_layer"
    assert (page.width, page.height, page.confidence) == (595, 842, 1.0)
    assert lines_of(page) == list(SENTENCES * 3)
    first = page.blocks[0]
    assert isinstance(first, ReadLine)
    x0, y0, x1, y1 = first.words[0].box or (0, 0, 0, 0)
    assert x0 == pytest.approx(85, abs=1)
    assert 130 < y0 < 142 < y1 < 146
    assert x1 - x0 == pytest.approx(37, abs=4)


def test_bold_comes_from_the_font(make_pdf: MakePdf, tinos: str) -> None:
    def draw(canvas: Canvas) -> None:
        typed(tinos)(canvas)
        canvas.setFont(f"{tinos}-Bold", 13)
        canvas.drawString(120, 730, "I. MỤC TIÊU CHUNG")

    (page,) = read_pdf(make_pdf(draw), DEFAULT)
    bold = {block.text: block.bold for block in page.blocks if isinstance(block, ReadLine)}
    assert bold["I. MỤC TIÊU CHUNG"]
    assert sum(bold.values()) == 1


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_boxes_are_those_of_the_page_as_displayed(
    rotation: int, make_pdf: MakePdf, tinos: str
) -> None:
    path = make_pdf(typed(tinos))
    document = pdfium.PdfDocument(path)
    document[0].set_rotation(rotation)
    document[0].set_cropbox(20, 30, 580, 800)
    document.save(path.with_name("turned.pdf"))
    document.close()
    (page,) = read_pdf(path.with_name("turned.pdf"), DEFAULT)
    assert lines_of(page) == list(SENTENCES * 3)
    first = page.blocks[0]
    assert isinstance(first, ReadLine)
    x0, y0, x1, y1 = first.words[0].box or (0, 0, 0, 0)
    assert (page.width < page.height) == (rotation == 180)
    picture = pdfium.PdfDocument(path.with_name("turned.pdf"))[0].render(scale=2).to_numpy()
    ink = picture[int(2 * y0) : int(2 * y1), int(2 * x0) : int(2 * x1)]
    assert ink.min() < 60
    around = picture[int(2 * y0) - 6 : int(2 * y1) + 6, int(2 * x0) - 2 : int(2 * x1) + 2]
    assert np.count_nonzero(around.min(axis=2) < 128) < 1.3 * np.count_nonzero(
        ink.min(axis=2) < 128
    )


def test_turns_of_a_page_lead_back() -> None:
    for quarters in range(4):
        there = turned(quarters, 595, 842)
        assert np.allclose(compose(inverse(there), there), [[1, 0, 0], [0, 1, 0]])


CELLS = [
    ["TT", "Hoạt động", "Thời gian"],
    ["1", "Tập huấn", "Quý I"],
    ["2", "Hội thi", "Quý III"],
]


def table_drawing(font: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, 13)
        canvas.drawString(85, 760, "Lịch hoạt động của câu lạc bộ:")
        canvas.grid([85, 125, 380, 520], [600, 640, 680, 720])
        for r, row in enumerate(CELLS):
            for c, text in enumerate(row):
                canvas.drawString((90, 130, 385)[c], 695 - 40 * r, text)
        canvas.drawString(130, 682, "cụ thể")
        canvas.drawString(85, 570, "Các chi hội đăng ký tham gia trước ngày 5/3.")

    return draw


def cells_of(table: ReadTable) -> list[list[str]]:
    return [[" / ".join(line.text for line in cell.lines) for cell in row] for row in table.rows]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_ruled_table(rotation: int, make_pdf: MakePdf, tinos: str) -> None:
    path = make_pdf(table_drawing(tinos))
    document = pdfium.PdfDocument(path)
    document[0].set_rotation(rotation)
    document[0].set_cropbox(20, 30, 580, 800)
    document.save(path.with_name("turned.pdf"))
    document.close()
    (page,) = read_pdf(path.with_name("turned.pdf"), DEFAULT)
    before, table, after = page.blocks
    assert isinstance(table, ReadTable)
    assert (table.header, table.ruled) == (1, True)
    assert cells_of(table) == [["TT", "Hoạt động / cụ thể", "Thời gian"], *CELLS[1:]]
    assert isinstance(before, ReadLine)
    assert isinstance(after, ReadLine)


def test_centred_cells_of_one_and_of_two_lines_keep_the_order_of_their_words(
    make_pdf: MakePdf, tinos: str
) -> None:
    head = (
        (115, 702, "Bộ phận phụ"), (195, 702, "Người phối"), (290, 695, "Ngày hẹn"),
        (137, 688, "trách"), (212, 688, "hợp"),
    )  # fmt: skip

    def draw(canvas: Canvas) -> None:
        canvas.setFont(tinos, 12)
        canvas.grid([100, 190, 270, 360], [640, 680, 720])
        for x, y, words in (*head, (115, 655, "Kế toán"), (200, 655, "Thủ quỹ"), (290, 655, "2/9")):
            for word in words.split():
                canvas.drawString(x, y, word)
                x += canvas.stringWidth(f"{word} ", tinos, 12)

    (page,) = read_pdf(make_pdf(draw), DEFAULT)
    (table,) = (block for block in page.blocks if isinstance(block, ReadTable))
    assert cells_of(table)[0] == ["Bộ phận phụ / trách", "Người phối / hợp", "Ngày hẹn"]


def test_words_that_look_like_drawing_hide_no_rules(make_pdf: MakePdf) -> None:
    cells = [["BT", "ET (re)"], ["\\ ) ET", "1 w BT ("]]

    def draw(canvas: Canvas) -> None:
        for index, row in enumerate(cells):
            canvas.setFont("Helvetica", 12)
            canvas.line(100, 720 - 40 * index, 400, 720 - 40 * index)
            for place, words in enumerate(row):
                canvas.drawString(110 + 150 * place, 695 - 40 * index, words)
        canvas.line(100, 640, 400, 640)
        for x in (100, 250, 400):
            canvas.line(x, 640, x, 720)

    (page,) = read_pdf(make_pdf(draw), DEFAULT)
    (table,) = (block for block in page.blocks if isinstance(block, ReadTable))
    assert cells_of(table) == cells


def test_words_on_several_base_lines_are_several_lines(make_pdf: MakePdf, tinos: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(tinos, 12)
        for x, y, text in (
            (300, 700, "Bộ phận chủ"), (390, 700, "Bộ phận phối"), (480, 693, "Hạn"),
            (330, 686, "trì"), (415, 686, "hợp"),
        ):  # fmt: skip
            canvas.drawString(x, y, text)

    (page,) = read_pdf(make_pdf(draw), DEFAULT)
    texts = [block.text for block in page.blocks if isinstance(block, ReadLine)]
    assert texts == ["Bộ phận chủ Bộ phận phối", "Hạn", "trì hợp"]


def test_text_is_read_where_the_drawing_cannot_be_parsed(
    make_pdf: MakePdf, tinos: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("Font")

    monkeypatch.setattr(pdf.RuleReader, "rules", broken)
    (page,) = read_pdf(make_pdf(table_drawing(tinos)), DEFAULT)
    assert [code for code, _ in page.warnings] == ["rules_unreadable"]
    assert "Lịch hoạt động của câu lạc bộ:" in lines_of(page)


def test_letterhead_rules_are_no_table(make_pdf: MakePdf, tinos: str) -> None:
    def draw(canvas: Canvas) -> None:
        typed(tinos)(canvas)
        canvas.line(120, 780, 200, 780)
        canvas.line(330, 780, 480, 780)

    document = pdfium.PdfDocument(make_pdf(draw, table_drawing(tinos)))
    assert [may_have_table(painted(page)) for page in document] == [False, True]


def test_underlines_and_frames_make_no_table(make_pdf: MakePdf, tinos: str) -> None:
    def draw(canvas: Canvas) -> None:
        typed(tinos)(canvas)
        canvas.rect(40, 40, 515, 762)
        canvas.line(200, 695, 400, 695)
        canvas.line(200, 655, 400, 655)

    (page,) = read_pdf(make_pdf(draw), DEFAULT)
    assert lines_of(page) == list(SENTENCES * 3)


def test_number_in_a_form_field_is_part_of_the_page(make_pdf: MakePdf, tinos: str) -> None:
    """E-office systems write number and date as the appearance of a field."""

    def draw(canvas: Canvas) -> None:
        typed(tinos)(canvas)
        canvas.setFont(tinos, 13)
        canvas.drawString(85, 760, "Số:")
        canvas.acroForm.textfield(name="so", value="417", x=105, y=754, width=40, height=16,
                                  borderWidth=0, fontSize=12)  # fmt: skip

    (page,) = read_pdf(make_pdf(draw), DEFAULT)
    assert lines_of(page)[0] == "Số: 417"


def scanned(draw_text: DrawText, texts: tuple[str, ...] = SENTENCES) -> Image.Image:
    """A sheet of A4 at 200 dpi."""
    lines = [(240, 200 + 60 * index, text) for index, text in enumerate(texts)]
    return Image.fromarray(draw_text(lines, size=(1654, 2339)))


def on_page(image: Image.Image) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(image), 0, 0, 595, 842)

    return draw


def test_scan_is_read_at_its_own_resolution(
    make_pdf: MakePdf, draw_text: DrawText, engine: Engine
) -> None:
    image = scanned(draw_text)
    path = make_pdf(on_page(image))
    picture = picture_of(pdfium.PdfDocument(path)[0], DEFAULT)
    assert picture.dpi == pytest.approx(200, abs=1)
    assert np.array_equal(picture.pixels.reshape(2339, 1654, -1)[:, :, 0], np.asarray(image))
    (page,) = read_pdf(path, DEFAULT)
    assert (page.method, page.warnings) == ("ocr", ())
    assert lines_of(page) == list(SENTENCES)
    first = page.blocks[0]
    assert isinstance(first, ReadLine)
    assert first.words[0].box is not None
    assert first.words[0].box[0] == pytest.approx(240 * 0.36, abs=2)


def test_turned_scan_is_upright(make_pdf: MakePdf, draw_text: DrawText) -> None:
    image = scanned(draw_text).rotate(90, expand=True)

    def draw(canvas: Canvas) -> None:
        canvas.setPageSize((842, 595))
        canvas.drawImage(ImageReader(image), 0, 0, 842, 595)

    path = make_pdf(draw)
    document = pdfium.PdfDocument(path)
    document[0].set_rotation(90)
    picture = picture_of(document[0], DEFAULT)
    assert picture.pixels.shape[:2] == (2339, 1654)
    assert np.allclose(picture.to_page, [[0.36, 0, 0], [0, 0.36, 0]], atol=1e-3)


def test_print_over_a_scan_is_drawn(make_pdf: MakePdf, draw_text: DrawText, tinos: str) -> None:
    image = scanned(draw_text)

    def draw(canvas: Canvas) -> None:
        on_page(image)(canvas)
        canvas.setFont(tinos, 13)
        canvas.drawString(100, 100, "417")

    picture = picture_of(pdfium.PdfDocument(make_pdf(draw))[0], DEFAULT)
    scale = picture.points_per_pixel
    corner = picture.pixels[
        round(730 / scale) : round(744 / scale), round(98 / scale) : round(122 / scale)
    ]
    assert corner.min() < 60


def test_scanners_layer_without_vietnamese_is_redone(
    make_pdf: MakePdf, draw_text: DrawText, engine: Engine
) -> None:
    image = scanned(draw_text)

    def draw(canvas: Canvas) -> None:
        on_page(image)(canvas)
        text = canvas.beginText(85, 770)
        text.setTextRenderMode(3)
        text.setFont("Helvetica", 12)
        for _ in range(8):
            text.textLine("Phong Lao d<)ng ph6i hqp v6i cac xa ra soat h<) gia dinh kh6 khan")
        canvas.drawText(text)

    (page,) = read_pdf(make_pdf(draw), DEFAULT)
    assert page.method == "ocr"
    assert [code for code, _ in page.warnings] == ["junk_text_layer"]
    assert lines_of(page) == list(SENTENCES)


PICTURED = (
    "Tổ dân phòng trực đêm ở nhà văn hóa thôn Đồng Găng từ ngày 02/9.",
    "Trạm Y tế phát màn cho 120 hộ và phun thuốc diệt muỗi hai đợt.",
    "Bưu điện xã nhận hồ sơ của người dân vào sáng thứ Ba hằng tuần.",
)


def pictured(draw_text: DrawText, texts: tuple[str, ...] = PICTURED) -> Image.Image:
    """Lines of writing at 200 dpi, as wide as A4: 216 points high."""
    lines = [(240, 60 + 60 * index, text) for index, text in enumerate(texts)]
    return Image.fromarray(draw_text(lines, size=(1654, 600)))


def above_typed(font: str, image: Image.Image) -> Draw:
    """The picture in the upper quarter of a typed page."""

    def draw(canvas: Canvas) -> None:
        for index, text in enumerate(SENTENCES * 3):
            canvas.setFont(font, 13)
            canvas.drawString(85, 560 - 20 * index, text)
        canvas.drawImage(ImageReader(image), 0, 600, 595, 216)

    return draw


@pytest.mark.parametrize("angle", [0, 90])
def test_picture_of_writing_is_read_with_the_layer(
    angle: int, make_pdf: MakePdf, draw_text: DrawText, tinos: str, engine: Engine
) -> None:
    path = make_pdf(above_typed(tinos, pictured(draw_text)))
    document = pdfium.PdfDocument(path)
    document[0].set_rotation(angle)
    document.save(path.with_name("turned.pdf"))
    (page,) = read_pdf(path.with_name("turned.pdf"), DEFAULT)
    assert page.method == "text_layer"
    assert lines_of(page) == [*PICTURED, *SENTENCES * 3]
    assert page.unread == ()
    assert 0.9 < page.confidence < 1.0
    first = page.blocks[0]
    assert isinstance(first, ReadLine)
    x0, y0, x1, _ = first.words[0].box or (0, 0, 0, 0)
    corner = (x0, y0) if angle == 0 else (y0, 842 - x1)
    assert corner == (pytest.approx(86, abs=2), pytest.approx(842 - 816 + 25, abs=5))


def test_picture_of_a_table_is_read_as_one(
    make_pdf: MakePdf, draw_text: DrawText, tinos: str, engine: Engine
) -> None:
    cells = [["Thôn", "Số hộ"], ["Đồng Găng", "120 hộ nghèo"], ["Suối Cát", "85 hộ nghèo"]]
    texts = [
        (260 + 560 * column, 75 + 120 * row, text)
        for row, line in enumerate(cells)
        for column, text in enumerate(line)
    ]
    image = Image.fromarray(draw_text(texts, size=(1654, 600)))
    drawing = ImageDraw.Draw(image)
    for y in range(4):
        drawing.line((240, 40 + 120 * y, 1360, 40 + 120 * y), fill=0, width=3)
    for x in range(3):
        drawing.line((240 + 560 * x, 40, 240 + 560 * x, 400), fill=0, width=3)
    (page,) = read_pdf(make_pdf(above_typed(tinos, image)), DEFAULT)
    table, *rest = page.blocks
    assert isinstance(table, ReadTable)
    assert cells_of(table) == cells
    assert [block.text for block in rest if isinstance(block, ReadLine)] == list(SENTENCES * 3)


def noise(draw_text: DrawText) -> Image.Image:
    """What a photograph is to OCR."""
    grains = np.random.default_rng(4).integers(0, 255, (45, 120), dtype=np.uint8)
    return Image.fromarray(grains).resize((1600, 600), Image.Resampling.BICUBIC)


def one_line(draw_text: DrawText) -> Image.Image:
    return pictured(draw_text, PICTURED[:1])


@pytest.mark.parametrize("image", [noise, one_line])
def test_pictures_without_lines_of_writing_add_nothing(
    image: Callable[[DrawText], Image.Image],
    make_pdf: MakePdf, draw_text: DrawText, tinos: str, engine: Engine,
) -> None:  # fmt: skip
    (page,) = read_pdf(make_pdf(above_typed(tinos, image(draw_text))), DEFAULT)
    assert lines_of(page) == list(SENTENCES * 3)
    assert (page.confidence, page.unread) == (1.0, ())


def unseen(font: str, texts: tuple[str, ...], shift: float = 0.0) -> Draw:
    """A scanner's layer: the words lie unseen over their picture."""

    def draw(canvas: Canvas) -> None:
        for index, text in enumerate(texts):
            words = canvas.beginText(240 * 0.36 + shift, 842 - (200 + 60 * index + 34) * 0.36)
            words.setTextRenderMode(3)
            words.setFont(font, 14)
            words.textOut(text)
            canvas.drawText(words)

    return draw


@pytest.mark.parametrize(("known", "method"), [(9, "text_layer"), (6, "ocr")])
def test_scanners_layer_that_leaves_out_lines_is_redone(
    known: int, method: str, make_pdf: MakePdf, draw_text: DrawText, tinos: str, engine: Engine
) -> None:
    image = scanned(draw_text, SENTENCES * 3)

    def draw(canvas: Canvas) -> None:
        on_page(image)(canvas)
        unseen(tinos, (SENTENCES * 3)[:known], shift=1.5)(canvas)

    (page,) = read_pdf(make_pdf(draw), DEFAULT)
    assert page.method == method
    assert lines_of(page) == list(SENTENCES * 3)


@pytest.mark.parametrize(
    ("text", "scanned", "drawn", "wanted"),
    [
        ("", False, False, "trusted"),
        ("", False, True, "missing"),
        ("6", False, False, "trusted"),
        ("Số 417 ngày 5", True, True, "missing"),
        (" ".join(SENTENCES) * 3, True, True, "trusted"),
        (" ".join(SENTENCES) * 3, False, False, "trusted"),
        ("7KӵF KLӋQ NӃ KRҥFK " * 20, False, False, "junk"),
        ("Thuc hien ke hoach cong tac nam cua nganh " * 9, False, False, "junk"),
        ("Phong Lao dong phoi hqp v6i cac xa " * 12, True, True, "junk"),
        ("Excel 2016, Word", False, False, "trusted"),
    ],
)
def test_verdict_on_a_layer(text: str, scanned: bool, drawn: bool, wanted: str) -> None:
    assert verdict(text, scanned=scanned, drawn=drawn) == wanted


@pytest.mark.parametrize(
    ("seen", "encoding", "text"),
    [
        ("Phßng Y tÕ huyÖn §ång V¨n", "tcvn3", "Phòng Y tế huyện Đồng Văn"),
        ("c«ng t¸c th­ viÖn, b¶o tµng", "tcvn3", "công tác thư viện, bảo tàng"),
        ("Phoøng Giaùo duïc huyeän Trieäu Phong", "vni", "Phòng Giáo dục huyện Triệu Phong"),
        ("thö vieän, baûo taøng cuûa thaønh phoá", "vni", "thư viện, bảo tàng của thành phố"),
    ],
)
def test_old_encodings(seen: str, encoding: legacy.Encoding, text: str) -> None:
    assert legacy.encoding_of(seen) == encoding
    assert legacy.decode(seen, encoding) == text


@pytest.mark.parametrize(
    "text", ["Phòng Y tế huyện Đồng Văn", "Le théâtre de l'Opéra à côté", "Excel 2016", ""]
)
def test_nothing_else_is_decoded(text: str) -> None:
    assert legacy.encoding_of(text) is None


def test_hyphen_in_an_old_word_is_a_letter() -> None:
    assert legacy.decode_word("th-ëng", "tcvn3", ".VnTime") == "thưởng"
    assert legacy.decode_word("phßng", "tcvn3", ".VnTimeH") == "PHÒNG"
    assert legacy.decode_word("15-CT/TW", "tcvn3", ".VnTime") == "15-CT/TW"


def test_old_fonts_are_decoded(make_pdf: MakePdf) -> None:
    lines = ("Phßng Y tÕ phèi hîp víi c¸c x·, thÞ trÊn tæ chøc kh¸m ch÷a bÖnh",
             "cho ng­êi nghÌo, ®èi t­îng chÝnh s¸ch trªn ®Þa bµn huyÖn n¨m 2006.")  # fmt: skip

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 13)
        for index, text in enumerate(lines):
            canvas.drawString(85, 700 - 20 * index, text)

    (page,) = read_pdf(make_pdf(draw), DEFAULT)
    assert lines_of(page) == [
        "Phòng Y tế phối hợp với các xã, thị trấn tổ chức khám chữa bệnh",
        "cho người nghèo, đối tượng chính sách trên địa bàn huyện năm 2006.",
    ]


def test_blank_page_needs_no_ocr(make_pdf: MakePdf, tinos: str) -> None:
    settings = Settings(tessdata=Path("/nowhere"))
    pages = read_pdf(make_pdf(typed(tinos), lambda canvas: None), settings)
    assert [page.method for page in pages] == ["text_layer", "text_layer"]
    assert (pages[1].blocks, pages[1].warnings) == ((), ())


def test_encrypted_file(make_pdf: MakePdf, tinos: str) -> None:
    path = make_pdf(typed(tinos), encrypt=StandardEncryption("secret", canPrint=0))
    with pytest.raises(EncryptedFile, match=r"page\.pdf.*password"):
        read_pdf(path, DEFAULT)


def test_broken_files(tmp_path: Path, make_pdf: MakePdf, tinos: str) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4\nnothing more")
    with pytest.raises(BrokenFile, match=r"broken\.pdf"):
        read_pdf(broken, DEFAULT)
    no_pages = tmp_path / "empty.pdf"
    no_pages.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n"
    )
    with pytest.raises(BrokenFile, match=r"empty\.pdf"):
        read_pdf(no_pages, DEFAULT)


def test_large_files(make_pdf: MakePdf, tinos: str) -> None:
    path = make_pdf(typed(tinos), typed(tinos))
    with pytest.raises(TooLarge, match="2 pages"):
        read_pdf(path, Settings(limits=Limits(pages=1)))
    with pytest.raises(TooLarge):
        read_pdf(path, Settings(limits=Limits(file_bytes=100)))


def test_pictures_that_take_too_long_leave_the_words(
    make_pdf: MakePdf, tinos: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw(canvas: Canvas) -> None:
        typed(tinos)(canvas)
        canvas.drawImage(ImageReader(Image.new("L", (300, 100), 90)), 85, 200, 300, 100)

    def too_slow(*_: object) -> None:
        raise TooSlow(60)

    monkeypatch.setattr(pictures, "read_pictures", too_slow)
    (page,) = read_pdf(make_pdf(draw), DEFAULT)
    assert lines_of(page) == list(SENTENCES * 3)
    assert "unread_area" in dict(page.warnings)
