import unicodedata

import pytest
from markup import (
    Appendix,
    Closing,
    MarkupError,
    PageBreak,
    Paragraph,
    Plan,
    Style,
    Table,
    addressees,
    as_text,
    letterhead_left,
    number_digits,
    parse,
    table_rows,
)


def only(plan: Plan, kind: type) -> list:
    return [block for block in plan.body if isinstance(block, kind)]


def test_letterhead_and_title(source: str) -> None:
    plan = parse(source)
    assert plan.letterhead.left == ("SỞ NỘI VỤ TỈNH HOA SEN", "BAN THI ĐUA - KHEN THƯỞNG")
    assert plan.letterhead.number == "Số: 145/KH-BTĐKT"
    assert not plan.letterhead.party
    assert plan.type == "KẾ HOẠCH"
    assert plan.title == ("Tuyên truyền công tác thi đua", "giai đoạn 2023 - 2025")


def test_paragraphs_have_styles_and_notes(source: str) -> None:
    basis, heading, plain = only(parse(source), Paragraph)[:3]
    assert basis.style is Style.ITALIC
    assert [(note.number, note.text) for note in basis.notes] == [(1, "Sau đây gọi tắt là Luật.")]
    assert (heading.text, heading.style) == ("I. MỤC ĐÍCH", Style.BOLD)
    assert (plain.style, plain.notes) == (Style.PLAIN, ())


def test_table_cells(source: str) -> None:
    (table,) = only(parse(source), Table)
    assert table.widths == pytest.approx((0.1, 0.4, 0.5))
    assert table.rows[1].cells == (("1",), ("Treo băng rôn", "Làm phim"), ("Sở Nội vụ",))
    assert [row.merged for row in table.rows] == [False, False, True, False]
    assert table.rows[2].cells == ((), ("Họp mặt",), ())
    assert table.rows[3].cells == (("2",), (), ("Các sở",))
    assert table.ruled


def test_table_without_rules() -> None:
    (table,) = only(parse("@table plain 10,90\na | b\n@end"), Table)
    assert table.widths == pytest.approx((0.1, 0.9))
    assert not table.ruled


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("a | b | c", [("a",), ("b",), ("c",)]),
        ("| b |", [(), ("b",), ()]),
        ("a | | c", [("a",), (), ("c",)]),
        ("| |", [(), (), ()]),
        ("01/KH|UB | a//b | c", [("01/KH|UB",), ("a//b",), ("c",)]),
    ],
)
def test_bars(row: str, cells: list[tuple[str, ...]]) -> None:
    plan = parse(f"@table 1,1,1\n{row}\n@end")
    (table,) = only(plan, Table)
    assert list(table.rows[0].cells) == cells


def test_closing_and_appendix(source: str) -> None:
    plan = parse(source)
    (closing,) = only(plan, Closing)
    assert closing.recipients == ("- Như trên;", "- Lưu: VT.")
    assert [signature.name for signature in closing.signatures] == ["Trịnh Đỗ Ngữ", "Lê Thị Quỳnh"]
    assert closing.signatures[0].lines == ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")
    assert only(plan, Appendix) == [Appendix("PHỤ LỤC I", ("DANH MỤC",))]
    assert len(only(plan, PageBreak)) == 1


def test_text_becomes_nfc() -> None:
    (paragraph,) = parse(unicodedata.normalize("NFD", "Kế hoạch")).body
    assert paragraph == Paragraph("Kế hoạch")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a\n@oops", "line 2: unknown mark @oops"),
        ("@table 1,1\na | b | c", "line 2: 3 cells in a table of 2 columns"),
        ("@table x\n@end", "per cent"),
        ("@table 50,50\na | b", "no @end"),
        ("@table 50,50\n@merge", "before the first row"),
        ("@table 50,50\na | b\n@merge\nc | d", "first cell of a merged row"),
        ("@table 50,50\na | b\n@page", "inside a table"),
        ("@end", "outside a table"),
        ("@note lost", "does not follow"),
        ("body\n@title late", "@title"),
        ("@type A\n@type B", "a second @type"),
    ],
)
def test_wrong_markup_is_refused(source: str, message: str) -> None:
    with pytest.raises(MarkupError, match=message):
        parse(source)


def test_as_text(source: str) -> None:
    text = as_text(parse(source))
    assert text.startswith("SỞ NỘI VỤ TỈNH HOA SEN\nBAN THI ĐUA - KHEN THƯỞNG\n\nCỘNG HÒA")
    assert "\n\nSố: 145/KH-BTĐKT\n\nHoa Sen, ngày 21 tháng 6 năm 2023\n\n" in text
    assert "KẾ HOẠCH\nTuyên truyền công tác thi đua\ngiai đoạn 2023 - 2025\n\n" in text
    assert "Kính gửi: Các phòng" in text
    assert "\n1\tTreo băng rôn Làm phim\tSở Nội vụ\n\tHọp mặt\t\n2\t\tCác sở\n" in text
    assert "năm 2022;[1]\n\n[1] Sau đây gọi tắt là Luật.\n" in text
    assert text.index("Nơi nhận:") < text.index("- Lưu: VT.") < text.index("KT. TRƯỞNG BAN")
    assert "@" not in text


def test_table_rows(source: str) -> None:
    two = f"{source}\n@table 1,1\na | b // c\n@note Chú thích.\n@end"
    assert list(table_rows(parse(two))) == [
        "STT\tNội dung\tĐơn vị",
        "1\tTreo băng rôn Làm phim\tSở Nội vụ",
        "\tHọp mặt\t",
        "2\t\tCác sở",
        "a\tb c",
    ]


def test_party_letterhead_has_its_star() -> None:
    head = parse("@left TỈNH ỦY HOA SEN\n@right ĐẢNG CỘNG SẢN VIỆT NAM").letterhead
    assert head.party
    assert letterhead_left(head) == ("TỈNH ỦY HOA SEN", "*")


def test_addressees_and_number() -> None:
    assert addressees(("- A", "- B")) == ("Kính gửi:", "- A", "- B")
    assert addressees(("Kính gửi: A",)) == ("Kính gửi: A",)
    assert number_digits("Số: 145/KH-UBND2") == ("Số: ", "145", "/KH-UBND2")
    assert number_digits("Số:   /KH") == ("Số:   /KH", "", "")


def test_nothing_is_a_plan() -> None:
    assert parse("") == Plan()
    assert as_text(Plan()) == "\n"
