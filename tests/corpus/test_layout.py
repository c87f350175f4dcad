import unicodedata
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from damage import GRADES, Grade, Image, draw_wear, encode, generator, scan, small
from flow import Page
from frame import Setting
from layout import lay_out
from make import main
from markup import parse
from pdf import write_pages, write_scans
from typeset import Text, break_lines, family, join_lines, words_of

TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323", "")
VOWELS = "aăâeêioôơuưy"
ALPHABET = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]


def pages_of(source: str, setting: Setting | None = None) -> tuple[Page, ...]:
    return lay_out(parse(source), setting or Setting())


def layer(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def words(text: str) -> Counter[str]:
    return Counter(text.split())


def table(rows: int) -> str:
    lines = [f"{i} | Việc thứ {i} cần làm ngay trong quý này và quý sau | Sở" for i in range(rows)]
    return "\n".join(["@table 10,30,60", "STT | Nội dung | Đơn vị", *lines, "@end"])


@pytest.mark.parametrize("font", ["tinos", "freeserif"])
def test_text_layer_holds_every_vietnamese_letter(font: str) -> None:
    letters = [*ALPHABET, "đ", *(letter.upper() for letter in ALPHABET), "Đ"]
    pdf = write_pages(pages_of(" ".join(letters), Setting(family=font)))
    assert words("".join(layer(pdf))) == Counter(letters)


def test_text_layer_is_the_truth(source: str) -> None:
    pages = pages_of(source)
    texts = layer(write_pages(pages))
    assert [words(text) for text in texts] == [words(page.text) for page in pages]


def test_reading_order(source: str) -> None:
    first, second, appendix = (page.text for page in pages_of(source))
    lines = first.splitlines()
    assert lines[1:6] == [
        "BAN THI ĐUA - KHEN THƯỞNG",
        "Số: 145/KH-BTĐKT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hoa Sen, ngày 21 tháng 6 năm 2023",
    ]
    assert "1\tTreo băng rôn Làm phim\tSở Nội vụ" in lines
    assert lines[-1] == "1 Sau đây gọi tắt là Luật."
    assert second.splitlines()[0] == "2"
    closing = [second.index(part) for part in ("Nơi nhận:", "Trịnh Đỗ Ngữ", "PHÓ GIÁM ĐỐC")]
    assert closing == sorted(closing)
    assert appendix.startswith("PHỤ LỤC I\nDANH MỤC\n(Kèm theo")


def test_recipients_stand_below_several_signatures_side_by_side(source: str) -> None:
    second = pages_of(source)[1]
    tops = {op.text.strip(): op.y for op in second.ops if isinstance(op, Text)}
    assert tops["Nơi"] > max(tops["Quỳnh"], tops["Ngữ"])


def test_a_subject_is_read_with_the_number_before_the_motto(source: str) -> None:
    letter = source.replace("@date", "@subject V/v tuyên truyền\n@date")
    lines = pages_of(letter)[0].text.splitlines()
    assert lines[2:5] == [
        "Số: 145/KH-BTĐKT",
        "V/v tuyên truyền",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]


def test_a_table_breaks_with_its_header() -> None:
    pages = pages_of(table(60))
    assert len(pages) > 1
    assert all("STT\tNội dung\tĐơn vị" in page.text for page in pages)
    rows = Counter(
        line.split("\t")[0] for page in pages for line in page.text.splitlines() if "Việc" in line
    )
    assert rows == Counter(str(i) for i in range(60))


def test_a_plain_table_has_no_rules() -> None:
    ruled, plain = (
        pages_of(source) for source in (table(60), table(60).replace("le ", "le plain ", 1))
    )
    assert [page.text for page in plain] == [page.text for page in ruled]
    assert all(isinstance(op, Text) for page in plain for op in page.ops)
    assert not all(isinstance(op, Text) for page in ruled for op in page.ops)


def test_a_merged_cell_has_no_rule_through_it() -> None:
    source = "@table 20,80\nSTT | Việc\n1 | Một\n{}| Hai\n@end"
    plain, merged = (pages_of(source.format(mark))[0] for mark in ("", "@merge\n"))
    shortest = [
        min(op.x1 - op.x0 for op in page.ops if not isinstance(op, Text) and op.y0 == op.y1)
        for page in (plain, merged)
    ]
    assert shortest[1] == pytest.approx(shortest[0] * 0.8)


def test_nothing_leaves_the_paper(source: str) -> None:
    long = f"{source}\n{table(80)}\n" + "Một câu dài để giấy đầy chữ và phải sang trang mới. " * 200
    for page in pages_of(long):
        texts = [op for op in page.ops if isinstance(op, Text)]
        assert all(0 < op.x < page.width and 0 < op.y < page.height for op in texts)


def test_a_word_wider_than_its_cell_is_cut_and_joined() -> None:
    fonts = family("tinos")
    lines = break_lines(words_of("6858/QĐ-UBND dài", fonts.regular, 12.0), 30.0)
    assert len(lines) > 2
    assert join_lines(lines) == "6858/QĐ-UBND dài"


def test_a_wide_appendix_is_landscape() -> None:
    source = "a\n@appendix PHỤ LỤC\n@table 1,1,1,1,1,1,1\n" + " | ".join("abcdefg") + "\n@end"
    upright, wide = pages_of(source)
    assert upright.width < upright.height
    assert wide.width > wide.height


def test_a_number_by_hand_is_not_in_the_layer(source: str) -> None:
    pages = pages_of(source, Setting(handwritten=True))
    (mark,) = [mark for mark in pages[0].marks if mark.kind == "number"]
    assert mark.text == "145"
    first = layer(write_pages(pages))[0]
    assert "/KH-BTĐKT" in first
    assert "145/KH-BTĐKT" not in first
    assert "Số: 145/KH-BTĐKT" in pages[0].text


def test_pdf_is_the_same_twice(source: str) -> None:
    assert write_pages(pages_of(source)) == write_pages(pages_of(source))


def images(source: str, grade: Grade, seed: int = 1) -> list[Image]:
    return list(scan(pages_of(source), grade, seed=seed, slug="mau"))


@pytest.mark.parametrize("name", GRADES)
def test_damage_follows_its_seed(source: str, name: str) -> None:
    once, twice, other = (images(source, GRADES[name], seed) for seed in (1, 1, 2))
    assert all(np.array_equal(a, b) for a, b in zip(once, twice, strict=True))
    assert any(not np.array_equal(a, b) for a, b in zip(once, other, strict=True))


@pytest.mark.parametrize("name", GRADES)
def test_the_angle_is_in_the_range_of_its_grade(name: str) -> None:
    grade = GRADES[name]
    angles = [draw_wear(grade, generator(seed, "mau", name, 0)).angle for seed in range(200)]
    assert max(map(abs, angles)) <= grade.skew
    assert max(map(abs, angles)) >= grade.skew * 0.9


@pytest.mark.parametrize("seed", range(4))
def test_the_page_is_turned_by_its_angle(seed: int) -> None:
    grade = GRADES["office"]
    drawn = draw_wear(grade, generator(seed, "mau", "office", 0)).angle
    (image,) = images("@table 1\na\n@end", grade, seed)
    dark = np.asarray(image.min(axis=2) < 128, dtype=np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark)
    x, y, width, height, _ = stats[1 + int(stats[1:, cv2.CC_STAT_WIDTH].argmax())]
    ys, xs = np.nonzero(dark[y : y + height, x : x + width])
    tops = np.array([ys[xs == column].min() for column in range(30, width - 30)])
    slope = np.polyfit(np.arange(30, width - 30), tops, 1)[0]
    assert -np.degrees(np.arctan(slope)) == pytest.approx(drawn, abs=0.1)


def test_a_scan_has_pictures_and_no_text(source: str) -> None:
    for name in ("office", "bitonal"):
        grade = GRADES[name]
        pdf = write_scans([encode(image, grade) for image in images(source, grade)])
        assert "".join(layer(pdf)) == ""
        document = pdfium.PdfDocument(pdf)
        width, height = document[0].get_size()
        assert (width, height) == pytest.approx((595, 842), abs=1)
        document.close()


def test_colours_and_bits(source: str) -> None:
    assert images(source, GRADES["grey150"])[0].ndim == 2
    assert set(np.unique(images(source, GRADES["bitonal"])[0])) == {0, 255}
    signed = images(source, GRADES["office"])[1].astype(int)
    red = (signed[:, :, 2] - signed[:, :, 0] > 80) & (signed[:, :, 2] - signed[:, :, 1] > 80)
    assert red.sum() > 2000


def test_small_is_small(source: str) -> None:
    grade = small(GRADES["office"])
    pdf = write_scans([encode(image, grade) for image in images(source, grade)])
    assert len(pdf) < 300_000


def test_command_line(source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan, out = tmp_path / "mau", tmp_path / "out"
    plan.mkdir()
    (plan / "plan.txt").write_text(source, encoding="utf-8")
    assert main([str(plan), "--out", str(out), "--grades", "text,pdf,grey150", "--jobs", "1"]) == 0
    made = {path.relative_to(out).as_posix() for path in out.rglob("*.*")}
    truth = {f"truth/mau.{part}.txt" for part in ("p1", "p2", "p3", "tables")}
    assert made == {"text/mau.txt", "pdf/mau.pdf", "grey150/mau.pdf", *truth}
    assert main([str(tmp_path / "none"), "--out", str(out)]) == 1
    assert "no plan.txt" in capsys.readouterr().err
